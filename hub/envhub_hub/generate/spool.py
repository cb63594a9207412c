"""Samples on their way to an environment: kept in a nameless file, so that memory does not grow.

Sixteen bytes of memory a row: where its sample ends, and where its target does.
"""

from __future__ import annotations

import io
import os
import tempfile
import weakref
from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO, overload

from envhub.files import Files, sorted_names
from envhub.sample import Sample, Target
from envhub.values import json_line

from .rows import Pair

Lines = tuple[bytes, bytes]
"""A sample and its target as they are written to disk."""
TEST, PRACTICE = "data/test", "data/practice"


def _spool(owner: object) -> BinaryIO:
    """Open a nameless file that is closed when its owner is gone."""
    stream = tempfile.TemporaryFile()  # noqa: SIM115
    weakref.finalize(owner, stream.close)
    return stream


class Rows(Sequence[Pair]):
    """Samples with their targets, in order; a row is read back when it is asked for."""

    def __init__(self) -> None:
        self._file = _spool(self)
        self._ends = array("Q", [0])

    def append(self, pair: Pair) -> None:
        """Add a sample and its target."""
        self.write((json_line(pair[0]), json_line(pair[1])))

    def write(self, lines: Lines) -> None:
        """Add a row as it is written to disk."""
        for line in lines:
            self._file.write(line)
            self._ends.append(self._ends[-1] + len(line))

    def lines(self, row: int) -> Lines:
        """Return a row as it is written to disk."""
        self._file.flush()
        start, middle, end = self._ends[2 * row : 2 * row + 3]
        data = os.pread(self._file.fileno(), end - start, start)
        return data[: middle - start], data[middle - start :]

    def __len__(self) -> int:
        return len(self._ends) // 2

    @overload
    def __getitem__(self, row: int) -> Pair: ...
    @overload
    def __getitem__(self, row: slice) -> list[Pair]: ...
    def __getitem__(self, row: int | slice) -> Pair | list[Pair]:
        if isinstance(row, slice):
            return [self[n] for n in range(*row.indices(len(self)))]
        if not -len(self) <= row < len(self):
            raise IndexError(row)
        sample, target = self.lines(row % len(self))
        return Sample.model_validate_json(sample), Target.model_validate_json(target)

    def __iter__(self) -> Iterator[Pair]:
        return (self[row] for row in range(len(self)))


def in_turn(capabilities: Sequence[Rows]) -> Rows:
    """Interleave the rows of capabilities, so that the first few cover all of them."""
    whole = Rows()
    for row in range(max(map(len, capabilities), default=0)):
        for one in capabilities:
            if row < len(one):
                whole.write(one.lines(row))
    return whole


class SpooledFiles:
    """The files of an environment of which the rows stand in spools."""

    def __init__(self, files: Files, splits: Mapping[str, Rows]) -> None:
        """Lay rows over files.

        Args:
            files: everything else.
            splits: rows by the beginning of their files' names, such as `data/test`.
        """
        self._files = files
        self._rows: dict[str, BinaryIO] = {}
        for split, rows in splits.items():
            for place, name in enumerate((f"{split}.jsonl", f"{split}.targets.jsonl")):
                stream = self._rows[name] = _spool(self)
                for row in range(len(rows)):
                    stream.write(rows.lines(row)[place])
                stream.flush()

    def names(self) -> tuple[str, ...]:
        return sorted_names([*{*self._files.names(), *self._rows}])

    def open(self, name: str) -> BinaryIO:
        if name not in self._rows:
            return self._files.open(name)
        return io.BufferedReader(_Again(self._rows[name].fileno()))

    def size(self, name: str) -> int:
        if name not in self._rows:
            return self._files.size(name)
        return os.fstat(self._rows[name].fileno()).st_size


class _Again(io.RawIOBase):
    """A reader of a file that others read at the same time."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._place = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = os.pread(self._descriptor, len(buffer), self._place)
        buffer[: len(data)] = data
        self._place += len(data)
        return len(data)

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._place}.get(whence)
        if start is None:
            start = os.fstat(self._descriptor).st_size
        self._place = max(0, start + offset)
        return self._place
