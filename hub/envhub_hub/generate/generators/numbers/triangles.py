"""Right triangles with whole sides, and figures by the coordinates of their corners.

`make` builds the triples of Pythagoras by Euclid's formula, and uses formulas for areas; `answers`
takes roots, and counts the points of the grid (Pick's theorem).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import gcd, isqrt
from random import Random

from ...items import Generator, Item
from ..gaps import Facts, hiding, solved, tell
from ..names import NAMES
from .lengths import hiding_length

_LARGEST = 200
_TRIPLES = tuple(
    sorted(
        (k * (m * m - n * n), k * 2 * m * n, k * (m * m + n * n))
        for m in range(2, 13)
        for n in range(1, m)
        if gcd(m, n) == 1 and (m + n) % 2
        for k in range(1, _LARGEST // (m * m + n * n) + 1)
    )
)
"""Legs and hypotenuse, by Euclid's formula and its multiples."""
_HYPOTENUSE = (
    "A right triangle has legs of {a} cm and {b}. How many centimetres long is its hypotenuse?",
    (
        "{who} walks {a} m east and then {b} north. How many metres is {who} from the start, in a "
        "straight line?"
    ),
    "The sides of a rectangle measure {a} cm and {b}. How long is its diagonal, in centimetres?",
    (
        "The two shorter sides of a right triangle are {a} cm and {b} long. Find its longest side "
        "in centimetres."
    ),
    (
        "A rope is stretched from the top of a mast of {a} m to a point on level ground that is "
        "{b} away from its foot. How many metres of rope does that take?"
    ),
)
_LEG = (
    (
        "The hypotenuse of a right triangle is {a} cm long, one leg {b}. How many centimetres long "
        "is the other leg?"
    ),
    (
        "A straight rope of {a} m runs from a balloon to a peg, {b} away from the spot that lies "
        "right below the balloon. How many metres above the level ground does it float?"
    ),
    (
        "A rectangle has a diagonal of {a} cm and a side of {b}. How long is its other side, in "
        "centimetres?"
    ),
    (
        "The longest side of a right triangle is {a} cm long, another one {b}. Find its third side "
        "in centimetres."
    ),
    (
        "A cable of {a} m runs straight from the top of a tower to a peg, {b} from the foot of the "
        "tower on level ground. How many metres high is the tower?"
    ),
)
_AROUND = (
    "A right triangle has legs of {a} cm and {b}. How many centimetres is its perimeter?",
    (
        "{who} walks {a} m east, then {b} north, and then straight back to the start. How many "
        "metres does {who} walk in all?"
    ),
    (
        "Two sides of a triangle measure {a} cm and {b} and meet at a right angle. What is the "
        "length around the triangle, in centimetres?"
    ),
    (
        "A triangular garden has a right angle between two sides of {a} m and {b}. How many metres "
        "of fence go around it?"
    ),
    (
        "The two shorter sides of a right triangle are {a} cm and {b} long. Find its perimeter in "
        "centimetres."
    ),
)


def _make_right_triangles(rng: Random, difficulty: int) -> Item:
    a, b, c = rng.choice(_TRIPLES)
    if rng.random() < 0.5:
        a, b = b, a
    first, second, answer = ((a, b, c), (c, a, b), (a, b, a + b + c))[difficulty - 1]
    steps = (
        [a * a + b * b],
        [c * c - a * a],
        [a * a + b * b, c],
    )[difficulty - 1]
    if answer < 11:
        return _make_right_triangles(rng, difficulty)
    wordings = [
        wording.replace("{b}", "{b} m" if "{a} m" in wording else "{b} cm")
        for wording in (_HYPOTENUSE, _LEG, _AROUND)[difficulty - 1]
    ]
    told = tell(rng, wordings, {"a": first, "b": second, "who": rng.choice(NAMES)})
    return Item(
        question=told.question, answer=str(answer), steps=tuple(map(str, steps)),
        difficulty=difficulty, phrasing=told.phrasing, key=f"{first}:{second}",
        facts={"a": first, "b": second, "ask": ("c", "b", "all")[difficulty - 1], **told.facts},
    )  # fmt: skip


def _root(square: int) -> str:
    """Write a root: whole, or as the root that it is."""
    whole = isqrt(square)
    return str(whole) if whole * whole == square else f"√{square}"


def _by_pythagoras(facts: Facts) -> str | None:
    a, b, ask = facts["a"], facts["b"], facts["ask"]
    if ask == "b":
        return _root(a * a - b * b) if a > b else None
    side = _root(a * a + b * b)
    if ask == "c":
        return side
    return str(a + b + int(side)) if side.isdecimal() else f"{a + b} + {side}"


