"""The final number equals the target within a tolerance, with declared credit for steps."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import islice
from typing import ClassVar, Literal

from pydantic import Field

from ..model import Failure
from ..sample import Sample, Target
from ..services import Services
from ..trace import Trace
from ..values import Frozen
from .base import Lazily, Schema, Score, ScorerSpec, once, side_by_side
from .extract import Extract, PatternFilter, extract_answer, filter_name, filters, numbers

MAX_DIGITS = 60
"""A longer number is no answer: exact arithmetic on it would cost more than it can mean."""
MAX_NUMBERS = 10_000
"""Steps are looked for among this many numbers of an output."""
_NUMBER = re.compile(r"[-+]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?|\d+/\d+)")


def parse_number(text: str) -> Fraction | None:
    """Read a decimal, scientific or a/b number exactly; None where it is none.

    Thousands separators, a leading currency sign and a trailing per cent sign are dropped.
    """
    text = text.strip().strip("$€£¥%").replace(",", "").replace("−", "-").rstrip(".")
    if len(text) > MAX_DIGITS or not _NUMBER.fullmatch(text):
        return None
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None


def exactly(value: float) -> Fraction:
    """Return the decimal that was written, not the binary number next to it: 0.3 is 3/10."""
    return Fraction(repr(value))


class Steps(Frozen):
    """What partial credit is given for."""

    steps: tuple[str, ...] = ()
    """Intermediate results as decimal strings, in order."""


class Numeric(ScorerSpec):
    """1.0 where the number is right; else `step_credit` times the share of steps found."""

    method: ClassVar[str] = "numeric match"
    data_schema: ClassVar[Schema] = Steps
    free_text: ClassVar[bool] = False

    type: Literal["numeric"] = "numeric"
    extract: Extract = "last_number"
    tolerance: float = Field(default=0.0, ge=0.0, allow_inf_nan=False)
    """Absolute."""
    relative_tolerance: float = Field(default=0.0, ge=0.0, lt=1.0)
    step_credit: float = Field(default=0.0, ge=0.0, lt=1.0)
    """The most that right steps can earn when the final number is wrong."""

    @property
    def graded(self) -> bool:
        return self.step_credit > 0

    def problem(self, sample: Sample, target: Target) -> str | None:
        if not target.targets:
            return "has no target"
        steps = Steps.model_validate(target.data).steps
        for text in (*target.texts, *steps):
            if parse_number(text) is None:
                return f"`{text}` is no number"
        return None

    def gold(self, sample: Sample, target: Target) -> tuple[Trace, ...]:
        return tuple(Trace(output=f"The answer is {text}.") for text in target.texts)

    def score(
        self, sample: Sample, target: Target, trace: Trace, services: Services
    ) -> Score | Failure:
        near = once(lambda: self.holds(sample, target, trace.output))
        return side_by_side(
            self._judge(
                one, target, trace.output, extract_answer(one, trace.output, services), near
            )
            for one in filters(self.extract)
        )

    def holds(self, sample: Sample, target: Target, output: str) -> bool:
        found = (parse_number(text) for text in islice(numbers(output), MAX_NUMBERS))
        return any(number is not None and self._matches(number, target) for number in set(found))

    def _judge(
        self, extract: str | PatternFilter, target: Target, output: str, answer: str | None,
        near: Lazily,
    ) -> Score:  # fmt: skip
        name = filter_name(extract)
        number = parse_number(answer) if answer is not None else None
        if number is not None and self._matches(number, target):
            return self.verdict(1.0, answer=answer, filter=name)
        value, note = self._steps(target, output)
        if number is None:
            note = "no number found in the output" + (f"; {note}" if note else "")
        return self.verdict(
            value, answer=answer, filter=name, explanation=note or None, near_miss=near()
        )

    def _matches(self, number: Fraction, target: Target) -> bool:
        for text in target.texts:
            wanted = parse_number(text)
            if wanted is None:
                continue
            slack = max(exactly(self.tolerance), abs(wanted) * exactly(self.relative_tolerance))
            if abs(number - wanted) <= slack:
                return True
        return False

    def _steps(self, target: Target, output: str) -> tuple[float, str]:
        steps = Steps.model_validate(target.data).steps if self.step_credit else ()
        if not steps:
            return 0.0, ""
        found = (parse_number(text) for text in islice(numbers(output), MAX_NUMBERS))
        hits = 0
        for step in (parse_number(text) for text in steps):
            if not any(number == step for number in found):
                break
            hits += 1
        return self.step_credit * hits / len(steps), f"{hits} of {len(steps)} steps"
