"""Zips written byte by byte, so that everything in them can be said wrongly; and the attacks."""

from __future__ import annotations

import stat
import struct
import zlib
from collections.abc import Callable, Mapping
from typing import Any

UTF8 = 0x800
END = "<4s4H2LH"


def deflated(data: bytes, level: int = 9) -> bytes:
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def extra(kind: int, data: bytes) -> bytes:
    """One extra field."""
    return struct.pack("<2H", kind, len(data)) + data


class Entry:
    """One entry. What is said of it can be a lie, in the listing and before its bytes (`local_`).

    `raw` are the packed bytes as they stand in the file, `behind` what follows them.
    """

    def __init__(self, name: str | bytes, data: bytes = b"", level: int = 9, **said: Any) -> None:
        self.name = name if isinstance(name, bytes) else name.encode()
        stored = said.get("method") == 0
        packed = said.get("raw", data if stored else deflated(data, level))
        self.said: dict[str, Any] = {
            "version": 20, "flags": 0 if self.name.isascii() else UTF8, "method": 8, "time": 0,
            "date": 33, "crc": zlib.crc32(data), "packed": len(packed), "size": len(data),
            "attributes": (stat.S_IFREG | 0o644) << 16, "system": 3, "disk": 0, "offset": None,
            "extra": b"", "comment": b"", "raw": packed, "behind": b"", "local_name": self.name,
            "local_extra": b"",
        } | said  # fmt: skip

    def local(self) -> bytes:
        said = self.said | {
            key.removeprefix("local_"): value
            for key, value in self.said.items()
            if key.startswith("local_")
        }
        head = struct.pack("<4s5H3L2H", b"PK\3\4", *self._common(said))
        return head + said["name"] + said["extra"] + said["raw"] + said["behind"]

    def central(self, offset: int) -> bytes:
        said = self.said | {"name": self.name}
        made = said["system"] << 8 | 20
        place = offset if said["offset"] is None else said["offset"]
        head = struct.pack("<4sH5H3L2H", b"PK\1\2", made, *self._common(said))
        tail = (len(said["comment"]), said["disk"], 0, said["attributes"], place)
        return head + struct.pack("<3H2L", *tail) + self.name + said["extra"] + said["comment"]

    @staticmethod
    def _common(said: Mapping[str, Any]) -> list[int]:
        keys = ("version", "flags", "method", "time", "date", "crc", "packed", "size")
        return [*(said[key] for key in keys), len(said["name"]), len(said["extra"])]


def zip_of(
    entries: list[Entry], *, before: bytes = b"", between: bytes = b"", in_listing: bytes = b"",
    behind_listing: bytes = b"", after: bytes = b"", comment: bytes = b"", **end: int,
) -> bytes:  # fmt: skip
    """A zip; `end` holds lies of its end: count, here, length, offset, disk, first, said."""
    body, listing = before, b""
    for entry in entries:
        listing += entry.central(len(body))
        body += entry.local()
    body, listing = body + between, listing + in_listing
    number = end.pop("count", len(entries))
    record = struct.pack(
        END, b"PK\5\6", end.get("disk", 0), end.get("first", 0), end.get("here", number), number,
        end.get("length", len(listing)), end.get("offset", len(body)),
        end.get("said", len(comment)),
    )  # fmt: skip
    return body + listing + behind_listing + record + comment + after


def entries_of(files: Mapping[str, bytes]) -> list[Entry]:
    return [Entry(name, data) for name, data in files.items()]


VICTIM = "README.md"
"""The file of the good ones that attacks on an entry are made with."""


def with_lies(**lies: Any) -> Callable[[dict[str, bytes]], bytes]:
    """The files as a zip, one of them with lies."""
    return lambda files: zip_of(
        [Entry(name, data, **(lies if name == VICTIM else {})) for name, data in files.items()]
    )


