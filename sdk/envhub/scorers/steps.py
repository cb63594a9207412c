"""Partial credit over declared steps: texts, numbers or patterns, each with its weight.

`numeric` gives credit for numbers on the way to one; this one for whatever can be found.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice
from typing import ClassVar, Literal

from pydantic import Field, ValidationError, model_validator

from ..model import Failure
from ..patterns import compile_pattern
from ..sample import Sample, Target
from ..services import LOCAL, Services
from ..trace import Trace
from ..values import Frozen
from .base import Schema, Score, ScorerSpec
from .extract import (
    NUMBER,
    Filter,
    ends_at,
    extract_answer,
    filter_name,
    normalise,
    numbers,
    stands_in,
)
from .numeric import MAX_NUMBERS, exactly, parse_number

MAX_STEPS = 100
MAX_CHARACTERS = 100_000
"""Of a longer output, this much of its beginning and of its end is read."""
_FOLD = ("case", "space", "punctuation")
_LAYOUTS = ("{steps}\nThe answer is {answer}", "{steps}\n{answer}", "{answer}\n{steps}")


class Step(Frozen):
    """One thing that a right solution says: exactly one of `text`, `number` and `pattern`."""

    text: str | None = None
    """Found as whole words, in any case."""
    number: str | None = None
    """A decimal string, found among the numbers of the output."""
    pattern: str | None = None
    tolerance: float = Field(default=0.0, ge=0.0, allow_inf_nan=False)
    """Of `number`, absolute."""
    weight: float = Field(default=1.0, gt=0, le=1_000, allow_inf_nan=False)
    example: str | None = None
    """What a right solution says, where a pattern does not tell."""

    @model_validator(mode="after")
    def _one_rule(self) -> Step:
        given = [one for one in (self.text, self.number, self.pattern) if one is not None]
        if len(given) != 1:
            raise ValueError("a step has exactly one of `text`, `number` and `pattern`")
        if self.text is not None and not normalise(self.text, _FOLD):
            raise ValueError("a step's `text` is empty")
        if self.number is not None and parse_number(self.number) is None:
            raise ValueError(f"`{self.number[:40]}` is no number")
        if self.pattern is not None and not self.example:
            raise ValueError("a step with a `pattern` shows an `example` that matches")
        return self

    @property
    def shown(self) -> str:
        """What a right solution says here."""
        return self.example or self.text or self.number or ""


class StepsData(Frozen):
    """The steps of one sample."""

    steps: tuple[Step, ...] = Field(min_length=1, max_length=MAX_STEPS)


class Steps(ScorerSpec):
    """The weighted share of the steps that are found; the final answer, where there are targets,
    is one more of them, or what everything hangs on."""

    method: ClassVar[str] = "partial credit over steps"
    data_schema: ClassVar[Schema] = StepsData
    free_text: ClassVar[bool] = False

    type: Literal["steps"] = "steps"
    ordered: bool = False
    """Whether a step counts only behind the one before it; a pattern has no place in an order."""
    final: Literal["counted", "required", "ignored"] = "counted"
    """`required`: a wrong final answer earns nothing."""
    final_weight: float = Field(default=1.0, gt=0, le=1_000, allow_inf_nan=False)
    """Of a final answer that is counted."""
    extract: Filter = "after_answer"
    """How the final answer is found."""
    tolerance: float = Field(default=0.0, ge=0.0, allow_inf_nan=False)
    """Of a final answer that is a number, absolute."""

    @property
    def graded(self) -> bool:
        return True

    def patterns(self, target: Target | None = None) -> tuple[str, ...]:
        if target is None:
            return super().patterns()
        steps = StepsData.model_validate(target.data).steps
        return tuple(one.pattern for one in steps if one.pattern is not None)

    def problem(self, sample: Sample, target: Target) -> str | None:
        try:
            steps = StepsData.model_validate(target.data).steps
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"])
            return f"has `data` without steps: {place} {first['msg']}"
        if self.ordered and any(one.pattern is not None for one in steps):
            return "has a step with a pattern, which has no place in an order"
        for pattern in self.patterns(target):
            try:
                compile_pattern(pattern)
            except ValueError as error:
                return f"has pattern `{pattern[:80]}`: {error}"
        if self.final == "required" and not target.targets:
            return "has no target, and the final answer is required"
        empty = [text for text in target.texts if not normalise(text, _FOLD)]
        return "has an empty target" if empty else None

    def gold(self, sample: Sample, target: Target) -> tuple[Trace, ...]:
        said = "\n".join(one.shown for one in StepsData.model_validate(target.data).steps)
        if not target.targets or self.final == "ignored":
            return (Trace(output=said),)
        return tuple(Trace(output=self._solved(said, text, target)) for text in target.texts)

    def _solved(self, said: str, answer: str, target: Target) -> str:
        """A solution whose final answer is found as declared."""
        texts = [one.format(steps=said, answer=answer) for one in _LAYOUTS]
        found = (text for text in texts
                 if self._is_final(extract_answer(self.extract, text, LOCAL), target))  # fmt: skip
        return next(found, texts[0])

    def holds(self, sample: Sample, target: Target, output: str) -> bool:
        found = (parse_number(text) for text in islice(numbers(output), MAX_NUMBERS))
        as_number = any(self._equals(number, target) for number in found if number is not None)
        return as_number or super().holds(sample, target, output)

    def score(
        self, sample: Sample, target: Target, trace: Trace, services: Services
    ) -> Score | Failure:
        steps = StepsData.model_validate(target.data).steps
        output = _cut(trace.output)
        try:
            found = list(self._found(steps, output, services))
        except ValueError as error:  # a target that no check has seen
            return Failure(cause="pattern", message=str(error))
        earned = sum(one.weight for one, there in zip(steps, found, strict=True) if there)
        total = sum(one.weight for one in steps)
        note = f"{sum(found)} of {len(steps)} steps"
        if not target.targets or self.final == "ignored":
            return self.verdict(earned / total, explanation=note)
        answer = extract_answer(self.extract, output, services)
        right = self._is_final(answer, target)
        if self.final == "counted":
            earned, total = earned + self.final_weight * right, total + self.final_weight
        elif not right:
            earned = 0.0
        note += f"; the final answer is {'right' if right else 'wrong or missing'}"
        return self.verdict(
            earned / total, answer=answer, filter=filter_name(self.extract), explanation=note,
            near_miss=not right and self.holds(sample, target, output),
        )  # fmt: skip

    def _is_final(self, answer: str | None, target: Target) -> bool:
        if answer is None:
            return False
        number = parse_number(answer)
        if number is not None and self._equals(number, target):
            return True
        folded = normalise(answer, _FOLD)
        return any(folded == normalise(text, _FOLD) for text in target.texts)

    def _equals(self, number: Fraction, target: Target) -> bool:
        wanted = (parse_number(text) for text in target.texts)
        return any(one is not None and abs(number - one) <= exactly(self.tolerance)
                   for one in wanted)  # fmt: skip

    def _found(self, steps: tuple[Step, ...], output: str, services: Services) -> Iterator[bool]:
        """Whether each step is found; in order, behind the one before it."""
        folded = normalise(output, _FOLD)
        if self.ordered:
            yield from _in_order(steps, folded)
            return
        said = [parse_number(text) for text in islice(numbers(output), MAX_NUMBERS)]
        for one in steps:
            if one.pattern is not None:
                yield services.matches(one.pattern, output)
            elif one.text is not None:
                yield stands_in(normalise(one.text, _FOLD), folded)
            else:
                yield any(number is not None and _is_step(number, one) for number in said)


def _cut(output: str) -> str:
    if len(output) <= 2 * MAX_CHARACTERS:
        return output
    return f"{output[:MAX_CHARACTERS]}\n{output[-MAX_CHARACTERS:]}"


def _is_step(number: Fraction, step: Step) -> bool:
    wanted = parse_number(step.number or "")
    return wanted is not None and abs(number - wanted) <= exactly(step.tolerance)


def _in_order(steps: tuple[Step, ...], text: str) -> Iterator[bool]:
    """Whether each step stands behind the last one that was found."""
    place = 0
    said = [(match, parse_number(match.group(0)))
            for match in islice(NUMBER.finditer(text), MAX_NUMBERS)]  # fmt: skip
    for one in steps:
        if one.text is not None:
            end = ends_at(normalise(one.text, _FOLD), text, place)
        else:
            fits = (match for match, number in said if number is not None and _is_step(number, one))
            end = next((match.end() for match in fits if match.start() >= place), None)
        place = end if end is not None else place
        yield end is not None
