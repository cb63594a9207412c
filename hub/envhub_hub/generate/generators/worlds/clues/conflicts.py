"""Which of several clues can't be true: it contradicts the others, which agree with each other.

`make` sifts orders by what the clues mean; `answers` leaves each clue out in turn and looks for a
way of placing everybody that breaks none of the rest.
"""

from __future__ import annotations

from functools import partial
from random import Random

from ....items import Generator, Item, say
from ...names import NAMES
from ...time.dates import WEEKDAYS
from ..events.accounts import listed
from .days import clue_mask, placements, told_in, true_clues
from .puzzle import Clue, Says, context_of, shared, without_needed
from .words import LANGUAGES, english

_ASK = (
    "Exactly one of the notes is wrong. In which language is it written?",
    "One note contradicts the others, which agree with each other. Which one is it?",
    "All of these notes but one are true. Which one is false?",
    "Which note can't be right, if all the others are?",
    "A single note has to be crossed out, and then everything fits. Which one?",
)
_INTRO = (
    "{names} come to visit in one week, one on each day from Monday to {last}.",
    "From Monday to {last}, each day brings one of these visitors: {names}.",
    "Each of {names} comes on a day of their own, from Monday to {last}.",
)
_CLUES = {1: 4, 2: 5, 3: 6}
_PEOPLE = {1: 4, 2: 4, 3: 5}


def _make_conflicts(rng: Random, difficulty: int) -> Item:
    size = _PEOPLE[difficulty]
    people = rng.sample(NAMES, size)
    told, needed = _inconsistent(rng, size, difficulty)
    languages = rng.sample(LANGUAGES, len(told))
    clues = [told_in(rng, language, says, people)
             for says, language in zip(told, languages, strict=True)]  # fmt: skip
    shown = tuple(rng.sample(clues, len(clues)))
    intro = rng.choice(_INTRO).format(names=listed(people), last=WEEKDAYS[size - 1])
    phrasing, question = say(rng, _ASK, {})
    options = [f"the {english(language)} note" for language in languages]
    wrong = rng.sample(options[1:], 3)
    return Item(
        question=question, context=context_of(intro, shown), answer=options[0],
        distractors=tuple(wrong), difficulty=difficulty, phrasing=phrasing,
        key=str(sorted(clue.text for clue in clues)),
        facts={"clues": shown, "people": people, "intro": intro, "needed": languages[needed]},
    )  # fmt: skip


def _inconsistent(rng: Random, size: int, difficulty: int) -> tuple[list[Says], int]:
    """Clues of which the first is false and no other one could be, and the place of another one
    without which that can't be told.

    Past the first level the false one contradicts no other one alone.
    """
    mask = partial(clue_mask, size)
    while True:
        order = rng.sample(range(size), size)
        true = rng.sample(true_clues(rng, order), _CLUES[difficulty] - 1)
        if len(set(true)) < len(true):
            continue
        masks = [mask(one) for one in true]
        rests = [shared(masks[:n] + masks[n + 1 :]) for n in range(len(true))]
        for false in _others(rng, size):
            if any(mask(false) & rest for rest in rests):
                continue
            if difficulty > 1 and not all(mask(false) & one for one in masks):
                continue
            needed = _needed([mask(false), *masks])
            if needed is not None:
                return [false, *true], needed


def _others(rng: Random, size: int) -> list[Says]:
    """What would be true of some other orders."""
    orders = [rng.sample(range(size), size) for _ in range(2)]
    return [rng.choice(true_clues(rng, order)) for order in orders for _ in range(8)]


def _needed(masks: list[int]) -> int | None:
    """The place of a true clue without which not only the first of all could be false."""
    for place in range(1, len(masks)):
        left = masks[:place] + masks[place + 1 :]
        if any(shared(left[:n] + left[n + 1 :]) for n in range(1, len(left))):
            return place
    return None


def _answers_conflicts(item: Item) -> set[str]:
    people, clues = item.facts["people"], item.facts["clues"]

    def agree(some: list[Clue]) -> bool:
        says = [clue.says for clue in some]
        return next(placements(people, says), None) is not None

    if agree(list(clues)):
        return {f"the {english(one.language)} note" for one in clues}
    return {
        f"the {english(one.language)} note"
        for one in clues
        if agree([other for other in clues if other is not one])
    }


clue_conflicts = Generator(
    name="clue_conflicts", title="which of the notes in several languages contradicts the others",
    gives="choice", make=_make_conflicts, answers=_answers_conflicts, withhold=without_needed,
    kinds=("multi-step",), package="babel",
)  # fmt: skip
