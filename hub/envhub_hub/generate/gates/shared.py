"""What all capabilities of one environment remember together: nothing is asked twice in any."""

from __future__ import annotations

from hashlib import blake2b

from .near import Near


class Shared:
    """The texts that were kept, as hashes: some hundred bytes each."""

    def __init__(self) -> None:
        """Start without any."""
        self.asked: set[int] = set()
        self.near = Near()


def code(*parts: object) -> int:
    """Return 64 bits that stand for some values, the same in every process."""
    text = "\0".join(map(str, parts))
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")
