"""What an item is written from: a record of a pool, or a seed of a scenario where there is none."""

from __future__ import annotations

from random import Random

from envhub.values import Frozen

from ..items import Origin

_PLACES = (
    "a bakery", "a harbour office", "a school library", "a bicycle workshop", "a mountain hut",
    "a small theatre", "a plant nursery", "a train depot", "a veterinary clinic", "a radio station",
    "a fish market", "a printing house", "a youth hostel", "a weather station", "a museum store",
    "a village fire brigade", "a cheese dairy", "a ferry line", "a translation bureau",
    "a community garden",
)  # fmt: skip
_PEOPLE = (
    "Amara", "Bruno", "Chen", "Dalia", "Emil", "Farah", "Goran", "Hana", "Ivo", "Jaya", "Kofi",
    "Lena", "Mateo", "Nadia", "Oskar", "Priya", "Quentin", "Rosa", "Samir", "Tove", "Uma", "Viktor",
    "Wanda", "Xenia", "Yusuf", "Zoe",
)  # fmt: skip
_TIMES = (
    "before opening", "on a rainy Monday", "in the week of the fair", "during stocktaking",
    "on the last day of the season", "on a public holiday", "in the first frost",
    "after a power cut", "while the manager is away", "on moving day",
)  # fmt: skip


class Material(Frozen):
    """What one item is written from."""

    key: str
    """What tells it from the others: two items of one key are one question."""
    text: str
    origin: Origin | None = None
    """The record, where it is one."""


def scenario(rng: Random) -> Material:
    """Draw a seed: a place, two people, a moment, and numbers that may serve."""
    first, second = rng.sample(_PEOPLE, 2)
    numbers = ", ".join(str(one) for one in rng.sample(range(3, 97), 4))
    place, moment = rng.choice(_PLACES), rng.choice(_TIMES)
    text = f"Set it in {place}, {moment}, with {first} and {second}. Numbers to use: {numbers}."
    return Material(key=text, text=text)
