"""Solids: volumes and surfaces of boxes, and of blocks with a hole through them.

`make` uses the formulas; `answers` builds the solid out of unit cubes and counts them, or their
free faces.
"""

from __future__ import annotations

from itertools import product
from random import Random

from ...items import Generator, Item
from ..gaps import Facts, solved, tell
from .lengths import hiding_length, measured

_VOLUME = (
    "A box is {w} {u} long, {d} {u} wide and {h} {u} high. How many cubic {units} does it hold?",
    "A block measures {w} {u} by {d} {u} by {h} {u}. What is its volume in cubic {units}?",
    "The edges of a cuboid are {w} {u}, {d} {u} and {h} {u}. Find its volume in cubic {units}.",
    (
        "A bin has a floor of {w} {u} by {d} {u} and is {h} {u} high. How many cubic {units} of "
        "sand fit into it?"
    ),
    (
        "A cuboid stands on a base of {w} {u} by {d} {u}; its height is {h} {u}. How many cubic "
        "{units} is its volume?"
    ),
)
_SURFACE = (
    (
        "A closed box is {w} {u} long, {d} {u} wide and {h} {u} high. How many square {units} is "
        "its whole surface?"
    ),
    "A block measures {w} {u} by {d} {u} by {h} {u}. What is its surface area in square {units}?",
    (
        "The edges of a cuboid are {w} {u}, {d} {u} and {h} {u} long. Find its surface area in "
        "square {units}."
    ),
    (
        "All six sides of a crate of {w} {u} by {d} {u} by {h} {u} are painted. How many square "
        "{units} is that?"
    ),
    (
        "A cuboid stands on a base of {w} {u} by {d} {u}; its height is {h} {u}. How many square "
        "{units} are all its faces together?"
    ),
)
_HOLE = (
    (
        "A block measures {w} {u} by {d} {u} by {h} {u}, the last being its height. A square hole "
        "with sides of {e} {u} runs straight through it from top to bottom. What is the volume of "
        "the rest in cubic {units}?"
    ),
    (
        "A block of stone is {w} {u} long, {d} {u} wide and {h} {u} high. A shaft of {e} {u} by "
        "{e} {u} is cut from the top right through to the bottom. How many cubic {units} of stone "
        "are left?"
    ),
    (
        "Through a cuboid with a base of {w} {u} by {d} {u} and a height of {h} {u} goes an "
        "upright channel that is {e} {u} by {e} {u} across. How many cubic {units} does the cuboid "
        "have without the channel?"
    ),
    (
        "From a wooden cuboid, {w} {u} long, {d} {u} wide and {h} {u} high, a column of {e} {u} by "
        "{e} {u} is taken out over its whole height. Find the volume that remains in cubic {units}."
    ),
    (
        "A concrete block has a base of {w} {u} by {d} {u} and is {h} {u} high. An opening of {e} "
        "{u} by {e} {u} goes through it from the upper face to the lower one. How many cubic "
        "{units} of concrete does it contain?"
    ),
)


def _make_boxes(rng: Random, difficulty: int) -> Item:
    w, d, h = rng.sample(range(2, 12), 3) if difficulty < 3 else rng.sample(range(4, 13), 3)
    shape = {"w": w, "d": d}
    if difficulty == 1:
        answer, steps = w * d * h, [w * d]
    elif difficulty == 2:
        steps = [w * d, w * h, d * h]
        answer = 2 * sum(steps)
    else:
        e = shape["e"] = rng.randint(2, min(w, d) - 2)
        steps = [w * d * h, e * e * h]
        answer = steps[0] - steps[1]
    if answer < 11 or {answer, *steps} & {w, d, h} or len({answer, *steps}) <= len(steps):
        return _make_boxes(rng, difficulty)
    wordings, units = (
        (_VOLUME, "cm cm cm m cm"), (_SURFACE, "cm cm cm m cm"), (_HOLE, "cm m cm cm m"),
    )[difficulty - 1]  # fmt: skip
    told = tell(rng, measured(wordings, units), {**shape, "h": h})
    return Item(
        question=told.question, answer=str(answer), steps=tuple(map(str, steps)),
        difficulty=difficulty, phrasing=told.phrasing, key=f"{sorted(shape.items())}:{h}",
        facts={**shape, "h": h, "surface": difficulty == 2, **told.facts},
    )  # fmt: skip


def _count_cubes(facts: Facts) -> str:
    hole = set(product(range(1, 1 + facts.get("e", 0)), repeat=2))
    floor = set(product(range(facts["w"]), range(facts["d"]))) - hole
    cubes = {(*place, level) for place in floor for level in range(facts["h"])}
    if not facts["surface"]:
        return str(len(cubes))
    ways = ((1, 0, 0), (-1, 0, 0), (0, 1, 0), (0, -1, 0), (0, 0, 1), (0, 0, -1))
    beside = ((x + a, y + b, z + c) for x, y, z in cubes for a, b, c in ways)
    return str(sum(cube not in cubes for cube in beside))


boxes = Generator(
    name="boxes", title="volumes and surfaces of boxes", gives="number",
    make=_make_boxes, answers=solved(_count_cubes, {"h": range(2, 9)}),
    withhold=hiding_length("h"), kinds=("multi-step",),
)  # fmt: skip
