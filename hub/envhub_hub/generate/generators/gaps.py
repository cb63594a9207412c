"""Items told so that a fact can be left out again, and the answers that are possible without it.

The words of such an item stand in its facts twice: as a wording, and as the fields that fill it.
Nothing here knows what an item is about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import product
from random import Random
from typing import Any, NamedTuple

from ..items import Item

FEW = 4
"""As many answers as are looked for where a fact is missing: two would do."""
_BEGINS_SMALL = re.compile(r"(?:^|(?<=[.?!] ))[a-z]")

Facts = Mapping[str, Any]
Answers = Callable[[Item], Collection[str]]
Withhold = Callable[[Item], Item]


class Told(NamedTuple):
    """A question, and what it was made of."""

    phrasing: int
    question: str
    facts: dict[str, Any]
    """The wording and its fields, to be joined to the facts of the item."""


def tell(rng: Random, wordings: Sequence[str], fields: Facts) -> Told:
    """Pick one of several wordings and fill it in."""
    return told_as(rng.randrange(len(wordings)), wordings, fields)


def told_as(index: int, wordings: Sequence[str], fields: Facts) -> Told:
    """Fill one of several wordings in."""
    facts = {"wording": wordings[index], "fields": dict(fields)}
    return Told(index, fill(wordings[index], fields), facts)


def fill(wording: str, fields: Facts) -> str:
    """Fill a wording in; whatever begins a sentence begins with a capital."""
    text = wording.format_map(fields)
    return _BEGINS_SMALL.sub(lambda first: first.group().upper(), text)


def retold(item: Item, fields: Facts, facts: Facts, wording: str | None = None) -> Item:
    """Return an item with other words.

    Args:
        item: an item whose facts hold its wording and fields, and the setting that is the wording
            of its context, if it has one.
        fields: what is said in place of the fields of these names.
        facts: all that is known; the wording and the fields are added to it.
        wording: None: the one that the item has.
    """
    wording = wording or item.facts["wording"]
    said = {**item.facts["fields"], **fields}
    known = {**facts, "wording": wording, "fields": said}
    told = {"question": fill(wording, said), "facts": known}
    if "setting" in facts:
        told["context"] = fill(facts["setting"], said)
    return item.model_copy(update=told)


def without(item: Item, name: str) -> dict[str, Any]:
    """Return the facts of an item but one."""
    return {key: value for key, value in item.facts.items() if key != name}


def hiding(name: str, word: str) -> Withhold:
    """Return what takes one fact out of an item, and says a vague word in its place.

    Args:
        name: of the fact, and of the field that tells it.
        word: what is said instead.
    """
    return lambda item: retold(item, {name: word}, without(item, name))


def hiding_by_level(*names_and_words: tuple[str, str]) -> Withhold:
    """Return what hides another fact at each difficulty: its name, and the word for it."""

    def withhold(item: Item) -> Item:
        name, word = names_and_words[item.difficulty - 1]
        return hiding(name, word)(item)

    return withhold


def solved(
    solve: Callable[[Facts], str | Iterable[str] | None],
    open_to: Mapping[str, Iterable[Any]] | None = None,
) -> Answers:
    """Return what finds every answer that the facts of an item allow.

    Args:
        solve: facts without a gap to the answer; None where they contradict each other.
        open_to: by the name of a fact, what it is tried with where it is missing.
    """
    tried = {name: tuple(values) for name, values in (open_to or {}).items()}

    def answers(item: Item) -> Collection[str]:
        gaps = [name for name in tried if name not in item.facts]
        found: dict[str, None] = {}
        for values in product(*(tried[name] for name in gaps)):
            answer = solve({**item.facts, **dict(zip(gaps, values, strict=True))})
            if answer is not None:
                found |= dict.fromkeys((answer,) if isinstance(answer, str) else answer)
            if gaps and len(found) >= FEW:
                break
        return found

    return answers


def options(item: Item) -> tuple[str, ...]:
    """Return what an item can be answered with, the right option first."""
    return (item.answer, *item.distractors)


def judged(right: Callable[[Facts, str], bool]) -> Answers:
    """Return what finds every shown option that is right: a wrong one that is not makes two."""
    return lambda item: [option for option in options(item) if right(item.facts, option)]


def first_open(cuts: Iterable[Item], answers: Answers) -> Item:
    """Return the first of several ever barer items that leaves more than one answer, else the last.

    Raises:
        ValueError: there is none.
    """
    cut = None
    for cut in cuts:
        if len(set(answers(cut))) > 1:
            return cut
    if cut is None:
        raise ValueError("nothing can be taken out of the item")
    return cut
