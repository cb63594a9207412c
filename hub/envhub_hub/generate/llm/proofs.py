"""What code can say of an item that a model wrote: whether its answer stands its own check.

A check that holds is needed, never enough: that the expression is the one that the question asks
for, or the span the one it means, is for a blind reader to confirm (`solver`).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, get_args

from pydantic import Field

from envhub.scorers.extract import numbers, stands_in
from envhub.values import Frozen

from ..items import Gives
from ..rows import OPTIONS, folded
from .arithmetic import NoValue, decimal, decimals_in, numbers_of, steps_of, value_of

CheckKind = Literal["arithmetic", "span", "reasoned"]
WRITTEN: tuple[Gives, ...] = ("number", "choice", "text")
"""The kinds of answer that a model may write; the others are proved by running or by facts."""
_MADE_OF: dict[Gives, tuple[CheckKind, ...]] = {
    "number": ("arithmetic",),
    "choice": get_args(CheckKind),
    "text": ("span", "reasoned"),
}
_KNOWN = {Fraction(n) for n in (2, 3, 4, 7, 10, 12, 24, 30, 52, 60, 100, 365, 1000, 3600)}
"""Numbers that a text need not give: halves and doubles, calendar, clock, percent, metric."""


class Check(Frozen):
    """How an answer can be checked, as its writer says."""

    kind: CheckKind
    expression: str | None = Field(default=None, max_length=300)


class Written(Frozen):
    """An item that a model wrote, or as much of it as there is."""

    context: str | None = Field(default=None, max_length=8_000)
    question: str | None = Field(default=None, max_length=2_000)
    answer: str | None = Field(default=None, max_length=300)
    distractors: tuple[str, ...] = Field(default=(), max_length=8)
    check: Check | None = None


def missing(item: Written, gives: Gives) -> str | None:
    """Say what an item still lacks, or None."""
    lacking = [name for name in ("question", "answer", "check") if not getattr(item, name)]
    if gives == "choice" and not item.distractors:
        lacking.append("distractors")
    if item.check is not None and item.check.kind == "span" and not item.context:
        lacking.append("context")
    return f"{' and '.join(lacking)} not written" if lacking else None


def unproved(item: Written, gives: Gives) -> str | None:
    """Say what is wrong with what there is of an item, or None."""
    if item.answer is not None and not folded(item.answer):
        return "the answer is empty"
    if item.distractors and (said := _options(item, gives)) is not None:
        return said
    if gives == "number" and item.answer is not None and decimal(item.answer) is None:
        return f"the answer `{item.answer:.40}` is no number in digits"
    if item.answer and item.question and gives == "text" and _in(item.answer, item.question):
        return "the answer stands in the question"
    if item.check is None or item.answer is None:
        return None
    if item.check.kind not in _MADE_OF[gives]:
        known = " or ".join(f"`{one}`" for one in _MADE_OF[gives])
        return f"a check of kind `{item.check.kind}` does not suit `{gives}`; it is {known}"
    if item.check.kind == "arithmetic":
        return _arithmetic(item, item.answer, item.check.expression)
    if item.check.kind == "span" and item.context and not _in(item.answer, item.context):
        return f"`{item.answer:.40}` does not stand in the context"
    return None


def _options(item: Written, gives: Gives) -> str | None:
    if gives != "choice":
        return f"an item of kind `{gives}` has no options"
    if len(item.distractors) != OPTIONS - 1:
        return f"{len(item.distractors)} wrong options, and there must be {OPTIONS - 1}"
    options = [*item.distractors, *([item.answer] if item.answer is not None else [])]
    if not all(folded(one) for one in options):
        return "an option is empty"
    if len({folded(one) for one in options}) != len(options):
        return "two options are equal, or one is the right answer"
    return None


def _arithmetic(item: Written, answer: str, expression: str | None) -> str | None:
    if not expression:
        return "an arithmetic check needs its expression"
    try:
        found, used, steps = value_of(expression), numbers_of(expression), steps_of(expression)
    except NoValue as error:
        return str(error)
    if steps == 0:
        return f"`{expression:.60}` computes nothing: it is one number"
    if found != decimal(answer):
        return f"`{expression:.60}` is {_shown(found)}, not {answer:.40}"
    if item.question is None:
        return None
    given = decimals_in(numbers(f"{item.context or ''}\n{item.question}"))
    strange = [one for one in used if one not in given | _KNOWN]
    if strange:
        return f"{_shown(strange[0])} is used in the expression and stands nowhere in the item"
    return None


def _shown(number: Fraction) -> str:
    return str(number) if number.denominator == 1 else f"{float(number):g}"


def _in(answer: str, text: str) -> bool:
    return stands_in(folded(answer), f" {' '.join(text.casefold().split())} ")
