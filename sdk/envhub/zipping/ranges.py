"""Bytes that are read at any place, of a file on disk or of anything that seeks."""

from __future__ import annotations

import io
import weakref
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from ..errors import EnvhubError

TAIL = 1 << 16
"""Bytes read from the end at once: with a small zip that is all of it, in one request."""


class Ranges:
    """One stream, shared by several readers and threads."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._stream, self.name = stream, name
        """Where it comes from, for messages."""
        self._lock = Lock()
        self._tail, self._tail_start = b"", 0
        with self._readable():
            self.size = stream.seek(0, io.SEEK_END)
        self._tail_start = self.size
        start = max(0, self.size - TAIL)
        self._tail, self._tail_start = self.read_at(start, self.size - start), start

    @classmethod
    def of_file(cls, path: Path) -> Ranges:
        """Open a file, which is closed with the last reader of it."""
        try:
            stream = path.open("rb", buffering=0)
        except OSError as error:
            raise EnvhubError(f"could not read `{path}`: {error.strerror or error}") from error
        ranges = cls(stream, path.name)
        weakref.finalize(ranges, stream.close)
        return ranges

    def read_at(self, offset: int, count: int) -> bytes:
        """Return so many bytes from a place; fewer only where the stream ends."""
        data = bytearray(min(count, max(0, self.size - offset)))
        return bytes(data[: self.readinto_at(offset, memoryview(data))])

    def readinto_at(self, offset: int, view: memoryview) -> int:
        """Fill a buffer from a place; fill less only where the stream ends.

        Raises:
            EnvhubError: it could not be read.
        """
        if offset >= self._tail_start:
            part = self._tail[offset - self._tail_start :][: len(view)]
            view[: len(part)] = part
            return len(part)
        filled = 0
        with self._lock, self._readable():
            self._stream.seek(offset)
            readinto = self._stream.readinto  # type: ignore[attr-defined]  # every binary stream
            while filled < len(view) and (count := readinto(view[filled:])):
                filled += count
        return filled

    def _readable(self) -> _Translated:
        return _Translated(self.name)


class _Translated:
    """Turns the system's error into one that says what could not be read."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None: ...

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError):
            said = error.strerror or error
            raise EnvhubError(f"could not read `{self._name}`: {said}") from error
