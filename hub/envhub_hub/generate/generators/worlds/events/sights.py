"""Who can, and who can't, have seen something happen: where each was, by several accounts.

`make` replays the world at the true minute. `answers` works the minute out from what is said and
looks up the stays that are told; without a minute every one is tried.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
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
from .presence import room_at, stay_said, stays, teller_of, told_stays, walked
from .world import World

_HAPPENINGS = (
    ("a large mirror fell off the wall", "the mirror fell off the wall"),
    ("a shelf full of jars collapsed", "the shelf collapsed"),
    ("a stranger climbed in at the window", "the stranger climbed in"),
    ("a pane of glass cracked", "the glass cracked"),
    ("the ceiling lamp came down", "the lamp came down"),
    ("a cat knocked over an inkpot", "the cat knocked over the inkpot"),
    ("a water pipe burst", "the pipe burst"),
    ("somebody turned a painting to the wall", "the painting was turned to the wall"),
)
"""What happened, as it is first told and as it is referred to."""
_SOUNDS = (
    "the telephone rang", "the church bells began to ring", "a horn sounded outside",
    "the radio news began", "a motorcycle started outside", "thunder was heard",
)  # fmt: skip
_AT = ("{What} at {t}.", "It was {t} when {what}.", "I noted the time when {what}: {t}.")
_AFTER = (
    "It was exactly {n} minutes after {sound} that {what}.",
    "{What} {n} minutes after {sound}.",
    "From the moment when {sound} it took {n} minutes until {what}.",
)
_ASK = {
    "absent": (
        "Who can't have seen it?",
        "Which of these people can't have seen how {what}?",
        "Only one of these people was not in the {room} when it happened. Who?",
        "Which one of them can't be an eyewitness of what happened in the {room}?",
        "By all accounts together, who was somewhere else when {what}?",
    ),
    "present": (
        "Who can have seen it?",
        "Which of these people can have seen how {what}?",
        "Only one of these people was in the {room} when it happened. Who?",
        "Which one of them must be an eyewitness of what happened in the {room}?",
        "By all accounts together, who was there when {what}?",
    ),
}
_INTRO = (
    "{intro}, {what} in the {room}. {names} tell where they were. {rule}",
    "{intro}, {what}: this happened in the {room}. {names} were asked afterwards. {rule}",
    (
        "{intro}, {what} in the {room}, and only those who were there can have seen it. Here is "
        "what {names} say. {rule}"
    ),
)
_RULE = "A watch that nobody calls wrong was right."
_LENGTH = 10
"""Minutes after the last move until which everybody stays."""


def _make_sights(rng: Random, difficulty: int) -> Item:
    scene = rng.choice(SCENES)
    while True:
        crowd = rng.sample(NAMES, 4)
        people = crowd if difficulty == 1 else [*crowd, *_more(rng, crowd, difficulty - 1)]
        rooms = rng.sample(scene.rooms, 2 if difficulty == 1 else 3)
        begin = rng.randrange(17 * 60, 21 * 60, 5)
        walkers = rng.sample(people, 2) if difficulty == 1 else people * (difficulty - 1)
        world = walked(rng, people, rooms, walkers, begin)
        end = world.actions[-1].minute + _LENGTH
        room, form = rng.choice(rooms), rng.choice(("absent", "present"))
        single = _singled_out(world, crowd, room, form, range(begin + 2, end, 5))
        if len(set(single.values())) > 1:
            break
    minute = rng.choice(list(single))
    bystander = _more(rng, people, 1)[0]
    told, needed = _shared_out(rng, world, [*people, bystander], (begin, minute, end), difficulty)
    first, later = rng.choice(_HAPPENINGS)
    words = {"what": later, "sound": rng.choice(_SOUNDS)}
    accounts = [Account(who, tuple(says), _text(rng, who, says, words))
                for who, says in told.items() if says]  # fmt: skip
    names = listed([one.witness for one in accounts])
    intro = rng.choice(_INTRO).format(intro=scene.intro, room=room, names=names, rule=_RULE,
                                      what=first)  # fmt: skip
    phrasing, question = say(rng, _ASK[form], {"room": room, "what": later})
    answer = single[minute]
    return Item(
        question=question, context=context_of(intro, accounts), answer=answer,
        distractors=tuple(who for who in crowd if who != answer), difficulty=difficulty,
        phrasing=phrasing + (len(_ASK["absent"]) if form == "present" else 0),
        key=f"{[one.text for one in accounts]} {form} {room}",
        facts={"accounts": tuple(accounts), "crowd": crowd, "room": room, "form": form,
               "evening": (begin, end), "intro": intro, "needed": needed},
    )  # fmt: skip


def _more(rng: Random, taken: Sequence[str], count: int) -> list[str]:
    return rng.sample([name for name in NAMES if name not in taken], count)


def _singled_out(
    world: World, crowd: Sequence[str], room: str, form: str, minutes: range
) -> dict[int, str]:
    """The minutes at which one alone of a crowd is in a room, or out of it, with who it is."""
    found = {}
    for minute in minutes:
        there = set(world.present(room, minute))
        ones = [who for who in crowd if (who in there) == (form == "present")]
        if len(ones) == 1:
            found[minute] = ones[0]
    return found


def _shared_out(
    rng: Random, world: World, people: Sequence[str], span: tuple[int, int, int], difficulty: int
) -> tuple[dict[str, list[Statement]], str]:
    """Who says what, and whose account gives the time; the last of the people saw nothing else."""
    begin, minute, end = span
    *walkers, bystander = people
    told: dict[str, list[Statement]] = {who: [] for who in rng.sample(people, len(people))}
    for stay in stays(world, walkers, begin, end):
        teller = teller_of(rng, world, stay, alone=0.7 if difficulty == 1 else 0.3)
        told[teller].append(("in", stay.who, stay.room, stay.begin, stay.end))
    for who, says in told.items():
        says.sort(key=lambda one: (one[1] != who, one[3]))
    if difficulty == 1:
        told[bystander].append(("event", minute))
        return told, bystander
    # The time is known from something else that was heard, by a watch that was wrong.
    gap, fast = rng.randint(3, 9), rng.choice((-15, -10, 10, 15))
    told[bystander].append(("sound", minute - gap + fast))
    first, second = rng.sample(walkers, 2)
    told[first].append(("after", gap))
    told[second].append(("watch", bystander, fast))
    return told, bystander


def _text(rng: Random, witness: str, says: Sequence[Statement], words: Mapping[str, str]) -> str:
    sentences = []
    for one in says:
        if one[0] == "in":
            sentences.append(stay_said(rng, witness, one))
        elif one[0] == "watch":
            sentences.append(about_watch(rng, witness, one[1], one[2]))
        elif one[0] == "after":
            text = rng.choice(_AFTER)
            sentences.append(text.format(n=one[1], What=_capital(words["what"]), **words))
        else:
            what = words["what" if one[0] == "event" else "sound"]
            text = rng.choice(_AT).format(what=what, What=_capital(what), t=clock(one[1]))
            sentences.append(text)
    return " ".join(sentences)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _answers_sights(item: Item) -> set[str]:
    begin, end = item.facts["evening"]
    crowd, room = item.facts["crowd"], item.facts["room"]
    told, stated = told_stays(item), _minute_of(item)
    found: set[str] = set()
    for minute in range(begin + 2, end, 5) if stated is None else [stated]:
        places = [room_at(told, who, minute) for who in crowd]
        for there in product(*([True, False] if place is None else [place == room]
                               for place in places)):  # fmt: skip
            ones = [who for who, here in zip(crowd, there, strict=True)
                    if here == (item.facts["form"] == "present")]  # fmt: skip
            if len(ones) == 1:
                found.add(ones[0])
    return found


def _minute_of(item: Item) -> int | None:
    """When it happened, if what is said settles that."""
    fast = offsets(item)
    known = {one[0]: one[1] - fast.get(who, 0) for who, one in statements(item)
             if one[0] in ("event", "sound")}  # fmt: skip
    gaps = [one[1] for _, one in statements(item) if one[0] == "after"]
    if "sound" in known and gaps:
        return int(known["sound"] + gaps[0])
    return known.get("event")


event_sights = Generator(
    name="event_sights", title="who can or can't have seen an event, from where witnesses were",
    gives="choice", make=_make_sights, answers=_answers_sights, withhold=without_needed,
    kinds=("multi-step",),
)  # fmt: skip
