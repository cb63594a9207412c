"""The entries of a zip, read in place. Each is held against the listing while it is read.

An entry gives exactly as many bytes as the listing says, or an error: nothing is inflated beyond
it, and neither a byte behind the content nor a wrong checksum passes. Memory is one block.
"""

from __future__ import annotations

import io
import zlib
from typing import Any, BinaryIO

from ..files import MANIFEST, sorted_names
from .listing import Listing, refused, shown
from .ranges import Ranges
from .records import DEFLATED, Entry, local_record, parse_local

BUFFER = 1 << 16
"""Bytes of content that are kept ready."""
BLOCK = 1 << 20
"""Packed bytes that are fetched at once."""
FIRST = 1 << 16
"""Packed bytes that are fetched with the header: all there is of a small entry."""
SLICE = 1 << 16
"""Packed bytes that are inflated at once: what is left of a slice is copied each time."""


class Member(io.RawIOBase):
    """The content of one entry, as a stream."""

    def __init__(self, ranges: Ranges, entry: Entry, start: int, head: bytes = b"") -> None:
        super().__init__()
        self._ranges, self._entry = ranges, entry
        self._block, self._next = memoryview(head), start + len(head)
        self._unread = entry.said.packed - len(head)
        self._left, self._crc = entry.said.size, 0
        self._inflater = zlib.decompressobj(-15) if entry.said.method == DEFLATED else None
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Fill a buffer.

        Raises:
            BundleError: the entry is not what the listing says.
        """
        view = memoryview(buffer).cast("B")[: self._left]
        if len(view):
            count = self._stored(view) if self._inflater is None else self._inflated(view)
            self._crc = zlib.crc32(view[:count], self._crc)
            self._left -= count
        else:
            count = 0
        if not self._left and not self._ended:
            self._finish()
        return count

    def _stored(self, view: memoryview) -> int:
        if self._block:
            count = min(len(view), len(self._block))
            view[:count], self._block = self._block[:count], self._block[count:]
            return count
        count = self._ranges.readinto_at(self._next, view)
        self._next, self._unread = self._next + count, self._unread - count
        if not count:
            raise self._damaged("ends early")
        return count

    def _inflated(self, view: memoryview) -> int:
        while not (data := self._inflate(len(view))):
            if self._inflater is not None and self._inflater.eof:
                raise self._damaged("unpacks to less than it says")
        view[: len(data)] = data
        return len(data)

    def _inflate(self, most: int) -> bytes:
        """Inflate some more; empty where the next slice is needed, or at the end."""
        assert self._inflater is not None
        packed: bytes | memoryview = self._inflater.unconsumed_tail
        if not packed:
            if not self._block and self._unread:
                data = self._ranges.read_at(self._next, min(BLOCK, self._unread))
                self._block, self._next = memoryview(data), self._next + len(data)
                self._unread -= len(data)
            packed, self._block = self._block[:SLICE], self._block[SLICE:]
        try:
            data = self._inflater.decompress(packed, most)
        except zlib.error as error:
            raise self._damaged(str(error)) from error
        if not (packed or data or self._inflater.eof):
            raise self._damaged("ends early")
        return data

    def _finish(self) -> None:
        """Hold the end of the content against what was said of it."""
        if self._inflater is not None:
            while not self._inflater.eof:
                if self._inflate(1):
                    raise self._damaged("unpacks to more than it says")
            if self._inflater.unused_data:
                raise self._damaged("has bytes behind its content")
        if self._block or self._unread:
            raise self._damaged("has bytes behind its content")
        if self._crc != self._entry.said.crc:
            raise self._damaged("has another checksum than it says")
        self._ended = True

    def _damaged(self, what: str) -> Exception:
        return refused(f"a damaged zip: {shown(self._entry)} {what}", self._ranges)


def open_member(
    ranges: Ranges, entry: Entry, start: int, head: bytes = b"", buffer: int = BUFFER
) -> BinaryIO:
    """Open the content of an entry whose bytes begin at `start`; `head` is read already."""
    # The buffer gives `readline(limit)` the speed of C.
    return io.BufferedReader(Member(ranges, entry, start, head), buffer)


class Archive:
    """The entries of a zip that say the same in both places and leave no byte between them."""

    def __init__(self, ranges: Ranges, listing: Listing) -> None:
        self._ranges, self._entries = ranges, listing.entries
        position = 0
        for entry in sorted(self._entries.values(), key=lambda one: one.offset):
            if entry.offset < position:
                raise refused(f"{shown(entry)} overlaps another", ranges)
            if entry.offset > position:
                odd = entry.offset - position
                raise refused(f"{odd} bytes before {shown(entry)} that belong to none", ranges)
            position += len(local_record(entry)) + entry.said.packed
        if position > listing.end:
            raise refused("its last entry overlaps the listing", ranges)
        if position < listing.end:
            message = f"{listing.end - position} bytes before its listing that belong to no entry"
            raise refused(message, ranges)

    @property
    def name(self) -> str:
        """Where it comes from, for messages."""
        return self._ranges.name

    def names(self) -> tuple[str, ...]:
        """Every name, in the order of the listing."""
        return tuple(self._entries)

    def size(self, name: str) -> int:
        """Return the bytes of an entry's content."""
        return self._entries[name].said.size

    def check(self) -> None:
        """Hold what stands before every entry against the listing.

        Raises:
            BundleError: they differ.
        """
        for entry in self._entries.values():
            self._check(entry, self._ranges.read_at(entry.offset, len(local_record(entry))))

    def open(self, name: str, buffer: int = BUFFER) -> BinaryIO:
        """Open an entry; `KeyError` where there is none. A larger buffer makes fewer reads."""
        entry = self._entries[name]
        length = len(local_record(entry))
        data = self._ranges.read_at(entry.offset, length + min(FIRST, entry.said.packed))
        self._check(entry, data[:length])
        return open_member(self._ranges, entry, entry.offset + length, data[length:], buffer)

    def _check(self, entry: Entry, header: bytes) -> None:
        if header == local_record(entry):
            return
        said = parse_local(header)
        if said is None:
            raise refused(f"no entry at {entry.offset}", self._ranges)
        pairs = zip(said._fields, said, entry.said, strict=True)
        odd = next((f"{name} {here} and {there}" for name, here, there in pairs if here != there),
                   "its name")  # fmt: skip
        message = f"{shown(entry)} is described in two different ways: {odd}"
        raise refused(message, self._ranges)


class ZipFiles:
    """The files of a bundle, read in place; only `bundle` makes one."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._names = sorted_names([name for name in archive.names() if name != MANIFEST])

    def names(self) -> tuple[str, ...]:
        return self._names

    def open(self, name: str) -> BinaryIO:
        return self._archive.open(name)

    def size(self, name: str) -> int:
        return self._archive.size(name)
