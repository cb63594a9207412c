"""Bringing the index up to date: from the log, or from the records where a registry has none.

Nothing is locked while the registry answers. Each part is written in a transaction of its own,
with how far it goes, so that a sync that is interrupted goes on there, and two at once do no harm.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from envhub.errors import EnvhubError, NotFound

from ...store import Entry, Store
from ..healing import fact_of
from ..layout import ENVIRONMENTS, EventKey, Key, RecordKey, parse_key, record_key
from ..log import Cursor, Fact, LogEntry, follow
from .applying import Known, Writer
from .database import Database, clear
from .indexing import refresh

TOGETHER = 8_192
"""Log entries that are written in one transaction."""
AT_ONCE = 1_000
"""Records that are read in one go."""
TRIES = 5
"""While other processes throw the file away."""
_CURSOR = "log"
_SYNCED = "synced"


class Sync:
    """One run of bringing an index up to date."""

    def __init__(self, store: Store, database: Database) -> None:
        self._store = store
        self._database = database
        self._unread: set[tuple[str, str]] = set()
        self._applied = 0
        self._known = Known()
        self._written: Cursor | None = None
        """How far the index goes, by what this run wrote."""

    def run(self) -> int:
        """Take in what is new; returns how many entries, or changed records, that was.

        Raises:
            IntegrityError: the log is damaged.
        """
        for _ in range(TRIES):
            with self._database.open() as connection:
                cursor = read_cursor(connection)
            try:
                whole = self._from_log(cursor)
            except NotFound:
                self._from_records(forget=cursor is not None)
                whole = True
            if whole:
                self._finish()
                return self._applied
        raise EnvhubError(f"the local index `{self._database.path}` is thrown away again and again")

    def _from_log(self, cursor: Cursor | None) -> bool:
        """Write what the log says after a cursor; False where the index lost what was before it."""
        waiting: list[LogEntry] = []
        at = cursor
        for entries, at in follow(self._store, cursor):
            waiting += entries
            if len(waiting) >= TOGETHER:
                if not self._write(waiting, at):
                    return False
                waiting = []
        return at is None or at == cursor or self._write(waiting, at)

    def _write(self, entries: Sequence[LogEntry], at: Cursor) -> bool:
        """Write a part of the log; False where the index does not reach to its beginning.

        That is so where another process found the file damaged meanwhile, and threw it away.
        """
        with self._database.writing() as connection:
            stood = read_cursor(connection)
            if stood != self._written:
                self._known = Known()  # another process wrote, perhaps to another file
            if stood is None or stood.log != at.log:
                clear(connection)
                stood = None
            behind = stood.seq if stood is not None else 0
            if behind < (entries[0].seq - 1 if entries else at.seq):
                return False
            fresh = [one for one in entries if one.seq > behind]  # another process may be faster
            with Writer(connection, self._known) as writer:
                for entry in fresh:
                    writer.fact(entry, entry.seq)
            self._applied += len(fresh)
            if at.seq >= behind:
                _write_state(connection, _CURSOR, at.model_dump_json())
            self._written = read_cursor(connection)
            self._unread |= writer.unread
            return True

    def _finish(self) -> None:
        """Read what the log did not say, and bring what search sees up to date."""
        found: dict[str, bytes] = {}
        if self._unread:
            keys = sorted(record_key(name, version) for name, version in self._unread)
            found = self._store.read_many(keys)
        with self._database.open() as connection:
            stale = connection.execute("SELECT 1 FROM environment WHERE stale LIMIT 1").fetchone()
            synced = _read_state(connection, _SYNCED)
        if not stale and not found and synced:
            return
        with self._database.writing() as connection:
            with Writer(connection) as writer:
                for key, data in found.items():
                    if fact := fact_of(key, data):
                        writer.fact(fact, 0)
            refresh(connection)
            _write_state(connection, _SYNCED, "1")

    def _from_records(self, forget: bool) -> None:
        """List what there is, and read what is new or was changed."""
        wanted = {one.key: one for one in self._store.entries(ENVIRONMENTS) if _is_read(one.key)}
        with self._database.open() as connection:
            known = dict(connection.execute("SELECT key, etag FROM source").fetchall())
        gone = known.keys() - wanted.keys()
        if forget or any(isinstance(parse_key(key), EventKey) for key in gone):
            known, gone = {}, set()
            with self._database.writing() as connection:
                clear(connection)
        changed = [one for key, one in wanted.items() if known.get(key) != one.etag]
        for start in range(0, len(changed), AT_ONCE):
            part = changed[start : start + AT_ONCE]
            found = self._store.read_many([one.key for one in part])
            with self._database.writing() as connection:
                self._write_records(connection, part, found)
        if gone:
            with self._database.writing() as connection:
                _forget(connection, gone)

    def _write_records(
        self, connection: sqlite3.Connection, entries: Iterable[Entry], found: dict[str, bytes]
    ) -> None:
        with Writer(connection) as writer:
            for entry in entries:
                if entry.key not in found:
                    continue  # gone since it was listed
                fact = fact_of(entry.key, found[entry.key])
                if fact is not None:
                    writer.fact(fact, 0, replace=True)
                else:
                    _unreadable(writer, parse_key(entry.key))
                row = (entry.key, entry.etag, fact is not None)
                connection.execute("INSERT OR REPLACE INTO source VALUES (?, ?, ?)", row)
                self._applied += 1


def _unreadable(writer: Writer, key: Key | None) -> None:
    """Write what a key alone says, where what stands there can't be read."""
    if isinstance(key, RecordKey):
        writer.forget(*key)
    if isinstance(key, EventKey) and key.kind == "yank":  # hiding is the safe side
        said = {"type": "yank", "name": key.name, "version": key.version, "event": key.id}
        writer.fact(Fact.model_validate({**said, "at": ""}), 0)


def _is_read(key: str) -> bool:
    parsed = parse_key(key)
    if isinstance(parsed, EventKey):
        return parsed.kind in ("yank", "unyank")
    return isinstance(parsed, RecordKey)


def _forget(connection: sqlite3.Connection, keys: Iterable[str]) -> None:
    with Writer(connection) as writer:
        for key in keys:
            if isinstance(parsed := parse_key(key), RecordKey):
                writer.forget(*parsed)
            connection.execute("DELETE FROM source WHERE key = ?", (key,))


def is_synced(connection: sqlite3.Connection) -> bool:
    """Say whether the index was ever brought up to date."""
    return _read_state(connection, _SYNCED) is not None


def unreadable(connection: sqlite3.Connection) -> list[str]:
    """Return the keys of records and events that were read and are damaged."""
    found = connection.execute("SELECT key FROM source WHERE NOT readable ORDER BY key")
    return [key for (key,) in found]


def read_cursor(connection: sqlite3.Connection) -> Cursor | None:
    """Return how far the log was read."""
    said = _read_state(connection, _CURSOR)
    return Cursor.model_validate_json(said) if said is not None else None


def _read_state(connection: sqlite3.Connection, key: str) -> str | None:
    row = connection.execute("SELECT value FROM state WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row is not None else None


def _write_state(connection: sqlite3.Connection, key: str, value: str) -> None:
    connection.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (key, value))
