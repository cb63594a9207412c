"""Text files of records line by line: JSONL, CSV, TSV. A mistake is told with its file and line."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from envhub.errors import DatasetError

from ..tools import Record

MAX_CELL = 16 << 20
"""Characters of one cell; csv's own limit is 131,072, which a document can exceed."""
_INTEGER = re.compile(r"-?(?:0|[1-9]\d{0,17})")
_FLOAT = re.compile(r"-?(?:0|[1-9]\d*)\.\d+")
_STARTS = frozenset("-0123456789")
_BOM = b"\xef\xbb\xbf"


class Lines(Protocol):
    """How a format writes its records."""

    def columns(self, stream: BinaryIO, path: Path) -> tuple[str, ...]:
        """Read the head of a file; the stream then stands at its first record."""

    def records(
        self, stream: BinaryIO, columns: tuple[str, ...], path: Path
    ) -> Iterator[tuple[int, Record]]:
        """Yield each record from where the stream stands, with the byte at which it begins."""


class JsonLines:
    """One JSON object a line; empty lines are passed over."""

    def columns(self, stream: BinaryIO, path: Path) -> tuple[str, ...]:
        _skip_mark(stream)
        return ()

    def records(
        self, stream: BinaryIO, columns: tuple[str, ...], path: Path
    ) -> Iterator[tuple[int, Record]]:
        start = offset = stream.tell()
        decode = json.JSONDecoder(parse_constant=lambda _: None).decode
        for number, line in enumerate(stream, 1):
            if not line.isspace():
                try:
                    record = decode(line.decode())
                except ValueError as error:
                    place = number + _lines_before(path, start)
                    said = getattr(error, "msg", "it is not UTF-8")
                    raise DatasetError(f"{path}:{place}: this is no JSON: {said}") from error
                if not isinstance(record, dict):
                    place = number + _lines_before(path, start)
                    raise DatasetError(f"{path}:{place}: a record is an object, such as "
                                       '`{"question": …}`')  # fmt: skip
                yield offset, record
            offset += len(line)


class Separated:
    """Cells between separators. TSV has no quotes, as IANA has it; CSV does (RFC 4180)."""

    def __init__(self, separator: str) -> None:
        quoting = csv.QUOTE_NONE if separator == "\t" else csv.QUOTE_MINIMAL
        self._form: dict[str, Any] = {
            "delimiter": separator, "quoting": quoting, "strict": separator != "\t",
        }  # fmt: skip

    def columns(self, stream: BinaryIO, path: Path) -> tuple[str, ...]:
        _skip_mark(stream)
        start = stream.tell()
        source = _Source(stream, path, start)
        first = next(self._rows(source), [])
        names = tuple(cell.strip() for cell in first)
        if _is_head(names):
            stream.seek(source.offset)
            return names
        stream.seek(start)
        return tuple(f"column_{n}" for n in range(1, len(names) + 1))

    def records(
        self, stream: BinaryIO, columns: tuple[str, ...], path: Path
    ) -> Iterator[tuple[int, Record]]:
        source = _Source(stream, path, stream.tell())
        begin = source.offset
        for row in self._rows(source):
            if row:
                if len(row) != len(columns):
                    raise DatasetError(f"{path}:{source.line()}: a row of {len(row)} cells under "
                                       f"{len(columns)} columns")  # fmt: skip
                yield begin, {name: cell_value(cell) for name, cell in
                              zip(columns, row, strict=True)}  # fmt: skip
            begin = source.offset

    def _rows(self, source: _Source) -> Iterator[list[str]]:
        if csv.field_size_limit() < MAX_CELL:
            csv.field_size_limit(MAX_CELL)
        try:
            yield from csv.reader(source, **self._form)
        except csv.Error as error:
            raise DatasetError(f"{source.path}:{source.line()}: this is no row: {error}") from error


class _Source:
    """Lines of a stream as text, that knows how far it has been read."""

    def __init__(self, stream: BinaryIO, path: Path, start: int) -> None:
        self._stream, self.path, self._start = stream, path, start
        self.offset = start
        self._read = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._stream.readline()
        if not line:
            raise StopIteration
        self.offset += len(line)
        self._read += 1
        try:
            return line.decode()
        except UnicodeDecodeError as error:
            raise DatasetError(f"{self.path}:{self.line()}: this is not UTF-8") from error

    def line(self) -> int:
        """The number of the line that was read last."""
        return self._read + _lines_before(self.path, self._start)


def cell_value(cell: str) -> Any:
    """Return what a cell says: nothing, a number that is written in its one usual form, a text."""
    if not cell:
        return None
    if cell[0] in _STARTS and cell[-1] in _STARTS:
        if _INTEGER.fullmatch(cell):
            return int(cell)
        if _FLOAT.fullmatch(cell) and repr(float(cell)) == cell:
            return float(cell)
    return cell


def _is_head(names: tuple[str, ...]) -> bool:
    """Whether a first row names columns: short names, all different, none of them a number."""
    short = all(0 < len(name) <= 64 and name.count(" ") < 6 for name in names)
    return short and len(set(names)) == len(names) and not any(
        isinstance(cell_value(name), int | float) for name in names
    )  # fmt: skip


def _skip_mark(stream: BinaryIO) -> None:
    if stream.read(len(_BOM)) != _BOM:
        stream.seek(0)


def _lines_before(path: Path, offset: int) -> int:
    """Count the lines before a byte; only an error asks for it."""
    with path.open("rb") as stream:
        return stream.read(offset).count(b"\n")