def with_entries(*more: tuple[str | bytes, bytes]) -> Callable[[dict[str, bytes]], bytes]:
    """The files as a zip, with more entries behind them."""
    return lambda files: zip_of([*entries_of(files), *(Entry(*one) for one in more)])


def with_layout(**layout: Any) -> Callable[[dict[str, bytes]], bytes]:
    """The files as a zip, with bytes where none belong, or another end."""
    return lambda files: zip_of(entries_of(files), **layout)


def twice(files: dict[str, bytes]) -> bytes:
    whole = zip_of(entries_of(files))
    return whole + whole


def quoted(files: dict[str, bytes]) -> bytes:
    """Entries that share bytes: the first, stored, holds the second with all that is said of it."""
    inner = Entry("data/files/inner", b"x" * 100, method=0)
    outer = Entry("data/files/outer", inner.local(), method=0)
    inner.said["offset"] = len(outer.local()) - len(inner.local())
    listing = inner.central(inner.said["offset"])
    return zip_of([outer, *entries_of(files)], in_listing=listing, count=len(files) + 2)


def shared(files: dict[str, bytes]) -> bytes:
    """Fifty entries of one name each, all with the bytes of the first."""
    first = Entry("data/files/a", bytes(900_000))
    others = [Entry(f"data/files/b{n}", bytes(900_000), offset=0) for n in range(50)]
    return zip_of([first, *others, *entries_of(files)])


def second_end(files: dict[str, bytes]) -> bytes:
    """A whole second zip in the comment of the first: readers differ in which one they find."""
    other = zip_of([Entry(VICTIM, b"another")])
    return zip_of(entries_of(files), comment=other)


def wide(files: dict[str, bytes]) -> bytes:
    """A zip64 whose first end tells the truth, and whose second one places an empty listing."""
    first = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 0, 0, 0, 0)
    plain = zip_of(entries_of(files))
    place = len(plain) - struct.calcsize(END)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, place, 1)
    return zip_of(entries_of(files), behind_listing=first + locator)


LINK, FOLDER, FIFO, SOCKET, BLOCK, CHARACTER = (
    (kind | 0o644) << 16
    for kind in (stat.S_IFLNK, stat.S_IFDIR, stat.S_IFIFO, stat.S_IFSOCK, stat.S_IFBLK,
                 stat.S_IFCHR)
)  # fmt: skip

