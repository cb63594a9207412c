"""A puzzle of clues: what each says as a structured fact, and its sentence in some language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from operator import and_
from random import Random
from typing import Any, NamedTuple

from ....items import Item

Says = tuple[Any, ...]
"""A kind of clue, and what it is about."""


class Clue(NamedTuple):
    """One clue as it is told."""

    says: Says
    language: str
    text: str


def context_of(intro: str, clues: Sequence[Clue]) -> str:
    """Write the introduction and every clue on a line of its own."""
    return "\n".join([intro, "", *(f"- {clue.text}" for clue in clues)])


def without_needed(item: Item) -> Item:
    """The item without the clues in the language that its answer can't be found without."""
    needed = item.facts["needed"]
    kept = tuple(clue for clue in item.facts["clues"] if clue.language != needed)
    text = context_of(item.facts["intro"], kept)
    return item.model_copy(update={"context": text, "facts": {**item.facts, "clues": kept}})


def narrowed(
    rng: Random, clues: Sequence[Says], mask: Callable[[Says], int], answers: Sequence[int]
) -> list[Says]:
    """Choose clues that leave one answer to what is asked, and none of them to spare.

    Args:
        clues: true ones, in the order in which they are tried.
        mask: the worlds in which a clue is true, as the bits of a number.
        answers: for each answer, the worlds in which it is right.
    """
    chosen: list[Says] = []
    left = -1
    for clue in clues:
        kept = left & mask(clue)
        if kept != left:
            chosen.append(clue)
            left = kept
        if _count(left, answers) == 1:
            break
    for clue in rng.sample(chosen, len(chosen)):
        rest = [one for one in chosen if one != clue]
        if _count(shared(map(mask, rest)), answers) == 1:
            chosen = rest
    return chosen


def shared(masks: Iterable[int]) -> int:
    """The worlds that all of several clues leave."""
    return reduce(and_, masks, -1)


def bits(flags: Iterable[bool]) -> int:
    """The worlds for which something holds, as the bits of a number."""
    return sum(1 << place for place, flag in enumerate(flags) if flag)


def _count(left: int, answers: Sequence[int]) -> int:
    return sum(bool(left & one) for one in answers)
