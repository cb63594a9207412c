"""Seating puzzles: who sits where at a round table, in a row, in a queue.

`make` filters all orders by one clue after the other until one is left; the checker places person
by person and steps back where a clue is broken.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import permutations
from random import Random
from typing import Any, NamedTuple

from ...items import Generator, Item
from ..names import NAMES
from ..telling import COUNTS, ORDINALS, listed

Clue = tuple[str, str, str]
"""Kind, and the two people it is about."""


class _Scene(NamedTuple):
    """A place where people sit or stand in an order."""

    round: bool
    clues: Mapping[str, str]
    """By kind, easy ones first."""
    asked: Mapping[str, str]
    wordings: tuple[str, ...]
    sizes: tuple[int, int, int]
    """People at each difficulty."""


_TABLE = _Scene(
    round=True,
    clues={
        "before": "{a} sits directly to the left of {b}.",
        "after": "{a} sits directly to the right of {b}.",
        "next": "{a} sits next to {b}.",
        "apart": "{a} does not sit next to {b}.",
        "skip": "Exactly one person sits between {a} and {b} on one side.",
    },
    asked={"left": "directly to the left of {a}", "right": "directly to the right of {a}"},
    wordings=(
        "{n} people sit round a table, facing its centre: {names}. {clues} Who sits {where}?",
        ("{names} have taken the {n_low} seats of a round table, all facing the middle. {clues} "
         "Which person sits {where}?"),
        ("Around a round table with {n_low} chairs, all turned to the middle, sit {names}. "
         "{clues} Name the person who sits {where}."),
        ("At a round table for {n_low}, everyone faces the middle. The guests are {names}. "
         "{clues} Who is seated {where}?"),
        ("{names} play cards at a round table with {n_low} seats, facing inwards. {clues} Who "
         "has the seat {where}?"),
    ),
    sizes=(5, 6, 7),
)  # fmt: skip
_ROW = _Scene(
    round=False,
    clues={
        "before": "{a} sits directly to the left of {b}.",
        "after": "{a} sits directly to the right of {b}.",
        "next": "{a} and {b} sit next to each other.",
        "somewhere": "{a} sits somewhere to the left of {b}.",
        "apart": "{a} and {b} do not sit next to each other.",
        "skip": "Exactly one person sits between {a} and {b}.",
    },
    asked={"place": "{nth} from the left", "back": "{nth} from the right"},
    wordings=(
        "{n} people sit in a row of {n_low} seats: {names}. {clues} Who sits {where}?",
        "{names} fill a bench, seen from the front. {clues} Which of them is {where}?",
        ("In one row of a cinema sit {names}, and nobody else. {clues} Who has the seat that is "
         "{where}?"),
        "For a photograph {names} sit side by side. {clues} Seen from the camera, who is {where}?",
        ("{n} chairs stand in a line, and {names} sit on them. {clues} Name the person who is "
         "{where}."),
    ),
    sizes=(4, 5, 6),
)  # fmt: skip
_QUEUE = _Scene(
    round=False,
    clues={
        "before": "{a} stands directly in front of {b}.",
        "after": "{a} stands directly behind {b}.",
        "somewhere": "{a} stands somewhere in front of {b}.",
        "next": "{a} and {b} are neighbours in the queue.",
        "apart": "{a} and {b} are not neighbours in the queue.",
        "skip": "Exactly one person stands between {a} and {b}.",
    },
    asked={"place": "{nth} in line", "back": "{nth} from the end"},
    wordings=(
        "{n} people wait in a queue: {names}. {clues} Who is {where}?",
        "{names} stand in line at a counter. {clues} Which of them is {where}?",
        "A queue is made up of {names}. {clues} Name the person who is {where}.",
        "Outside a bakery {names} line up one behind the other. {clues} Who is {where}?",
        "{names} queue for tickets, and nobody else does. {clues} Which person is {where}?",
    ),
    sizes=(4, 5, 6),
)  # fmt: skip


def _make(scene: _Scene, rng: Random, difficulty: int) -> Item:
    size = scene.sizes[difficulty - 1]
    names = rng.sample(NAMES, size)
    kinds = tuple(scene.clues)[: difficulty + 3]
    pool = [(kind, a, b) for kind in kinds for a, b in permutations(names, 2)
            if _holds((kind, a, b), names, scene)]  # fmt: skip
    rng.shuffle(pool)
    # At a round table only who sits where beside whom counts: the first person is held fast.
    fixed = names[:1] if scene.round else []
    possible = [[*fixed, *rest] for rest in permutations(sorted(set(names) - set(fixed)))]
    chosen: list[Clue] = []
    before = possible
    while len(possible) > 1:
        clue = pool.pop()
        left = [order for order in possible if _holds(clue, order, scene)]
        if len(left) < len(possible):
            chosen.append(clue)
            before, possible = possible, left
    asked = [one for one in _questions(scene, names) if len({_named(one, p) for p in before}) > 1]
    question = rng.choice(asked)
    answer = _named(question, names)
    others = [name for name in names if name not in (answer, question[1])]
    last = chosen[-1]
    rng.shuffle(chosen)
    facts = {"names": sorted(names), "clues": chosen, "asked": question,
             "deciding": chosen.index(last)}  # fmt: skip
    phrasing = rng.randrange(len(scene.wordings))
    return Item(
        question=_question(scene, facts, phrasing), answer=answer,
        distractors=tuple(rng.sample(others, 3)), difficulty=difficulty, phrasing=phrasing,
        key=f"{sorted(chosen)} {question}", facts=facts,
    )  # fmt: skip


def _holds(clue: Clue, order: Sequence[str], scene: _Scene) -> bool:
    """Whether a clue is true of people in the order of their seats, each one's left hand next."""
    kind, a, b = clue
    gap = order.index(b) - order.index(a)
    if scene.round:
        # Seats are counted clockwise from above, so who faces the centre has the next one left.
        gap = -gap % len(order)
        ways = {gap, gap - len(order)}
    else:
        ways = {gap}
    if kind == "somewhere":
        return gap > 0
    wanted = {"before": {1}, "after": {-1}, "skip": {2, -2}}.get(kind, {1, -1})
    return bool(ways & wanted) != (kind == "apart")


