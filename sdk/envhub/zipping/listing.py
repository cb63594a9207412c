"""The listing at a zip's end: read within limits, and judged before any entry is looked at.

Refused are names that some system confuses or obeys, two names for one place, whatever is no
regular file, encryption, odd methods, comments, extra fields, zip64, and sizes no honest file has.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from typing import NamedTuple

from ..errors import BundleError, Problem
from ..files import collision, name_problem
from ..limits import Limits
from .ranges import Ranges
from .records import (
    DEFLATED,
    END,
    END_MARK,
    STORED,
    UTF8,
    VERSION,
    WIDE,
    WIDE_MARK,
    End,
    Entry,
    parse_central,
    parse_end,
)

LOCATOR = 20
"""Bytes of what leads to the second end of a zip64, right before the first."""
_ODD_FILE, _ODD_FOLDER = 0x458, 0x448
"""DOS attributes of a folder, a volume label, a device and a reparse point."""


class Rules(NamedTuple):
    """What a zip may do."""

    version: int = VERSION
    flags: int = UTF8
    by_hand: bool = False
    """Folders, comments, extra fields and names without a mark are let through to be judged."""


class Listing(NamedTuple):
    """The entries of a zip by name, in their order, and where they end."""

    entries: dict[str, Entry]
    end: int


def refused(message: str, ranges: Ranges) -> BundleError:
    """Return the error that a hostile or damaged zip amounts to."""
    return BundleError([Problem(message, ranges.name)])


def shown(entry: Entry) -> str:
    """Return an entry's name as messages show it, whatever it holds."""
    return f"entry {entry.name.decode('utf-8', 'backslashreplace')!r:.120}"


def read_listing(ranges: Ranges, limits: Limits, rules: Rules | None = None) -> Listing:
    """Read the listing of a zip.

    Raises:
        BundleError: no zip, or one that breaks a rule; LimitExceeded where it is too much.
    """
    rules = rules or Rules()
    limits.check("zip_bytes", ranges.size, "bytes of zip", ranges.name)
    end = _end(ranges, rules)
    limits.check("files", end.entries[1], "entries", ranges.name)
    limits.check("directory_bytes", end.length, "bytes of listing", ranges.name)
    odd = end.position - end.offset - end.length
    if odd > 0:
        raise refused(f"{odd} bytes before its entries or its listing that belong to none", ranges)
    if odd < 0 or end.disks != (0, 0) or end.entries[0] != end.entries[1]:
        raise refused("a damaged zip: its end places the listing where it can't stand", ranges)
    entries = list(_entries(ranges.read_at(end.offset, end.length), end, ranges))
    named: dict[str, Entry] = {}
    for entry in entries:
        named[_judged(entry, rules, limits, ranges)] = entry
    if pair := collision(_spelled(entries)):
        raise refused(f"entries {pair}", ranges)
    _check_sizes(entries, limits, ranges)
    return Listing(named, end.offset)


def _end(ranges: Ranges, rules: Rules) -> End:
    reach = END.size + LOCATOR + (0xFFFF if rules.by_hand else 0)
    start = max(0, ranges.size - reach)
    tail = ranges.read_at(start, ranges.size - start)
    place = len(tail) - END.size
    if rules.by_hand and tail[-END.size :][:4] != END_MARK:
        place = tail.rfind(END_MARK)
    record = tail[max(0, place) :]
    comment = len(record) - END.size
    if (
        place < 0
        or comment < 0
        or record[:4] != END_MARK
        or int.from_bytes(record[END.size - 2 : END.size], "little") != comment
    ):
        raise refused("not a zip, or one with a comment or other bytes behind its end", ranges)
    end = parse_end(record[: END.size], start + place)
    wide = tail[max(0, place - LOCATOR) : place].startswith(WIDE_MARK)
    if wide or WIDE in end or end.entries[1] == 0xFFFF:
        raise refused("a zip64, which below 4 GiB and 65535 entries no zip has to be", ranges)
    return end


def _entries(directory: bytes, end: End, ranges: Ranges) -> Iterator[Entry]:
    position = 0
    for _ in range(end.entries[1]):
        found = parse_central(directory, position)
        if found is None:
            break
        entry, position = found
        yield entry
    else:
        if position == len(directory):
            return
    raise refused("its end counts other entries than it lists", ranges)


def _spelled(entries: list[Entry]) -> Iterator[str]:
    return (entry.name.decode("utf-8") for entry in entries)


def _judged(entry: Entry, rules: Rules, limits: Limits, ranges: Ranges) -> str:
    """Return the name of an entry that breaks no rule; a folder's ends with `/`."""
    start = f"{shown(entry)} has a name of "
    limits.check("path_bytes", len(entry.name), "bytes", ranges.name, of=start)
    limits.check("depth", entry.name.count(b"/") + 1, "parts", ranges.name, of=start)
    if problem := _entry_problem(entry, rules, limits):
        raise refused(f"{shown(entry)} {problem}", ranges)
    size, packed = entry.said.size, max(1, entry.said.packed)
    if size > limits.ratio_from_bytes:
        start = f"{shown(entry)} unpacks to "
        limits.check("ratio", -(-size // packed), "times its size", ranges.name, of=start)
    return entry.name.decode("utf-8")


def _entry_problem(entry: Entry, rules: Rules, limits: Limits) -> str | None:
    said = entry.said
    try:
        name = entry.name.decode("utf-8")
    except UnicodeDecodeError:
        return "has a name that is not UTF-8"
    if not (name.isascii() or said.flags & UTF8 or rules.by_hand):
        return "has a name that is not marked as UTF-8"
    if WIDE in (said.packed, said.size, entry.offset) or said.version > rules.version:
        return "needs zip64 or another newer version of the format"
    if said.flags & ~rules.flags:
        return "is encrypted or streamed"
    if said.method not in (STORED, DEFLATED):
        return "uses another compression than deflate"
    if (entry.comment or entry.extra) and not rules.by_hand:
        return "carries a comment or an extra field"
    if (said.method == STORED and said.packed != said.size) or entry.disk:
        return "says two different sizes, or that it is elsewhere"
    folder = rules.by_hand and name.endswith("/")
    kind, odd = stat.S_IFDIR if folder else stat.S_IFREG, _ODD_FOLDER if folder else _ODD_FILE
    if stat.S_IFMT(entry.attributes >> 16) not in (0, kind) or entry.attributes & odd:
        return "is no regular file (links and devices are refused)"
    if folder and (said.size or said.packed > 2):  # two bytes is nothing, deflated
        return "is a folder with content"
    problem = name_problem(name[:-1] if folder else name, limits)
    return f"has a name that is refused: it {problem}" if problem else None


def _check_sizes(entries: list[Entry], limits: Limits, ranges: Ranges) -> None:
    packed = sum(entry.said.packed for entry in entries)
    unpacked = sum(entry.said.size for entry in entries)
    limits.check("total_bytes", unpacked, "bytes when unpacked", ranges.name)
    if unpacked > limits.total_ratio_from_bytes:
        ratio = -(-unpacked // max(1, packed))
        limits.check("total_ratio", ratio, "times its size", ranges.name, of="unpacks to ")
