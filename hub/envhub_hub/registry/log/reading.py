"""Reading the log: old entries from tiles, fetched together, the tail one by one.

Where a tile is missing, damaged or at odds with what stands around it, the entries themselves are
read. Where they do not continue each other, the log is damaged, and that is an error.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice

from pydantic import Field

from envhub.errors import IntegrityError, NotFound
from envhub.values import Frozen

from ...store import Store
from .entry import (
    BLOCK,
    FOLDER,
    IDENTITY,
    START,
    Damaged,
    LogEntry,
    before_entry,
    block_of,
    entry_key,
    hash_of,
    parse,
    seq_of,
)
from .tiles import FOLDER as TILES
from .tiles import Tile, before_tile, block_of_tile, read_tile, tile_key

NEAR = 2 * BLOCK
"""Entries that are looked at before a reader turns to tiles; below a store's page of keys."""
TOGETHER = 32
"""Tiles that are fetched at once: some 500 kB, and 6 MB when they are open."""


class Cursor(Frozen):
    """How far a log was read, and what tells whether it still is that log."""

    log: str
    """Its identity."""
    log_etag: str = ""
    """The store's mark of what says so; empty where it was read just before."""
    seq: int = 0
    sha256: str = START
    """The hash of that entry; empty where it is not known."""
    etag: str = ""
    """The store's mark of that entry, so that a look need not read it; empty where not known."""
    own: bool = Field(default=False, exclude=True)
    """This process wrote or read that entry just now: what is listed in its place is it."""


@dataclass(frozen=True)
class Sight:
    """What one LIST of the entries showed."""

    log_etag: str
    """Empty where there is no log."""
    etags: dict[int, str]
    """By number, in order."""
    more: bool
    """There is more than was looked at."""

    @property
    def head(self) -> int:
        return max(self.etags, default=0)


def look(store: Store, seq: int, most: int | None = NEAR) -> Sight:
    """List the entries from one on; with `most`, no more than so many."""
    found = store.entries(FOLDER, after=before_entry(seq))
    seen = list(islice(found, most + 2) if most is not None else found)
    etags = {number: one.etag for one in seen if (number := seq_of(one.key)) is not None}
    mark = next((one.etag for one in seen if one.key == IDENTITY), None)
    more = most is not None and len(etags) > most
    if mark is None and len(seen) and more:
        stood = store.stat(IDENTITY)
        mark = stood.etag if stood is not None else None
    return Sight(mark or "", etags, more)


def identity(store: Store) -> str:
    """Return which log stands here.

    Raises:
        NotFound: none does.
        IntegrityError: what says so is damaged.
    """
    try:
        data = store.read(IDENTITY)
    except NotFound as error:
        raise NotFound(f"registry {store.url} has no log") from error
    try:
        said = json.loads(data)
        found, block = said["id"], said["block"]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise IntegrityError(f"`{IDENTITY}` of {store.url} is damaged") from error
    if not isinstance(found, str) or block != BLOCK:
        raise IntegrityError(f"`{IDENTITY}` of {store.url} is damaged, or of a newer envhub")
    return found[:100]


def checked(store: Store, cursor: Cursor, sight: Sight) -> Cursor | None:
    """Return the cursor with the store's present marks; None where another log stands here now.

    Raises:
        NotFound: there is no log any more.
        IntegrityError: the log was cut or rewritten below the cursor.
    """
    if not sight.log_etag:
        raise NotFound(f"registry {store.url} has no log")
    if cursor.log_etag not in ("", sight.log_etag) and identity(store) != cursor.log:
        return None
    etag = ""
    if cursor.seq:
        if cursor.seq not in sight.etags:
            raise IntegrityError(
                f"the log of {store.url} is cut: entry {cursor.seq}, read before, is missing",
                hint="`envhub registry verify` says what is damaged",
            )
        etag = sight.etags[cursor.seq]
        if etag != cursor.etag and cursor.sha256 and not (cursor.own and not cursor.etag):
            raw = store.read(entry_key(cursor.seq))
            if hash_of(raw) != cursor.sha256:
                raise broken(store, cursor.seq, "it is another than was read before")
    return cursor.model_copy(update={"log_etag": sight.log_etag, "etag": etag, "own": False})


def broken(store: Store, seq: int, why: str) -> IntegrityError:
    """Return the error for a log that is damaged at an entry."""
    return IntegrityError(
        f"the log of {store.url} is damaged at entry {seq}: {why}",
        hint="`envhub registry verify` says what is damaged",
    )


