"""What is agreed in the end, and what somebody who left early believes to be agreed.

`make` keeps the state of the arrangement while it draws the turns. `answers` reads the turns and
carries every value along that is still possible: of an unreadable proposal, any.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from random import Random
from typing import NamedTuple

from ....items import Generator, Item, say
from ...names import NAMES
from .matters import MATTERS, Matter
from .script import LOST, TURNS, Said, Turn, context_of, intro_of, said, without_needed, woven

_SPEAKERS = {1: 3, 2: 4, 3: 6}
_MATTERS = {1: 1, 2: 2, 3: 3}
_CHANGES = {1: 3, 2: 4, 3: 5}
"""Blocks about the matter that is asked for, by difficulty."""


class _Step(NamedTuple):
    """A proposal with the reply to it, and what is agreed after that."""

    turns: tuple[Turn, Turn]
    agreed: int
    accepted: bool


def _make_plans(rng: Random, difficulty: int, *, leaving: bool) -> Item:
    people = rng.sample(NAMES, _SPEAKERS[difficulty])
    names = rng.sample(sorted(MATTERS), _MATTERS[difficulty])
    if names[0] == "place" and difficulty == 1:
        names = [rng.choice(("day", "time"))]
    matter = MATTERS[names[0]]
    # Whoever leaves speaks as the others do up to then.
    hero = people[0]
    while True:
        steps = _arranged(rng, matter, people, _CHANGES[difficulty] - leaving, [])
        later = _arranged(rng, matter, people[1:], 1 + (difficulty > 1), steps) if leaving else []
        believed, final = steps[-1].agreed, [*steps, *later][-1].agreed
        if not leaving or believed != final:
            break
    goodbye = [Turn(hero, rng.choice(_GOODBYE), ("leaves",))]
    main = [list(one.turns) for one in steps]
    if leaving:
        main += [goodbye, *(list(one.turns) for one in later)]
    others = people[1:] if leaving else people
    side = [
        [list(one.turns) for one in _arranged(rng, MATTERS[name], others, rng.randint(1, 3), [])]
        for name in names[1:]
    ]
    turns = woven(rng, _merged(rng, [main, *side]), people, TURNS[difficulty])
    intro = intro_of(rng, people)
    answer = believed if leaving else final
    phrasing, question = say(rng, matter.ask_view if leaving else matter.ask, {"who": hero})
    deciding = next(one.turns[0] for one in reversed(steps) if one.accepted)
    return Item(
        question=question, context=context_of(intro, turns), answer=matter.told(answer),
        distractors=_wrong(rng, matter, [*steps, *later], answer), difficulty=difficulty,
        phrasing=phrasing, key=f"{[turn.text for turn in turns if turn.says]} {question}",
        facts={"turns": turns, "matter": matter.name, "hero": hero if leaving else None,
               "intro": intro, "needed": next(n for n, one in enumerate(turns)
                                              if one is deciding)},
    )  # fmt: skip


_GOODBYE = (
    "I have to go now, my train is coming. Bye!", "Sorry, I must leave. See you there!",
    "That's all I needed to know, I'm off. Bye, everyone!", "My lunch break is over. See you!",
    "I'm being called away. Until then!",
)  # fmt: skip


def _arranged(
    rng: Random, matter: Matter, people: Sequence[str], count: int, before: Sequence[_Step]
) -> list[_Step]:
    """Proposals and replies about one matter; the first ever is accepted, and the last is too where
    several come."""
    agreed = before[-1].agreed if before else None
    steps: list[_Step] = []
    for number in range(count):
        last = steps[-1].turns[1].speaker if steps else None
        who = rng.choice([one for one in people if one != last])
        other = rng.choice([one for one in people if one != who])
        if agreed is None:
            value = rng.choice(matter.values[2:-2])
            text = rng.choice(matter.propose).format(value=matter.told(value))
            says: Said = ("propose", matter.name, value)
        else:
            changes = [one for one in matter.changes if agreed + one in matter.values]
            if changes and rng.random() < 0.6:
                change = rng.choice(changes)
                value, says = agreed + change, ("shift", matter.name, change)
                assert matter.shifted is not None
                text = rng.choice(matter.shift).format(change=matter.shifted(change))
            else:
                value = rng.choice([one for one in matter.values if one != agreed])
                text = rng.choice(matter.instead).format(value=matter.told(value))
                says = ("propose", matter.name, value)
        accepted = agreed is None or number == count - 1 or rng.random() < 0.5
        if accepted:
            agreed = value
        reply = rng.choice(matter.agree if accepted else matter.reject)
        answer = Turn(other, reply, ("agree" if accepted else "reject", matter.name))
        assert agreed is not None
        steps.append(_Step((Turn(who, text[0].upper() + text[1:], says), answer), agreed, accepted))
    return steps


def _merged(rng: Random, lines: Sequence[Sequence[list[Turn]]]) -> list[list[Turn]]:
    """Mix several lines of blocks, each of which keeps its order."""
    places = [n for n, line in enumerate(lines) for _ in line]
    rng.shuffle(places)
    waiting = [iter(line) for line in lines]
    return [next(waiting[place]) for place in places]


def _wrong(rng: Random, matter: Matter, steps: Sequence[_Step], answer: int) -> tuple[str, ...]:
    """Other values: first those that were agreed or proposed at some time."""
    heard = [one.agreed for one in steps]
    heard += [one.turns[0].says[2] for one in steps
              if one.turns[0].says and one.turns[0].says[0] == "propose"]  # fmt: skip
    near = rng.sample(matter.values, len(matter.values))
    wrong = [one for one in dict.fromkeys([*heard, *near]) if one != answer]
    return tuple(matter.told(one) for one in wrong[:3])


def _answers_plans(item: Item) -> set[str]:
    matter, hero = MATTERS[item.facts["matter"]], item.facts["hero"]
    agreed: set[int] = set()
    proposed: set[int] = set()
    for who, one in said(item):
        if one == ("leaves",) and who == hero:
            break
        if one == LOST:
            # Nobody knows what was proposed, only that the next reply is about it.
            proposed = set(matter.values)
        elif len(one) < 2 or one[1] != matter.name:
            continue
        elif one[0] == "propose":
            proposed = {one[2]}
        elif one[0] == "shift":
            proposed = {value + one[2] for value in agreed} & set(matter.values)
        elif one[0] == "agree":
            agreed = proposed
    return {matter.told(value) for value in agreed}


talk_plans = Generator(
    name="talk_plans", title="what is agreed in the end of a long talk with changes of plan",
    gives="choice", make=partial(_make_plans, leaving=False), answers=_answers_plans,
    withhold=without_needed, kinds=("multi-step",),
)  # fmt: skip
talk_views = Generator(
    name="talk_views", title="what somebody believes who left a long talk before the plan changed",
    gives="choice", make=partial(_make_plans, leaving=True), answers=_answers_plans,
    withhold=without_needed, kinds=("multi-step",),
)  # fmt: skip
