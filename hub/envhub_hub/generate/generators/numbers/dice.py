"""Probabilities of dice and coins, as fractions.

`make` counts by formula (ranges, sums of sums, binomial coefficients); `answers` goes through every
outcome.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product
from math import comb
from random import Random

from ...items import Generator, Item
from ..gaps import Facts, hiding, solved, tell
from ..names import NAMES
from .chances import as_fractions, worth_asking

_ONE_DIE = as_fractions(
    (
        (
            "A fair {s}-sided die, numbered from 1 up, is rolled once. What is the probability "
            "that it shows {event}?"
        ),
        (
            "{who} rolls a fair {s}-sided die that has the numbers from 1 up on its faces. How "
            "likely is it to show {event}?"
        ),
        (
            "What is the chance of rolling {event} with a fair {s}-sided die that is numbered from "
            "1 up?"
        ),
        (
            "{who} throws one fair {s}-sided die with the faces 1, 2, 3 and so on. Find the "
            "probability of {event}."
        ),
        (
            "The faces of a fair {s}-sided die bear the numbers from 1 up. With what probability "
            "does a roll give {event}?"
        ),
    )
)
_DICE = as_fractions(
    (
        (
            "{dice} fair {s}-sided dice, each numbered from 1 up, are rolled. What is the "
            "probability that {event}?"
        ),
        (
            "{who} rolls {dice} fair {s}-sided dice with the numbers from 1 up on them. How likely "
            "is it that {event}?"
        ),
        (
            "When {dice} fair {s}-sided dice, numbered from 1 up, are thrown, what is the chance "
            "that {event}?"
        ),
        (
            "{who} throws {dice} fair {s}-sided dice with the faces 1, 2, 3 and so on. Find the "
            "probability that {event}."
        ),
        (
            "The faces of {dice} fair {s}-sided dice bear the numbers from 1 up. All are rolled. "
            "With what probability is it true that {event}?"
        ),
    )
)
_SIDES = ((6, 8, 10, 12, 20, 24, 30), (4, 6, 8, 10, 12, 20), (4, 6, 8, 10, 12))
_NUMBER_OF = {2: "two", 3: "three"}
_EVENTS: dict[str, str] = {
    "above": "a number greater than {k}",
    "below": "a number less than {k}",
    "multiple": "a multiple of {k}",
    "even above": "an even number greater than {k}",
    "odd below": "an odd number less than {k}",
    "sum": "their sum is {k}",
    "sum at least": "their sum is at least {k}",
    "sum at most": "their sum is at most {k}",
    "highest": "the highest number shown is {k}",
    "lowest": "the lowest number shown is {k}",
    "one of that number": "exactly one of them shows the number {k}",
}
_OF_ONE = ("above", "below", "multiple", "even above", "odd below")
_OF_SEVERAL = ("sum", "sum at least", "sum at most", "highest", "lowest", "one of that number")
_HOLDS: dict[str, Callable[[Sequence[int], int], bool]] = {
    "above": lambda shown, k: shown[0] > k,
    "below": lambda shown, k: shown[0] < k,
    "multiple": lambda shown, k: shown[0] % k == 0,
    "even above": lambda shown, k: shown[0] % 2 == 0 and shown[0] > k,
    "odd below": lambda shown, k: shown[0] % 2 == 1 and shown[0] < k,
    "sum": lambda shown, k: sum(shown) == k,
    "sum at least": lambda shown, k: sum(shown) >= k,
    "sum at most": lambda shown, k: sum(shown) <= k,
    "highest": lambda shown, k: max(shown) == k,
    "lowest": lambda shown, k: min(shown) == k,
    "one of that number": lambda shown, k: list(shown).count(k) == 1,
}


def _sums(sides: int, dice: int) -> Counter[int]:
    """How many rolls give each sum, die by die."""
    found = Counter({0: 1})
    for _ in range(dice):
        found = Counter(
            {
                total: sum(found[total - face] for face in range(1, sides + 1))
                for total in range(max(found) + sides + 1)
            }
        )
    return found


def _favourable(event: str, k: int, sides: int, dice: int) -> int:
    """Count the rolls that an event is made of."""
    if event.startswith("sum"):
        found = _sums(sides, dice)
        wanted = {"sum": (k, k), "sum at least": (k, max(found)), "sum at most": (0, k)}[event]
        return sum(found[total] for total in range(wanted[0], wanted[1] + 1))
    counts: dict[str, int] = {
        "above": sides - k,
        "below": k - 1,
        "multiple": sides // k,
        "even above": sides // 2 - k // 2,
        "odd below": k // 2,
        "highest": k**dice - (k - 1) ** dice,
        "lowest": (sides - k + 1) ** dice - (sides - k) ** dice,
        "one of that number": dice * (sides - 1) ** (dice - 1),
    }
    return counts[event]


def _make_dice(rng: Random, difficulty: int) -> Item:
    count, sides = difficulty, rng.choice(_SIDES[difficulty - 1])
    event = rng.choice(_OF_ONE if count == 1 else _OF_SEVERAL)
    most = count * sides - 1 if event.startswith("sum") else sides - 1
    k = rng.randint(2, most)
    favourable, rolls = _favourable(event, k, sides, count), sides**count
    chance = Fraction(favourable, rolls)
    if not worth_asking(chance):
        return _make_dice(rng, difficulty)
    fields = {"s": sides, "event": _EVENTS[event].format(k=k), "who": rng.choice(NAMES),
              "dice": _NUMBER_OF.get(count)}  # fmt: skip
    told = tell(rng, _ONE_DIE if count == 1 else _DICE, fields)
    steps = [] if count == 1 else [rolls, favourable]
    return Item(
        question=told.question, answer=str(chance), difficulty=difficulty, phrasing=told.phrasing,
        steps=tuple(str(step) for step in steps if step not in (k, sides)),
        key=f"{count}:{sides}:{event}:{k}",
        facts={"s": sides, "event": event, "k": k, "dice": count, **told.facts},
    )  # fmt: skip


def _roll_all(facts: Facts) -> str | None:
    """Go through every roll; None where the event can't happen or can't fail to."""
    holds, k = _HOLDS[facts["event"]], facts["k"]
    rolls = list(product(range(1, facts["s"] + 1), repeat=facts["dice"]))
    chance = Fraction(sum(holds(roll, k) for roll in rolls), len(rolls))
    return str(chance) if 0 < chance < 1 else None


_FAIR = as_fractions(
    (
        "A fair coin is tossed {n} times. What is the probability of {event}?",
        "{who} tosses a fair coin {n} times. How likely is it to get {event}?",
        "What is the chance of {event} in {n} tosses of a fair coin?",
        "In {n} tosses of a fair coin, find the probability of {event}.",
        "{who} throws {n} fair coins at once. With what probability does that give {event}?",
    )
)
_BIASED = as_fractions(
    (
        (
            "A coin lands heads with probability {p}. It is tossed {n} times. What is the "
            "probability of {event}?"
        ),
        (
            "{who} tosses a bent coin {n} times; each toss gives heads with probability {p}. How "
            "likely is it to get {event}?"
        ),
        (
            "What is the chance of {event} in {n} tosses of a coin that shows heads with "
            "probability {p}?"
        ),
        (
            "In {n} tosses of a coin whose probability of heads is {p}, find the probability of "
            "{event}."
        ),
        (
            "{who} throws {n} bent coins at once, each of which comes up heads with probability "
            "{p}. With what probability does that give {event}?"
        ),
    )
)
_HEADS = ((Fraction(1, 2),), (Fraction(1, 2),),
          tuple(Fraction(a, b) for b in (3, 4, 5, 6) for a in (1, b - 1)))  # fmt: skip
"""How likely heads are, by difficulty."""


def _wanted(how: str, k: int, n: int) -> range:
    """The numbers of heads that count."""
    return {"exactly": range(k, k + 1), "at least": range(k, n + 1), "at most": range(k + 1)}[how]


def _make_coins(rng: Random, difficulty: int) -> Item:
    n = rng.randint(*((3, 6), (6, 10), (2, 5))[difficulty - 1])
    k, how = rng.randint(0, n), rng.choice(("exactly", "at least", "at most"))
    side = rng.choice(("heads", "tails"))
    heads = rng.choice(_HEADS[difficulty - 1])
    p = heads if side == "heads" else 1 - heads
    chance = sum((comb(n, i) * p**i * (1 - p) ** (n - i) for i in _wanted(how, k, n)), Fraction(0))
    # At least all of them, or exactly none, would be a riddle rather than a question.
    if not worth_asking(chance) or k == 0 or (how == "at least" and k == n):
        return _make_coins(rng, difficulty)
    event = f"{how} one {side[:-1]}" if k == 1 else f"{how} {k} {side}"
    fields = {"n": n, "p": str(heads), "who": rng.choice(NAMES), "event": event}
    told = tell(rng, _BIASED if difficulty == 3 else _FAIR, fields)
    return Item(
        question=told.question, answer=str(chance), difficulty=difficulty, phrasing=told.phrasing,
        key=f"{n}:{how}:{k}:{side}:{heads}",
        facts={"n": n, "how": how, "k": k, "side": side, "heads": heads, **told.facts},
    )  # fmt: skip


def _toss_all(facts: Facts) -> str | None:
    """Weigh every row of heads and tails; None where the event can't happen or can't fail to."""
    n, wanted = facts["n"], _wanted(facts["how"], facts["k"], facts["n"])
    heads, whole = facts["heads"].as_integer_ratio()
    weight = 0
    for row in product((True, False), repeat=n):
        shown = sum(row) if facts["side"] == "heads" else n - sum(row)
        if shown in wanted:
            weight += heads ** sum(row) * (whole - heads) ** (n - sum(row))
    chance = Fraction(weight, whole**n)
    return str(chance) if 0 < chance < 1 else None


coins = Generator(
    name="coins", title="probabilities of heads and tails", gives="number",
    make=_make_coins, answers=solved(_toss_all, {"n": range(1, 13)}),
    withhold=hiding("n", "several"), kinds=("multi-step",),
)  # fmt: skip
dice = Generator(
    name="dice", title="probabilities of rolls of dice", gives="number",
    make=_make_dice, answers=solved(_roll_all, {"s": (4, 6, 8, 10, 12, 20, 24, 30, 40)}),
    withhold=hiding("s", "many"), kinds=("multi-step",),
)  # fmt: skip
