"""Whose account is mistaken: it contradicts two others that do not contradict each other.

`make` plants one false claim in a world. `answers` sets each account aside in turn and looks
whether the rest agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random

from ....items import Generator, Item, say
from ...names import NAMES
from .accounts import (
    SCENES,
    Account,
    Statement,
    about_watch,
    clock,
    context_of,
    listed,
    offsets,
    statements,
    without_needed,
)
from .world import State, World

_ALONE = ("At {t} I was alone in the {room}.", "I was in the {room} at {t}, all by myself.",
          "It was {t}, and I was on my own in the {room}.")  # fmt: skip
_TOGETHER = ("At {t} {us} were in the {room}.", ("I was in the {room} at {t}, together "
             "with {names}."), "When it was {t}, I was talking to {names} in the {room}.",
             "I met {names} in the {room} at {t}.")  # fmt: skip
_ASK = (
    "Whose account is mistaken?",
    "Which witness is wrong about something?",
    "One account does not fit with the others. Whose is it?",
    "Compare the accounts. Who can't be right?",
    "Which one of these people is the unreliable witness?",
)
_INTRO = (
    (
        "{intro}, something was stolen, and {names} were asked where they had been. Exactly one of "
        "them is wrong about a place; all else that is said is true.{rule}"
    ),
    (
        "{intro}, the alarm went off without a cause. {names} tell where they were. One of them, "
        "and only one, is mistaken about who was where; the others are right in everything.{rule}"
    ),
    (
        "{intro}, nobody watched the door. {names} remember where they were at the time. One of "
        "these accounts says something false about a place, and only one.{rule}"
    ),
)
_RULE = " A watch that nobody calls wrong was right."
_APART = 20
"""Minutes between the times that people speak of, and by which a watch is wrong: whoever trusts
that watch finds contradictions that are none."""


def _make_errors(rng: Random, difficulty: int) -> Item:
    scene = rng.choice(SCENES)
    while True:
        people = rng.sample(NAMES, difficulty + 3)
        rooms = rng.sample(scene.rooms, 3)
        first = rng.randrange(17 * 60, 21 * 60, 5)
        times = [first + _APART * n for n in range(difficulty + 1)]
        world = _walking(rng, people, rooms, times)
        told = {who: [_claim(world, who, minute) for minute in times] for who in people}
        planted = _planted(rng, world, told, rooms)
        if planted is not None:
            break
    liar, needed = planted
    if difficulty > 1:
        _by_a_wrong_watch(rng, told, [who for who in people if who not in planted], needed)
    accounts = [Account(who, tuple(told[who]), _text(rng, who, told[who]))
                for who in rng.sample(people, len(people))]  # fmt: skip
    names = listed([one.witness for one in accounts])
    intro = rng.choice(_INTRO).format(intro=scene.intro, names=names,
                                      rule=_RULE if difficulty > 1 else "")  # fmt: skip
    phrasing, question = say(rng, _ASK, {})
    wrong = [needed, *rng.sample([who for who in people if who not in planted], 2)]
    return Item(
        question=question, context=context_of(intro, accounts), answer=liar,
        distractors=tuple(wrong), difficulty=difficulty, phrasing=phrasing,
        key=str([one.text for one in accounts]),
        facts={"accounts": tuple(accounts), "intro": intro, "needed": needed},
    )  # fmt: skip


def _walking(
    rng: Random, people: Sequence[str], rooms: Sequence[str], times: Sequence[int]
) -> World:
    """People change rooms between the times that they are asked about."""
    world = World(State({who: rng.choice(rooms) for who in people}, ""), {})
    for before in times[:-1]:
        for number, who in enumerate(rng.sample(people, rng.randint(1, len(people))), start=1):
            here = world.at(before + number).rooms[who]
            target = rng.choice([room for room in rooms if room != here])
            world.do(before + number, "go", who, target)
    return world


def _claim(world: World, who: str, minute: int) -> Statement:
    """Where somebody was at a time, and with whom."""
    room = world.at(minute).rooms[who]
    others = sorted(name for name in world.present(room, minute) if name != who)
    return ("at", minute, room, *others)


def _planted(
    rng: Random, world: World, told: dict[str, list[Statement]], rooms: Sequence[str]
) -> tuple[str, str] | None:
    """Let one witness place another one wrongly who was in company; who that is, and the company.

    None where nobody can be wrong in this way.
    """
    people = list(told)
    for number in rng.sample(range(len(told[people[0]])), len(told[people[0]])):
        minute = told[people[0]][number][1]
        for liar in rng.sample(people, len(people)):
            here = world.at(minute).rooms[liar]
            for other in (room for room in rooms if room != here):
                pair = [who for who in world.present(other, minute) if who != liar]
                if len(pair) == 2:
                    told[liar][number] = (*told[liar][number], pair[0])
                    # The one who was placed wrongly and the company each deny it.
                    return liar, pair[1]
    return None


def _by_a_wrong_watch(
    rng: Random, told: dict[str, list[Statement]], free: Sequence[str], needed: str
) -> None:
    """Let one of those who are right go by a watch that another one calls wrong."""
    who = rng.choice(free)
    fast = rng.choice((-_APART, _APART))
    told[who] = [(one[0], one[1] + fast, *one[2:]) for one in told[who]]
    told[rng.choice([name for name in told if name not in (who, needed)])].append(
        ("watch", who, fast)
    )


def _text(rng: Random, witness: str, says: Iterable[Statement]) -> str:
    sentences = []
    for one in says:
        if one[0] == "watch":
            sentences.append(about_watch(rng, witness, one[1], one[2]))
        else:
            _, minute, room, *others = one
            words = {"t": clock(minute), "room": room, "us": listed([*others, "I"]),
                     "names": listed(others or [""])}  # fmt: skip
            sentences.append(rng.choice(_TOGETHER if others else _ALONE).format(**words))
    return " ".join(sentences)


def _answers_errors(item: Item) -> set[str]:
    fast = offsets(item)
    claims = [
        (witness, who, one[1] - fast.get(witness, 0), one[2])
        for witness, one in statements(item)
        if one[0] == "at"
        for who in (witness, *one[3:])
    ]
    clashes = {
        (a[0], b[0]) for a in claims for b in claims if a[1:3] == b[1:3] and a[3] != b[3]
    }  # fmt: skip
    return {
        one.witness
        for one in item.facts["accounts"]
        if clashes and all(one.witness in pair for pair in clashes)
    }


event_errors = Generator(
    name="event_errors", title="whose account is mistaken, from what the others say",
    gives="choice", make=_make_errors, answers=_answers_errors, withhold=without_needed,
    kinds=("multi-step",),
)  # fmt: skip
