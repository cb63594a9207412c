"""Answers an item blind: the question and what it is about, never the answer.

Asked twice, in another order, so that one lucky guess proves nothing.
"""

from __future__ import annotations

from pydantic import Field

from envhub.values import Frozen

from ...asking import Ask, material
from ..items import Gives
from ..rows import folded
from .arithmetic import NoValue, decimal, value_of
from .prompts import SOLVER
from .proofs import Written
from .showing import shuffled

TIMES = 2
"""Blind answers that must agree with the item's own."""


class Solved(Frozen):
    """A blind answer."""

    cannot_tell: bool = False
    answer: str = Field(default="", max_length=300)
    others: tuple[str, ...] = Field(default=(), max_length=8)
    """Further options that are as right."""
    expression: str | None = Field(default=None, max_length=300)


def blind(item: Written, gives: Gives, turn: int, *, context: bool = True) -> Ask[Solved]:
    """Return the question to a blind reader.

    Args:
        item: what is asked; its answer is only seen among its options.
        gives: the kind of answer.
        turn: another one shows question and options in another order.
        context: whether the context is shown.
    """
    options = shuffled(item, turn)
    with_context = context and bool(item.context)
    parts = {"question": item.question or ""}
    if with_context:
        parts["context"] = item.context or ""
    if options:
        parts["options"] = "\n".join(options)
    known = {folded(one) for one in options}

    def problem(solved: Solved) -> str | None:
        if not options or solved.cannot_tell or folded(solved.answer) in known:
            return None
        return f"`{solved.answer:.60}` is none of the options"

    texts = {"context": "", "options": "", **material(parts)}
    order = {"number": gives == "number", "first": turn % 2 == 0}
    return Ask(SOLVER, {**texts, **order}, Solved, check=problem, seed=turn, max_tokens=512)


def agrees(item: Written, gives: Gives, solved: Solved) -> bool:
    """Whether a blind answer is the item's own."""
    if solved.cannot_tell or item.answer is None:
        return False
    if {folded(one) for one in solved.others} - {folded(item.answer), ""}:
        return False
    if gives == "number":
        return decimal(item.answer) is not None and _number(solved) == decimal(item.answer)
    return bool(folded(solved.answer)) and folded(solved.answer) == folded(item.answer)


def _number(solved: Solved) -> object:
    """What the expression comes to, where there is one: a model computes worse than it reads."""
    if solved.expression:
        try:
            return value_of(solved.expression)
        except NoValue:
            return decimal(solved.answer)
    return decimal(solved.answer)
