"""Word problems of two to four steps about goods and distances: stock, journeys.

The intermediate results stand in `steps`, for partial credit. `answers` counts the story out crate
by crate and hour by hour, where `make` multiplies.
"""

from __future__ import annotations

from random import Random

from ...items import Generator, Item
from ..gaps import Facts, hiding, solved
from .stories import LEAST, story

_IN_BOXES = (
    (
        "A library has {start} books. It buys {k} boxes with {n} books each. How many books does "
        "it have after that?"
    ),
    (
        "{start} bulbs are in a storeroom when {k} crates of {n} bulbs arrive. How many bulbs "
        "are there in the storeroom then?"
    ),
    (
        "A school owns {start} chairs and orders {k} stacks of {n} chairs. How many chairs will "
        "the school own?"
    ),
    (
        "There are {start} tiles in a yard. A truck brings {k} pallets with {n} tiles on each. "
        "How many tiles are in the yard now?"
    ),
    (
        "A nursery has {start} seedlings and plants {k} more trays of {n} seedlings. What is the "
        "number of seedlings after that?"
    ),
)
_IN_AND_OUT = (
    (
        "A library has {start} books. It buys {k} boxes with {n} books each and then gives {out} "
        "books away. How many books does it have after that?"
    ),
    (
        "{start} bulbs are in a storeroom when {k} crates of {n} bulbs arrive. Later {out} bulbs "
        "are sold. How many bulbs are there in the storeroom then?"
    ),
    (
        "A school owns {start} chairs and gets {k} stacks of {n} chairs. It throws out {out} "
        "broken ones. How many chairs does the school own then?"
    ),
    (
        "There are {start} tiles in a yard. A truck brings {k} pallets with {n} tiles on each, "
        "and {out} tiles are used up. How many tiles are left in the yard?"
    ),
    (
        "A nursery has {start} seedlings and plants {k} more trays of {n} seedlings. In winter "
        "{out} of all these seedlings die. How many seedlings are left?"
    ),
)
_SHARED_OUT = (
    (
        "A library has {start} books. It buys {k} boxes with {n} books each, gives {out} books "
        "away, and spreads the rest evenly over {s} shelves. How many books stand on each shelf?"
    ),
    (
        "{start} bulbs are in a storeroom when {k} crates of {n} bulbs arrive. {out} bulbs are "
        "sold, and the others are packed into {s} equal boxes. How many bulbs are in each box?"
    ),
    (
        "A school owns {start} chairs, gets {k} stacks of {n} chairs and throws out {out}. The "
        "chairs that remain are divided equally among {s} rooms. How many chairs does each room "
        "get?"
    ),
    (
        "There are {start} tiles in a yard. A truck brings {k} pallets with {n} tiles on each, "
        "{out} tiles are used up, and the rest is split evenly among {s} houses. How many tiles "
        "are there for each house?"
    ),
    (
        "A nursery has {start} seedlings, plants {k} more trays of {n} seedlings and sells "
        "{out}. It sets the rest in {s} rows of equal length. How many seedlings stand in one "
        "row?"
    ),
)


