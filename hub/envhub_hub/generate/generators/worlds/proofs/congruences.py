"""Congruences chained together; the fault is a product, a sign, an exponent or a cancelled factor.

`make` carries residues along, wrong ones too. `answers` takes each step alone: it puts several
numbers with the residues that the step rests on into what the step computes.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import gcd
from random import Random
from typing import NamedTuple

from ....items import Generator, Item
from .proof import Draft, Says, Step, asked, defined, fault_place, first_faulty, without_faulty

_MODULI = {1: (6, 7, 8, 9), 2: (9, 10, 12, 14, 15), 3: (12, 14, 15, 16, 18, 20)}
_KINDS = {1: ("scale", "square", "plus", "minus"),
          2: ("square", "scale", "times", "minus", "plus", "cancel"),
          3: ("square", "scale", "times", "cube", "minus", "plus", "cancel", "minus")}  # fmt: skip
_FORMS = {"plus": "{x} + {y}", "minus": "{x} - {y}", "times": "{x} * {y}", "square": "{x}^2",
          "cube": "{x}^3", "scale": "{k} * {x}"}  # fmt: skip
_LETTERS = "cdefghuvw"


class _Known(NamedTuple):
    """A quantity of which the residue is claimed."""

    name: str
    residue: int


def _make_congruences(rng: Random, difficulty: int) -> Item:
    modulus = rng.choice(_MODULI[difficulty])
    a, b = rng.sample(range(2, modulus), 2)
    kinds = rng.sample(_KINDS[difficulty], len(_KINDS[difficulty]))
    fault = fault_place(rng, len(kinds))
    known = [_Known("a", a), _Known("b", b)]
    steps: list[Step] = []
    for place, (kind, name) in enumerate(zip(kinds, _LETTERS, strict=False)):
        # The latest result is used again, so that the steps hang together.
        of = (known[-1], rng.choice(known[:-1]))
        if kind == "minus" and rng.random() < 0.5:
            of = (of[1], of[0])
        step, found = _step(rng, modulus, (name, kind), of, place == fault)
        steps.append(step)
        known.append(_Known(name, found))
    given = f"Let a and b be whole numbers with a ≡ {a} and b ≡ {b} (mod {modulus})."
    premises = (modulus, _Known("a", a), _Known("b", b))
    return asked(rng, Draft(given, premises, tuple(steps), fault), difficulty)


def _step(
    rng: Random, modulus: int, made: tuple[str, str], of: tuple[_Known, _Known], faulty: bool
) -> tuple[Step, int]:
    """Define a quantity and claim its residue, which is returned too."""
    name, kind = made
    x, y = of
    if kind == "cancel":
        return _cancelled(rng, modulus, name, x, faulty)
    k = rng.randint(2, 6) if kind == "scale" else 1
    number = _computed(kind, k, x.residue, y.residue)
    shown = _FORMS[kind].format(x=x.residue, y=y.residue, k=k)
    if faulty:
        number = _slipped(rng, modulus, kind, (number, x.residue, y.residue))
    residue = number % modulus
    form = _FORMS[kind].format(x=x.name, y=y.name, k=k)
    reduced = f" ≡ {residue}" if residue != number else ""
    claim = f"{name} ≡ {shown} = {number}{reduced} (mod {modulus})"
    text = defined(rng, name, form, claim)
    says: Says = ("computed", name, kind, k, x.name, y.name, number, residue)
    return Step(text, says), residue


def _slipped(rng: Random, modulus: int, kind: str, of: tuple[int, int, int]) -> int:
    """A wrong result: a sign turned, an exponent taken for a factor, or a sum off by one."""
    number, x, y = of
    if kind == "minus" and 2 * y % modulus and rng.random() < 0.6:
        return x + y
    wrong = x * (3 if kind == "cube" else 2)
    if kind in ("square", "cube") and (wrong - number) % modulus and rng.random() < 0.6:
        return wrong
    return number + rng.choice((-1, 1))


def _cancelled(rng: Random, modulus: int, name: str, x: _Known, faulty: bool) -> tuple[Step, int]:
    """Cancel a factor, which is right where it has no divisor in common with the modulus."""
    factors = [k for k in range(2, modulus) if (gcd(k, modulus) > 1) is faulty]
    k = rng.choice(factors)
    text = (
        f"Let {name} be a whole number with {k} * {name} ≡ {k} * {x.name} (mod {modulus}). Cancel "
        f"{k}: {name} ≡ {x.name} ≡ {x.residue} (mod {modulus})."
    )
    return Step(text, ("cancelled", name, k, x.name, x.residue)), x.residue


def _computed(kind: str, k: int, x: int, y: int) -> int:
    return {"plus": x + y, "minus": x - y, "times": x * y, "square": x * x, "scale": k * x,
            "cube": x * x * x}[kind]  # fmt: skip


def _verdict(premises: Says, before: Sequence[Says | None], says: Says) -> bool | None:
    modulus, *given = premises
    known = {one.name: one.residue for one in given}
    known |= {one[1]: one[-1] for one in before if one is not None}
    if says[0] == "cancelled":
        _, _, k, name, residue = says
        if name not in known:
            return None
        rest = known[name]
        fits = [y for y in range(modulus) if (k * y - k * rest) % modulus == 0]
        return fits == [residue]
    _, _, kind, k, first, second, number, residue = says
    if first not in known or (second not in known and kind in ("plus", "minus", "times")):
        return None
    x, y = known[first], known.get(second, 0)
    alike = product((x - modulus, x, x + 2 * modulus), (y - modulus, y, y + 3 * modulus))
    return _computed(kind, k, x, y) == number and all(
        (_computed(kind, k, *one) - residue) % modulus == 0 for one in alike
    )


def _answers_congruences(item: Item) -> set[str]:
    return first_faulty(item, _verdict)


proof_congruences = Generator(
    name="proof_congruences", title="the first faulty step of a chain of congruences",
    gives="choice", make=_make_congruences, answers=_answers_congruences,
    withhold=without_faulty, kinds=("multi-step",),
)  # fmt: skip
