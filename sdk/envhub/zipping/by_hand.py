"""A source folder that a person zipped: `zip -r`, a file manager, Python, a download from GitHub.

Names, sizes, links and layout are judged as in a bundle. Let through is what zip programs add and
no reader stumbles over: folders, dates, comments, the usual extra fields, sizes behind the bytes.
The files may stand at the top or in one folder. Dot-files, `__pycache__` and `__MACOSX`, which no
environment holds, stay in the zip.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from ..atomic import whole_folder
from ..declaration import FILE
from ..errors import BundleError, EnvhubError, NotFound, Problem
from ..files import MANIFEST, ignored
from ..hashing import Hasher
from ..limits import Limits, standard
from .archive import open_member
from .listing import Listing, Rules, read_listing, refused, shown
from .ranges import Ranges
from .records import CRC_MARK, LOCAL_BYTES, STREAMED, UTF8, Entry, Said, parse_local
from .unpack import unpack

RULES = Rules(flags=UTF8 | STREAMED | 0x6, by_hand=True)
"""0x6: how hard the writer tried to deflate."""
_UNICODE_NAME = 0x7075
_KNOWN = {0x5455, 0x000A, 0x7875, 0x5855, 0x7855, 0xCAFE, _UNICODE_NAME}
"""Extra fields that give an entry no other content: times, owners, "a jar", its name once more."""


def is_bundle(path: str | Path, limits: Limits | None = None) -> bool:
    """Say whether a zip means to be a bundle, which has a manifest, or a zipped source folder.

    Raises:
        NotFound: there is no such file.
        BundleError: no zip, or a hostile one.
    """
    listing = read_listing(_ranges(path), limits or standard(), RULES)
    return MANIFEST in listing.entries


def unpack_source_zip(path: str | Path, target: str | Path, limits: Limits | None = None) -> Path:
    """Unpack a zip made by hand into a new folder, and return it: a source folder.

    One folder that all of it stands in is left out. Nothing but names and sizes is judged here:
    opening and freezing the folder judge its content.

    Raises:
        NotFound: there is no such file.
        BundleError: no zip, a hostile one, or one without an `environment.toml`.
        UsageError: `target` is there already.
        EnvhubError: it could not be written, such as for a full disk; nothing is kept.
    """
    target, ranges = Path(target), _ranges(path)
    listing = read_listing(ranges, limits or standard(), RULES)
    starts = dict(_starts(listing, ranges))
    kept = [name for name in listing.entries if not name.endswith("/") and not _ignored(name)]
    inside = _top(kept, ranges)
    try:
        with whole_folder(target) as folder, Hasher() as hasher:
            for name in kept:
                member = open_member(ranges, listing.entries[name], starts[name])
                unpack(member, folder, name[len(inside) :], hasher)
    except OSError as error:
        raise EnvhubError(f"could not write `{target}`: {error.strerror or error}") from error
    return target


def _ranges(path: str | Path) -> Ranges:
    if not Path(path).is_file():
        raise NotFound(f"no zip `{path}`")
    return Ranges.of_file(Path(path))


def _ignored(name: str) -> bool:
    return any(ignored(part) or part == "__MACOSX" for part in PurePosixPath(name).parts)


def _top(names: list[str], ranges: Ranges) -> str:
    """Return what comes before every name: nothing, or one folder and a slash."""
    if FILE in names:
        return ""
    tops = {name.partition("/")[0] + "/" for name in names}
    top = min(tops, default="")
    if len(tops) != 1 or top + FILE not in names:
        message = f"no `{FILE}`, at the top or in the one folder there: this is no environment"
        hint = "zip the source folder as `envhub init` makes one"
        raise BundleError([Problem(message, ranges.name)], hint=hint)
    return top


def _starts(listing: Listing, ranges: Ranges) -> Iterator[tuple[str, int]]:
    """Say where the bytes of each entry begin, once nothing but entries is found in the zip.

    Raises:
        BundleError: an entry is described in two ways, or bytes belong to none.
    """
    ordered = sorted(listing.entries.items(), key=lambda one: one[1].offset)
    borders = [*(entry.offset for _, entry in ordered), listing.end]
    if borders[0] != 0:
        raise refused(f"{borders[0]} bytes before its first entry that belong to none", ranges)
    for (name, entry), end in zip(ordered, borders[1:], strict=True):
        start = entry.offset + _header(entry, ranges)
        behind = end - start - entry.said.packed
        if behind < 0:
            raise refused(f"{shown(entry)} overlaps another", ranges)
        if not _closed(entry, ranges.read_at(end - behind, min(behind, 32))):
            message = f"{behind} bytes behind {shown(entry)} that do not belong there"
            raise refused(message, ranges)
        yield name, start


def _header(entry: Entry, ranges: Ranges) -> int:
    """Return the bytes of what stands before an entry, which says the same as the listing."""
    here = parse_local(ranges.read_at(entry.offset, LOCAL_BYTES))
    if here is None:
        raise refused(f"no entry at {entry.offset}", ranges)
    place = entry.offset + LOCAL_BYTES
    rest = ranges.read_at(place, here.name_bytes + here.extra_bytes)
    if (odd := _odd(here, entry.said)) or rest[: here.name_bytes] != entry.name:
        message = f"{shown(entry)} is described in two different ways: {odd or 'its name'}"
        raise refused(message, ranges)
    for extra in (entry.extra, rest[here.name_bytes :]):
        if problem := _extra_problem(extra, entry):
            raise refused(f"{shown(entry)} {problem}", ranges)
    return LOCAL_BYTES + len(rest)


def _odd(here: Said, listed: Said) -> str | None:
    """Name what an entry says otherwise than its listing; streamed, it may not know it yet."""
    unknown = (0,) if listed.flags & STREAMED else ()
    for name in ("flags", "method", "crc", "packed", "size"):
        said = getattr(here, name)
        if said != getattr(listed, name) and not (said in unknown and name not in Said._fields[:3]):
            return f"{name} {said} and {getattr(listed, name)}"
    return None


def _closed(entry: Entry, behind: bytes) -> bool:
    """Say whether what stands behind an entry's bytes is what should, which mostly is nothing."""
    if not entry.said.flags & STREAMED:
        return not behind
    said = struct.pack("<3L", entry.said.crc, entry.said.packed, entry.said.size)
    return behind in (said, CRC_MARK + said)


def _extra_problem(extra: bytes, entry: Entry) -> str | None:
    """Say what is wrong with the extra fields of an entry, or None."""
    seen: set[int] = set()
    while extra:
        kind, length = struct.unpack_from("<2H", extra) if len(extra) >= 4 else (0, 0xFFFF)
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        if len(field) != length or kind in seen:
            return "has a damaged or doubled extra field"
        if kind not in _KNOWN or (kind == _UNICODE_NAME and field[5:] != entry.name):
            return f"has an extra field (0x{kind:04x}) that could give it another name or content"
        seen.add(kind)
    return None
