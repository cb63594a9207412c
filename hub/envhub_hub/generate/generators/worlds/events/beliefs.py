"""What somebody wrongly believes: a thing is moved while they are out of the room.

`make` replays who was in the room at each move. `answers` has only what is said of stays and moves;
where it is not said whether somebody was there, both are possible.
"""

from __future__ import annotations

from collections.abc import Sequence
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
from .presence import room_at, stay_said, told_stays
from .world import State, World

_SPOTS = (
    "the blue vase", "the desk drawer", "the wicker basket", "the biscuit tin", "the toolbox",
    "the wall cupboard", "the flower pot", "the hat box", "the old suitcase", "the sewing box",
)  # fmt: skip
_MOVED = {
    "own": ("At {t} I took {thing} out of {a} and put it into {b}.",
            "I moved {thing} from {a} to {b} at {t}.", ("It was {t} when I put {thing}, which had "
            "been in {a}, into {b}.")),
    "seen": ("At {t} {who} took {thing} out of {a} and put it into {b}; I saw it.",
             "I watched {who} move {thing} from {a} to {b} at {t}.",
             "{who} put {thing}, which had been in {a}, into {b} at {t}, before my eyes."),
}  # fmt: skip
_PUT = ("At {t} I put {thing} into {a}.", "I had {thing} with me and put it into {a} at {t}.",
        "It was I who put {thing} into {a}, at {t}.")  # fmt: skip
_ASK = (
    "At {t} {who} comes to fetch {thing}. Where will {who} look first?",
    "Where does {who} believe {thing} to be at {t}?",
    "At {t}, where would {who} say that {thing} is?",
    "{who} has told nobody and asked nobody. Where does {who} think {thing} is at {t}?",
    "As {who} sees it, where is {thing} at {t}?",
)
_INTRO = (
    (
        "{intro}, {thing} was hidden in the {room} and moved more than once, always from one place "
        "in the {room} to another. Whoever was in the room saw it; nobody spoke of it. {names} "
        "tell what they did.{rule}"
    ),
    (
        "{intro}, {thing} did not stay where it was. All its places were in the {room}: whoever "
        "was there saw it being moved, and those who were elsewhere heard nothing of it. These are "
        "the accounts of {names}.{rule}"
    ),
    (
        "{intro}, somebody kept moving {thing} about the {room}. Everybody in the {room} could see "
        "that, nobody else learned of it. Here is what {names} say.{rule}"
    ),
)
_RULE = " A watch that nobody calls wrong was right."


def _make_beliefs(rng: Random, difficulty: int) -> Item:
    scene = rng.choice(SCENES)
    while True:
        people = rng.sample(NAMES, difficulty + 2)
        world, end = _hidden(rng, scene.rooms, people, difficulty)
        hero = people[0]
        room = scene.rooms[0]
        moves = [one for one in world.actions if one.deed == "put"]
        seen = [one for one in moves if hero in world.present(room, one.minute)]
        if seen and seen[-1].target != world.at(end).thing and len({m.target for m in moves}) > 1:
            break
    belief = seen[-1].target
    told, needed = _shared_out(rng, world, people, (room, end), difficulty)
    thing = f"the {rng.choice(scene.things)}"
    accounts = [Account(who, tuple(says), _text(rng, who, says, thing))
                for who, says in told.items() if says]  # fmt: skip
    intro = rng.choice(_INTRO).format(
        thing=thing, room=room, rule=_RULE if difficulty > 1 else "", intro=scene.intro,
        names=listed([one.witness for one in accounts]),
    )  # fmt: skip
    phrasing, question = say(rng, _ASK, {"who": hero, "thing": thing, "t": clock(end)})
    others = sorted({one.target for one in moves} - {belief, world.at(end).thing})
    wrong = [world.at(end).thing, *others][:3]
    wrong += rng.sample([spot for spot in _SPOTS if spot not in (belief, *wrong)], 3 - len(wrong))
    return Item(
        question=question, context=context_of(intro, accounts), answer=f"in {belief}",
        distractors=tuple(f"in {spot}" for spot in wrong), difficulty=difficulty,
        phrasing=phrasing, key=f"{[one.text for one in accounts]} {hero}",
        facts={"accounts": tuple(accounts), "hero": hero, "room": room, "intro": intro,
               "needed": needed},
    )  # fmt: skip


