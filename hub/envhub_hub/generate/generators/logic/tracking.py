"""Keeping track: who holds what after swaps, and where a thing is after boxes were emptied.

`make` plays what happens from the first event to the last; the checkers go back from the last to
the first, with every event that an untold one can be.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations
from random import Random
from typing import Any

from ...items import Generator, Item
from ..names import NAMES
from ..telling import capital, listed

_SWAPS = (
    ("{names} play a game with balls. At the start {held}. Then they swap. {events} Who has the "
     "{thing} ball at the end?"),
    "Each of {names} has one ball: {held}. {events} After that, who holds the {thing} ball?",
    ("{names} hold balls of different colours; {held}. Pairs of them trade, one after the other. "
     "{events} Who ends up with the {thing} ball?"),
    ("At a party {names} carry balls: {held}. As the evening goes on, balls change hands. "
     "{events} In whose hands is the {thing} ball in the end?"),
    "In the beginning {held}. {events} Which of {names} has the {thing} ball now?",
)  # fmt: skip
_COLOURS = ("red", "blue", "green", "black", "white", "brown", "pink", "grey")
_SWAPPED = ("{a} and {b} swap balls.", "{a} trades balls with {b}.", "{a} and {b} exchange balls.")
_NO_SWAP = "Two of them swap balls."


def _make_swaps(rng: Random, difficulty: int) -> Item:
    names = rng.sample(NAMES, 3 + difficulty)
    things = rng.sample(_COLOURS, len(names))
    events: list[tuple[str, str]] = []
    while len(events) < 1 + 2 * difficulty:
        a, b = rng.sample(names, 2)
        if not events or set(events[-1]) != {a, b}:
            events.append((a, b))
    holds = dict(zip(things, names, strict=True))
    for a, b in events:
        holds = {thing: b if one == a else a if one == b else one for thing, one in holds.items()}
    thing = rng.choice(things)
    facts = {"names": names, "things": things, "events": events, "asked": thing,
             "verbs": [rng.randrange(len(_SWAPPED)) for _ in events]}  # fmt: skip
    others = [name for name in names if name != holds[thing]]
    phrasing = rng.randrange(len(_SWAPS))
    return Item(
        question=_swap_question(facts, phrasing), answer=holds[thing],
        distractors=tuple(rng.sample(others, 3)), difficulty=difficulty, phrasing=phrasing,
        key=f"{sorted(zip(names, things, strict=True))} {events} {thing}", facts=facts,
    )  # fmt: skip


def _swap_question(facts: Mapping[str, Any], phrasing: int) -> str:
    held = [f"{name} has the {thing} ball"
            for name, thing in zip(facts["names"], facts["things"], strict=True)]  # fmt: skip
    events = [
        _SWAPPED[verb].format(a=event[0], b=event[1]) if event else _NO_SWAP
        for event, verb in zip(facts["events"], facts["verbs"], strict=True)
    ]
    return _SWAPS[phrasing].format(
        names=listed(facts["names"]), held=listed(held), events=" ".join(events),
        thing=facts["asked"],
    )  # fmt: skip


def _swap_answers(item: Item) -> set[str]:
    facts = item.facts
    owner = facts["names"][facts["things"].index(facts["asked"])]
    return {name for name in facts["names"] if owner in _owners(name, facts)}


def _owners(name: str, facts: Mapping[str, Any]) -> set[str]:
    """Who can have held, at the start, what somebody holds at the end."""
    before = {name}
    for event in reversed(facts["events"]):
        pairs = [event] if event else permutations(facts["names"], 2)
        before = {(b if one == a else a if one == b else one) for one in before for a, b in pairs}
    return before


def _withhold_swap(item: Item) -> Item:
    """Leave out who took part in the last swap."""
    facts = item.facts | {"events": [*item.facts["events"][:-1], None]}
    return item.model_copy(
        update={"facts": facts, "question": _swap_question(facts, item.phrasing)}
    )


_MOVES = (
    "In a workshop stand {boxes}, all of them labelled. {start} {events} Where is the {thing} now?",
    "{start} {events} In which place is the {thing} after all this? The places are {boxes}.",
    "Somebody tidies up {boxes}. {start} {events} Where does the {thing} end up?",
    "There are {boxes} in a kitchen. {start} {events} Where would you look for the {thing}?",
    "A shelf holds {boxes}. {start} {events} In which of them can the {thing} be found at the end?",
)  # fmt: skip
_BOXES = ("red box", "tin box", "top box", "oak box", "low box", "tan box", "big box")
_THINGS = ("key", "coin", "ring", "stamp", "map", "pen", "card", "bolt")
_EVENTS = {
    "one": "The {what} is moved from the {a} to the {b}.",
    "all": "Everything in the {a} is put into the {b}.",
    "swap": "The contents of the {a} and of the {b} are exchanged.",
}
_NO_EVENT = "The {what} is moved to another box."


def _make_moves(rng: Random, difficulty: int) -> Item:
    while True:
        item = _draft_moves(rng, difficulty)
        if item is not None and len(_move_answers(_withhold_move(item))) > 1:
            return item


def _draft_moves(rng: Random, difficulty: int) -> Item | None:
    boxes = rng.sample(_BOXES, 4 + (difficulty > 1))
    things = rng.sample(_THINGS, 1 + difficulty)
    start = {thing: rng.choice(boxes) for thing in things}
    place = dict(start)
    events: list[tuple[str, str, str, str]] = []
    paths = {thing: [box] for thing, box in start.items()}
    while len(events) < 2 + 2 * difficulty:
        kind = rng.choice(("one", "all", "swap")[: difficulty + 1])
        thing = rng.choice(things)
        a, b = rng.sample(boxes, 2)
        if kind == "one":
            a, b = place[thing], rng.choice([box for box in boxes if box != place[thing]])
        if a not in place.values():
            continue
        events.append((kind, thing, a, b))
        place = {one: _after(events[-1], one, box) for one, box in place.items()}
        for one, box in place.items():
            paths[one] += [box] * (box != paths[one][-1])
    # What is asked for was moved by itself, and moved again with its box.
    told = {what for kind, what, _, _ in events if kind == "one"}
    fit = [one for one in things if one in told and len(paths[one]) > difficulty + 1]
    if not fit:
        return None
    asked = rng.choice(fit)
    facts = {"boxes": sorted(boxes), "start": start, "events": events, "asked": asked}
    wrong = rng.sample([one for one in boxes if one != place[asked]], 3)
    phrasing = rng.randrange(len(_MOVES))
    return Item(
        question=_move_question(facts, phrasing), answer=_in(place[asked]),
        distractors=tuple(map(_in, wrong)), difficulty=difficulty, phrasing=phrasing,
        key=f"{start} {events} {asked}", facts=facts,
    )  # fmt: skip


def _after(event: tuple[str, str, str, str], thing: str, box: str) -> str:
    kind, what, a, b = event
    if kind == "one":
        return b if thing == what else box
    if box == a:
        return b
    return a if kind == "swap" and box == b else box


def _in(box: str) -> str:
    return f"in the {box}"


def _move_question(facts: Mapping[str, Any], phrasing: int) -> str:
    start = [f"the {thing} is in the {box}" for thing, box in facts["start"].items()]
    events = [
        _NO_EVENT.format(what=what) if a is None else _EVENTS[kind].format(what=what, a=a, b=b)
        for kind, what, a, b in facts["events"]
    ]
    return _MOVES[phrasing].format(
        boxes=listed([f"the {box}" for box in facts["boxes"]]), thing=facts["asked"],
        start=capital(f"at first {listed(start)}."), events=" ".join(events),
    )  # fmt: skip


def _move_answers(item: Item) -> set[str]:
    facts, asked = item.facts, item.facts["asked"]
    found = set()
    for box in facts["boxes"]:
        # Where the thing must have been before each event for it to end in this box.
        before = {box}
        for kind, what, a, b in reversed(facts["events"]):
            before = {one for one in facts["boxes"]
                      if _could(kind, (what, a, b), one, asked) & before
                      or (a is None and before - {one})}  # fmt: skip
        if facts["start"][asked] in before:
            found.add(_in(box))
    return found


def _could(kind: str, event: tuple[str, str | None, str | None], box: str, asked: str) -> set[str]:
    """Where what is asked for can be after an event, if it was in a box before."""
    what, a, b = event
    if a is None or b is None:
        return set()
    if kind == "one" and what != asked:
        return {box}
    if kind == "one":
        return {b}
    moved = {a: b, b: a} if kind == "swap" else {a: b}
    return {moved.get(box, box)}


def _withhold_move(item: Item) -> Item:
    """Leave out between which boxes the thing was moved by itself, at last."""
    events = [tuple(event) for event in item.facts["events"]]
    last = max(n for n, event in enumerate(events)
               if event[0] == "one" and event[1] == item.facts["asked"])  # fmt: skip
    events[last] = ("one", item.facts["asked"], None, None)
    facts = item.facts | {"events": events}
    return item.model_copy(
        update={"facts": facts, "question": _move_question(facts, item.phrasing)}
    )


swaps = Generator(
    name="swaps", title="who holds what after swaps", gives="choice", make=_make_swaps,
    answers=_swap_answers, withhold=_withhold_swap, kinds=("multi-step",),
)  # fmt: skip
moves = Generator(
    name="moves", title="where a thing is after boxes were emptied into others", gives="choice",
    make=_make_moves, answers=_move_answers, withhold=_withhold_move, kinds=("multi-step",),
)  # fmt: skip
