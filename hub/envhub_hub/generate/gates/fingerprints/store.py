"""The shipped fingerprints, looked up in a file that is mapped into memory.

The file: 65,536 bytes, the number of records by the first two bytes of their hash; then the
records, sorted, of four bytes: the last three of the hash, and the index of the set in `sets.json`.
With some 250,000 hashes of 40 bits, a text of 50 words is found by chance once in 100,000 texts.
"""

from __future__ import annotations

import json
import mmap
from array import array
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path

from pydantic import TypeAdapter

from envhub.values import Frozen

from .words import fingerprints_of

BUCKETS = 1 << 16
RECORD = 4
DATA, INDEX = "fingerprints.bin", "sets.json"


class SetFile(Frozen):
    """A file that was read."""

    file: str
    sha256: str


class PublicSet(Frozen):
    """A published set: what was read of it, and under which licence."""

    name: str
    source: str
    """Its repository."""
    commit: str
    licence: str
    files: tuple[SetFile, ...]
    texts: int
    fingerprints: int


class Fingerprints:
    """Which published sets hold a run of words."""

    def __init__(self, folder: Path) -> None:
        """Map the two files of a folder."""
        rows = json.loads((folder / INDEX).read_text(encoding="utf-8"))
        self.sets = TypeAdapter(tuple[PublicSet, ...]).validate_python(rows)
        with (folder / DATA).open("rb") as stream:
            self._data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        ends = accumulate(self._data[:BUCKETS], initial=0)
        self._places = array("I", (BUCKETS + RECORD * end for end in ends))

    def found_in(self, texts: Iterable[str]) -> str | None:
        """Return the name of the first set that shares a fingerprint with one of the texts."""
        for text in texts:
            for one in fingerprints_of(text):
                held = self._set_of(one)
                if held is not None:
                    return self.sets[held].name
        return None

    def _set_of(self, fingerprint: bytes) -> int | None:
        bucket, rest = int.from_bytes(fingerprint[:2], "big"), fingerprint[2:]
        block = self._data[self._places[bucket] : self._places[bucket + 1]]
        for start in range(0, len(block), RECORD):
            if block.startswith(rest, start):
                return block[start + RECORD - 1]
        return None


@cache
def shipped() -> Fingerprints:
    """Return the fingerprints that come with the package, opened when first asked for."""
    return Fingerprints(Path(__file__).parent)


def packed(held: Sequence[set[bytes]]) -> bytes:
    """Return the file's bytes.

    Args:
        held: the fingerprints of each set, in the order of `sets.json`.
    """
    records = sorted((one, number) for number, ones in enumerate(held) for one in ones)
    counts = [0] * BUCKETS
    for one, _ in records:
        counts[int.from_bytes(one[:2], "big")] += 1
    return bytes(counts) + b"".join(one[2:] + bytes([number]) for one, number in records)
