"""Who comes on which day of the week: clues about days, scattered over languages.

`make` sifts all orders by what the clues mean; `answers` places one person after the other and
gives up where a clue is broken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import permutations
from random import Random

from ....items import Generator, Item, say
from ...names import NAMES
from ...time.dates import WEEKDAYS
from ..events.accounts import listed
from .puzzle import Clue, Says, bits, context_of, narrowed, without_needed
from .words import LANGUAGES, TONGUES, on_day, tell

_ASK_WHO = (
    "Who comes on {day}?",
    "Which of them comes on {day}?",
    "The house has one visitor on {day}. Who is it?",
    "Work out the week: whose day is {day}?",
    "According to all the notes together, who comes on {day}?",
)
_ASK_WHEN = (
    "On which day does {who} come?",
    "Which day of the week is it when {who} comes?",
    "When is {who} expected?",
    "Work out the week: which day is that of {who}?",
    "According to all the notes together, when does {who} come?",
)
_FEWEST = {1: 2, 2: 3, 3: 5}
"""Clues by difficulty, all of them needed."""
_INTRO = (
    "{names} come to visit in one week, one on each day from Monday to {last}. Notes about them:",
    "From Monday to {last}, each day brings one of these visitors: {names}. The family wrote:",
    "Each of {names} comes on a day of their own, from Monday to {last}. What is known:",
    (
        "A guest house has a booking for each day from Monday to {last}: {names}, in some order. "
        "On the slips of paper at the desk one can read:"
    ),
)


def _make_days(rng: Random, difficulty: int) -> Item:
    size = difficulty + 3
    people = rng.sample(NAMES, size)
    # The place of each person in `people` is their day.
    order = tuple(rng.sample(range(size), size))
    who = rng.randrange(size)
    ask_who = rng.random() < 0.5
    answers = [("on", one, order[who]) if ask_who else ("on", who, one) for one in range(size)]
    mask = partial(clue_mask, size)
    while True:
        candidates = true_clues(rng, order)
        told = narrowed(rng, candidates, mask, [mask(one) for one in answers])
        linked = sum(one[0] in ("gap", "before") for one in told)
        if 2 * linked >= len(told) and _FEWEST[difficulty] <= len(told) <= len(LANGUAGES):
            break
    rng.shuffle(told)
    clues = tuple(
        told_in(rng, language, says, people)
        for says, language in zip(told, rng.sample(LANGUAGES, len(told)), strict=True)
    )
    intro = rng.choice(_INTRO).format(names=listed(people), last=WEEKDAYS[size - 1])
    day = WEEKDAYS[order[who]]
    table = _ASK_WHO if ask_who else _ASK_WHEN
    phrasing, question = say(rng, table, {"day": day, "who": people[who]})
    options = people if ask_who else WEEKDAYS[:size]
    answer = people[who] if ask_who else day
    wrong = rng.sample([one for one in options if one != answer], 3)
    return Item(
        question=question, context=context_of(intro, clues), answer=answer,
        distractors=tuple(wrong), difficulty=difficulty,
        phrasing=phrasing if ask_who else phrasing + len(_ASK_WHO),
        key=f"{sorted(clue.text for clue in clues)} {question}",
        facts={"clues": clues, "people": people, "intro": intro, "needed": clues[0].language,
               "asked": day if ask_who else people[who]},
    )  # fmt: skip


def true_clues(rng: Random, order: Sequence[int]) -> list[Says]:
    """Everything that can be said of an order, the plain statement of a day last."""
    size = len(order)
    pairs = [(a, b) for a in range(size) for b in range(size) if order[a] > order[b]]
    clues: list[Says] = [("before", b, a) for a, b in pairs]
    clues += [("gap", a, b, order[a] - order[b]) for a, b in pairs if order[a] - order[b] <= 3] * 2
    clues += [("not on", a, day) for a in range(size) for day in range(size) if day != order[a]]
    rng.shuffle(clues)
    return [*clues[: 3 * size], *(("on", a, order[a]) for a in rng.sample(range(size), size))]


@cache
def _orders(size: int) -> list[tuple[int, ...]]:
    return list(permutations(range(size)))


@cache
def clue_mask(size: int, clue: Says) -> int:
    """The orders in which a clue is true."""
    return bits(_holds(clue, order) for order in _orders(size))


def _holds(clue: Says, order: Sequence[int]) -> bool:
    kind, a, b, *more = clue
    if kind == "before":
        return order[a] < order[b]
    if kind == "gap":
        return bool(order[a] - order[b] == more[0])
    return (order[a] == b) is (kind == "on")


def told_in(rng: Random, language: str, says: Says, people: Sequence[str]) -> Clue:
    """Tell a clue; what it says is kept with the names and days that the sentence has."""
    kind, a, b, *more = says
    words = {"a": people[a]}
    if kind in ("before", "gap"):
        words["b"] = people[b]
        told: Says = (kind, people[a], people[b], *more)
        if more:
            words["days"] = TONGUES[language].days[more[0] - 1]
    else:
        day = on_day(language, b)
        words |= {"day": day, "Day": day[0].upper() + day[1:]}
        told = (kind, people[a], WEEKDAYS[b])
    return Clue(told, language, tell(rng, language, kind, words))


def _answers_days(item: Item) -> set[str]:
    people, asked = item.facts["people"], item.facts["asked"]
    clues = [clue.says for clue in item.facts["clues"]]
    found: set[str] = set()
    for placed in placements(people, clues):
        by_day = {day: who for who, day in placed.items()}
        found.add(placed[asked] if asked in placed else by_day[asked])
    return found


def placements(people: Sequence[str], clues: Sequence[Says]) -> Iterator[Mapping[str, str]]:
    """Every way of giving each person a day of their own that breaks no clue."""
    mentioned = [
        [clue for clue in clues if max(people.index(one) for one in clue if one in people) == n]
        for n in range(len(people))
    ]
    yield from _placed({}, people, mentioned)


def _placed(
    placed: dict[str, str], people: Sequence[str], clues: Sequence[Sequence[Says]]
) -> Iterator[Mapping[str, str]]:
    """Go on with the next person; `clues` are, for each person, those that can be judged then."""
    if len(placed) == len(people):
        yield placed
        return
    for day in WEEKDAYS[: len(people)]:
        if day not in placed.values():
            tried = {**placed, people[len(placed)]: day}
            if not any(_broken(clue, tried) for clue in clues[len(placed)]):
                yield from _placed(tried, people, clues)


def _broken(clue: Says, placed: Mapping[str, str]) -> bool:
    """Whether the days of those whom a clue is about contradict it."""
    kind, first, second, *more = clue
    if kind == "on":
        return bool(placed[first] != second)
    if kind == "not on":
        return bool(placed[first] == second)
    later = WEEKDAYS.index(placed[first]) - WEEKDAYS.index(placed[second])
    return later >= 0 if kind == "before" else bool(later != more[0])


clue_days = Generator(
    name="clue_days", title="who comes on which weekday, from clues in several languages",
    gives="choice", make=_make_days, answers=_answers_days, withhold=without_needed,
    kinds=("multi-step",), package="babel",
)  # fmt: skip
