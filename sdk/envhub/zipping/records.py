"""The three records of a zip, as bytes and as values. Nothing here reads a file or judges one."""

from __future__ import annotations

from struct import Struct
from typing import NamedTuple

LOCAL_MARK, CENTRAL_MARK, END_MARK = b"PK\3\4", b"PK\1\2", b"PK\5\6"
CRC_MARK = b"PK\7\x08"
"""Before the sizes that stand behind streamed bytes; a writer may leave it out."""
WIDE_MARK = b"PK\6\7"
"""Before the end of a zip64: it leads to a second end, which could tell another story."""
STREAMED, UTF8 = 0x8, 0x800
"""Flags: sizes stand behind the bytes; the name is UTF-8."""
STORED, DEFLATED = 0, 8
WIDE = 0xFFFF_FFFF
"""Stands for a number that needs zip64; below it, no bundle does."""
VERSION = 20
"""Of the format: deflate, and nothing newer."""
_SAID = Struct("<5H3L2H")
_CENTRAL = Struct(f"<4sH{_SAID.size}s3H2L")
END = Struct("<4s4H2LH")
LOCAL_BYTES, CENTRAL_BYTES = 4 + _SAID.size, _CENTRAL.size


class Said(NamedTuple):
    """What a zip says of an entry twice: before its bytes, and in the listing at the end."""

    version: int
    flags: int
    method: int
    time: int
    date: int
    crc: int
    packed: int
    size: int
    name_bytes: int
    extra_bytes: int


class Entry(NamedTuple):
    """One entry, as the listing has it."""

    name: bytes
    said: Said
    offset: int
    attributes: int
    extra: bytes = b""
    comment: bytes = b""
    disk: int = 0


class End(NamedTuple):
    """The record that a zip ends with: it counts and places the listing."""

    disks: tuple[int, int]
    entries: tuple[int, int]
    length: int
    offset: int
    position: int
    """Where the record itself stands."""


def local_record(entry: Entry) -> bytes:
    """Return what stands before the bytes of an entry that has no extra field."""
    return LOCAL_MARK + _SAID.pack(*entry.said) + entry.name


def parse_local(data: bytes) -> Said | None:
    """Read what stands before an entry's bytes, up to its name; None where nothing does."""
    if len(data) < LOCAL_BYTES or data[:4] != LOCAL_MARK:
        return None
    return Said._make(_SAID.unpack(data[4:LOCAL_BYTES]))


def central_record(entry: Entry) -> bytes:
    """Return an entry's line of the listing, as made on Unix."""
    said = _SAID.pack(*entry.said)
    made = 3 << 8 | VERSION
    head = _CENTRAL.pack(CENTRAL_MARK, made, said, 0, 0, 0, entry.attributes, entry.offset)
    return head + entry.name


def parse_central(data: bytes, position: int) -> tuple[Entry, int] | None:
    """Read one line of the listing and where the next begins; None where there is none."""
    head = data[position : position + CENTRAL_BYTES]
    if len(head) < CENTRAL_BYTES or head[:4] != CENTRAL_MARK:
        return None
    _, _, raw, comment, disk, _, attributes, offset = _CENTRAL.unpack(head)
    said = Said._make(_SAID.unpack(raw))
    name = position + CENTRAL_BYTES
    extra = name + said.name_bytes
    note = extra + said.extra_bytes
    end = note + comment
    if end > len(data):
        return None
    parts = data[name:extra], data[extra:note], data[note:end]
    return Entry(parts[0], said, offset, attributes, parts[1], parts[2], disk), end


def end_record(entries: int, length: int, offset: int) -> bytes:
    """Return the record that a zip without a comment ends with."""
    return END.pack(END_MARK, 0, 0, entries, entries, length, offset, 0)


def parse_end(data: bytes, position: int) -> End:
    """Read the record that a zip ends with, which stands at `position` of the file."""
    _, disk, first, here, all_, length, offset, _ = END.unpack(data)
    return End((disk, first), (here, all_), length, offset, position)
