"""Bounds derived step by step; the fault is a sign not turned, bounds paired wrongly, a square.

`make` computes with intervals, wrong ones too. `answers` takes each step alone: it tries quantities
close to the ends of the bounds that the step rests on, and in between.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from random import Random
from typing import NamedTuple

from ....items import Generator, Item
from ..events.accounts import listed
from .proof import Draft, Says, Step, asked, defined, fault_place, first_faulty, without_faulty

_KINDS = {1: ("scale", "scale", "pair", "shift"),
          2: ("scale", "scale", "pair", "shift", "square"),
          3: ("scale", "scale", "pair", "shift", "scale", "pair", "square", "shift")}  # fmt: skip
_LETTERS = "abcdefgh"


class _Bounds(NamedTuple):
    """low < name < high."""

    name: str
    low: int
    high: int
    reached: bool = False
    """Whether the lower end can be reached: low <= name."""

    def __str__(self) -> str:
        return f"{self.low} {'≤' if self.reached else '<'} {self.name} < {self.high}"


def _make_inequalities(rng: Random, difficulty: int) -> Item:
    letters = "xyz" if difficulty == 3 else "xy"
    given = [_between(rng, letter) for letter in letters]
    kinds = _KINDS[difficulty]
    fault = fault_place(rng, len(kinds))
    steps: list[Step] = []
    # What is used up is not used again, so that the bounds stay as tight as they can be.
    free = list(given)
    for place, (kind, name) in enumerate(zip(kinds, _LETTERS, strict=False)):
        used = free[-2:] if kind == "pair" else free[:1] if kind == "scale" else free[-1:]
        made, form, k = _derived(rng, kind, name, used, place == fault)
        says = (kind, k, tuple(one.name for one in used), made)
        steps.append(Step(defined(rng, name, form, str(made)), says))
        free = [*(one for one in free if one not in used), made]
    text = f"Let {listed(letters)} be real numbers with {listed([str(one) for one in given])}."
    return asked(rng, Draft(text, tuple(given), tuple(steps), fault), difficulty)


def _between(rng: Random, name: str) -> _Bounds:
    low = rng.randint(-6, 6)
    return _Bounds(name, low, low + rng.randint(2, 6))


def _derived(
    rng: Random, kind: str, name: str, used: Sequence[_Bounds], faulty: bool
) -> tuple[_Bounds, str, int]:
    """Bounds of a new quantity, the form that defines it, and the number in that form."""
    x, y = used[0], used[-1]
    k = {"scale": rng.choice((-5, -4, -3, -2, -2, 2, 3, 4)), "pair": rng.choice((1, -1)),
         "shift": rng.choice([n for n in range(-9, 10) if n]), "square": 2}[kind]  # fmt: skip
    form = {"scale": f"{k}{x.name}", "square": f"{x.name}^2",
            "pair": f"{x.name} {'+' if k > 0 else '-'} {y.name}",
            "shift": f"{x.name} {'+' if k > 0 else '-'} {abs(k)}"}[kind]  # fmt: skip
    ends = {"scale": (k * x.low, k * x.high), "shift": (x.low + k, x.high + k),
            "square": (x.low**2, x.high**2),
            "pair": (x.low + (y.low if k > 0 else -y.high),
                     x.high + (y.high if k > 0 else -y.low))}[kind]  # fmt: skip
    over_zero = kind == "square" and x.low < 0 < x.high
    true = _Bounds(name, 0 if over_zero else min(ends), max(ends),
                   over_zero or (x.reached and kind in ("shift", "square")))  # fmt: skip
    return (_slipped(rng, kind, k, used, true) if faulty else true), form, k


def _slipped(rng: Random, kind: str, k: int, used: Sequence[_Bounds], true: _Bounds) -> _Bounds:
    """Bounds that do not hold: the sign of a factor lost, ends paired wrongly, a square over zero;
    where that makes no difference, an end that is off."""
    x, y = used[0], used[-1]
    low, high = true.low, true.high
    if kind == "scale" and k < 0:
        low, high = -k * x.low, -k * x.high
    elif kind == "pair" and k < 0:
        low, high = x.low - y.low, x.high - y.high
    elif kind == "square":
        low, high = sorted((x.low**2, x.high**2))
    holds = low <= true.low and high >= true.high
    if holds or low >= high:
        off = rng.randint(1, 2)
        low, high = rng.choice(((true.low + off, true.high), (true.low, true.high - off)))
    return _Bounds(true.name, low, high)


_NEAR = Fraction(1, 1000)


def _tried(bounds: _Bounds) -> list[Fraction]:
    """Numbers close to the ends of bounds and between them; none where there are none."""
    middle = Fraction(bounds.low + bounds.high, 2)
    ends = [bounds.low + _NEAR, bounds.high - _NEAR]
    return [one for one in (*ends, middle, Fraction(0)) if bounds.low < one < bounds.high]


def _verdict(premises: Says, before: Sequence[Says | None], says: Says) -> bool | None:
    known: dict[str, _Bounds] = {one.name: one for one in premises}
    known |= {one[3].name: one[3] for one in before if one is not None}
    kind, k, names, claim = says
    if any(name not in known for name in names):
        return None
    for numbers in product(*(_tried(known[name]) for name in names)):
        x, y = numbers[0], numbers[-1]
        found = {"scale": k * x, "pair": x + k * y, "shift": x + k, "square": x * x}[kind]
        if not (claim.low <= found if claim.reached else claim.low < found) or found >= claim.high:
            return False
    return True


def _answers_inequalities(item: Item) -> set[str]:
    return first_faulty(item, _verdict)


proof_inequalities = Generator(
    name="proof_inequalities", title="the first faulty step of a derivation of bounds",
    gives="choice", make=_make_inequalities, answers=_answers_inequalities,
    withhold=without_faulty, kinds=("multi-step",),
)  # fmt: skip
