"""Syllogisms chained together; the fault is a converse, an undistributed middle, some for all.

`make` uses the classical moods. `answers` looks for a world in which what a step rests on is true
and the step false.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from random import Random

from ....items import Generator, Item
from ...logic.deduction import Claim, follows, sentence
from .proof import Draft, Says, Step, asked, fault_place, first_faulty, without_faulty

_NOUNS = (
    "blims", "crads", "daxes", "fleps", "glorks", "jomps", "kribs", "lorps", "mivs", "nalts",
    "plons", "quabs", "rints", "sneds", "toves", "vorks", "wugs", "yebs", "zants",
)  # fmt: skip
_STEPS = {1: 4, 2: 5, 3: 7}
_MOODS = {("all", "all"): "all", ("all", "no"): "no", ("some", "all"): "some",
          ("some", "no"): "some-not"}  # fmt: skip
"""Quantifiers of S-M and M-P, and of what follows about S-P."""


def _make_chains(rng: Random, difficulty: int) -> Item:
    count = _STEPS[difficulty]
    while True:
        fault = fault_place(rng, count)
        nouns = rng.sample(_NOUNS, count + 2)
        given = _given(rng, nouns)
        steps = _derived(rng, given, count, fault)
        if steps is not None:
            break
    numbered = "; ".join(f"({'ABCDEFGHIJ'[n]}) {sentence(one)[:-1]}" for n, one in enumerate(given))
    text = f"The following is given: {numbered}."
    return asked(rng, Draft(text, (), tuple(steps), fault), difficulty)


def _given(rng: Random, nouns: Sequence[str]) -> list[Claim]:
    """A chain of claims, mostly `all`, that starts with some and may end with none."""
    links = list(pairwise(nouns))
    claims: list[Claim] = [("all", a, b) for a, b in links]
    if rng.random() < 0.6:
        claims[0] = ("some", *links[0])
    if rng.random() < 0.6:
        claims[-1] = ("no", *links[-1])
    return rng.sample(claims, len(claims))


def _derived(
    rng: Random, given: Sequence[Claim], count: int, fault: int | None
) -> list[Step] | None:
    """Derive one claim after the other, each from two of those that stand before it."""
    known = [("ABCDEFGHIJ"[n], one) for n, one in enumerate(given)]
    steps: list[Step] = []
    for place in range(count):
        ways = [way for way in _ways(known) if way[2] not in [claim for _, claim in known]]
        if not ways:
            return None
        rng.shuffle(ways)
        # What was derived last is used rather than what was given.
        (first, a), (second, b), claim = max(ways, key=lambda way: way[1][0].isdigit()
                                              + way[0][0].isdigit())  # fmt: skip
        if place == fault:
            wrong = [one for one in _wrong(claim, a, b) if not follows([a, b], one, members=True)]
            if not wrong:
                return None
            claim = rng.choice(wrong)
        text = f"From ({first}) and ({second}): {sentence(claim)}"
        steps.append(Step(text, (a, b, claim, first, second)))
        known.append((str(place + 1), claim))
    return steps


Named = tuple[str, Claim]
"""A claim with what it is referred to by."""


def _ways(known: Sequence[Named]) -> Iterator[tuple[Named, Named, Claim]]:
    """Every pair of claims that a mood fits, with what follows."""
    for first in known:
        for second in known:
            (how, subject, middle), (more, other, predicate) = first[1], second[1]
            if middle == other and subject != predicate and (how, more) in _MOODS:
                yield first, second, (_MOODS[how, more], subject, predicate)


def _wrong(claim: Claim, first: Claim, second: Claim) -> list[Claim]:
    """What is often concluded instead: the converse, all for some, or a claim about the middle."""
    how, subject, predicate = claim
    claims: list[Claim] = [(how, predicate, subject)]
    if how == "some":
        claims.append(("all", subject, predicate))
    if how == "some-not":
        claims.append(("no", subject, predicate))
    return [*claims, (second[0], predicate, first[1]), (how, first[2], subject)]


def _verdict(_: Says, before: Sequence[Says | None], says: Says) -> bool | None:
    *claims, claim, first, second = says
    for name in (first, second):
        if name.isdigit() and before[int(name) - 1] is None:
            return None
    return follows(claims, claim, members=True)


def _answers_chains(item: Item) -> set[str]:
    return first_faulty(item, _verdict)


proof_chains = Generator(
    name="proof_chains", title="the first faulty step of a chain of syllogisms",
    gives="choice", make=_make_chains, answers=_answers_chains, withhold=without_faulty,
    kinds=("multi-step",),
)  # fmt: skip
