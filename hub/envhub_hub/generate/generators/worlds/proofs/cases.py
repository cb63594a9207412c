"""Remainders of a polynomial found case by case; the fault is a lost case, term or remainder.

`make` works with coefficients. `answers` puts numbers in: every equation of a case is tried for
several whole numbers, and the conclusion for all remainders.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from ....items import Generator, Item
from ..events.accounts import listed
from .proof import Draft, Says, Step, asked, fault_place, first_faulty, without_faulty
from .terms import Term, shown, value, written

_GIVEN = (
    "Let n be a whole number. Which remainders can {f} leave when it is divided by {m}?",
    "Find the remainders that {f} can leave on division by {m}, where n is a whole number.",
    "Which remainders are possible when {f} is divided by {m}? Here n is any whole number.",
)
_STARTS = ("If {form}, then {f}", "For {form} we have {f}", "In the case {form} we find {f}",
           "Put {form}: then {f}")  # fmt: skip
_MODULUS = {1: 2, 2: 3, 3: 4}


def _make_cases(rng: Random, difficulty: int) -> Item:
    modulus = _MODULUS[difficulty]
    f = (rng.randint(1, 9), rng.choice([n for n in range(-7, 8) if n]), rng.randint(1, 3))
    split = difficulty == 3
    fault = fault_place(rng, 2 + modulus * (1 + split))
    forms = list(range(modulus))
    if fault == 0:
        forms.remove(rng.choice(forms))
    steps = [_forms(modulus, forms)]
    found: list[int] = []
    for rest in forms:
        place = None if fault is None else fault - len(steps)
        case, remainder = _case(rng, (modulus, rest), f, split, place)
        steps += case
        found.append(remainder)
    steps.append(_conclusion(rng, modulus, found, f, fault == len(steps)))
    given = rng.choice(_GIVEN).format(f=written(f, "n"), m=modulus)
    return asked(rng, Draft(given, (modulus, f), tuple(steps), fault), difficulty)


def _form(modulus: int, rest: int) -> str:
    return f"n = {written((rest, modulus), 'k')}"


def _forms(modulus: int, forms: Sequence[int]) -> Step:
    said = listed([_form(modulus, rest) for rest in forms], "or")
    text = f"Every whole number n can be written as {said} with a whole number k."
    return Step(text, ("forms", *forms))


def _case(
    rng: Random, form: tuple[int, int], f: Sequence[int], split: bool, fault: int | None
) -> tuple[list[Step], int]:
    """Put a form into the polynomial, and split off a multiple of the modulus, in one step or two.

    The remainder that comes out is returned too.
    """
    modulus, rest = form
    true = _expanded(modulus, rest, f)
    out = _slipped(rng, true, modulus) if fault == 0 else true
    remainder = out[0] % modulus
    inside = [out[0] // modulus, out[1] // modulus, out[2] // modulus]
    if split and fault == 1:
        inside[0] += rng.choice((-2, -1, 1, 2))
    elif not split and fault == 0 and rng.random() < 0.5:
        # Multiplied out rightly, but divided wrongly.
        out = true
        remainder = (true[0] + 1) % modulus
        inside = [true[0] // modulus, true[1] // modulus, true[2] // modulus]
    start = rng.choice(_STARTS).format(form=_form(modulus, rest), f=written(f, "n"))
    product: Term = ("product", modulus, ("poly", tuple(inside)))
    last = f"{shown(product, 'k')} + {remainder}" if remainder else shown(product, "k")
    ending = f"so the remainder is {remainder}"
    expanded = ("poly", tuple(out))
    if not split:
        text = f"{start} = {shown(expanded, 'k')} = {last}, {ending}."
        return [Step(text, ("case", rest, expanded, product, remainder))], remainder
    first = Step(f"{start} = {shown(expanded, 'k')}.", ("expanded", rest, expanded))
    text = f"In this case {shown(expanded, 'k')} = {last}, {ending}."
    return [first, Step(text, ("divided", expanded, product, remainder))], remainder


def _expanded(modulus: int, rest: int, f: Sequence[int]) -> list[int]:
    """The coefficients of f(mk + r), from the constant one on."""
    c, b, a = f
    return [a * rest * rest + b * rest + c, 2 * a * modulus * rest + b * modulus,
            a * modulus * modulus]  # fmt: skip


def _slipped(rng: Random, true: Sequence[int], modulus: int) -> list[int]:
    """A slip in multiplying out: a lost term, a sign or a sum."""
    ways = [[true[0] + one, true[1], true[2]] for one in (-1, 1)]
    ways += [[true[0], one, true[2]] for one in (0, -true[1], true[1] + modulus) if one != true[1]]
    return rng.choice(ways)


def _conclusion(
    rng: Random, modulus: int, found: Sequence[int], f: Sequence[int], faulty: bool
) -> Step:
    """Sum the cases up; a slip forgets a remainder or names one that no case has."""
    remainders = sorted(set(found))
    if faulty:
        others = [one for one in range(modulus) if one not in remainders]
        if len(remainders) > 1 and (not others or rng.random() < 0.5):
            remainders.remove(rng.choice(remainders))
        else:
            remainders = sorted({*remainders[1:], rng.choice(others)})
    said = listed([str(one) for one in remainders], "or")
    more = "and each of these occurs" if len(remainders) > 1 else "whatever n is"
    text = f"Therefore {written(f, 'n')} leaves the remainder {said}, {more}."
    return Step(text, ("remainders", *remainders))


_TRIED = range(-4, 5)


def _verdict(premises: Says, before: Sequence[Says | None], says: Says) -> bool | None:
    modulus, f = premises
    kind, *claims = says
    if kind == "forms":
        return set(claims) == set(range(modulus))
    if kind == "remainders":
        # What the cases say is summed up, right or wrong as they may be.
        told = [one[-1] for one in before if one and one[0] in ("case", "divided")]
        cases = sum(one is None or one[0] in ("case", "divided") for one in before)
        return set(told) == set(claims) if cases == len(told) else None
    if kind == "divided":
        last = before[-1]
        return None if last is None else _divides(modulus, *claims)
    rest, expanded = claims[:2]
    if any(_at(f, modulus * k + rest) != value(expanded, k) for k in _TRIED):
        return False
    return kind == "expanded" or _divides(modulus, expanded, *claims[2:])


def _at(f: Sequence[int], n: int) -> int:
    return int(f[0] + n * (f[1] + n * f[2]))


def _divides(modulus: int, expanded: Term, product: Term, remainder: int) -> bool:
    """Whether a term is a multiple of the modulus and a remainder, at every number tried."""
    return 0 <= remainder < modulus and all(
        value(expanded, k) == value(product, k) + remainder and value(product, k) % modulus == 0
        for k in _TRIED
    )


def _answers_cases(item: Item) -> set[str]:
    return first_faulty(item, _verdict)


proof_cases = Generator(
    name="proof_cases", title="the first faulty step of a proof by cases of remainders",
    gives="choice", make=_make_cases, answers=_answers_cases, withhold=without_faulty,
    kinds=("multi-step",),
)  # fmt: skip
