"""Texts that say almost the same: exact search by word-5-grams, at some hundred bytes a text.

Two sets of n grams with a Jaccard index of at least t share one of the first n - ceil(t n) + 1 of
each, whatever order all grams are put in (prefix filtering: Chaudhuri and others, ICDE 2006). Here
grams with numbers come first, then those with capitals: what templates fill in is what differs. So
hardly a text is compared that is not near, and none that is near is missed.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from math import ceil
from zlib import crc32

GRAM = 5
NEAR = 0.8
"""The Jaccard index from which two texts are one."""
MOST = 100
"""Grams of a text that are looked at: of a longer one, the most telling. Bounds the memory."""
RECENT = 4_096
"""Postings that wait to be sorted in."""
_WORD = re.compile(r"\w+")


class Near:
    """The grams of the texts that were kept."""

    def __init__(self) -> None:
        """Start without any."""
        self._sketches: list[array[int]] = []
        self._postings = _Postings()

    def like(self, sketch: array[int]) -> bool:
        """Whether a text that was kept is near to this one."""
        grams, compared = set(sketch), set[int]()
        for gram in sketch[: _prefix(len(sketch))]:
            for number in self._postings.of(gram):
                if number not in compared:
                    compared.add(number)
                    if jaccard(grams, self._sketches[number]) >= NEAR:
                        return True
        return False

    def add(self, sketch: array[int]) -> None:
        """Keep a text."""
        for gram in sketch[: _prefix(len(sketch))]:
            self._postings.add(gram, len(self._sketches))
        self._sketches.append(sketch)


def sketch_of(text: str) -> array[int]:
    """Return the word-5-grams of a text as sorted numbers of 32 bits, the most telling first."""
    words = _WORD.findall(text)
    tells = [0 if word[0].isdigit() else 1 if word[0].isupper() else 2 for word in words]
    found = set()
    for start in range(max(1, len(words) - GRAM + 1)):
        end = start + GRAM
        rest = crc32(" ".join(words[start:end]).encode()) >> 2
        found.add(min(tells[start:end], default=2) << 30 | rest)
    return array("I", sorted(found)[:MOST])


def jaccard(grams: set[int], sketch: array[int]) -> float:
    """Return the share of grams that two texts have in common."""
    both = len(grams.intersection(sketch))
    return both / (len(grams) + len(sketch) - both)


def _prefix(size: int) -> int:
    return size - ceil(NEAR * size) + 1


class _Postings:
    """Which texts have a gram among their first: sorted runs of numbers, merged as they grow."""

    def __init__(self) -> None:
        self._recent: dict[int, list[int]] = {}
        self._waiting = 0
        self._runs: list[array[int]] = []

    def add(self, gram: int, number: int) -> None:
        self._recent.setdefault(gram, []).append(number)
        self._waiting += 1
        if self._waiting >= RECENT:
            self._sort_in()

    def of(self, gram: int) -> Iterator[int]:
        yield from self._recent.get(gram, ())
        for run in self._runs:
            place = bisect_left(run, gram << 32)
            while place < len(run) and run[place] >> 32 == gram:
                yield run[place] & 0xFFFFFFFF
                place += 1

    def _sort_in(self) -> None:
        """Make a run of what waits; runs of like length become one."""
        run = array("Q", sorted(gram << 32 | n for gram, ns in self._recent.items() for n in ns))
        while self._runs and len(self._runs[-1]) <= 2 * len(run):
            run = array("Q", sorted((*self._runs.pop(), *run)))
        self._runs.append(run)
        self._recent, self._waiting = {}, 0
