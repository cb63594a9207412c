"""Who does which task in the end, after swaps, hand-overs and refusals.

`make` moves the tasks about in a world; `answers` follows them through what is said, for every
partner that an unreadable request for a swap may have come from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from ....items import Generator, Item, say
from ...names import NAMES
from .script import LOST, TURNS, Turn, context_of, intro_of, said, without_needed, woven

TASKS = (
    "the salad", "the drinks", "the tablecloths", "the music", "the invitations", "the cake",
    "the lanterns", "the folding chairs", "the photos", "the first aid box", "the raffle",
    "the paper plates",
)  # fmt: skip
_TAKE = ("I'll see to {task}.", "Put me down for {task}.", "{Task}: leave that to me.",
         "I can take care of {task}.")  # fmt: skip
_SWAP = ("{who}, would you swap jobs with me?", "{who}, I'd rather do your job. Shall we swap?",
         "Could we two change places, {who}? Your job for mine.")  # fmt: skip
_YES = ("Sure, you do mine and I do yours.", "With pleasure, let's swap.",
        "All right, I'll take over yours, and you take over mine.")  # fmt: skip
_NO = ("Sorry, I'd rather keep mine.", "No, I've already begun with mine.",
       "Please don't ask me; I like what I have.")  # fmt: skip
_ASK = (
    "Who sees to {task} in the end?",
    "At the end of the talk, whose job is {task}?",
    "After all the swaps, who is in charge of {task}?",
    "Who has to take care of {task}, as things stand at the end?",
    "Which of them ends up with {task}?",
)
_SPEAKERS = {1: 4, 2: 5, 3: 6}
_SWAPS = {1: 3, 2: 5, 3: 8}
Swap = tuple[str, str, bool]
"""Who asks whom, and whether that is agreed to."""


def _make_tasks(rng: Random, difficulty: int) -> Item:
    people = rng.sample(NAMES, _SPEAKERS[difficulty])
    tasks = dict(zip(people, rng.sample(TASKS, len(people)), strict=True))
    while True:
        swaps = [_swap(rng, people) for _ in range(_SWAPS[difficulty])]
        held = _moved(tasks, swaps)
        asked = rng.choice(sorted(tasks.values()))
        path = _path(tasks, swaps, asked)
        # The task changes hands more than once past the first level, and does not come home.
        if len(path) > min(difficulty, 2) and path[0] != path[-1]:
            break
    final = next(who for who, task in held.items() if task == asked)
    blocks = [[_turn(who, _TAKE, ("takes", task), rng, task)] for who, task in tasks.items()]
    rng.shuffle(blocks)
    requests = []
    for who, other, agreed in swaps:
        request = _turn(who, _SWAP, ("asks", other), rng, other)
        reply = Turn(other, rng.choice(_YES if agreed else _NO), ("accepts" if agreed else "no",))
        requests.append(request)
        blocks.append([request, reply])
    turns = woven(rng, blocks, people, TURNS[difficulty])
    deciding = requests[_last_move(tasks, swaps, asked)]
    intro = intro_of(rng, people)
    phrasing, question = say(rng, _ASK, {"task": asked})
    wrong = [who for who in dict.fromkeys([*reversed(path), *rng.sample(people, len(people))])
             if who != final]  # fmt: skip
    return Item(
        question=question, context=context_of(intro, turns), answer=final,
        distractors=tuple(wrong[:3]), difficulty=difficulty, phrasing=phrasing,
        key=f"{[turn.text for turn in turns if turn.says]} {asked}",
        facts={"turns": turns, "people": people, "asked": asked, "intro": intro,
               "needed": next(n for n, one in enumerate(turns) if one is deciding)},
    )  # fmt: skip


def _swap(rng: Random, people: Sequence[str]) -> Swap:
    first, second = rng.sample(people, 2)
    return first, second, rng.random() < 0.7


def _turn(
    who: str, wordings: Sequence[str], says: tuple[str, str], rng: Random, word: str
) -> Turn:  # fmt: skip
    fields = {"who": word, "task": word, "Task": word[0].upper() + word[1:]}
    return Turn(who, rng.choice(wordings).format(**fields), says)


def _moved(tasks: Mapping[str, str], swaps: Sequence[Swap]) -> dict[str, str]:
    """Who holds what after swaps."""
    held = dict(tasks)
    for who, other, agreed in swaps:
        if agreed:
            held[who], held[other] = held[other], held[who]
    return held


def _path(tasks: Mapping[str, str], swaps: Sequence[Swap], task: str) -> list[str]:
    """All who hold a task, one after the other."""
    path: list[str] = []
    for count in range(len(swaps) + 1):
        held = _moved(tasks, swaps[:count])
        who = next(one for one, what in held.items() if what == task)
        if path[-1:] != [who]:
            path.append(who)
    return path


def _last_move(tasks: Mapping[str, str], swaps: Sequence[Swap], task: str) -> int:
    """The place of the swap by which a task comes to its last holder."""
    count = len(swaps)
    path = _path(tasks, swaps, task)
    while len(_path(tasks, swaps[: count - 1], task)) == len(path):
        count -= 1
    return count - 1


def _answers_tasks(item: Item) -> set[str]:
    people, asked = item.facts["people"], item.facts["asked"]
    holders: set[str] = set()
    requests: set[tuple[str, ...]] = set()
    for who, one in said(item):
        if one == ("takes", asked):
            holders = {who}
        elif one == LOST:
            requests = {(other,) for other in people}
        elif one[0] == "asks":
            requests = {(who, one[1])}
        elif one[0] == "accepts":
            pairs = {frozenset((*request, who)) for request in requests} - {frozenset((who,))}
            holders = {_after(holder, pair) for holder in holders for pair in pairs}
    return holders


def _after(holder: str, pair: frozenset[str]) -> str:
    """Who holds what somebody held before two people swapped."""
    return next(iter(pair - {holder})) if holder in pair else holder


talk_tasks = Generator(
    name="talk_tasks", title="who does which task in the end of a long talk with swaps",
    gives="choice", make=_make_tasks, answers=_answers_tasks, withhold=without_needed,
    kinds=("multi-step",),
)  # fmt: skip
