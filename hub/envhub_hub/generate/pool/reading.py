"""The records of one file, one after the other or by number, without holding the file in memory.

Text files are read by an index of every 16th record; Parquet by polars, a slice at a time. A JSON
document has to be read whole, so it has a limit of size.
"""

from __future__ import annotations

import json
from array import array
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import Any, Protocol

from envhub.errors import DatasetError
from envhub.values import Frozen

from ...tables.formats import FORMATS, polars
from ...text import one_line
from ..tools import Record
from .lines import Lines

STRIDE = 16
"""Records between two marks of an index, at first."""
MARKS = 65_536
"""Marks that an index holds; beyond, every second one is dropped and the stride doubled."""
MAX_JSON = 256 << 20
"""Bytes of a JSON document that is read whole."""
_HELD = 512
"""Blocks of text records that are kept parsed."""
_ROWS, _HELD_ROWS = 256, 16
"""Rows of a Parquet file that are read at once, and how many such slices are kept."""


class Index(Frozen):
    """Where the records of a text file begin."""

    count: int
    stride: int
    offsets: tuple[int, ...]
    """In bytes, of every `stride`-th record."""
    columns: tuple[str, ...] = ()
    """Of a file with columns."""


class Records(Protocol):
    """The records of one file."""

    def __len__(self) -> int: ...

    def each(self) -> Iterator[Record]:
        """Yield all records in order.

        Raises:
            DatasetError: one can't be read; it names the file and the line.
        """

    def values(self, field: str) -> Iterator[Any]:
        """Yield what all records hold in a field, in order; None where they hold nothing."""

    def record(self, row: int) -> Record:
        """Return one record by its number, from 0."""

    def index(self) -> Index | None:
        """Return what makes opening the file again quick, once all records were read."""


class _Blocks:
    """The blocks read last, up to a limit."""

    def __init__(self, most: int) -> None:
        self._held: OrderedDict[int, Sequence[Record]] = OrderedDict()
        self._most = most

    def get(self, number: int) -> Sequence[Record] | None:
        found = self._held.get(number)
        if found is not None:
            self._held.move_to_end(number)
        return found

    def keep(self, number: int, block: Sequence[Record]) -> None:
        self._held[number] = block
        if len(self._held) > self._most:
            self._held.popitem(last=False)


class TextRecords:
    """JSONL, CSV or TSV: lines, of which one or, in quotes, several make a record."""

    def __init__(self, path: Path, lines: Lines, index: Index | None = None) -> None:
        self._path, self._lines = path, lines
        self._blocks = _Blocks(_HELD)
        self._count = index.count if index else -1
        self._stride = index.stride if index else STRIDE
        self._offsets = array("Q", index.offsets if index else ())
        self._columns = index.columns if index else ()

    def __len__(self) -> int:
        if self._count < 0:
            for _ in self.each():
                pass
        return self._count

    def each(self) -> Iterator[Record]:
        marking = self._count < 0
        count = 0
        if marking:
            self._offsets, self._stride = array("Q"), STRIDE
        with _readable(self._path), self._path.open("rb") as stream:
            columns = self._lines.columns(stream, self._path)
            for offset, record in self._lines.records(stream, columns, self._path):
                if marking and count % self._stride == 0:
                    self._mark(offset)
                count += 1
                yield record
        if marking:
            self._columns, self._count = columns, count

    def values(self, field: str) -> Iterator[Any]:
        return (record.get(field) for record in self.each())

    def _mark(self, offset: int) -> None:
        self._offsets.append(offset)
        if len(self._offsets) == MARKS:
            self._offsets = self._offsets[::2]
            self._stride *= 2

    def record(self, row: int) -> Record:
        if not 0 <= row < len(self):
            raise IndexError(row)
        number, place = divmod(row, self._stride)
        block = self._blocks.get(number)
        if block is None:
            block = self._read(number)
            self._blocks.keep(number, block)
        return block[place]

    def _read(self, number: int) -> list[Record]:
        records: list[Record] = []
        with _readable(self._path), self._path.open("rb") as stream:
            stream.seek(self._offsets[number])
            for _, record in self._lines.records(stream, self._columns, self._path):
                records.append(record)
                if len(records) == self._stride:
                    break
        wanted = min(self._stride, self._count - number * self._stride)
        if len(records) != wanted:
            raise DatasetError(f"`{self._path.name}` was changed while it was read")
        return records

    def index(self) -> Index | None:
        return Index(count=len(self), stride=self._stride, offsets=tuple(self._offsets),
                     columns=self._columns)  # fmt: skip


