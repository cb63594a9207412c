"""An item becomes a sample and a target: where the right option stands, what the scorer needs."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from envhub.sample import Sample, Target

from .items import Item

Pair = tuple[Sample, Target]


def options_of(item: Item, place: int, rng: Random) -> tuple[str, ...]:
    """Return the options of an item, wrong ones shuffled, the right one at a place."""
    options = rng.sample(item.distractors, len(item.distractors))
    if options:
        options.insert(place, item.answer)
    return tuple(options)


def row_of(item: Item, name: str, capability: str, options: Sequence[str] = ()) -> Pair:
    """Return an item as it is written to disk.

    Args:
        item: the item.
        name: the id that the sample gets.
        capability: the id of its capability.
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
        capability=capability,
        input=item.question,
        context=item.context,
        choices=tuple(options) or None,
        subtype=item.subtype,
        difficulty=item.difficulty,
        metadata={"phrasing": item.phrasing},
    )
    return sample, Target(id=name, targets=targets, data=data)
