"""Which rows of a column hold a value: an index on disk, so that a million rows need no memory."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

from ..tools.tables import folded
from .reading import Records

_BATCH = 5_000


class Column:
    """The index of one field of a file."""

    def __init__(self, records: Records, field: str, path: Path) -> None:
        """Open the index at a path; where there is none it is built, which reads the file once."""
        self._records, self._field = records, field
        if not path.exists():
            _build(records, field, path)
        self._database = sqlite3.connect(path)

    def rows(self, value: str, most: int) -> list[int]:
        """Return the first rows that hold a text, in order, whatever its case and spaces."""
        wanted = folded(value)
        cursor = self._database.execute(
            "SELECT row FROM cells WHERE hash = ? ORDER BY row", (_hash(wanted),)
        )
        # Two texts may have one hash, so each row is looked at.
        found: list[int] = []
        for (row,) in cursor:
            if cell_text(self._records.record(row).get(self._field)) == wanted:
                found.append(row)
            if len(found) == most:
                break
        cursor.close()
        return found

    def distinct(self) -> int:
        """Return how many different values the column holds."""
        (count,) = self._database.execute("SELECT COUNT(DISTINCT hash) FROM cells").fetchone()
        return int(count)

    def close(self) -> None:
        """Let go of the index."""
        self._database.close()


def cell_text(value: Any) -> str | None:
    """Return a single value as cells are compared; None for nothing, a list or an object."""
    if value is None or isinstance(value, list | dict):
        return None
    return folded(str(value)) or None


def _hash(text: str) -> int:
    digest = blake2b(text.encode(errors="replace"), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)


def _build(records: Records, field: str, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=path.parent, suffix=".part")
    os.close(handle)
    database = sqlite3.connect(part)
    try:
        # It is moved into place only when whole, so no journal is needed.
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute("CREATE TABLE cells (hash INTEGER, row INTEGER)")
        for batch in _batches(records, field):
            database.executemany("INSERT INTO cells VALUES (?, ?)", batch)
        database.execute("CREATE INDEX by_hash ON cells (hash, row)")
        database.commit()
    finally:
        database.close()
    Path(part).replace(path)


def _batches(records: Records, field: str) -> Iterator[list[tuple[int, int]]]:
    batch: list[tuple[int, int]] = []
    for row, value in enumerate(records.values(field)):
        text = cell_text(value)
        if text is not None:
            batch.append((_hash(text), row))
        if len(batch) == _BATCH:
            yield batch
            batch = []
    yield batch
