"""Probabilities of events that do not depend on each other, as fractions.

`make` uses the rules for products and complements; `answers` adds up every combination of what
happens and what does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from math import prod
from random import Random

from ...items import Generator, Item
from ..gaps import Facts, hiding, solved, tell
from ..names import NAMES
from .chances import as_fractions, worth_asking

_VERBS = (("works", "work"), ("hits", "hit"), ("passes", "pass"), ("opens", "open"),
          ("arrives", "arrive"))  # fmt: skip
"""What happens to one and to several, in the order of the wordings."""
_TWO = as_fractions(
    (
        (
            "Of two machines that do not influence each other, one works with probability {p} and "
            "the other with {last}. What is the probability that {event}?"
        ),
        (
            "{a} hits a target with probability {p}, and {b} hits it with {last}, independently of "
            "each other. Each shoots once. How likely is it that {event}?"
        ),
        (
            "{a} passes an exam with probability {p} and {b} passes it with {last}, each "
            "independently of the other. Find the probability that {event}."
        ),
        (
            "A door has two locks. One opens with probability {p}, the other with {last}, "
            "independently of each other. What is the chance that {event}?"
        ),
        (
            "Two parcels travel independently. One of them arrives today with probability {p}, the "
            "other one with {last}. With what probability is it true that {event} today?"
        ),
    )
)
_THREE = as_fractions(
    (
        (
            "Of three machines that do not influence each other, one works with probability {p}, "
            "one with probability {q} and one with {last}. What is the probability that {event}?"
        ),
        (
            "{a} hits a target with probability {p}, {b} with probability {q} and {c} with {last}, "
            "all independently. Each shoots once. How likely is it that {event}?"
        ),
        (
            "{a} passes an exam with probability {p}, {b} with probability {q} and {c} with "
            "{last}, all independently of each other. Find the probability that {event}."
        ),
        (
            "A door has three locks. They open with probability {p}, with probability {q} and with "
            "{last}, independently of each other. What is the chance that {event}?"
        ),
        (
            "Three parcels travel independently. They arrive today with probability {p}, with "
            "probability {q} and with {last}. With what probability is it true that {event} today?"
        ),
    )
)
_EVENTS = (
    {"all": "both {v}", "none": "neither of them {vs}"},
    {"exactly one": "exactly one of them {vs}", "at least one": "at least one of them {vs}"},
    {
        "exactly one": "exactly one of them {vs}",
        "at least one": "at least one of them {vs}",
        "exactly two": "exactly two of them {v}",
        "at least two": "at least two of them {v}",
    },
)
_CHANCES = tuple(sorted({Fraction(a, b) for b in range(3, 8) for a in range(1, b)}))


def _rule(event: str, chances: Sequence[Fraction]) -> Fraction:
    """Work out the probability by the rules for products and complements."""
    everything = prod(chances, start=Fraction(1))
    nothing = prod((1 - p for p in chances), start=Fraction(1))
    # One alone: all fail but this one.
    alone = sum((nothing / (1 - p) * p for p in chances), Fraction(0))
    one_fails = sum((everything / p * (1 - p) for p in chances), Fraction(0))
    return {
        "all": everything,
        "none": nothing,
        "exactly one": alone,
        "at least one": 1 - nothing,
        "exactly two": one_fails,
        "at least two": 1 - nothing - alone,
    }[event]


def _make_independent_events(rng: Random, difficulty: int) -> Item:
    chances = rng.sample(_CHANCES, 2 if difficulty < 3 else 3)
    events = _EVENTS[difficulty - 1]
    event = rng.choice(tuple(events))
    chance = _rule(event, chances)
    # Where the last probability makes no difference, the others are all that is asked.
    idle = chance == _rule(event, [*chances[:-1], Fraction(1, 9)])
    if not worth_asking(chance) or chance in chances or idle:
        return _make_independent_events(rng, difficulty)
    *others, last = map(str, chances)
    people = dict(zip("abc", rng.sample(NAMES, 3), strict=True))
    fields = {**people, "p": others[0], "q": others[-1], "last": f"probability {last}"}
    wordings = [
        wording.replace("{event}", events[event].format(vs=verbs[0], v=verbs[1]))
        for wording, verbs in zip(_TWO if difficulty < 3 else _THREE, _VERBS, strict=True)
    ]
    told = tell(rng, wordings, fields)
    return Item(
        question=told.question, answer=str(chance), difficulty=difficulty, phrasing=told.phrasing,
        key=f"{event}:{sorted(map(str, chances))}",
        facts={"event": event, "others": chances[:-1], "last": chances[-1], **told.facts},
    )  # fmt: skip


def _wanted(event: str, size: int) -> range:
    """How many may happen."""
    return {
        "all": range(size, size + 1),
        "none": range(1),
        "exactly one": range(1, 2),
        "at least one": range(1, size + 1),
        "exactly two": range(2, 3),
        "at least two": range(2, size + 1),
    }[event]


def _add_up(facts: Facts) -> str:
    """Add up the weights of every combination that counts."""
    chances = [*facts["others"], facts["last"]]
    wanted = _wanted(facts["event"], len(chances))
    found = Fraction(0)
    for world in product((True, False), repeat=len(chances)):
        if sum(world) in wanted:
            found += prod(p if yes else 1 - p for p, yes in zip(chances, world, strict=True))
    return str(found)


independent_events = Generator(
    name="independent_events", title="probabilities of several independent events",
    gives="number", make=_make_independent_events, answers=solved(_add_up, {"last": _CHANCES}),
    withhold=hiding("last", "an unknown probability"), kinds=("multi-step",),
)  # fmt: skip
