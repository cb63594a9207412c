"""On which day all can come: each says when they can or can't, and some correct themselves.

`make` draws the one good day and shares the others out; `answers` tries each day against all that
is said, and against nothing from somebody of whom a turn can't be read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from ....items import Generator, Item, say
from ...names import NAMES
from ...time.dates import WEEKDAYS
from ..events.accounts import listed
from .script import LOST, TURNS, Turn, context_of, intro_of, said, without_needed, woven

_CANT = ("I can't come on {days}.", "Please not on {days}; I can't then.", "I am away on {both}.",
         "For me it's no good on {days}.", "Any day but {days} is fine with me.")  # fmt: skip
_ONLY = ("I could come on {days}, but on no other day.", "For me it can only be on {days}.",
         "I have time on {days} and never else.")  # fmt: skip
_INSTEAD = ("Sorry, I mixed something up: I can't on {new}, but {old} is fine.",
            "I was wrong before: {old} is all right, it's {new} that I can't.",
            "A correction: for me it's {new} that's impossible, not {old}.")  # fmt: skip
_ASK = (
    "On which day can all of them come?",
    "Which day suits everybody?",
    "On which day would nobody be missing?",
    "Only one day is possible for all of them. Which one?",
    "When can they meet with everybody there?",
)
_WEEK = {1: 5, 2: 6, 3: 7}
_SPEAKERS = {1: 3, 2: 4, 3: 6}
_CORRECTIONS = {1: 1, 2: 2, 3: 4}


def _make_dates(rng: Random, difficulty: int) -> Item:
    people = rng.sample(NAMES, _SPEAKERS[difficulty])
    days = range(_WEEK[difficulty])
    good = rng.choice(days)
    # The first of the people alone can't come on a day on which all the others can.
    bad = _shared_out(rng, people, [day for day in days if day != good])
    corrected = rng.sample(people[1:], _CORRECTIONS[difficulty])
    blocks: list[list[Turn]] = []
    corrections: list[list[Turn]] = []
    for who in people:
        told = set(bad[who])
        if who in corrected:
            right = rng.choice(bad[who])
            slip = rng.choice([day for day in days if day not in told])
            told = told - {right} | {slip}
            text = rng.choice(_INSTEAD).format(new=WEEKDAYS[right], old=WEEKDAYS[slip])
            corrections.append([Turn(who, text, ("instead", slip, right))])
        blocks.append([_turn(rng, who, sorted(told), days)])
    rng.shuffle(blocks)
    rng.shuffle(corrections)
    turns = woven(rng, [*blocks, *corrections], people, TURNS[difficulty])
    week = f"from {WEEKDAYS[0]} to {WEEKDAYS[len(days) - 1]}"
    intro = f"{intro_of(rng, people)} It can be on any day {week}."
    phrasing, question = say(rng, _ASK, {})
    wrong = rng.sample([day for day in days if day != good], 3)
    needed = next(n for n, turn in enumerate(turns) if turn.speaker == people[0] and turn.says)
    return Item(
        question=question, context=context_of(intro, turns), answer=WEEKDAYS[good],
        distractors=tuple(WEEKDAYS[day] for day in wrong), difficulty=difficulty,
        phrasing=phrasing, key=str([(turn.speaker, turn.text) for turn in turns if turn.says]),
        facts={"turns": turns, "days": len(days), "intro": intro, "needed": needed},
    )  # fmt: skip


def _shared_out(
    rng: Random, people: Sequence[str], bad: Sequence[int]
) -> Mapping[str, Sequence[int]]:
    """Who can't come on which days: every bad day is bad for somebody, one for the first alone."""
    alone, *rest = rng.sample(bad, len(bad))
    cant: dict[str, set[int]] = {who: {rng.choice(rest)} for who in people}
    cant[people[0]].add(alone)
    for day in rest:
        cant[rng.choice(people[1:])].add(day)
    return {who: sorted(days) for who, days in cant.items()}


def _turn(rng: Random, who: str, cant: Sequence[int], days: range) -> Turn:
    """Say when somebody can't come, or when alone they can."""
    can = [day for day in days if day not in cant]
    if len(can) < len(cant) or (len(can) <= 3 and rng.random() < 0.5):
        text = rng.choice(_ONLY).format(days=listed([WEEKDAYS[day] for day in can], "or"))
    else:
        names = [WEEKDAYS[day] for day in cant]
        text = rng.choice(_CANT).format(days=listed(names, "or"), both=listed(names))
    return Turn(who, text, ("can't", *cant))


def _answers_dates(item: Item) -> set[str]:
    cant: dict[str, set[int]] = {}
    unknown = {who for who, one in said(item) if one == LOST}
    for who, one in said(item):
        if one[0] == "can't":
            cant[who] = set(one[1:])
        elif one[0] == "instead":
            cant[who] = cant.get(who, set()) - {one[1]} | {one[2]}
    known = [days for who, days in cant.items() if who not in unknown]
    return {
        WEEKDAYS[day] for day in range(item.facts["days"]) if not any(day in days for days in known)
    }


talk_dates = Generator(
    name="talk_dates", title="on which day all can come, from what each says in a long talk",
    gives="choice", make=_make_dates, answers=_answers_dates, withhold=without_needed,
    kinds=("multi-step",),
)  # fmt: skip
