"""The log of a registry: one contiguous feed of what happened in it, for indexes to follow.

It is a feed and not the truth, which are records and events: a crash may leave a fact out until the
next writer heals it, and a reader meets the same push twice. Its entries are created once, each at
the number after the head, and name the hash of the one before.
"""

from __future__ import annotations

import json
import math
import random
import time
import uuid
from collections.abc import Iterator

from envhub.errors import EnvhubError, IntegrityError

from ...store import Store
from .audit import Damage, audit
from .entry import (
    BLOCK,
    IDENTITY,
    Damaged,
    Fact,
    LogEntry,
    block_of,
    encode,
    entry_key,
    hash_of,
    parse,
)
from .reading import Cursor, broken, checked, follow, identity, last_tile, look
from .tiles import FOLDER as TILES
from .tiles import before_tile, make_tile, tile_key

TRIES = 200
"""To find the head still where it was seen: each time it is not, another writer got on."""
AHEAD = 3
"""Entries that are asked for at once after a lost race."""
BACK = 8
"""Tiles before its own that whoever makes one makes up for."""
MAX_PAUSE = 0.2
STALE = 60.0
"""Seconds after which a writer looks for the head before it appends: `envhub registry rebuild`
begins a damaged log anew, and what is added at an old place would leave a hole in the new one."""


