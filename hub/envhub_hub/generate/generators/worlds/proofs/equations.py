"""Equations solved step by step; the fault is a sign, a lost term, a lost case or a wrong sum.

`make` carries coefficients along, wrong ones too. `answers` compares the two sides of each equation
at several numbers: it follows from the one before, and the other way round, if the differences of
their sides are in one constant ratio.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import isqrt, prod
from random import Random
from typing import NamedTuple

from ....items import Generator, Item
from .proof import Draft, Says, Step, asked, fault_place, first_faulty, without_faulty
from .terms import Term, shown, value, written


class _Sides(NamedTuple):
    """An equation, by the coefficients of its sides from the constant one on."""

    left: tuple[int, int, int]
    right: tuple[int, int, int]


Move = Callable[[Random, _Sides, bool], "tuple[str, Term, Term, _Sides] | None"]
"""From an equation to the next: what is done, the two sides as they are written, and the equation.
With a fault where that is wished. None where it can't be done, or can't be done wrongly."""


def _poly(coefficients: Sequence[int]) -> Term:
    return ("poly", tuple(coefficients))


def _next(what: str, sides: _Sides) -> tuple[str, Term, Term, _Sides]:
    return what, _poly(sides.left), _poly(sides.right), sides


def _subtract(rng: Random, sides: _Sides, faulty: bool, power: int) -> _Sides | None:
    """Bring the right side's term of a power to the left; a slip of sign or of arithmetic."""
    number = sides.right[power]
    if number == 0:
        return None
    left, right = list(sides.left), list(sides.right)
    right[power] = 0
    left[power] -= number
    if faulty:
        # The term is brought over with its sign unchanged, or the difference is off by one or two.
        left[power] += rng.choice((2 * number, -1, 1, 2))
    return _Sides((left[0], left[1], left[2]), (right[0], right[1], right[2]))


def _move_linear(rng: Random, sides: _Sides, faulty: bool) -> tuple[str, Term, Term, _Sides] | None:
    found = _subtract(rng, sides, faulty, 1)
    term = written((0, sides.right[1]))
    what = f"Subtract {term}" if sides.right[1] > 0 else f"Add {term[1:]}"
    return None if found is None or found.left[1] == 0 else _next(f"{what} on both sides", found)


def _move_constant(
    rng: Random, sides: _Sides, faulty: bool
) -> tuple[str, Term, Term, _Sides] | None:
    found = _subtract(rng, sides, faulty, 0)
    number = sides.right[0]
    what = f"Subtract {number}" if number > 0 else f"Add {-number}"
    return None if found is None else _next(f"{what} on both sides", found)


def _clear_left(rng: Random, sides: _Sides, faulty: bool) -> tuple[str, Term, Term, _Sides] | None:
    """Bring the left side's constant to the right."""
    number = sides.left[0]
    if number == 0:
        return None
    change = -number + (rng.choice((2 * number, -1, 1, 2)) if faulty else 0)
    found = _Sides((0, *sides.left[1:]), (sides.right[0] + change, 0, 0))
    what = f"Subtract {number}" if number > 0 else f"Add {-number}"
    return _next(f"{what} on both sides", found)


def _divide(rng: Random, sides: _Sides, faulty: bool) -> tuple[str, Term, Term, _Sides] | None:
    number, right = sides.left[1], sides.right[0]
    # Of x = 0 every multiple is right, so that no slip before it would be one.
    if number in (0, 1, -1) or right % number or right == 0:
        return None
    result = right // number + (rng.choice((-2, -1, 1, 2)) if faulty else 0)
    return _next(f"Divide both sides by {number}", _Sides((0, 1, 0), (result, 0, 0)))


def _expand(rng: Random, sides: _Sides, faulty: bool) -> tuple[str, Term, Term, _Sides] | None:
    """Multiply out a(x + b) on the left, which is held by its value; a slip loses a factor."""
    left = list(sides.left)
    if faulty:
        a, b = sides.left[1], sides.left[0] // sides.left[1]
        left[0] = rng.choice((b, -a * b))
    return _next("Multiply out", _Sides((left[0], left[1], 0), sides.right))


