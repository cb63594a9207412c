"""Sequences that go on by one rule: a far term, or the sum of many terms.

`make` uses closed formulas; `answers` writes the sequence down, term by term.
"""

from __future__ import annotations

from itertools import pairwise
from random import Random

from ...items import Generator, Item
from ..gaps import Facts, hiding_by_level, solved, tell

_TERM = (
    (
        "A sequence begins {shown} and goes on with the same difference from term to term. What is "
        "{nth} term?"
    ),
    (
        "In the sequence {shown}, each term differs from the one before it by the same number. "
        "Find {nth} term."
    ),
    (
        "The terms {shown} belong to an arithmetic sequence. What is {nth} term, if {begin} is the "
        "first one?"
    ),
    (
        "Starting with {shown}, a sequence grows by the same amount at every step. Which number is "
        "{nth} term?"
    ),
    "Work out {nth} term of the arithmetic sequence {shown}.",
)
_SUM = (
    (
        "A sequence begins {shown} and goes on with the same difference from term to term. What is "
        "the sum of its first {n} terms?"
    ),
    (
        "In the sequence {shown}, each term differs from the one before it by the same number. Add "
        "up the first {n} terms. What is the total?"
    ),
    "The terms {shown} open an arithmetic sequence. How much are its first {n} terms together?",
    (
        "Starting with {shown}, a pile grows in layers, each by the same number of stones larger "
        "than the one above it. How many stones are in {n} layers?"
    ),
    "Work out the sum of the first {n} terms of the arithmetic sequence {shown}.",
)
_BEND = (
    (
        "A sequence begins {shown}. The difference between neighbouring terms grows by the same "
        "number at every step. What is {nth} term?"
    ),
    (
        "In the sequence {shown}, the steps from term to term become larger by a fixed amount each "
        "time. Find {nth} term."
    ),
    (
        "The terms {shown} belong to a sequence whose differences form an arithmetic sequence. "
        "What is {nth} term, if {begin} is the first one?"
    ),
    (
        "Starting with {shown}, a sequence grows by steps that increase evenly. Which number is "
        "{nth} term?"
    ),
    "Work out {nth} term of the sequence {shown}, whose second differences are all the same.",
)


def _make_progressions(rng: Random, difficulty: int) -> Item:
    first, step = rng.randint(2, 40), rng.randint(3, 15)
    bend = rng.randint(2, 6) if difficulty == 3 else 0
    n = rng.randint(12, 40) if difficulty == 1 else rng.randint(8, 20)
    shown = [first + step * k + bend * k * (k - 1) // 2 for k in range(4 if bend else 3)]
    last = first + step * (n - 1) + bend * (n - 1) * (n - 2) // 2
    answer = n * (first + last) // 2 if difficulty == 2 else last
    steps = [last] if difficulty == 2 else [last - first]
    if {answer, *steps} & {*shown, n, step}:
        return _make_progressions(rng, difficulty)
    suffix = (
        "th" if n % 10 not in (1, 2, 3) or n in (11, 12, 13) else ("st", "nd", "rd")[n % 10 - 1]
    )
    fields = {
        "shown": ", ".join(map(str, shown)),
        "begin": first,
        "nth": f"the {n}{suffix}",
        "n": n,
    }
    told = tell(rng, (_TERM, _SUM, _BEND)[difficulty - 1], fields)
    return Item(
        question=told.question, answer=str(answer), steps=tuple(map(str, steps)),
        difficulty=difficulty, phrasing=told.phrasing, key=f"{shown}:{n}",
        facts={"shown": shown, "sum": difficulty == 2,
               "n" if difficulty == 2 else "nth": n, **told.facts},
    )  # fmt: skip


def _write_down(facts: Facts) -> str:
    """Go on from term to term, by the differences of those shown."""
    terms = list(facts["shown"])
    gaps = [b - a for a, b in pairwise(terms)]
    bend, gap = gaps[1] - gaps[0], gaps[-1]
    count = facts["n"] if facts["sum"] else facts["nth"]
    while len(terms) < count:
        gap += bend
        terms.append(terms[-1] + gap)
    return str(sum(terms[:count]) if facts["sum"] else terms[count - 1])


progressions = Generator(
    name="progressions", title="far terms and sums of sequences", gives="number",
    make=_make_progressions, answers=solved(_write_down, {"n": range(5, 9), "nth": range(5, 9)}),
    withhold=hiding_by_level(("nth", "a later"), ("n", "several"), ("nth", "a later")),
    kinds=("multi-step",),
)  # fmt: skip