def _make_stock(rng: Random, difficulty: int) -> Item:
    k, n, start = rng.randint(3, 9), rng.randint(12, 40), rng.randint(60, 300)
    if difficulty == 1:
        k, n, start = rng.randint(2, 5), rng.randint(4, 12), rng.randint(20, 90)
    facts = {"start": start, "k": k, "n": n}
    steps = [k * n, start + k * n]
    if difficulty > 1:
        facts["out"] = rng.randint(15, 50)
        steps.append(steps[-1] - facts["out"])
    if difficulty == 3:
        facts["s"] = rng.randint(4, 9)
        spare = steps[-1] % facts["s"]
        # More is taken out, so that the rest can be shared evenly.
        facts["out"] += spare
        steps[-1] -= spare
        steps.append(steps[-1] // facts["s"])
    wordings = (_IN_BOXES, _IN_AND_OUT, _SHARED_OUT)[difficulty - 1]
    return story(rng, difficulty, wordings, {}, steps, facts)


def _count_stock(facts: Facts) -> str | None:
    held = facts["start"]
    for _ in range(facts["k"]):
        held += facts["n"]
    shares, left = divmod(held - facts.get("out", 0), facts.get("s", 1))
    return str(shares) if left == 0 < shares else None


_ONE_LEG = (
    (
        "{who} drives at {v} km/h for {t} hours and then another {more} km. How many kilometres "
        "is that in all?"
    ),
    (
        "A train travels for {t} hours at {v} km/h and after that covers {more} km more. How "
        "many kilometres does it travel altogether?"
    ),
    (
        "For {t} hours a boat makes {v} km an hour; then it goes on for {more} km. How long is "
        "the whole trip, in kilometres?"
    ),
    (
        "A bus first covers {more} km. Then it goes at {v} km/h for {t} hours. How many "
        "kilometres has it covered by then?"
    ),
    (
        "After {more} km, {who} rides on for {t} hours at {v} km/h. What distance in kilometres "
        "has {who} covered in total?"
    ),
)
_TWO_LEGS = (
    (
        "{who} drives at {v} km/h for {t} hours and then at {w} km/h for {u} hours. How many "
        "kilometres is that in all?"
    ),
    (
        "A train travels for {t} hours at {v} km/h and after that for {u} hours at {w} km/h. How "
        "many kilometres does it travel altogether?"
    ),
    (
        "For {t} hours a boat makes {v} km an hour, and for the next {u} hours {w} km an hour. "
        "How long is the whole trip, in kilometres?"
    ),
    (
        "A bus goes at {v} km/h for {t} hours. Then it goes on for {u} hours at {w} km/h. How "
        "many kilometres has it covered by then?"
    ),
    (
        "After {t} hours at {v} km/h, {who} rides on for {u} hours at {w} km/h. What distance in "
        "kilometres has {who} covered in total?"
    ),
)
_LEFT_TO_GO = (
    (
        "{who} has a trip of {whole} km to make and drives at {v} km/h for {t} hours, then at "
        "{w} km/h for {u} hours. How many kilometres are left?"
    ),
    (
        "A line is {whole} km long. A train runs along it for {t} hours at {v} km/h and for {u} "
        "hours at {w} km/h. How many kilometres does it still have to go?"
    ),
    (
        "For {t} hours a boat makes {v} km an hour, and for the next {u} hours {w} km an hour. "
        "The port is {whole} km from where it set out. How many kilometres away is the port now?"
    ),
    (
        "A bus has to cover {whole} km. It goes at {v} km/h for {t} hours and at {w} km/h for "
        "{u} hours. How many kilometres of the way remain?"
    ),
    (
        "A tour is {whole} km long. After {t} hours at {v} km/h and {u} hours at {w} km/h, how "
        "many kilometres does {who} still have to ride?"
    ),
)


def _make_journeys(rng: Random, difficulty: int) -> Item:
    v, w = rng.sample(range(20, 100, 10) if difficulty == 1 else range(12, 96), 2)
    t, u = rng.sample(range(2, 7), 2)
    facts = {"v": v, "t": t}
    steps = [v * t]
    if difficulty == 1:
        facts["more"] = rng.randrange(10, 100, 5)
        steps.append(steps[-1] + facts["more"])
    else:
        facts |= {"w": w, "u": u}
        steps += [w * u, v * t + w * u]
    if difficulty == 3:
        facts["whole"] = steps[-1] + rng.randint(LEAST, 160)
        steps.append(facts["whole"] - steps[-1])
    wordings = (_ONE_LEG, _TWO_LEGS, _LEFT_TO_GO)[difficulty - 1]
    return story(rng, difficulty, wordings, {}, steps, facts)


def _ride(facts: Facts) -> str | None:
    """None where more is covered than there is."""
    hours = [facts["v"]] * facts["t"] + [facts.get("w", 0)] * facts.get("u", 0)
    covered = facts.get("more", 0)
    for distance in hours:
        covered += distance
    left = facts["whole"] - covered if "whole" in facts else covered
    return str(left) if left > 0 else None


journeys = Generator(
    name="journeys", title="distances from speeds and times", gives="number",
    make=_make_journeys, answers=solved(_ride, {"t": range(1, 7)}), withhold=hiding("t", "some"),
    kinds=("multi-step",),
)  # fmt: skip
stock = Generator(
    name="stock", title="stock that comes in and goes out", gives="number",
    make=_make_stock, answers=solved(_count_stock, {"k": range(2, 60)}),
    withhold=hiding("k", "some"), kinds=("multi-step",),
)  # fmt: skip