def _square_out(rng: Random, sides: _Sides, faulty: bool) -> tuple[str, Term, Term, _Sides] | None:
    """Multiply out (x + p)^2; a slip loses the middle term, halves it or turns its sign."""
    left = list(sides.left)
    if faulty:
        left[1] = rng.choice((0, left[1] // 2, -left[1]))
    return _next("Multiply out the square", _Sides((left[0], left[1], 1), sides.right))


def _factor(rng: Random, sides: _Sides, faulty: bool) -> tuple[str, Term, Term, _Sides] | None:
    """Write x^2 + bx + c as a product; a slip turns the signs of the roots, or takes other ones."""
    c, b, a = sides.left
    inside = b * b - 4 * c
    if a != 1 or inside <= 0 or isqrt(inside) ** 2 != inside or b == 0 or c == 0:
        return None
    roots = [(-b + isqrt(inside)) // 2, (-b - isqrt(inside)) // 2]
    if faulty:
        roots = rng.choice(
            ([-roots[0], -roots[1]], [roots[0], -roots[1]], [roots[0] + 1, roots[1]])
        )
    product: Term = ("product", 1, *(_poly((-one, 1)) for one in roots))
    found = _Sides((roots[0] * roots[1], -roots[0] - roots[1], 1), (0, 0, 0))
    return "Factor the left side", product, _poly((0,)), found


_LINEAR: tuple[Move, ...] = (_expand, _move_linear, _clear_left, _divide)
_SQUARE: tuple[Move, ...] = (_square_out, _move_linear, _move_constant, _factor)


def _make_equations(rng: Random, difficulty: int) -> Item:
    while True:
        if difficulty == 1:
            draft = _linear(rng)
        else:
            draft = rng.choice((_quadratic, _common_factor))(rng, difficulty)
        if draft is not None:
            return asked(rng, draft, difficulty)


def _linear(rng: Random) -> Draft | None:
    a, b = rng.randint(2, 9), rng.choice([n for n in range(-9, 10) if n])
    c, d = rng.choice([n for n in range(-8, 9) if n and n != a]), rng.randint(-30, 30)
    start: Term = ("product", a, _poly((b, 1)))
    fault = fault_place(rng, len(_LINEAR))
    steps = _worked(rng, _LINEAR, _Sides((a * b, a, 0), (d, c, 0)), fault)
    if steps is None:
        return None
    return _draft(start, _poly((d, c)), [step for step, _ in steps], fault)


def _quadratic(rng: Random, difficulty: int) -> Draft | None:
    """(x + p)^2 = ux + v, at the hardest times a number that has to be divided out first."""
    p = rng.choice([n for n in range(-6, 7) if n])
    u, v = rng.choice([n for n in range(-9, 10) if n]), rng.choice([n for n in range(-25, 40) if n])
    times = rng.randint(2, 5) if difficulty == 3 else 1
    square: Term = ("square", _poly((p, 1)))
    count = len(_SQUARE) + (2 if difficulty == 3 else 1)
    fault = fault_place(rng, count)
    first: list[Step] = []
    sides = _Sides((p * p, 2 * p, 1), (v, u, 0))
    if difficulty == 3:
        if fault == 0:
            # Only one of the terms on the right is divided.
            sides = _Sides(sides.left, (times * v, u, 0))
        first.append(_step(f"Divide both sides by {times}", square, _poly(sides.right)))
    place = None if fault is None else fault - len(first)
    steps = _worked(rng, _SQUARE, sides, place)
    if steps is None:
        return None
    _, last = steps[-1]
    ending = _solutions(rng, last, fault == count - 1)
    start: Term = ("product", times, square) if times > 1 else square
    told = [*first, *(step for step, _ in steps), ending]
    return _draft(start, _poly((times * v, times * u)), told, fault)


def _common_factor(rng: Random, difficulty: int) -> Draft | None:
    """x^2 + (a + p)x + ap = qx + qa, where x + a may not be divided by: it may be zero.

    At the hardest all is a multiple, which is divided out first and rightly: an equation that is
    wrong by then would have no factors.
    """
    a, p, q = rng.sample([n for n in range(-9, 10) if n], 3)
    times = rng.randint(2, 5) if difficulty == 3 else 1
    fault = fault_place(rng, 4)
    left, right, inside = (a * p, a + p, 1), (q * a, q), _poly((a, 1))
    steps: list[Step] = []
    if times > 1:
        steps.append(_step(f"Divide both sides by {times}", _poly(left), _poly(right)))
    second = -p if fault == 0 else p
    taken = -q if fault == 1 else q
    rest = second - taken
    if rest == a:
        return None
    factors: Term = ("product", 1, inside, _poly((second, 1)))
    steps.append(_step("Factor the left side", factors, _poly(right)))
    steps.append(_step(f"Factor out {taken} on the right", factors, ("product", taken, inside)))
    if fault == 2:
        what = f"Divide both sides by {shown(inside)}"
        steps.append(_step(what, _poly((second, 1)), _poly((taken,))))
        steps.append(Step(f"Therefore x = {-rest}, and there is no other solution.",
                          ("solutions", -rest)))  # fmt: skip
    else:
        what = f"Bring everything to the left and factor out {shown(inside)}"
        steps.append(_step(what, ("product", 1, inside, _poly((rest, 1))), _poly((0,))))
        steps.append(_solutions(rng, _Sides((a * rest, a + rest, 1), (0, 0, 0)), fault == 3))
    start = [_poly([times * one for one in side]) for side in (left, right)]
    place = None if fault is None else fault + (times > 1)
    return _draft(start[0], start[1], steps, place)


def _solutions(rng: Random, sides: _Sides, faulty: bool) -> Step:
    """Read the solutions off a product; a slip turns their signs, or forgets one of them."""
    c, b, _ = sides.left
    root = isqrt(b * b - 4 * c)
    found = [(-b + root) // 2, (-b - root) // 2]
    if faulty:
        lost = rng.sample(found, 1)
        turned = [-one for one in found]
        found = lost if rng.random() < 0.6 or sum(found) == 0 else turned
    unique = list(dict.fromkeys(found))
    said = " or ".join(f"x = {one}" for one in unique)
    return Step(f"Therefore {said}, and there is no other solution.", ("solutions", *unique))


def _worked(
    rng: Random, moves: Sequence[Move], sides: _Sides, fault: int | None
) -> list[tuple[Step, _Sides]] | None:
    """Make all moves one after the other, one of them wrongly."""
    steps: list[tuple[Step, _Sides]] = []
    for place, move in enumerate(moves):
        done = move(rng, sides, place == fault)
        if done is None or max(map(abs, done[3].left + done[3].right)) > 150:
            return None
        what, left, right, sides = done
        steps.append((_step(what, left, right), sides))
    return steps


def _step(what: str, left: Term, right: Term) -> Step:
    return Step(f"{what}: {shown(left)} = {shown(right)}.", ("equation", left, right))


def _draft(left: Term, right: Term, steps: Sequence[Step], fault: int | None) -> Draft:
    given = (
        f"Find all real numbers x with {shown(left)} = {shown(right)}. Each step below is meant to "
        "be equivalent to the one before."
    )
    return Draft(given, ("equation", left, right), tuple(steps), fault)


_POINTS = (1009, -1013, 2003, -3001, 4001)
"""No solution is as large; two quadratics that are in one ratio at more than two of them are so
everywhere."""


def _verdict(premises: Says, before: Sequence[Says | None], says: Says) -> bool | None:
    last = before[-1] if before else premises
    if last is None:
        return None
    apart = [(_difference(last, at), _difference(says, at)) for at in _POINTS]
    old, new = apart[0]
    return all(one * new == other * old for one, other in apart)


def _difference(says: Says, at: int) -> int:
    """How far the two sides are apart at a number; of a list of solutions, the product of the
    distances to each."""
    if says[0] == "equation":
        return value(says[1], at) - value(says[2], at)
    return prod(at - one for one in says[1:])


def _answers_equations(item: Item) -> set[str]:
    return first_faulty(item, _verdict)


proof_equations = Generator(
    name="proof_equations", title="the first faulty step of a solved equation",
    gives="choice", make=_make_equations, answers=_answers_equations, withhold=without_faulty,
    kinds=("multi-step",),
)  # fmt: skip
