"""Spatial reasoning: which way someone faces after turning, and where a walk ends.

`make` adds up steps on a compass; `answers` multiplies and adds complex numbers.
"""

from __future__ import annotations

from random import Random

from ...items import Generator, Item
from ..gaps import Facts, hiding, solved, tell
from ..names import NAMES

_COMPASS = ("north", "east", "south", "west")
_VECTORS = {"north": 1j, "east": 1 + 0j, "south": -1j, "west": -1 + 0j}
_TURNS = {"left": -1, "right": 1, "around": 2}
_FACTORS = {"left": 1j, "right": -1j, "around": -1 + 0j}

_FACING = (
    "{who} faces {start}. {who} turns {turns}. Which direction does {who} face now?",
    "At first {who} looks {start}. Then {who} turns {turns}. In which direction does {who} look?",
    "{who} stands facing {start} and turns {turns}. Which way is {who} facing at the end?",
    "Facing {start}, {who} turns {turns}. What direction is {who} facing then?",
    (
        "{who} looks towards the {start} and turns {turns}. Towards which direction does {who} "
        "look after that?"
    ),
)


def _make_turns(rng: Random, difficulty: int) -> Item:
    start = rng.randrange(4)
    turns = [rng.choice(tuple(_TURNS)) for _ in range((3, 4, 6)[difficulty - 1])]
    end = (start + sum(_TURNS[turn] for turn in turns)) % 4
    who = rng.choice(NAMES)
    others = ", then ".join(turns[:-1])
    fields = {"who": who, "start": _COMPASS[start], "others": others, "last": turns[-1]}
    told = tell(rng, [one.replace("{turns}", "{others}, then {last}") for one in _FACING], fields)
    return Item(
        question=told.question, answer=_COMPASS[end],
        distractors=tuple(way for way in _COMPASS if way != _COMPASS[end]),
        difficulty=difficulty, phrasing=told.phrasing, key=f"{start} {turns}",
        facts={"start": _COMPASS[start], "others": turns[:-1], "last": turns[-1], **told.facts},
    )  # fmt: skip


def _turned(facts: Facts) -> str:
    facing = _VECTORS[facts["start"]]
    for turn in (*facts["others"], facts["last"]):
        facing *= _FACTORS[turn]
    return next(way for way, vector in _VECTORS.items() if vector == facing)


_WALK = (
    "{who} walks {legs}. Where is {who} then, seen from the starting point?",
    "Starting from home, {who} goes {legs}. Where is {who} relative to home?",
    "A robot moves {legs}. What is its position relative to where it began?",
    "From a well, {who} walks {legs}. How far and in which directions from the well is {who}?",
    "A drone flies {legs}. Where is it at the end, measured from its start?",
)
_STEER = (
    "{who} faces {start} and walks {legs}. Where is {who} then, seen from the starting point?",
    "Starting from home and facing {start}, {who} goes {legs}. Where is {who} relative to home?",
    "A robot that faces {start} moves {legs}. What is its position relative to where it began?",
    (
        "{who} leaves a well facing {start} and walks {legs}. How far and in which directions "
        "from the well is {who}?"
    ),
    (
        "A drone, pointing {start} at first, flies {legs}. Where is it at the end, measured from "
        "its start?"
    ),
)


def _make_walks(rng: Random, difficulty: int) -> Item:
    start = heading = rng.randrange(4)
    moves: list[tuple[str, int]] = []
    east, north = 0, 0
    said: list[str] = []
    for number in range(difficulty + 2):
        metres = rng.randint(1, 9) * 10
        turn = rng.choice(("left", "right")) if number else ""
        heading = (heading + _TURNS.get(turn, 0)) % 4
        way = _COMPASS[heading]
        east += metres * ((way == "east") - (way == "west"))
        north += metres * ((way == "north") - (way == "south"))
        moves.append((turn if difficulty == 3 else way, metres))
        length = f"{metres} m" if number < difficulty + 1 else "{last}"
        steer = f"turns {turn} and goes {length}" if turn else f"{length} straight on"
        said.append(steer if difficulty == 3 else f"{length} {way}")
    if not east or not north or abs(east) == abs(north):
        return _make_walks(rng, difficulty)
    fields = {"who": rng.choice(NAMES), "start": _COMPASS[start], "last": f"{moves[-1][1]} m"}
    wordings = _STEER if difficulty == 3 else _WALK
    told = tell(rng, [one.replace("{legs}", ", then ".join(said)) for one in wordings], fields)
    mirrored = [(east, -north), (-east, north), (-east, -north), (north, east), (-north, -east)]
    wrong = rng.sample(mirrored, 3)
    return Item(
        question=told.question, answer=_place(east, north), difficulty=difficulty,
        distractors=tuple(_place(*spot) for spot in wrong), phrasing=told.phrasing,
        key=f"{start if difficulty == 3 else ''} {moves}",
        facts={"start": _COMPASS[start], "others": moves[:-1], "way": moves[-1][0],
               "last": moves[-1][1], **told.facts},
    )  # fmt: skip


def _place(east: int, north: int) -> str:
    sideways = f"{abs(east)} m {'east' if east > 0 else 'west'}"
    return f"{abs(north)} m {'north' if north > 0 else 'south'} and {sideways}"


def _walked(facts: Facts) -> str:
    facing, spot = _VECTORS[facts["start"]], 0j
    for how, metres in (*facts["others"], (facts["way"], facts["last"])):
        facing = _VECTORS[how] if how in _VECTORS else facing * _FACTORS.get(how, 1)
        spot += facing * metres
    return _place(int(spot.real), int(spot.imag))


turns = Generator(
    name="turns", title="the direction faced after several turns", gives="choice",
    make=_make_turns, answers=solved(_turned, {"last": _TURNS}),
    withhold=hiding("last", "one way or another"), kinds=("multi-step",),
)  # fmt: skip
walks = Generator(
    name="walks", title="the place where a walk ends", gives="choice",
    make=_make_walks, answers=solved(_walked, {"last": range(10, 100, 10)}),
    withhold=hiding("last", "some metres"), kinds=("multi-step",),
)  # fmt: skip
