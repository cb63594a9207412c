"""A seeded order of the numbers below n that is computed place by place and never held.

A Feistel network of four rounds permutes the smallest square of bits that holds n; a number that
falls outside is sent through again until it falls inside (Black and Rogaway, "Ciphers with
arbitrary finite domains", 2002: cycle walking).
"""

from __future__ import annotations

from hashlib import blake2b

ROUNDS = 4


class Order:
    """A permutation of 0 … n - 1."""

    def __init__(self, count: int, seed: str) -> None:
        self._count = count
        self._half = max(1, (max(1, count - 1).bit_length() + 1) // 2)
        self._mask = (1 << self._half) - 1
        self._key = blake2b(seed.encode(), digest_size=32).digest()

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, place: int) -> int:
        """Return the number at a place; every number stands at one place."""
        if not 0 <= place < self._count:
            raise IndexError(place)
        number = self._mixed(place)
        while number >= self._count:
            number = self._mixed(number)
        return number

    def _mixed(self, number: int) -> int:
        left, right = number >> self._half, number & self._mask
        for turn in range(ROUNDS):
            word = blake2b(b"%d:%d" % (turn, right), digest_size=8, key=self._key).digest()
            left, right = right, left ^ (int.from_bytes(word) & self._mask)
        return left << self._half | right
