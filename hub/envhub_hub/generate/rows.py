"""An item becomes a sample and a target: where the right option stands, what the scorer needs."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from random import Random
from typing import Any

from envhub.sample import Sample, Target
from envhub.scorers.extract import normalise

from .items import Item

Pair = tuple[Sample, Target]
OPTIONS = 4
"""What most choices have, so that chance is the same for all of them."""


def folded(text: str) -> str:
    """Return a text as answers and options are compared: case, spaces and edge marks ignored."""
    return normalise(text, ("case", "space", "punctuation"))


def options_of(item: Item, place: int, rng: Random) -> tuple[str, ...]:
    """Return the options of an item, wrong ones shuffled, the right one at a place."""
    options = rng.sample(item.distractors, len(item.distractors))
    if options:
        options.insert(place, item.answer)
    return tuple(options)


def identity(supply: str, item: Item) -> str:
    """Return what is asked, whatever the words, as 16 hexadecimal digits.

    It stands in a sample's metadata, so that another version can leave the question out.
    """
    return blake2b(f"{supply}|{item.key}".encode(), digest_size=8).hexdigest()


def row_of(item: Item, supply: str, name: str, options: Sequence[str] = ()) -> Pair:
    """Return an item as it is written to disk.

    Args:
        item: the item.
        supply: the name of what made it; it is the subtype of an item that has none of its own.
        name: the id that the sample gets: its capability, a dash, and the rest.
        options: in the order in which they are shown; empty where there are none.
    """
    data: dict[str, Any] = dict(item.data)
    targets: tuple[int | str, ...] = (item.answer, *item.references)
    if options:
        targets = (options.index(item.answer),)
    elif item.answer in ("refuse", "comply") and "refuse" in data:
        targets = ()
    if item.steps:
        data["steps"] = list(item.steps)
    sample = Sample(
        id=name,
        capability=name.rpartition("-")[0],
        input=item.question,
        context=item.context,
        choices=tuple(options) or None,
        subtype=item.subtype or supply,
        difficulty=item.difficulty,
        metadata={"phrasing": item.phrasing, "item": identity(supply, item)},
    )
    return sample, Target(id=name, targets=targets, data=data)
