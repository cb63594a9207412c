"""A zip as `freeze` writes it: one time stamp, mode 0644, no links, no comments, no extra fields.

What deflate makes smaller by a tenth is deflated, the rest is stored. The beginning of a file
decides, so that a gigabyte of pictures is never deflated for nothing; what turns out not to save
a tenth is written again, stored. Equal content gives equal bytes wherever it is read from.
"""

from __future__ import annotations

import os
import stat
import zlib
from typing import BinaryIO

from ..errors import EnvhubError, InvalidEnvironment, Problem
from ..files import Files
from ..hashing import Hasher
from .listing import Listing
from .records import (
    DEFLATED,
    STORED,
    UTF8,
    VERSION,
    WIDE,
    Entry,
    Said,
    central_record,
    end_record,
    local_record,
)

SAMPLE = 1 << 14
"""Bytes of a file that decide whether it is deflated."""
LARGEST_SHARE = 0.9
"""Of its size, that a deflated file may keep."""
DATE, ATTRIBUTES = 33, (stat.S_IFREG | 0o644) << 16
"""1 January 1980, the first that a zip can say; a regular file that everybody may read."""


class Writer:
    """Writes entries one behind the other into a stream that can be read and sought."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._end = stream, 0
        self._entries: dict[str, Entry] = {}

    @property
    def listing(self) -> Listing:
        """What was written so far."""
        return Listing(dict(self._entries), self._end)

    def add(self, name: str, files: Files, hasher: Hasher) -> tuple[str, int]:
        """Add one file; return the sha256 and the size of what was written.

        Raises:
            EnvhubError: it changed while it was read.
        """
        with files.open(name) as stream:
            before = _state(stream)
            head = stream.read(SAMPLE)
            deflate = _share(head) <= LARGEST_SHARE
            found = self._write(name, _Packed(self._stream, deflate), stream, (hasher, head))
            if _state(stream) != before:
                raise _changed(name)
        said = self._entries[name].said
        if deflate and said.packed > LARGEST_SHARE * said.size:
            self._end = self._entries.pop(name).offset
            with files.open(name) as stream:
                again = self._write(name, _Packed(self._stream, False), stream, (hasher, b""))
            if again != found:
                raise _changed(name)
        return found

    def finish(self) -> None:
        """Write the listing, with which the zip is whole."""
        listing = b"".join(map(central_record, self._entries.values()))
        self._stream.seek(self._end)
        self._stream.write(listing + end_record(len(self._entries), len(listing), self._end))
        self._stream.truncate()

    def _write(
        self, name: str, packed: _Packed, stream: BinaryIO, reading: tuple[Hasher, bytes]
    ) -> tuple[str, int]:
        raw, offset = name.encode("utf-8"), self._end
        length = len(local_record(Entry(raw, Said(*[0] * 10), 0, 0)))
        self._stream.seek(offset + length)
        found, size = reading[0].read(stream, packed.write, head=reading[1])
        packed.finish()
        self._end = offset + length + packed.size
        if self._end >= WIDE or size >= WIDE or len(self._entries) >= 0xFFFE:
            message = "a bundle is no zip64: it stays below 4 GiB and 65535 entries"
            raise InvalidEnvironment([Problem(message, name)])
        flags = 0 if name.isascii() else UTF8
        said = Said(
            VERSION, flags, packed.method, 0, DATE, packed.crc, packed.size, size, len(raw), 0
        )
        entry = Entry(raw, said, offset, ATTRIBUTES)
        self._stream.seek(offset)
        self._stream.write(local_record(entry))
        self._entries[name] = entry
        return found, size


class _Packed:
    """The bytes of one entry on their way into the zip."""

    def __init__(self, stream: BinaryIO, deflate: bool) -> None:
        self._stream = stream
        self._deflater = _deflater() if deflate else None
        self.method = DEFLATED if deflate else STORED
        self.crc = self.size = 0

    def write(self, chunk: memoryview) -> None:
        self.crc = zlib.crc32(chunk, self.crc)
        self._put(chunk if self._deflater is None else self._deflater.compress(chunk))

    def finish(self) -> None:
        if self._deflater is not None:
            self._put(self._deflater.flush())

    def _put(self, data: bytes | memoryview) -> None:
        self._stream.write(data)
        self.size += len(data)


def _deflater() -> zlib._Compress:
    return zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -15)


def _share(sample: bytes) -> float:
    """Return the share of its size that deflate leaves of a sample."""
    deflater = _deflater()
    return len(deflater.compress(sample) + deflater.flush()) / max(1, len(sample))


def _state(stream: BinaryIO) -> tuple[int, int] | None:
    """Return size and time of change of a file on disk; None for bytes from elsewhere."""
    try:
        found = os.fstat(stream.fileno())
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def _changed(name: str) -> EnvhubError:
    return EnvhubError(f"`{name}` changed while it was frozen")