BAD_NAMES: dict[str, str | bytes] = {
    "traversal": "../evil", "inner traversal": "data/files/../../../evil",
    "traversal at the end": "data/files/..", "Windows traversal": "..\\..\\evil",
    "absolute": "/etc/x", "UNC": "\\\\server\\share\\x", "UNC with slashes": "//server/share/x",
    "drive": "C:/x", "drive, relative": "C:x", "device path": "\\\\?\\C:\\x",
    "back slash": "data\\files\\x", "stream": "data/files/x:y", "NUL": "data/files/a\0.txt",
    "newline": "data/files/a\nb", "escape": "data/files/\x1b[2J", "delete": "data/files/\x7f",
    "line separator": "data/files/a\u2028b", "right to left": "data/files/\u202ex",
    "zero width": "data/files/a\u200db", "private": "data/files/\ue000", "empty": "",
    "dot": "./README.md", "dot inside": "data/./files/x", "double slash": "data//files/x",
    "only a slash": "/", "NUL device": "data/files/NUL.txt", "aux": "data/files/aux",
    "COM1": "data/files/com1 .x", "COM superscript": "data/files/COM¹", "console": "CONIN$",
    "folder is a device": "data/files/prn/x", "trailing dot": "data/files/x.",
    "trailing space": "data/files/x ", "folder with a trailing dot": "data/files/x./y",
    "wildcard": "data/files/*", "quote": 'data/files/"', "pipe": "data/files/a|b",
    "decomposed": "data/files/e\u0301", "Kelvin": "data/files/\u212a",
    "long": "data/files/" + "x" * 300, "long in bytes": "data/files/" + "é" * 100,
    "deep": "data/files/" + "a/" * 20 + "x",
    "combining marks": "data/files/" + "\u0315\u0300" * 15_000,
}  # fmt: skip
COLLISIONS: dict[str, tuple[str, ...]] = {
    "the same twice": ("data/files/a", "data/files/a"),
    "case": ("data/files/a", "data/files/A"),
    "case of a folder": ("data/files/a/x", "data/files/A/y"),
    "case beyond ASCII": ("data/files/é", "data/files/É"),
    "sharp s": ("data/files/ß", "data/files/SS"),
    "long s": ("data/files/s", "data/files/ſ"),
    "ligature": ("data/files/ﬁ", "data/files/FI"),
    "file, then folder": ("data/files/a", "data/files/a/b"),
    "folder, then file": ("data/files/a/b", "data/files/a"),
    "file and folder but for case": ("data/files/a", "data/files/A/b"),
}
Attack = tuple[Callable[[dict[str, bytes]], bytes], str]
ATTACKS: dict[str, Attack] = {
    "name that is not UTF-8": (
        lambda files: zip_of([*entries_of(files), Entry(b"data/files/\xff", flags=UTF8)]),
        "not UTF-8",
    ),
    "name in another encoding": (with_entries((b"data/files/\x81", b"")), "not UTF-8"),
    "link": (with_lies(attributes=LINK), "no regular file"),
    "folder": (with_lies(attributes=FOLDER), "no regular file"),
    "fifo": (with_lies(attributes=FIFO), "no regular file"),
    "socket": (with_lies(attributes=SOCKET), "no regular file"),
    "block device": (with_lies(attributes=BLOCK), "no regular file"),
    "character device": (with_lies(attributes=CHARACTER), "no regular file"),
    "link made on another system": (with_lies(attributes=LINK, system=0), "no regular file"),
    "folder of DOS": (with_lies(attributes=0x10, system=0), "no regular file"),
    "volume label of DOS": (with_lies(attributes=0x08, system=0), "no regular file"),
    "reparse point of Windows": (with_lies(attributes=0x400, system=10), "no regular file"),
    "encrypted": (with_lies(flags=0x1), "encrypted"),
    "strongly encrypted": (with_lies(flags=0x41), "encrypted"),
    "listing encrypted": (with_lies(flags=0x2000), "encrypted"),
    "patched data": (with_lies(flags=0x20), "encrypted or streamed"),
    "AES": (with_lies(method=99, extra=extra(0x9901, b"\2\0AE\3\x08\0")), "another compression"),
    "bzip2": (with_lies(method=12), "another compression"),
    "lzma": (with_lies(method=14), "another compression"),
    "zstandard": (with_lies(method=93), "another compression"),
    "deflate64": (with_lies(method=9), "another compression"),
    "newer version": (with_lies(version=63), "newer version"),
    "version of zip64": (with_lies(version=45), "newer version"),
    "on another disk": (with_lies(disk=1), "elsewhere"),
    "local name": (with_lies(local_name=b"README.mx"), "two different ways: its name"),
    "local name of another length": (with_lies(local_name=b"x"), "overlaps another"),
    "local size": (with_lies(local_size=9), "two different ways: size 9"),
    "local packed size": (with_lies(local_packed=9), "two different ways: packed 9"),
    "local checksum": (with_lies(local_crc=9), "two different ways: crc 9"),
    "local flags": (with_lies(local_flags=2), "two different ways: flags 2"),
    "local method": (with_lies(local_method=0), "two different ways: method 0"),
    "stored in two sizes": (with_lies(method=0, size=9), "two different sizes"),
    "wrong checksum": (with_lies(crc=1), "another checksum"),
    "larger than it says": (with_lies(size=2), "says"),
    "smaller than it says": (with_lies(size=50_000), "says"),
    "bytes behind the deflated": (
        with_lies(raw=deflated(b"Sums.\n") + b"hidden", crc=zlib.crc32(b"Sums.\n"), size=6),
        "bytes behind its content",
    ),
    "deflated without an end": (
        with_lies(raw=deflated(b"Sums.\n")[:-1], crc=zlib.crc32(b"Sums.\n"), size=6),
        "ends early",
    ),
    "not deflated at all": (with_lies(raw=b"\xff" * 20, size=6), "a damaged zip"),
    "deflated with a preset dictionary": (
        with_lies(raw=zlib.compress(b"Sums.\n"), crc=zlib.crc32(b"Sums.\n"), size=6),
        "a damaged zip",
    ),
    "packed size too large": (with_lies(packed=10**6), "overlaps another"),
    "packed size too small": (with_lies(packed=3), "that belong to none"),
    "offset of another": (with_lies(offset=0), "overlaps another"),
    "offset behind the end": (with_lies(offset=2**32 - 2), "that belong to none"),
    "sizes of zip64": (with_lies(size=2**32 - 1, packed=2**32 - 1), "zip64"),
    "zip64 that is not needed": (
        with_lies(extra=extra(1, struct.pack("<2Q", 6, 8))), "extra field"),
    "zip64 with a size that lies": (
        with_lies(size=2**32 - 1, extra=extra(1, struct.pack("<Q", 2**60))), "zip64"),
    "extra field twice": (with_lies(extra=extra(0x5455, b"\1") * 2), "extra field"),
    "extra field cut off": (with_lies(extra=b"UT\xff\xffx"), "extra field"),
    "extra field of three bytes": (with_lies(extra=b"abc"), "extra field"),
    "another name in an extra field": (
        with_lies(extra=extra(0x7075, b"\1" + bytes(4) + b"../evil")), "extra field"),
    "unknown extra field": (with_lies(extra=extra(0x4242, b"x")), "extra field"),
    "unknown local extra field": (
        with_lies(local_extra=extra(0x4242, b"x")), "that belong to none"),
    "streamed without sizes": (with_lies(flags=8), "streamed"),
    "ratio": (with_lies(size=10**9), "times its size"),
    "shebang before": (with_layout(before=b"#!/bin/sh\n"), "10 bytes before entry"),
    "program before": (with_layout(before=b"MZ" + bytes(5_000)), "5002 bytes before entry"),
    "bytes before the listing": (with_layout(between=b"junk"), "4 bytes before its listing"),
    "bytes in the listing": (with_layout(in_listing=b"junk"), "counts other entries"),
    "signature of the listing": (
        with_layout(in_listing=b"PK\5\5\2\0xx"), "counts other entries"),
    "bytes behind the listing": (with_layout(behind_listing=b"junk"), "4 bytes before"),
    "bytes behind the end": (with_layout(after=b"junk"), "not a zip"),
    "many bytes behind the end": (with_layout(after=b"x" * 100_000), "not a zip"),
    "comment longer than it says": (with_layout(comment=b"hello", said=3), "not a zip"),
    "two zips in one": (twice, "bytes before"),
    "a zip in the comment of another": (second_end, "bytes before"),
    "fewer entries than are listed": (with_layout(count=2), "counts other entries"),
    "more entries than are listed": (with_layout(count=60), "counts other entries"),
    "a million entries": (with_layout(count=60_000), "at most 10000 are allowed (limit `files`)"),
    "two counts": (with_layout(here=1), "a damaged zip"),
    "several disks": (with_layout(disk=1, first=1), "a damaged zip"),
    "listing too long": (with_layout(length=2**31), "(limit `directory_bytes`)"),
    "listing too short": (with_layout(length=10), "bytes before"),
    "listing elsewhere": (with_layout(offset=3), "bytes before"),
    "listing behind the end": (with_layout(offset=2**31), "a damaged zip"),
    "zip64 with another listing": (wide, "a zip64"),
    "entries that overlap": (quoted, "overlaps another"),
    "entries that share their bytes": (shared, "overlaps another"),
}  # fmt: skip
