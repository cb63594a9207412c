"""Who was where: stays in rooms, drawn from a world in which people walk about, and told by those
who were there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from random import Random
from typing import NamedTuple

from ....items import Item
from .accounts import Statement, clock, offsets, statements
from .world import State, World

_OWN = (
    "From {a} to {b} I was in the {room}.", "I spent the time from {a} to {b} in the {room}.",
    "Between {a} and {b} you would have found me in the {room}.",
    "I was in the {room} from {a} and did not leave it before {b}.",
)  # fmt: skip
_OTHERS = (
    "{who} was in the {room} from {a} to {b}.", "From {a} to {b} {who} was with me in the {room}.",
    "Between {a} and {b} {who} and I were in the {room}.",
    "{who} kept me company in the {room} from {a} to {b}.",
)  # fmt: skip


class Stay(NamedTuple):
    """Somebody's time in a room."""

    who: str
    begin: int
    end: int
    room: str


def walked(
    rng: Random, people: Sequence[str], rooms: Sequence[str], walkers: Sequence[str], begin: int
) -> World:
    """A world in which one after the other changes rooms, as often as `walkers` names them."""
    world = World(State({who: rng.choice(rooms) for who in people}, ""), {})
    for number, who in enumerate(rng.sample(walkers, len(walkers)), start=1):
        minute = begin + 5 * number
        here = world.at(minute).rooms[who]
        world.do(minute, "go", who, rng.choice([room for room in rooms if room != here]))
    return world


def stays(world: World, people: Iterable[str], begin: int, end: int) -> list[Stay]:
    """The stays of several people."""
    return [Stay(who, *stay) for who in people for stay in world.stays(who, end, begin)]


def teller_of(rng: Random, world: World, stay: Stay, alone: float) -> str:
    """Who can tell of a stay: sometimes the one who stayed, else somebody who was there all along.

    Args:
        alone: how often the one who stayed tells of it even where another one could.
    """
    minutes = range(stay.begin, stay.end, 5)
    there = [set(world.present(stay.room, minute)) for minute in minutes]
    others = sorted(set.intersection(*there) - {stay.who})
    return stay.who if not others or rng.random() < alone else rng.choice(others)


def stay_said(rng: Random, witness: str, one: Statement) -> str:
    """Write a statement `("in", who, room, begin, end)`; who tells it of another was there too."""
    _, who, room, begin, end = one
    table = _OWN if who == witness else _OTHERS
    return rng.choice(table).format(who=who, room=room, a=clock(begin), b=clock(end))


def told_stays(item: Item) -> Mapping[str, list[tuple[int, int, str]]]:
    """From the statements of an item: who was where from when to when, by the right time."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    fast = offsets(item)
    for witness, one in statements(item):
        if one[0] == "in":
            _, who, room, begin, end = one
            early = fast.get(witness, 0)
            for person in {who, witness} if who != witness else {who}:
                found.setdefault(person, []).append((begin - early, end - early, room))
    return found


def room_at(told: Mapping[str, list[tuple[int, int, str]]], who: str, minute: int) -> str | None:
    """In which room the statements place somebody; None where they do not say."""
    places = (room for begin, end, room in told.get(who, []) if begin <= minute < end)
    return next(places, None)
