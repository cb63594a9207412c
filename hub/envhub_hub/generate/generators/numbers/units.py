"""Conversions between units of length, mass, time, volume, area and speed.

`make` multiplies along a chain of definitions; `answers` asks pint, exactly, in fractions.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from random import Random
from typing import Any

from ...items import Generator, Item
from ..gaps import Facts, hiding, solved, tell
from ..packages import load_package
from .stories import LEAST

_CHAINS: tuple[tuple[tuple[str, int], ...], ...] = (
    (("kilometres", 1000), ("metres", 100), ("centimetres", 10), ("millimetres", 1)),
    (("miles", 1760), ("yards", 3), ("feet", 12), ("inches", 1)),
    (("tonnes", 1000), ("kilograms", 1000), ("grams", 1000), ("milligrams", 1)),
    (("pounds", 16), ("ounces", 1)),
    (("weeks", 7), ("days", 24), ("hours", 60), ("minutes", 60), ("seconds", 1)),
    (("litres", 100), ("centilitres", 10), ("millilitres", 1)),
    (("US gallons", 4), ("US quarts", 2), ("US pints", 2), ("US cups", 1)),
    (
        ("square kilometres", 100),
        ("hectares", 10000),
        ("square metres", 10000),
        ("square centimetres", 1),
    ),
)
"""Units from large to small, with how many of the next one each is."""
_SPEEDS = ("kilometres per hour", "metres per minute", "metres per second", "metres per hour",
           "centimetres per second", "kilometres per day")  # fmt: skip
_LENGTHS = {"kilometres": 100000, "metres": 100, "centimetres": 1}
_TIMES = {"day": 86400, "hour": 3600, "minute": 60, "second": 1}
_HOW_MANY = (
    "How many {to} are {n} {of}?",
    "Convert {n} {of} to {to}.",
    "Express {n} {of} in {to}.",
    "{n} {of} are how many {to}?",
    "What is {n} {of}, given in {to}?",
    "Change {n} {of} into {to}.",
)


def _speed(unit: str) -> Fraction:
    """A speed in centimetres per second."""
    length, _, time = unit.partition(" per ")
    return Fraction(_LENGTHS[length], _TIMES[time])


def _make_unit_conversions(rng: Random, difficulty: int) -> Item:
    steps: list[int] = []
    if difficulty == 3 and rng.random() < 0.5:
        of, to = rng.sample(_SPEEDS, 2)
        n = rng.randint(2, 60) * rng.choice((1, 1, 3, 6, 12, 60))
        value = n * _speed(of) / _speed(to)
    else:
        chain = rng.choice([chain for chain in _CHAINS if len(chain) >= min(3, difficulty + 1)])
        down = min(difficulty, 2)
        start = rng.randrange(len(chain) - down)
        of, to = chain[start][0], chain[start + down][0]
        n = rng.randint(2, 40)
        for _, many in chain[start : start + down]:
            steps.append((steps[-1] if steps else n) * many)
        value = Fraction(steps.pop())
        if difficulty == 3:
            # From small to large: what was reached is where it starts.
            of, to, n, value = to, of, int(value), Fraction(n)
            steps = []
    if value.denominator > 1 or not LEAST <= value <= 10**7 or n > 10**7 or value == n:
        return _make_unit_conversions(rng, difficulty)
    told = tell(rng, _HOW_MANY, {"n": n, "of": of, "to": to})
    return Item(
        question=told.question, answer=str(value), steps=tuple(map(str, steps)),
        difficulty=difficulty, phrasing=told.phrasing, key=f"{n}:{of}:{to}",
        facts={"n": n, "of": of, "to": to, **told.facts},
    )  # fmt: skip


@lru_cache(maxsize=1)
def _registry() -> Any:
    """Return pint's units, with fractions for numbers."""
    return load_package("pint").UnitRegistry(non_int_type=Fraction)


def _ask_pint(facts: Facts) -> str:
    units = _registry()
    of, to = (units(facts[side].removeprefix("US ")) for side in ("of", "to"))
    return str(facts["n"] * Fraction((of / to).to_base_units().magnitude))


unit_conversions = Generator(
    name="unit_conversions", title="conversions between units", gives="number",
    make=_make_unit_conversions, answers=solved(_ask_pint, {"n": range(2, 10)}),
    withhold=hiding("n", "some"), package="pint",
)  # fmt: skip