_BOX = (
    (
        "Two opposite corners of a rectangle lie at {points} and {last}; its sides are parallel to "
        "the axes. What is its area?"
    ),
    (
        "A rectangle whose sides run along the directions of the axes has opposite corners at "
        "{points} and {last}. How large is its area?"
    ),
    (
        "On squared paper, a rectangle is drawn along the lines from corner {points} to the "
        "opposite corner {last}. How many unit squares does it cover?"
    ),
    (
        "Find the area of the rectangle with opposite corners {points} and {last} and sides "
        "parallel to the axes."
    ),
    (
        "The points {points} and {last} are opposite corners of a rectangle with sides parallel to "
        "the axes. What area does it have?"
    ),
)
_APART = (
    "How far apart are the points {points} and {last}?",
    "What is the distance between the points {points} and {last}?",
    "A straight line is drawn from {points} to {last}. How long is it?",
    "Find the length of the segment with the end points {points} and {last}.",
    "In a plane with coordinates, how long is the straight way from {points} to {last}?",
)
_TRIANGLE = (
    "A triangle has the corners {points} and {last}. What is its area?",
    "What is the area of the triangle with the corners {points} and {last}?",
    (
        "On squared paper, the points {points} and {last} are joined to form a triangle. How large "
        "is its area in unit squares?"
    ),
    "Find the area of the triangle whose corners are the points {points} and {last}.",
    "The points {points} and {last} are the corners of a triangle. What area does it have?",
)
Point = tuple[int, int]


def _make_coordinates(rng: Random, difficulty: int) -> Item:
    x, y = rng.randint(-5, 9), rng.randint(-5, 9)
    if difficulty == 1:
        x, y = rng.randint(0, 9), rng.randint(0, 9)
        dx, dy = rng.sample(range(2, 16), 2)
        corners, answer, steps = [(x, y), (x + dx, y + dy)], dx * dy, [dx, dy]
    elif difficulty == 2:
        dx, dy, answer = rng.choice([triple for triple in _TRIPLES if triple[2] < 80])
        corners = [(x, y), (x + rng.choice((1, -1)) * dx, y + rng.choice((1, -1)) * dy)]
        steps = [dx * dx + dy * dy]
    else:
        corners = [(rng.randint(-9, 9), rng.randint(-9, 9)) for _ in range(3)]
        (ax, ay), (bx, by), (cx, cy) = corners
        twice = abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay))
        answer, steps = twice // 2, [twice]
        # Over an upright base the last height would make no difference.
        if twice % 2 or ax == bx:
            return _make_coordinates(rng, difficulty)
    if answer < 11:
        return _make_coordinates(rng, difficulty)
    *others, (last_x, last_y) = corners
    fields = {"points": ", ".join(f"({px}, {py})" for px, py in others), "y": last_y}
    wordings = [
        wording.replace("{last}", f"({last_x}, {{y}})")
        for wording in (_BOX, _APART, _TRIANGLE)[difficulty - 1]
    ]
    told = tell(rng, wordings, fields)
    shown = {abs(number) for corner in corners for number in corner}
    return Item(
        question=told.question, answer=str(answer), difficulty=difficulty, phrasing=told.phrasing,
        steps=tuple(str(step) for step in steps if step not in {*shown, answer}),
        key=f"{corners}", facts={"others": others, "x": last_x, "y": last_y,
                                 "ask": ("box", "distance", "triangle")[difficulty - 1],
                                 **told.facts},
    )  # fmt: skip


def _on_the_grid(facts: Facts) -> str | None:
    """Take a root, or count points of the grid; None where the figure is a line."""
    corners: list[Point] = [*facts["others"], (facts["x"], facts["y"])]
    (ax, ay), (bx, by), *_ = corners
    if facts["ask"] == "distance":
        return _root((ax - bx) ** 2 + (ay - by) ** 2)
    if facts["ask"] == "box":
        corners = [(ax, ay), (bx, ay), (bx, by), (ax, by)]
    area = _by_picks_theorem(corners)
    return str(area) if area else None


def _by_picks_theorem(corners: Sequence[Point]) -> Fraction:
    """The area of a convex figure out of the points of the grid on its edge and inside it."""
    edges = list(zip(corners, [*corners[1:], corners[0]], strict=True))
    on_edge = sum(gcd(bx - ax, by - ay) for (ax, ay), (bx, by) in edges)
    inside = 0
    for x in range(min(x for x, _ in corners), max(x for x, _ in corners) + 1):
        for y in range(min(y for _, y in corners), max(y for _, y in corners) + 1):
            turns = [(bx - ax) * (y - ay) - (by - ay) * (x - ax) for (ax, ay), (bx, by) in edges]
            inside += min(turns) > 0 or max(turns) < 0
    return inside + Fraction(on_edge, 2) - 1


coordinates = Generator(
    name="coordinates", title="distances and areas from coordinates", gives="number",
    make=_make_coordinates, answers=solved(_on_the_grid, {"y": range(-9, 26)}),
    withhold=hiding("y", "n"), kinds=("multi-step",),
)  # fmt: skip
right_triangles = Generator(
    name="right_triangles", title="sides of right triangles", gives="number",
    make=_make_right_triangles, answers=solved(_by_pythagoras, {"b": range(2, 40)}),
    withhold=hiding_length("b"), kinds=("multi-step",),
)  # fmt: skip
