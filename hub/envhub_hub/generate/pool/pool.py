"""A pool that was opened: its cards, and the records and columns behind each of them."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from random import Random
from types import TracebackType
from typing import NamedTuple

from envhub.errors import NotFound, near_miss

from ..tools import Record
from .card import DatasetCard
from .columns import Column
from .reading import Records

SCATTER = 8
"""Records that are read side by side when some are drawn out of a large file."""
SMALL = 10_000
"""Records up to which every one that is drawn comes from a place of its own."""


class PoolFile(NamedTuple):
    """A file of a pool."""

    card: DatasetCard
    path: Path
    records: Records


class PoolTable:
    """The records of one file as tools look at them."""

    def __init__(self, file: PoolFile, cache: Path) -> None:
        self._file, self._cache = file, cache
        self._columns: dict[str, Column] = {}

    @property
    def digest(self) -> str:
        """The sha256 of the file."""
        return self._file.card.sha256

    def __len__(self) -> int:
        return self._file.card.records

    def record(self, row: int) -> Record:
        """Return a record by number."""
        return self._file.records.record(row)

    def some(self, rng: Random, count: int) -> list[Record]:
        """Return records from places that `rng` decides: of a large file, a few short stretches."""
        total = len(self)
        if total <= count:
            return [self.record(row) for row in rng.sample(range(total), total)]
        if total <= SMALL:
            return [self.record(row) for row in rng.sample(range(total), count)]
        starts = [rng.randrange(total) for _ in range(-(-count // SCATTER))]
        rows = dict.fromkeys(row for start in starts
                             for row in range(start, min(total, start + SCATTER)))  # fmt: skip
        return [self.record(row) for row in list(rows)[:count]]

    def rows(self, field: str, value: str, most: int = 2) -> list[int]:
        """Return up to `most` rows whose field holds a text."""
        return self.column(field).rows(value, most)

    def column(self, field: str) -> Column:
        """Return the index of a field, which is built when it is first asked for."""
        if field not in self._columns:
            name = sha256(field.encode()).hexdigest()[:12]
            path = self._cache / f"{self.digest[:32]}-{self._file.card.format}-{name}.columns"
            self._columns[field] = Column(self._file.records, field, path)
        return self._columns[field]

    def close(self) -> None:
        """Let go of the indexes."""
        for column in self._columns.values():
            column.close()
        self._columns.clear()


class Pool:
    """The user's data sets, carded."""

    def __init__(
        self, files: Sequence[PoolFile], cache: Path, skipped: tuple[tuple[str, str], ...] = ()
    ) -> None:
        self._files = {file.card.id: file for file in files}
        self._cache = cache
        self._tables: dict[str, PoolTable] = {}
        self.cards: tuple[DatasetCard, ...] = tuple(file.card for file in files)
        """In the order of the paths, and within a folder by name."""
        self.skipped = skipped
        """Files of folders that hold no records, each with the reason."""

    @property
    def digest(self) -> str:
        """The sha256 over ids, paths and digests of the files."""
        found = sha256()
        for card in self.cards:
            found.update(f"{card.id}\0{card.path}\0{card.sha256}\n".encode())
        return found.hexdigest()

    def card(self, name: str) -> DatasetCard:
        """Return a card by its id.

        Raises:
            NotFound: there is none.
        """
        return self._file(name).card

    def records(self, name: str) -> Records:
        """Return the records behind a card."""
        return self._file(name).records

    def table(self, name: str) -> PoolTable:
        """Return the records behind a card as tools look at them."""
        if name not in self._tables:
            self._tables[name] = PoolTable(self._file(name), self._cache)
        return self._tables[name]

    def _file(self, name: str) -> PoolFile:
        if name not in self._files:
            raise NotFound(f"no data set `{name}` in the pool{near_miss(name, self._files)}")
        return self._files[name]

    def close(self) -> None:
        """Let go of every index."""
        for table in self._tables.values():
            table.close()

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self.close()
