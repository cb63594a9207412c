"""One of the sample's choices, by log-probability or read out of a text."""

from __future__ import annotations

import re
from typing import ClassVar, Literal

from ..model import Continuation, Failure
from ..sample import Sample, Target
from ..services import Services
from ..templates import letter
from ..trace import Trace
from .base import Asks, Score, ScorerSpec, holds_text, ranked, unrankable
from .extract import declared_answer, first_line, last_line, normalise

Normalise = Literal["raw", "token", "byte"]

_LABEL = re.compile(r"^[\s(\[*\"'“]*([A-Za-z])(?=[)\].:,*\"'”]|\s*$|\s+[-–—])")
_FOLD = ("case", "space", "punctuation")


def weighed(continuation: Continuation, how: Normalise) -> float:
    """Return the log-probability a continuation is ranked by: whole, per token, or per byte."""
    if how == "token":
        return continuation.logprob / max(1, continuation.tokens)
    if how == "byte":
        return continuation.logprob / max(1, len(continuation.text.encode("utf-8")))
    return continuation.logprob


class Choice(ScorerSpec):
    """1.0 where the chosen option is the target. A target is the 0-based index of an option."""

    accepts: ClassVar[tuple[Asks, ...]] = ("generate", "rank")
    method: ClassVar[str] = "multiple choice"
    free_text: ClassVar[bool] = False
    constants: ClassVar[tuple[str, ...]] = ("A", "B", "C", "D", "E")

    type: Literal["choice"] = "choice"
    continuation: Literal["text", "letter"] = "text"
    """With log-probabilities: whether the options' texts or their letters are scored."""
    normalize: Normalise = "raw"
    """How log-probabilities of options of unequal length are made comparable."""

    def continuations(self, sample: Sample, target: Target) -> tuple[str, ...]:
        choices = sample.choices or ()
        if self.continuation == "letter":
            return tuple(letter(i) for i in range(len(choices)))
        return choices

    def problem(self, sample: Sample, target: Target) -> str | None:
        if not sample.choices or len(sample.choices) < 2:
            return "needs a sample with two `choices` or more"
        folded = [normalise(text, _FOLD) for text in sample.choices]
        if len(set(folded)) < len(folded) or not all(folded):
            return "has choices that are equal or empty"
        if not target.targets:
            return "has no target"
        for index in target.targets:
            if not isinstance(index, int) or not 0 <= index < len(sample.choices):
                return f"target `{index}` is no index of its {len(sample.choices)} choices"
        return None

    def chance(self, sample: Sample, target: Target) -> float:
        return len(set(target.targets)) / max(1, len(sample.choices or ()))

    def gold(self, sample: Sample, target: Target) -> tuple[Trace, ...]:
        texts = self.continuations(sample, target)
        return tuple(
            Trace(
                output=f"{letter(i)}. {(sample.choices or ())[i]}",
                continuations=trace.continuations,
            )
            for i in target.targets
            if isinstance(i, int)
            for trace in ranked(texts, i)
        )

    def score(
        self, sample: Sample, target: Target, trace: Trace, services: Services
    ) -> Score | Failure:
        choices = sample.choices or ()
        if trace.continuations:
            if failure := unrankable(trace, self.continuations(sample, target)):
                return failure
            keys = [weighed(one, self.normalize) for one in trace.continuations]
            best = max(keys)
            chosen = keys.index(best) if keys.count(best) == 1 else None
            name: str = f"logprob:{self.normalize}"
            note = None if chosen is not None else "the best options are tied"
        else:
            chosen, name = read_choice(trace.output, choices)
            note = None if chosen is not None else "no option found in the output"
        hit = chosen is not None and chosen in target.targets
        answer = f"{letter(chosen)}. {choices[chosen]}" if chosen is not None else None
        return self.verdict(
            float(hit), answer=answer, filter=name, explanation=note,
            rank1=hit if trace.continuations else None,
            near_miss=not hit and self.holds(sample, target, trace.output),
        )  # fmt: skip

    def holds(self, sample: Sample, target: Target, output: str) -> bool:
        choices = sample.choices or ()
        right = (choices[i] for i in target.targets if isinstance(i, int) and i < len(choices))
        return holds_text(right, output)


def read_choice(output: str, choices: tuple[str, ...]) -> tuple[int | None, str]:
    """Find the option that a text names: by its label, by equality, or as the only one named."""
    for part in (declared_answer(output), first_line(output), last_line(output)):
        match = _LABEL.match(part or "")
        if match:
            index = ord(match.group(1).upper()) - ord("A")
            if index < len(choices):
                return index, "label"
        folded = normalise(part or "", _FOLD)
        equal = [i for i, choice in enumerate(choices) if normalise(choice, _FOLD) == folded]
        if len(equal) == 1:
            return equal[0], "equal"
    text = normalise(output[:100_000], _FOLD)
    named = [i for i, choice in enumerate(choices) if _names(text, normalise(choice, _FOLD))]
    return (named[0], "only_named") if len(named) == 1 else (None, "only_named")


def _names(text: str, choice: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(choice)}(?!\w)", text) is not None
