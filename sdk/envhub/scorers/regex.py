"""Declared patterns that an answer must match, and must not match.

They run where they can be killed after a second; the sample is then invalid, not failed.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from ..model import Failure
from ..patterns import compile_pattern
from ..sample import Sample, Target
from ..services import Services
from ..trace import Trace
from ..values import Frozen
from .base import Lazily, Schema, Score, ScorerSpec, once, side_by_side
from .extract import Extract, PatternFilter, extract_answer, filter_name, filters

MAX_PATTERNS = 50
MAX_CHARACTERS = 500_000
"""A longer output is judged by its beginning."""


def _compiles(value: str) -> str:
    compile_pattern(value)
    return value


Declared = Annotated[str, Field(min_length=1), AfterValidator(_compiles)]
Patterns = Annotated[tuple[Declared, ...], Field(max_length=MAX_PATTERNS)]
Texts = Annotated[tuple[str, ...], Field(max_length=MAX_PATTERNS)]


class RegexData(Frozen):
    """The patterns of one sample, beside those of all."""

    match: Texts = ()
    no_match: Texts = ()


class Regex(ScorerSpec):
    """1.0 where the answer matches what it must and nothing that it must not, else 0.0.

    A pattern matches anywhere in the answer, unless it is anchored. Targets are examples of a right
    answer: they show that the patterns can be met.
    """

    method: ClassVar[str] = "pattern match"
    data_schema: ClassVar[Schema] = RegexData
    constants: ClassVar[tuple[str, ...]] = ("yes", "no", "true", "false", "A", "B", "0", "1")

    type: Literal["regex"] = "regex"
    match: Patterns = ()
    no_match: Patterns = ()
    mode: Literal["all", "any"] = "all"
    """How many of `match` must be met; none of `no_match` ever may."""
    extract: Extract = "whole"

    @property
    def form_only(self) -> bool:
        """Where nothing need be matched, nonsense may be right."""
        return bool(self.no_match) and not self.match

    def patterns(self, target: Target | None = None) -> tuple[str, ...]:
        if target is None:
            return (*super().patterns(), *self.match, *self.no_match)
        own = RegexData.model_validate(target.data)
        return (*own.match, *own.no_match)

    def problem(self, sample: Sample, target: Target) -> str | None:
        own = RegexData.model_validate(target.data)
        if not (self.match or self.no_match or own.match or own.no_match):
            return "has no pattern, and neither has its scorer"
        for pattern in self.patterns(target):
            try:
                compile_pattern(pattern)
            except ValueError as error:
                return f"has pattern `{pattern[:80]}`: {error}"
        if not target.targets:
            return "has no target: show an answer that matches"
        return None

    def score(
        self, sample: Sample, target: Target, trace: Trace, services: Services
    ) -> Score | Failure:
        own = RegexData.model_validate(target.data)
        output = trace.output[:MAX_CHARACTERS]
        near = once(lambda: self.holds(sample, target, output))
        try:
            return side_by_side(
                self._judge(one, own, extract_answer(one, output, services), services, near)
                for one in filters(self.extract)
            )
        except ValueError as error:  # a target that no check has seen
            return Failure(cause="pattern", message=str(error))

    def _judge(
        self, extract: str | PatternFilter, own: RegexData, answer: str | None, services: Services,
        near: Lazily,
    ) -> Score:  # fmt: skip
        name = filter_name(extract)
        if answer is None:
            note = "no answer found in the output"
            return self.verdict(0.0, filter=name, explanation=note, near_miss=near())
        wanted = (*self.match, *own.match)
        missed = [one for one in wanted if not services.matches(one, answer)]
        unwanted = [one for one in (*self.no_match, *own.no_match)
                    if services.matches(one, answer)]  # fmt: skip
        met = not missed if self.mode == "all" else not wanted or len(missed) < len(wanted)
        said = [] if met else [f"does not match `{one[:80]}`" for one in missed]
        said += [f"matches `{one[:80]}`" for one in unwanted]
        hit = met and not unwanted
        return self.verdict(
            float(hit), answer=answer, filter=name, explanation="; ".join(said) or None,
            near_miss=not hit and near(),
        )  # fmt: skip