class JsonRecords:
    """A JSON document: a list of records, or an object with one list of them and some remarks."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._records: list[Record] | None = None
        self.canary: str | None = None
        """What the document says under `canary`."""

    def _all(self) -> list[Record]:
        if self._records is None:
            document = _document(self._path)
            if isinstance(document, dict) and isinstance(document.get("canary"), str):
                self.canary = document["canary"]
            self._records = _listed(document, self._path)
        return self._records

    def __len__(self) -> int:
        return len(self._all())

    def each(self) -> Iterator[Record]:
        return iter(self._all())

    def values(self, field: str) -> Iterator[Any]:
        return (record.get(field) for record in self._all())

    def record(self, row: int) -> Record:
        return self._all()[row]

    def index(self) -> Index | None:
        return None


class NoRecords(DatasetError):
    """A well-formed document that is no list of records."""


def _document(path: Path) -> Any:
    size = path.stat().st_size
    if size > MAX_JSON:
        raise DatasetError(
            f"`{path.name}` is a JSON document of {size >> 20} MB; at most {MAX_JSON >> 20} MB "
            "are read",
            hint="write one JSON object a line, as .jsonl",
        )
    with _readable(path):
        try:
            return json.loads(path.read_bytes(), parse_constant=lambda _: None)
        except json.JSONDecodeError as error:
            raise DatasetError(f"{path}:{error.lineno}: this is no JSON: {error.msg}") from error


def _listed(document: Any, path: Path) -> list[Record]:
    if isinstance(document, dict):
        lists = [held for held in document.values() if isinstance(held, list)]
        document = lists[0] if len(lists) == 1 else None
    if not isinstance(document, list) or not document:
        raise NoRecords(f"{path}:1: no list of records", hint='such as `[{"question": …}, …]`')
    if not all(isinstance(one, dict) for one in document):
        raise NoRecords(f"{path}:1: a record of the list is no object")
    return document


class ParquetRecords:
    """Rows of a Parquet file; only the slice that is asked for is in memory."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._blocks = _Blocks(_HELD_ROWS)
        with _readable(path):
            self._frame = FORMATS[".parquet"][1](polars(), [path], ())
            counted = self._frame.select(polars().len()).collect()
        self._count = int(counted.item())

    def __len__(self) -> int:
        return self._count

    def each(self) -> Iterator[Record]:
        return map(_plain_record, self._rows(self._frame))

    def values(self, field: str) -> Iterator[Any]:
        return (plain_value(row[field]) for row in self._rows(self._frame.select(field)))

    def _rows(self, frame: Any) -> Iterator[dict[str, Any]]:
        with _readable(self._path):
            batches = frame.collect_batches(
                chunk_size=1_000, maintain_order=True, lazy=True, engine="streaming"
            )
            for batch in batches:
                yield from batch.iter_rows(named=True)

    def record(self, row: int) -> Record:
        if not 0 <= row < self._count:
            raise IndexError(row)
        number, place = divmod(row, _ROWS)
        block = self._blocks.get(number)
        if block is None:
            with _readable(self._path):
                rows = self._frame.slice(number * _ROWS, _ROWS).collect()
            block = [_plain_record(one) for one in rows.iter_rows(named=True)]
            self._blocks.keep(number, block)
        return block[place]

    def index(self) -> Index | None:
        return None


def _plain_record(record: dict[str, Any]) -> Record:
    return {name: plain_value(value) for name, value in record.items()}


def plain_value(value: Any) -> Any:
    """Return a value as JSON has it: dates as ISO 8601, what has no form there as nothing."""
    if isinstance(value, float):
        return value if isfinite(value) else None
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, list):
        return [plain_value(one) for one in value]
    if isinstance(value, dict):
        return {str(name): plain_value(one) for name, one in value.items()}
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else None


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """Say in one sentence why a file can't be read."""
    try:
        yield
    except (OSError, UnicodeDecodeError) as error:
        raise DatasetError(f"`{path}` can't be read: {error}") from error
    except Exception as error:
        # polars is imported by what needs it, and its errors with it.
        if type(error).__module__.partition(".")[0] != "polars":
            raise
        lines = [line.strip() for line in str(error).splitlines() if line.strip()]
        said = one_line(lines[0] if lines else type(error).__name__, 200)
        raise DatasetError(f"`{path}` can't be read: {said}") from error
