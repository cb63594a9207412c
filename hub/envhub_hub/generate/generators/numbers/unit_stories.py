"""Word problems with a large unit and a small one: adding, dividing, rates.

`make` converts to the small unit; `answers` goes on in it step by step.
"""

from __future__ import annotations

from random import Random

from ...items import Generator, Item
from ..gaps import Facts, hiding, solved, told_as
from .stories import LEAST

Story = tuple[int, str]
"""How many of the small unit make a large one, and the wording."""
_TOGETHER: tuple[Story, ...] = (
    (
        1000,
        (
            "A path of {a} kilometres and {b} metres is followed by one of {c} metres. How many "
            "metres are both together?"
        ),
    ),
    (
        1000,
        (
            "A parcel weighs {a} kilograms and {b} grams without its wrapping, and the wrapping "
            "weighs {c} grams. How many grams is that in all?"
        ),
    ),
    (
        60,
        (
            "A break of {c} minutes comes before a film of {a} hours and {b} minutes. How many "
            "minutes do the two take altogether?"
        ),
    ),
    (
        1000,
        (
            "A bowl holds {a} litres and {b} millilitres of juice, and {c} millilitres are added. "
            "How many millilitres does it hold then?"
        ),
    ),
    (
        100,
        (
            "A cord of {a} metres and {b} centimetres is laid end to end with one of {c} "
            "centimetres. How many centimetres do they reach?"
        ),
    ),
)
_DIVIDED: tuple[Story, ...] = (
    (
        100,
        (
            "A board of {a} metres and {b} centimetres is cut into pieces of {c} centimetres. How "
            "many pieces does that give?"
        ),
    ),
    (
        1000,
        (
            "A sack holds {a} kilograms and {b} grams of flour. It is filled into bags of {c} "
            "grams. How many bags are filled?"
        ),
    ),
    (
        60,
        (
            "A night of {a} hours and {b} minutes is divided into watches of {c} minutes. How many "
            "watches are there?"
        ),
    ),
    (
        1000,
        (
            "A can with {a} litres and {b} millilitres of milk is poured out into cups of {c} "
            "millilitres. How many cups does it fill?"
        ),
    ),
    (
        1000,
        (
            "A road of {a} kilometres and {b} metres is repaired in sections of {c} metres. How "
            "many sections are there?"
        ),
    ),
)
_RATES: tuple[Story, ...] = (
    (
        60,
        (
            "A pump moves {c} litres of water a minute. How many litres does it move in {a} hours "
            "and {b} minutes?"
        ),
    ),
    (
        60,
        (
            "A press prints {c} pages a minute. It runs for {a} hours and {b} minutes. How many "
            "pages does it print?"
        ),
    ),
    (
        60,
        (
            "In {a} minutes and {b} seconds, a wheel that turns {c} times a second turns round and "
            "round. How many turns does it make?"
        ),
    ),
    (
        12,
        (
            "A worker earns {c} dollars a month. After {a} years and {b} months, how many dollars "
            "has the worker earned?"
        ),
    ),
    (
        24,
        (
            "A spring gives {c} litres of water an hour. How many litres does it give in {a} days "
            "and {b} hours?"
        ),
    ),
)


def _make_unit_stories(rng: Random, difficulty: int) -> Item:
    stories = (_TOGETHER, _DIVIDED, _RATES)[difficulty - 1]
    index = rng.randrange(len(stories))
    factor, _ = stories[index]
    a = rng.randint(2, 9)
    tens = 10 if factor > 60 else 1
    b = tens * rng.randint(2, (factor - 1) // tens)
    whole = factor * a + b
    if difficulty == 1:
        c = tens * rng.randint(3, 40)
        answer, steps = whole + c, [factor * a, whole]
    elif difficulty == 2:
        parts = [n for n in range(15, 401, 5 if factor > 60 else 1)
                 if whole % n == 0 and whole // n >= LEAST]  # fmt: skip
        if not parts:
            return _make_unit_stories(rng, difficulty)
        c = rng.choice(parts)
        answer, steps = whole // c, [factor * a, whole]
    else:
        c = rng.randint(3, 40) * (50 if factor == 12 else 1)
        answer, steps = whole * c, [factor * a, whole]
    if len({a, b, c, answer, *steps}) < 6:
        return _make_unit_stories(rng, difficulty)
    told = told_as(index, [wording for _, wording in stories], {"a": a, "b": b, "c": c})
    return Item(
        question=told.question, answer=str(answer), steps=tuple(map(str, steps)),
        difficulty=difficulty, phrasing=told.phrasing, key=f"{factor}:{a}:{b}:{c}",
        facts={"factor": factor, "a": a, "b": b, "c": c,
               "ask": ("sum", "parts", "rate")[difficulty - 1], **told.facts},
    )  # fmt: skip


def _in_small_units(facts: Facts) -> str | None:
    """Add, take away or repeat, one small unit or one part at a time; None where some is left."""
    whole = sum([facts["factor"]] * facts["a"]) + facts["b"]
    if facts["ask"] == "sum":
        return str(whole + facts["c"])
    if facts["ask"] == "rate":
        return str(sum(facts["c"] for _ in range(whole)))
    parts = 0
    while whole >= facts["c"]:
        whole, parts = whole - facts["c"], parts + 1
    return None if whole else str(parts)


unit_stories = Generator(
    name="unit_stories", title="word problems in a large and a small unit", gives="number",
    make=_make_unit_stories, answers=solved(_in_small_units, {"a": range(1, 400)}),
    withhold=hiding("a", "some"), kinds=("multi-step",),
)  # fmt: skip
