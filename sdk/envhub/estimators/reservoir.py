"""A fair sample of a stream whose length is not known: Vitter's algorithm R, seeded."""

from __future__ import annotations

import random
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Reservoir(Generic[Item]):
    """Keeps `size` items of those that were added, each with the same chance.

    The same items in the same order under the same seed give the same sample (Vitter 1985,
    algorithm R).
    """

    def __init__(self, size: int, seed: str) -> None:
        self.size = size
        self.seen = 0
        self._rng = random.Random(seed)
        self._kept: list[Item] = []

    def wants(self) -> int | None:
        """Count the next item; returns the place that it is to take, or None: it is passed over."""
        self.seen += 1
        if len(self._kept) < self.size:
            return len(self._kept)
        place = self._rng.randrange(self.seen)
        return place if place < self.size else None

    def put(self, place: int, item: Item) -> None:
        """Keep an item at the place that `wants` gave."""
        if place == len(self._kept):
            self._kept.append(item)
        else:
            self._kept[place] = item

    def shuffled(self) -> list[Item]:
        """Return what was kept, in random order."""
        kept = list(self._kept)
        self._rng.shuffle(kept)
        return kept
