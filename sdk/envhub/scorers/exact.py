"""The answer equals a target, after declared folding."""

from __future__ import annotations

from typing import ClassVar, Literal

from ..model import Failure
from ..sample import Sample, Target
from ..services import Services
from ..trace import Trace
from .base import Lazily, Score, ScorerSpec, once, side_by_side
from .extract import Extract, PatternFilter, extract_answer, filter_name, filters, normalise

Fold = Literal["case", "space", "punctuation", "articles"]


class Exact(ScorerSpec):
    """1.0 where the extracted answer equals one of the targets, else 0.0."""

    method: ClassVar[str] = "exact match"
    constants: ClassVar[tuple[str, ...]] = ("yes", "no", "true", "false", "A", "B", "0", "1")

    type: Literal["exact"] = "exact"
    extract: Extract = "whole"
    ignore: tuple[Fold, ...] = ("case", "space", "punctuation")
    """What the comparison ignores; `punctuation` only at the edges."""

    def problem(self, sample: Sample, target: Target) -> str | None:
        if not target.targets:
            return "has no target"
        for text in target.texts:
            if not normalise(text, self.ignore):
                return f"target `{text}` is empty once {', '.join(self.ignore)} are ignored"
        return None

    def score(
        self, sample: Sample, target: Target, trace: Trace, services: Services
    ) -> Score | Failure:
        near = once(lambda: self.holds(sample, target, trace.output))
        return side_by_side(
            self._judge(one, target, extract_answer(one, trace.output, services), near)
            for one in filters(self.extract)
        )

    def _judge(
        self, extract: str | PatternFilter, target: Target, answer: str | None, near: Lazily
    ) -> Score:
        name = filter_name(extract)
        if answer is None:
            note = "no answer found in the output"
            return self.verdict(0.0, filter=name, explanation=note, near_miss=near())
        folded = normalise(answer, self.ignore)
        hit = any(folded == normalise(text, self.ignore) for text in target.texts)
        return self.verdict(float(hit), answer=answer, filter=name, near_miss=not hit and near())
