"""Plane figures: rectangles and what is cut out of them or laid around them, angles.

`make` uses the formulas; `answers` counts unit squares and their free edges, and tries angles until
the figure closes.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import gcd
from random import Random

from ...items import Generator, Item
from ..gaps import Facts, hiding_by_level, solved, tell
from .lengths import hiding_length, measured
from .stories import LEAST

Cells = frozenset[tuple[int, int]]
_ASK = {
    "area": "What is its area in square {units}?",
    "perimeter": "How many {units} is it around?",
}
_RECTANGLE = (
    "A rectangle is {w} {u} long and {h} {u} wide. {ask}",
    "One side of a rectangle measures {w} {u}, the side next to it {h} {u}. {ask}",
    "A rectangular sheet has the sides {w} {u} and {h} {u}. {ask}",
    "A rectangle with a length of {w} {u} and a width of {h} {u} is drawn. {ask}",
    "A rectangular field is {w} {u} by {h} {u}. {ask}",
)
_CORNER = (
    (
        "A rectangle is {w} {u} long and {h} {u} wide. From one of its corners a rectangle of {a} "
        "{u} by {b} {u} is cut away. This leaves an L-shape. {ask}"
    ),
    (
        "An L-shaped room fills a rectangle of {w} {u} by {h} {u}, except for a corner of {a} {u} "
        "by {b} {u}. {ask}"
    ),
    (
        "A rectangular sheet of {w} {u} by {h} {u} loses a smaller rectangle of {a} {u} by {b} {u} "
        "at one corner. The rest is one piece. {ask}"
    ),
    (
        "Out of a corner of a rectangle with the sides {w} {u} and {h} {u}, a rectangle with the "
        "sides {a} {u} and {b} {u} is taken. What is left has six corners. {ask}"
    ),
    (
        "A lawn has the form of a rectangle of {w} {u} by {h} {u} in which one corner of {a} {u} "
        "by {b} {u} is missing. {ask}"
    ),
)
_PATH = (
    (
        "A rectangle of {w} {u} by {h} {u} is surrounded on all sides by a border that is {d} {u} "
        "wide. What is the area of the border in square {units}?"
    ),
    (
        "Around a rectangular pool of {w} {u} by {h} {u} runs a path of {d} {u} in width. How many "
        "square {units} does the path cover?"
    ),
    (
        "A picture of {w} {u} by {h} {u} has a frame that is {d} {u} wide on every side. What is "
        "the area of the frame alone, in square {units}?"
    ),
    (
        "A carpet consists of a middle part of {w} {u} by {h} {u} and an edge, {d} {u} wide, all "
        "the way round it. How many square {units} does the edge measure?"
    ),
    (
        "All around a rectangular bed of {w} {u} by {h} {u} lies a strip of grass, {d} {u} in "
        "width. What is the area of the strip in square {units}?"
    ),
)


def _make_rectangles(rng: Random, difficulty: int) -> Item:
    w, h = rng.sample(range(6, 21 if difficulty == 1 else 31), 2)
    ask = rng.choice(tuple(_ASK)) if difficulty < 3 else "area"
    shape: dict[str, int] = {"w": w}
    steps: list[int] = []
    answer = w * h if ask == "area" else 2 * (w + h)
    if difficulty == 2:
        shape |= {"a": rng.randint(2, w - 3), "b": rng.randint(2, h - 3)}
        # What is cut away at a corner leaves the way around as long as it was.
        steps = [w * h, shape["a"] * shape["b"]] if ask == "area" else []
        answer -= shape["a"] * shape["b"] if ask == "area" else 0
    elif difficulty == 3:
        d = shape["d"] = rng.randint(1, 4)
        steps = [w * h, (w + 2 * d) * (h + 2 * d)]
        answer = steps[1] - steps[0]
    wordings, units = (
        (_RECTANGLE, "cm cm cm cm m"), (_CORNER, "cm m cm cm m"), (_PATH, "cm m cm cm m"),
    )[difficulty - 1]  # fmt: skip
    asked = [wording.replace("{ask}", _ASK[ask]) for wording in wordings]
    told = tell(rng, measured(asked, units), {**shape, "h": h})
    return Item(
        question=told.question, answer=str(answer), steps=tuple(map(str, steps)),
        difficulty=difficulty, phrasing=told.phrasing, key=f"{sorted(shape.items())}:{h}:{ask}",
        facts={**shape, "h": h, "ask": ask, **told.facts},
    )  # fmt: skip


def _cells(left: int, low: int, right: int, high: int) -> Cells:
    return frozenset((x, y) for x in range(left, right) for y in range(low, high))


def _count_squares(facts: Facts) -> str | None:
    """Lay the figure out in unit squares; None where the corner does not fit in."""
    w, h, d = facts["w"], facts["h"], facts.get("d", 0)
    a, b = facts.get("a", 0), facts.get("b", 0)
    if a >= w or b >= h:
        return None
    figure = _cells(0, 0, w, h) - _cells(0, 0, a, b)
    if d:
        figure = _cells(-d, -d, w + d, h + d) - figure
    if facts["ask"] == "area":
        return str(len(figure))
    sides = ((x + dx, y + dy) for x, y in figure for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)))
    return str(sum(side not in figure for side in sides))


_THIRD = (
    (
        "Two angles of a triangle measure {others} and {last}. How many degrees does the third "
        "angle measure?"
    ),
    (
        "In a triangle, one angle is {others} and another one is {last}. What is the remaining "
        "angle in degrees?"
    ),
    (
        "A triangle has an angle of {others} and an angle of {last}. How large is its third angle, "
        "in degrees?"
    ),
    (
        "The angles at two corners of a triangle are {others} and {last}. Find the angle at the "
        "third corner in degrees."
    ),
    "What is the third angle of a triangle, in degrees, if the other two are {others} and {last}?",
)
_LAST_OF_MANY = (
    (
        "All angles of a {figure} but one measure {others} and {last}. How many degrees does the "
        "remaining angle measure?"
    ),
    "In a {figure}, the first angles are {others} and {last}. What is the last one in degrees?",
    (
        "A {figure} has angles of {others} and {last}, and one more. How large is that one, in "
        "degrees?"
    ),
    (
        "The angles at the corners of a {figure} are {others}, {last} and one that is not known. "
        "Find the unknown angle in degrees."
    ),
    (
        "What is the missing angle of a {figure}, in degrees, if its other angles are {others} and "
        "{last}?"
    ),
)
_RATIO = (
    (
        "The angles of a {figure} are in the ratio {others}:{last}. How many degrees does the "
        "largest of them measure?"
    ),
    (
        "In a {figure}, the angles are to each other as {others}:{last}. What is the largest angle "
        "in degrees?"
    ),
    (
        "A {figure} has angles in the ratio {others}:{last}. How large is the greatest one, in "
        "degrees?"
    ),
    "The ratio of the angles of a {figure} is {others}:{last}. Find the largest angle in degrees.",
    (
        "What is the largest angle of a {figure}, in degrees, if its angles are in the ratio "
        "{others}:{last}?"
    ),
)
_FIGURES = {3: "triangle", 4: "quadrilateral", 5: "pentagon", 6: "hexagon"}


def _make_angles(rng: Random, difficulty: int) -> Item:
    corners = (3, rng.choice((4, 4, 5)), rng.choice((3, 4, 4, 5, 5)))[difficulty - 1]
    total = (corners - 2) * 180
    if difficulty == 3:
        parts = [rng.randint(2, 12) for _ in range(corners)]
        unit, left = divmod(total, sum(parts))
        # No angle may be straight or more, and the last part may not be all that matters.
        if left or gcd(*parts) > 1 or max(parts) * unit >= 180 or len(set(parts)) < 2:
            return _make_angles(rng, difficulty)
        given, answer, steps = parts, max(parts) * unit, [sum(parts), unit]
        steps = [step for step in steps if step not in parts]
    else:
        step = 5 if difficulty == 1 and rng.random() < 0.3 else 1
        given = [rng.randrange(20, 140, step) for _ in range(corners - 1)]
        answer, steps = total - sum(given), [sum(given)]
        if not LEAST <= answer < 170 or len({*given, answer, sum(given)}) < corners + 1:
            return _make_angles(rng, difficulty)
    *others, last = given
    fields = {"figure": _FIGURES[corners], "last": f"{last} degrees",
              "others": ", ".join(f"{one} degrees" for one in others)}  # fmt: skip
    if difficulty == 3:
        fields |= {"others": ":".join(map(str, others)), "last": str(last)}
    told = tell(rng, (_THIRD, _LAST_OF_MANY, _RATIO)[difficulty - 1], fields)
    return Item(
        question=told.question, answer=str(answer), steps=tuple(map(str, steps)),
        difficulty=difficulty, phrasing=told.phrasing, key=f"{corners}:{sorted(given)}",
        facts={"others": others, "last": last, "ratio": difficulty == 3, **told.facts},
    )  # fmt: skip


def _turned(angles: Sequence[int]) -> int:
    """By how many degrees someone turns who walks around a figure; it closes at 360."""
    return sum(180 - angle for angle in angles)


def _try_angles(facts: Facts) -> str | None:
    """Try whole degrees until the figure closes; None where it never does."""
    given = [*facts["others"], facts["last"]]
    # An angle of 1 degree turns the most; from there on the turns only grow smaller.
    for degrees in range(1, 360):
        figure = [part * degrees for part in given] if facts["ratio"] else [*given, degrees]
        if _turned(figure) == 360:
            return str(max(given) * degrees if facts["ratio"] else degrees)
        if _turned(figure) < 360:
            break
    return None


_hide_angle = hiding_by_level(
    ("last", "an unknown number of degrees"),
    ("last", "an unknown number of degrees"),
    ("last", "n"),
)
angles = Generator(
    name="angles", title="angles of triangles and polygons", gives="number",
    make=_make_angles, answers=solved(_try_angles, {"last": range(1, 90)}),
    withhold=_hide_angle, kinds=("multi-step",),
)  # fmt: skip
rectangles = Generator(
    name="rectangles", title="areas and perimeters of rectangles, with corners and borders",
    gives="number", make=_make_rectangles, answers=solved(_count_squares, {"h": range(4, 31)}),
    withhold=hiding_length("h"), kinds=("multi-step",),
)  # fmt: skip