def _hidden(
    rng: Random, rooms: Sequence[str], people: Sequence[str], difficulty: int
) -> tuple[World, int]:
    """A world in which the first person hides a thing and others move it, while people come and go.

    The minute that is asked for comes back with it.
    """
    room, *elsewhere = rooms
    spots = dict.fromkeys(rng.sample(_SPOTS, difficulty + 2), room)
    world = World(State(dict.fromkeys(people, room), people[0]), spots)
    minute = rng.randrange(17 * 60, 21 * 60, 5)
    world.do(minute, "put", people[0], rng.choice(list(spots)))
    for _ in range(difficulty + 1):
        for who in rng.sample(people, len(people)):
            here = world.at(minute).rooms[who]
            if rng.random() < (0.5 if who == people[0] else 0.25):
                minute += 5
                world.do(minute, "go", who, rng.choice(elsewhere) if here == room else room)
        movers = [who for who in people[1:] if world.at(minute).rooms[who] == room]
        if movers:
            mover = rng.choice(movers)
            now = world.at(minute).thing
            minute += 5
            world.do(minute, "take", mover, now)
            minute += 1
            world.do(minute, "put", mover, rng.choice([one for one in spots if one != now]))
            minute += 4
    return world, minute + 10


def _shared_out(
    rng: Random, world: World, people: Sequence[str], place: tuple[str, int], difficulty: int
) -> tuple[dict[str, list[Statement]], str]:
    """Who says what, and who tells where the first person was at the last move of all."""
    room, end = place
    hero, *others = people
    told: dict[str, list[Statement]] = {who: [] for who in rng.sample(people, len(people))}
    puts = [one for one in world.actions if one.deed == "put"]
    lies = puts[0].target
    told[hero].append(("put", puts[0].minute, hero, "", lies))
    for put in puts[1:]:
        there = [who for who in world.present(room, put.minute) if who != hero]
        teller = put.who if rng.random() < 0.6 else rng.choice(there)
        told[teller].append(("put", put.minute, put.who, lies, put.target))
        lies = put.target
    needed = hero
    for begin, until, where in world.stays(hero, end, puts[0].minute):
        company = [who for who in others
                   if all(who in world.present(where, t) for t in range(begin, until))]  # fmt: skip
        teller = rng.choice(company) if company and difficulty > 1 else hero
        told[teller].append(("in", hero, where, begin, until))
        if begin <= puts[-1].minute < until:
            needed = teller
    for who, says in told.items():
        if not says:
            begin, until, where = rng.choice(world.stays(who, end, puts[0].minute))
            says.append(("in", who, where, begin, until))
    return _by_watches(rng, told, [who for who in others if who != needed], difficulty), needed


def _by_watches(
    rng: Random, told: dict[str, list[Statement]], wrong: Sequence[str], difficulty: int
) -> dict[str, list[Statement]]:
    """Past the first level, what one of them tells is told by a watch that another calls wrong."""
    for who, says in told.items():
        says.sort(key=lambda one: one[1] if one[0] == "put" else one[3])
        if difficulty > 1 and says and who in wrong:
            fast = rng.choice((-25, -15, -10, 10, 15, 25))
            told[who] = [_later(one, fast) for one in says]
            told[who if rng.random() < 0.3 else wrong[-1]].append(("watch", who, fast))
            break
    return told


def _later(one: Statement, minutes: int) -> Statement:
    return tuple(part + minutes if isinstance(part, int) else part for part in one)


def _text(rng: Random, witness: str, says: Sequence[Statement], thing: str) -> str:
    sentences = []
    for one in says:
        if one[0] == "in":
            sentences.append(stay_said(rng, witness, one))
        elif one[0] == "watch":
            sentences.append(about_watch(rng, witness, one[1], one[2]))
        else:
            _, minute, who, old, new = one
            own = _MOVED["own" if who == witness else "seen"]
            words = {"t": clock(minute), "who": who, "thing": thing, "a": old or new, "b": new}
            sentences.append(rng.choice(own if old else _PUT).format(**words))
    return " ".join(sentences)


def _answers_beliefs(item: Item) -> set[str]:
    hero, room = item.facts["hero"], item.facts["room"]
    fast = offsets(item)
    puts = sorted(
        (one[1] - fast.get(who, 0), one[3], one[4])
        for who, one in statements(item)
        if one[0] == "put"
    )
    told = told_stays(item)
    spots, ways = [""], [(False, False)]
    for minute, old, new in puts:
        if old != spots[-1]:
            # It came there in a way that nobody tells, and may have been seen.
            spots.append(old)
            ways.append((True, False))
        place = room_at(told, hero, minute)
        spots.append(new)
        ways.append((True, False) if place is None else (place == room,) * 2)
    found = set()
    for there in product(*map(set, ways)):
        seen = [spot for spot, here in zip(spots, there, strict=True) if here]
        if seen:
            found.add(f"in {seen[-1]}")
    return found


event_beliefs = Generator(
    name="event_beliefs", title="where somebody wrongly believes a thing to be, from what they saw",
    gives="choice", make=_make_beliefs, answers=_answers_beliefs, withhold=without_needed,
    kinds=("multi-step",),
)  # fmt: skip