def follow(store: Store, cursor: Cursor | None) -> Iterator[tuple[list[LogEntry], Cursor]]:
    """Yield what stands in the log after a cursor, in order, with the cursor after each part.

    Where another log stands at this URL now, it is read from its beginning: the identity in the
    cursors says so. A last part may hold no entries, only fresh marks of the store.

    Raises:
        NotFound: there is no log.
        IntegrityError: it is damaged, cut or rewritten.
    """
    said = cursor
    sight = look(store, cursor.seq) if cursor is not None else None
    start = checked(store, cursor, sight) if cursor is not None and sight is not None else None
    if start is None:
        start, sight = Cursor(log=identity(store)), None
    if sight is None or sight.more:
        for entries, at in _tiled(store, start):
            start = said = at
            yield entries, at
        sight = look(store, start.seq, None)
        start = checked(store, start, sight) or start
    for first in range(start.seq + 1, sight.head + 1, BLOCK):
        last = min(first + BLOCK - 1, sight.head)
        entries, sha256 = singles(store, first, last, start.sha256)
        marks = {"seq": last, "sha256": sha256, "etag": sight.etags.get(last, ""), "own": False}
        start = said = start.model_copy(update=marks)
        yield entries, start
    if start != said:
        yield [], start


def singles(store: Store, first: int, last: int, before: str) -> tuple[list[LogEntry], str]:
    """Read entries themselves; returns them and the hash of the last.

    `before` is the hash of the entry before the first, or empty where it is not known.

    Raises:
        IntegrityError: one is missing, damaged or does not continue the one before it.
    """
    found = store.read_many([entry_key(seq) for seq in range(first, last + 1)])
    entries = []
    for seq in range(first, last + 1):
        raw = found.get(entry_key(seq))
        if raw is None:
            raise broken(store, seq, "it is missing")
        try:
            entry = parse(raw, seq)
        except Damaged as error:
            raise broken(store, seq, str(error)) from error
        if before and entry.previous != before:
            raise broken(store, seq, f"it does not continue entry {seq - 1}")
        before = hash_of(raw)
        entries.append(entry)
    return entries, before


def last_tile(store: Store, block: int) -> int:
    """Return the last block, from one on, that has a tile; the one before it where none has.

    A tile of entries that are not there, which no writer makes, does not count.
    """
    keys = store.list(TILES, after=before_tile(block))
    for found in reversed([number for key in keys if (number := block_of_tile(key)) is not None]):
        if found >= block and store.stat(entry_key((found + 1) * BLOCK)) is not None:
            return found
    return block - 1


def _tiled(store: Store, start: Cursor) -> Iterator[tuple[list[LogEntry], Cursor]]:
    """Yield the blocks after a cursor as far as there are tiles."""
    block = block_of(start.seq + 1)
    blocks = range(block, last_tile(store, block) + 1)
    for together, tiles in _ahead(store, blocks):
        for block in together:
            entries, sha256 = _block(store, tiles, block, start)
            last = (block + 1) * BLOCK
            marks = {"seq": last, "sha256": sha256, "etag": "", "own": True}
            start = start.model_copy(update=marks)
            yield entries, start


def _ahead(store: Store, blocks: range) -> Iterator[tuple[range, dict[int, Tile]]]:
    """Yield tiles, some at a time, while a thread fetches and opens the next."""
    parts = [blocks[place : place + TOGETHER] for place in range(0, len(blocks), TOGETHER)]
    with ThreadPoolExecutor(1, thread_name_prefix="tiles") as pool:
        coming = pool.submit(_fetched, store, parts[0]) if parts else None
        for number, part in enumerate(parts, 1):
            assert coming is not None
            tiles = coming.result()
            if number < len(parts):
                coming = pool.submit(_fetched, store, parts[number])
            yield part, tiles


def _fetched(store: Store, blocks: range) -> dict[int, Tile]:
    found = store.read_many([tile_key(block) for block in blocks])
    tiles = {}
    for block in blocks:
        try:
            tiles[block] = read_tile(found[tile_key(block)], block)
        except (KeyError, Damaged):
            continue  # the entries of this block are read instead
    return tiles


def _block(
    store: Store, tiles: dict[int, Tile], block: int, start: Cursor
) -> tuple[list[LogEntry], str]:
    """Return what a block holds after a cursor, from its tile where that fits, and its hash."""
    tile, after = tiles.get(block), tiles.get(block + 1)
    place = start.seq - block * BLOCK
    fits = (
        tile is not None
        and start.sha256 in ("", tile.before(place))
        and (after is None or after.previous == tile.hashes[-1])
    )
    if tile is not None and fits:
        try:
            return tile.entries(block)[place:], tile.hashes[-1]
        except Damaged:
            pass  # a line of the tile is none: the entry itself may be whole
    return singles(store, start.seq + 1, (block + 1) * BLOCK, start.sha256)
