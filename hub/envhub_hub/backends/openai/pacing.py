"""How many calls are under way at once: more while answers are good, half when there are too many.

It begins with a few and grows by one with every good answer, which doubles it each round. The first
time that the server says it is too much, it halves, and grows by one a round from then on.
"""

from __future__ import annotations

import asyncio
from collections import deque

START = 8


class Pace:
    """A number of slots that moves. It belongs to one event loop."""

    def __init__(self, ceiling: int, start: int = START) -> None:
        self._ceiling = ceiling
        self._limit = float(min(start, ceiling))
        self._running = 0
        self._round = 0
        self._doubling = True
        self._waiting: deque[asyncio.Future[None]] = deque()

    @property
    def limit(self) -> int:
        """How many may be under way now."""
        return int(self._limit)

    async def enter(self) -> int:
        """Wait for a slot; returns the round that it was taken in."""
        if self._waiting or self._running >= self.limit:
            turn = asyncio.get_running_loop().create_future()
            self._waiting.append(turn)
            try:
                await turn
            except asyncio.CancelledError:
                if not turn.cancelled():  # the slot had been handed over
                    self.leave()
                raise
        else:
            self._running += 1
        return self._round

    def leave(self) -> None:
        """Give a slot back."""
        self._running -= 1
        self._wake()

    def good(self) -> None:
        """Note a good answer."""
        if self._limit < self._ceiling:
            step = 1.0 if self._doubling else 1.0 / self._limit
            self._limit = min(float(self._ceiling), self._limit + step)
            self._wake()

    def too_much(self, began: int) -> None:
        """Note that the server had too much; calls of one round halve the number once."""
        if began == self._round:
            self._round += 1
            self._doubling = False
            self._limit = max(1.0, self._limit / 2)

    def _wake(self) -> None:
        while self._waiting and self._running < self.limit:
            turn = self._waiting.popleft()
            if not turn.done():
                self._running += 1
                turn.set_result(None)
