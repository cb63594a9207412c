"""Statistics of the fields of a stream of records, in memory that does not grow with them."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any

from ..tools import Record
from ..tools.fields import is_number
from ..tools.options import has_block
from ..tools.tables import is_plain
from .card import FieldCard, Kind
from .roles import role_of, unnamed
from .words import words

DENSE = 2_500
"""Records that are looked at before every second one is passed over, and so on, doubling."""
SKETCH = 2_048
SAMPLES = 5
CUT = 80
"""Characters of a sample."""
WORDS = 64
"""Frequent words that a card keeps."""
_COUNTED = 20_000
"""Different words that are counted; later ones are not."""
_KINDS: Mapping[type, Kind] = {
    bool: "boolean", dict: "object", float: "float", int: "integer", list: "list", str: "text",
}  # fmt: skip


class Distinct:
    """How many different texts a stream holds, from the smallest of their hashes.

    Exact up to `SKETCH`; beyond, (k - 1) / (the k-th smallest hash as a share of all), by
    Bar-Yossef et al., "Counting distinct elements in a data stream", 2002.
    """

    def __init__(self) -> None:
        self._kept: set[int] = set()
        self._heap: list[int] = []

    def add(self, text: str) -> None:
        """Count a text."""
        found = int.from_bytes(blake2b(text.encode(errors="replace"), digest_size=8).digest())
        if found in self._kept or (len(self._heap) == SKETCH and -found < self._heap[0]):
            return
        self._kept.add(found)
        if len(self._heap) < SKETCH:
            heapq.heappush(self._heap, -found)
        else:
            self._kept.discard(-heapq.heapreplace(self._heap, -found))

    def count(self) -> int:
        """Return how many there were."""
        if len(self._heap) < SKETCH:
            return len(self._heap)
        return round((SKETCH - 1) / (-self._heap[0] / 2**64))


class _Field:
    def __init__(self) -> None:
        self.types: Counter[Kind] = Counter()
        self.filled = self.plain = self.letters = self.lettered = self.numeric = 0
        self.shortest, self.longest = 1 << 62, 0
        self.low, self.high = float("inf"), float("-inf")
        self.distinct = Distinct()
        self.samples: list[str] = []

    def add(self, value: Any) -> None:
        if value is None or value in ("", [], {}):
            return
        self.filled += 1
        self.types[_KINDS[type(value)]] += 1
        text = value if isinstance(value, str) else str(value)
        if isinstance(value, str):
            self.letters += len(value)
            self.shortest = min(self.shortest, len(value))
            self.longest = max(self.longest, len(value))
            self.lettered += has_block(value)
            self.numeric += is_number(value)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            self.low, self.high = min(self.low, value), max(self.high, value)
            self.numeric += 1
        self.plain += is_plain(value)
        self.distinct.add(text)
        if len(self.samples) < SAMPLES and text[:CUT] not in self.samples:
            self.samples.append(text[:CUT])

    def card(self, name: str, seen: int) -> FieldCard:
        texts = self.types["text"]
        distinct = min(self.distinct.count(), self.filled)
        bare = FieldCard(
            name=name,
            role="other",
            types=tuple(kind for kind, _ in self.types.most_common()),
            filled=round(self.filled / max(1, seen), 4),
            plain=round(self.plain / max(1, self.filled), 4),
            lettered=round(self.lettered / max(1, self.filled), 4),
            numeric=round(self.numeric / max(1, self.filled), 4),
            distinct=distinct,
            unique=round(distinct / max(1, self.filled), 4),
            chars=(self.shortest, round(self.letters / texts, 1), self.longest)
            if texts else (0, 0.0, 0),
            range=(self.low, self.high) if self.low <= self.high else None,
            samples=tuple(self.samples),
        )  # fmt: skip
        return bare.model_copy(update={"role": role_of(bare)})


class Profile:
    """What a stream of records holds."""

    def __init__(self) -> None:
        self.records = 0
        self.seen = 0
        self._step = 1
        self._fields: dict[str, _Field] = {}
        self._words: Counter[str] = Counter()

    def read(self, records: Iterable[Record]) -> None:
        """Look at a stream: at all its records for names of fields, at some for what they hold."""
        fields = self._fields
        for record in records:
            if self.records % self._step == 0 or not fields.keys() >= record.keys():
                self._look(record)
            self.records += 1

    def _look(self, record: Record) -> None:
        self.seen += 1
        if self.seen % DENSE == 0:
            self._step *= 2
        for name, value in record.items():
            if name not in self._fields:
                self._fields[name] = _Field()
            self._fields[name].add(value)
            if isinstance(value, str) and self.seen <= DENSE:
                for word in words(value[:1_000]):
                    if word in self._words or len(self._words) < _COUNTED:
                        self._words[word] += 1

    def fields(self) -> tuple[FieldCard, ...]:
        """Return the fields in the order in which they appeared."""
        fields = tuple(field.card(name, self.seen) for name, field in self._fields.items())
        return unnamed(fields)

    def words(self) -> tuple[str, ...]:
        """Return the most frequent words; of equally frequent ones the first by the alphabet."""
        ranked = sorted(self._words.items(), key=lambda one: (-one[1], one[0]))
        return tuple(word for word, _ in ranked[:WORDS])
