"""A small world: people in rooms and a thing that they pass on, with a timeline of what is done.

Actions have preconditions and effects; queries are answered by replaying the timeline. Nothing here
writes text, and nothing here reads an account: what witnesses say is `accounts`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

Deed = Literal["go", "take", "put", "give"]


class Action(NamedTuple):
    """Something that is done in an instant."""

    minute: int
    """Since midnight."""
    deed: Deed
    who: str
    target: str
    """A room to go to, a spot to take from or put into, a person to give to."""


class State(NamedTuple):
    """The world between two actions."""

    rooms: Mapping[str, str]
    """Where each person is."""
    thing: str
    """Who holds the thing, or the spot that it lies in."""


class World:
    """A start and what is done from there on, in order of time."""

    def __init__(self, start: State, spots: Mapping[str, str]) -> None:
        """Begin with nothing done; `spots` gives the room of each."""
        self.start = start
        self.spots = spots
        self.actions: list[Action] = []

    def allows(self, action: Action) -> bool:
        """Whether the preconditions of an action are met after all that was done."""
        state = self.at(action.minute)
        here = state.rooms[action.who]
        if self.actions and action.minute <= self.actions[-1].minute:
            return False
        if action.deed == "go":
            return action.target != here
        if action.deed == "take":
            return state.thing == action.target and self.spots[action.target] == here
        if state.thing != action.who or action.target == action.who:
            return False
        place = self.spots if action.deed == "put" else state.rooms
        return place[action.target] == here

    def do(self, minute: int, deed: Deed, who: str, target: str) -> Action:
        """Add an action whose preconditions are met."""
        action = Action(minute, deed, who, target)
        assert self.allows(action), action
        self.actions.append(action)
        return action

    def at(self, minute: int) -> State:
        """The state after everything done up to a minute."""
        rooms, thing = dict(self.start.rooms), self.start.thing
        for action in self.actions:
            if action.minute > minute:
                break
            if action.deed == "go":
                rooms[action.who] = action.target
            else:
                thing = action.who if action.deed == "take" else action.target
        return State(rooms, thing)

    def present(self, room: str, minute: int) -> list[str]:
        """Who is in a room: who can see what happens there."""
        return [who for who, where in self.at(minute).rooms.items() if where == room]

    def stays(self, who: str, end: int, begin: int) -> list[tuple[int, int, str]]:
        """From when to when somebody was in which room, from a first to a last minute."""
        minutes, rooms = [begin], [self.start.rooms[who]]
        for action in self.actions:
            if action.who == who and action.deed == "go":
                minutes.append(action.minute)
                rooms.append(action.target)
        return list(zip(minutes, [*minutes[1:], end], rooms, strict=True))
