"""How much of a capability one value may hold, where nobody says how many values there are."""

from __future__ import annotations

from collections import Counter
from math import ceil

SLACK = 1.25
"""Over an even share: else the last samples would wait for the one value that is still free."""


class Shares:
    """Counts what was kept by its value, and how many values were offered."""

    def __init__(self, quota: int, share: float, values: int) -> None:
        """Start empty.

        Args:
            quota: how many samples the capability will have.
            share: what one value may always hold, from 0 to 1.
            values: how many values there are at least.
        """
        self._quota, self._share, self._values = quota, share, values
        self._seen: set[int] = set()
        self._held: Counter[int] = Counter()

    def full(self, value: int, least: int = 1) -> bool:
        """Whether a value holds all that it may: at least `least`."""
        self._seen.add(value)
        even = SLACK / max(self._values, len(self._seen))
        return self._held[value] >= max(least, ceil(self._quota * max(self._share, even)))

    def add(self, value: int) -> None:
        """Count a sample that was kept."""
        self._held[value] += 1