def _questions(scene: _Scene, names: Sequence[str]) -> list[tuple[str, str | int]]:
    asked: Sequence[str | int] = names if scene.round else range(len(names))
    return [(kind, one) for kind in scene.asked for one in asked]


def _named(question: tuple[str, str | int], order: Sequence[str]) -> str:
    kind, one = question
    if isinstance(one, int):
        return order[one] if kind == "place" else order[-1 - one]
    return order[(order.index(one) + (1 if kind == "left" else -1)) % len(order)]


def _question(scene: _Scene, facts: Mapping[str, Any], phrasing: int) -> str:
    kind, one = facts["asked"]
    nth = ORDINALS[one] if isinstance(one, int) else ""
    count = COUNTS[len(facts["names"])]
    return scene.wordings[phrasing].format(
        names=listed(facts["names"]), n=count.capitalize(), n_low=count,
        clues=" ".join(scene.clues[kind].format(a=a, b=b) for kind, a, b in facts["clues"]),
        where=scene.asked[kind].format(a=one, nth=nth),
    )  # fmt: skip


def _answers(scene: _Scene, item: Item) -> set[str]:
    names, clues = item.facts["names"], item.facts["clues"]
    kind, one = item.facts["asked"]
    size, found = len(names), set()
    # The clues that can be looked at once a person is placed, people being placed by name.
    about = {name: [clue for clue in clues if max(clue[1:]) == name] for name in names}

    def place(seats: dict[str, int]) -> None:
        if len(seats) == size:
            wanted = {"place": one, "back": size - 1 - one} if isinstance(one, int) else {
                "left": (seats[one] + 1) % size, "right": (seats[one] - 1) % size
            }  # fmt: skip
            found.add(next(name for name, seat in seats.items() if seat == wanted[kind]))
            return
        person = names[len(seats)]
        for seat in range(size) if seats or not scene.round else (0,):
            if seat in seats.values():
                continue
            tried = {**seats, person: seat}
            if all(_meets(how, tried[a], tried[b], size if scene.round else 0)
                   for how, a, b in about[person]):  # fmt: skip
                place(tried)

    place({})
    return found


def _meets(kind: str, a: int, b: int, around: int) -> bool:
    """Whether two seats are as a clue says; `around` is the size of a round table, else 0."""
    if around:
        # Directly to the left of b is the seat after it, clockwise.
        seat = {"before": (b + 1) % around, "after": (b - 1) % around}
        steps = min((a - b) % around, (b - a) % around)
    else:
        seat = {"before": b - 1, "after": b + 1}
        steps = abs(a - b)
    if kind in seat:
        return a == seat[kind]
    return {"next": steps == 1, "apart": steps > 1, "skip": steps == 2, "somewhere": a < b}[kind]


def _withhold(scene: _Scene, item: Item) -> Item:
    """Leave out the clue that was needed last."""
    clues = list(item.facts["clues"])
    del clues[item.facts["deciding"]]
    facts = item.facts | {"clues": clues}
    return item.model_copy(
        update={"facts": facts, "question": _question(scene, facts, item.phrasing)}
    )


def _generator(name: str, title: str, scene: _Scene) -> Generator:
    make: Callable[[Random, int], Item] = partial(_make, scene)
    return Generator(
        name=name, title=title, gives="choice", make=make, answers=partial(_answers, scene),
        withhold=partial(_withhold, scene), kinds=("multi-step",),
    )  # fmt: skip


round_tables = _generator("round_tables", "who sits beside whom at a round table", _TABLE)
seat_rows = _generator("seat_rows", "who sits where in a row of seats", _ROW)
queues = _generator("queues", "who stands where in a queue", _QUEUE)
