"""Ordering puzzles: who stands where in a row that is told pair by pair.

Pairs of neighbours are told, so the order is complete. `answers` tries every order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise, permutations
from random import Random

from ...items import Generator, Item
from ..gaps import Facts, retold, solved, tell, without
from ..names import NAMES

Comparison = tuple[str, str, str]
"""One person, how they compare, another person."""

# More, less, the adjectives of the two ends.
_SCALES = (
    ("taller than", "shorter than", "tallest", "shortest"),
    ("older than", "younger than", "oldest", "youngest"),
    ("faster than", "slower than", "fastest", "slowest"),
    ("heavier than", "lighter than", "heaviest", "lightest"),
    ("richer than", "poorer than", "richest", "poorest"),
)
_ASK = (
    "{told} Who is the {rank}?",
    "{told} Which of them is the {rank}?",
    "{n} people are compared. {told} Who among them is the {rank}?",
    "Here is what is known. {told} Name the {rank} person.",
    "{told} Of these {n_low} people, who is the {rank}?",
)
_COUNT = {4: "Four", 5: "Five", 6: "Six"}
_RANK = ("", "second ", "third ")


def _make_ordering(rng: Random, difficulty: int) -> Item:
    size = difficulty + 3
    order = rng.sample(NAMES, size)
    more, less, top, bottom = rng.choice(_SCALES)
    pairs = list(pairwise(order))
    told = [(a, more, b) if difficulty == 1 or rng.random() < 0.5 else (b, less, a)
            for a, b in pairs]  # fmt: skip
    rng.shuffle(told)
    depth = rng.randrange(difficulty)
    from_top = rng.random() < 0.5
    place = depth if from_top else size - 1 - depth
    rank = _RANK[depth] + (top if from_top else bottom)
    count = _COUNT[size]
    fields = {"told": _spelled(told), "rank": rank, "n": count, "n_low": count.lower()}
    words = tell(rng, _ASK, fields)
    answer = order[place]
    wrong = rng.sample([name for name in order if name != answer], 3)
    return Item(
        question=words.question, answer=answer, distractors=tuple(wrong), difficulty=difficulty,
        phrasing=words.phrasing, key=f"{sorted(told)} {rank}",
        facts={"told": told, "more": more, "place": place, **words.facts},
    )  # fmt: skip


def _spelled(told: Iterable[Comparison]) -> str:
    return " ".join(f"{a} is {how} {b}." for a, how, b in told)


def _fitting(facts: Facts) -> set[str]:
    """Return who stands at the place in any order that agrees with what is told."""
    pairs = [(a, b) if how == facts["more"] else (b, a) for a, how, b in facts["told"]]
    names = sorted({name for pair in pairs for name in pair})
    return {
        order[facts["place"]]
        for order in permutations(names)
        if all(order.index(a) < order.index(b) for a, b in pairs)
    }


def _withhold_ordering(item: Item) -> Item:
    """Leave out a comparison of two people that are both compared with others as well."""
    told = item.facts["told"]
    mentions = Counter(name for a, _, b in told for name in (a, b))
    inner = next(one for one in told if mentions[one[0]] == mentions[one[2]] == 2)
    left = [one for one in told if one != inner]
    facts = {**without(item, "told"), "told": left}
    return retold(item, {"told": _spelled(left)}, facts)


ordering = Generator(
    name="ordering", title="who is tallest, second oldest, ... from pairwise comparisons",
    gives="choice", make=_make_ordering, answers=solved(_fitting),
    withhold=_withhold_ordering, kinds=("multi-step",),
)  # fmt: skip
