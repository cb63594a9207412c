"""Ordering puzzles: who stands where in a row that is told pair by pair.

Pairs of neighbours are told, so the order is complete. `verify` tries every order.
"""

from __future__ import annotations

from itertools import pairwise, permutations
from random import Random

from ...items import Generator, Item, say
from ..names import NAMES

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
    text = " ".join(f"{a} is {how} {b}." for a, how, b in told)
    count = _COUNT[size]
    phrasing, question = say(
        rng, _ASK, {"told": text, "rank": rank, "n": count, "n_low": count.lower()}
    )
    answer = order[place]
    wrong = rng.sample([name for name in order if name != answer], 3)
    told_more = [(a, b) if how == more else (b, a) for a, how, b in told]
    return Item(
        question=question, answer=answer, distractors=tuple(wrong), difficulty=difficulty,
        phrasing=phrasing, key=f"{sorted(told)} {rank}",
        facts={"told": told_more, "place": place},
    )  # fmt: skip


def _verify_ordering(item: Item) -> bool:
    told, place = item.facts["told"], item.facts["place"]
    names = sorted({name for pair in told for name in pair})
    found = {
        order[place]
        for order in permutations(names)
        if all(order.index(a) < order.index(b) for a, b in told)
    }
    return found == {item.answer} and item.answer not in item.distractors


ordering = Generator(
    name="ordering", title="who is tallest, second oldest, ... from pairwise comparisons",
    gives="choice", make=_make_ordering, verify=_verify_ordering, kinds=("multi-step",),
)  # fmt: skip