class Log:
    """The log of one registry, for one writer and any number of readers."""

    def __init__(self, store: Store, cursor: Cursor | None = None) -> None:
        """Nothing is read yet; a cursor from an earlier process saves looking for the head."""
        self._store = store
        self._at = cursor
        self._checked = -math.inf  # when `_at` was last held against the store, by this process

    @property
    def known(self) -> int:
        """The last entry that is known of, without a request."""
        return self._at.seq if self._at is not None else 0

    @property
    def cursor(self) -> Cursor | None:
        """What is known of the head, without a request."""
        return self._at

    @property
    def id(self) -> str:
        """Which log this is.

        Raises:
            NotFound: there is none.
        """
        return self._at.log if self._at is not None else identity(self._store)

    def exists(self) -> bool:
        """Say whether there is a log."""
        return self._fresh() or self._store.stat(IDENTITY) is not None

    def start(self) -> None:
        """Begin a log, if there is none yet."""
        said = {"schema_version": 1, "id": uuid.uuid4().hex, "block": BLOCK}
        self._store.create(IDENTITY, json.dumps(said).encode() + b"\n")

    def head(self) -> int:
        """Return the number of the last entry, as of now; 0 where there is none yet.

        Raises:
            NotFound: there is no log.
            IntegrityError: its end is damaged.
        """
        self._find_head()
        return self.known

    def append(self, fact: Fact) -> LogEntry:
        """Add a fact at the end.

        Raises:
            NotFound: there is no log.
            IntegrityError: the end of the log is damaged.
            EnvhubError: other writers were faster, 200 times in a row.
        """
        if not self._fresh():
            self._find_head()
        for attempt in range(TRIES):
            at = self._at
            assert at is not None
            raw = encode(fact, at.seq + 1, at.sha256)
            if self._store.create(entry_key(at.seq + 1), raw):
                entry = parse(raw, at.seq + 1)
                self._advance(raw, entry)
                if entry.seq % BLOCK == 0:
                    self._make_tiles(block_of(entry.seq))
                return entry
            self._catch_up(attempt)
        raise EnvhubError(
            f"could not append to the log of {self._store.url}: others were faster each time",
            hint="try again when fewer push at once",
        )

    def since(self, seq: int) -> Iterator[LogEntry]:
        """Yield the entries after a number, in order.

        Raises:
            NotFound: there is no log.
            IntegrityError: it is damaged; the message names the entry.
        """
        # A writer has only just been at the end: one look at the next place is enough, where a
        # listing costs some servers ten times as much.
        at_end = self._fresh() and self.known == seq
        if at_end and self._store.stat(entry_key(seq + 1)) is None:
            return
        for part, cursor in follow(self._store, self._from(seq)):
            if self._at is not None and cursor.log != self._at.log:
                raise IntegrityError(f"the log of {self._store.url} was replaced by another")
            if cursor.seq >= self.known and cursor.sha256:
                self._at = cursor
            yield from (entry for entry in part if entry.seq > seq)

    def audit(self, repair: bool = False) -> Iterator[Damage]:
        """Re-read every entry and tile, and yield what is damaged; with `repair`, mend it.

        Raises:
            NotFound: there is no log.
        """
        identity(self._store)
        return audit(self._store, repair)

    def _from(self, seq: int) -> Cursor | None:
        if seq <= 0:
            return None
        if self._at is not None and self._at.seq == seq:
            return self._at
        known = self._at or Cursor(log=identity(self._store))
        return known.model_copy(update={"seq": seq, "sha256": "", "etag": "", "own": False})

    def _fresh(self) -> bool:
        return time.monotonic() - self._checked < STALE

    def _find_head(self) -> None:
        """Bring `_at` to the end of the log, in one LIST where it was known before."""
        at = self._at
        sight = look(self._store, at.seq) if at is not None else None
        at = checked(self._store, at, sight) if at is not None and sight is not None else None
        if at is None:  # nothing was known, or it was another log's
            at, sight = Cursor(log=identity(self._store)), None
        if sight is None or sight.more:
            last = max(at.seq, (last_tile(self._store, 0) + 1) * BLOCK)
            sight = look(self._store, last, None)
            at = at.model_copy(update={"log_etag": sight.log_etag})
        if sight.head > at.seq:
            at = self._end(at, sight.head, sight.etags[sight.head])
        self._at, self._checked = at, time.monotonic()

    def _end(self, at: Cursor, seq: int, etag: str) -> Cursor:
        raw = self._store.read(entry_key(seq))
        try:
            parse(raw, seq)
        except Damaged as error:
            raise broken(self._store, seq, str(error)) from error
        marks = {"seq": seq, "sha256": hash_of(raw), "etag": etag, "own": False}
        return at.model_copy(update=marks)

    def _advance(self, raw: bytes, entry: LogEntry) -> None:
        assert self._at is not None
        marks = {"seq": entry.seq, "sha256": hash_of(raw), "etag": "", "own": True}
        self._at, self._checked = self._at.model_copy(update=marks), time.monotonic()

    def _catch_up(self, attempt: int) -> None:
        """Find the head again after another writer took the place.

        The next few entries are asked for at once: one round trip, where a LIST and a read of what
        it shows are two, in which the others get on again.
        """
        if attempt:
            time.sleep(random.uniform(0, min(MAX_PAUSE, 0.002 * 2 ** min(attempt, 8))))
        assert self._at is not None
        first = self._at.seq + 1
        found = self._store.read_many([entry_key(first + n) for n in range(AHEAD)])
        for seq in range(first, first + AHEAD):
            raw = found.get(entry_key(seq))
            if raw is None:
                return
            try:
                entry = parse(raw, seq)
            except Damaged as error:
                raise broken(self._store, seq, str(error)) from error
            self._advance(raw, entry)
        self._find_head()

    def _make_tiles(self, block: int) -> None:
        """Make the tile of a block that is full, and those shortly before that a crash left out."""
        first = max(0, block - BACK)
        try:
            there = set(self._store.list(TILES, after=before_tile(first)))
            for one in range(first, block + 1):
                if tile_key(one) not in there:
                    keys = [entry_key(one * BLOCK + place + 1) for place in range(BLOCK)]
                    raws = self._store.read_many(keys)
                    self._store.create(tile_key(one), make_tile(one, [raws[key] for key in keys]))
        except (EnvhubError, KeyError, Damaged):
            # The entry is in the log, and that is what was asked for: a tile only makes reading
            # quicker, whoever fills the next block tries again, and `audit` names the damage.
            return
