"""Names that are there already: a new one must not look like one of them.

They follow the log into a small database of this client, so each push reads only what is new, and
a name that is known to be new needs no listing of its own.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from .log import LogEntry
from .owners import check_owner, fold
from .place import Place
from .reading import names
from .resolving import Standing, read_standing, sort_listing, standing_of

FILE = "names.sqlite"
_TABLES = """
CREATE TABLE IF NOT EXISTS state (id INTEGER PRIMARY KEY CHECK (id = 0), log TEXT, seq INTEGER);
CREATE TABLE IF NOT EXISTS names (name TEXT PRIMARY KEY, owner TEXT) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_owner ON names (owner);
"""
WAIT = 10.0
"""Seconds to wait for another process that writes to the database."""


def standing_to_push(place: Place, name: str) -> Standing:
    """Return what stands of an environment that is to be pushed, and hold a new name to the rules.

    Raises:
        UsageError: it is new, and reserved or like another.
    """
    if not place.log.exists():
        standing = read_standing(place.store, place.cache, name)
        if not standing.versions:
            check_owner(name, names(place), root=place.store.root)
        return standing
    if not place.ready:
        place.log.head()  # once a process: what was kept may be of another log, or of a cut one
    with _database(place) as known:
        if not _warm(known, place) or _has(known, name):
            standing = read_standing(place.store, place.cache, name)
            if standing.versions:
                return standing
        _follow(known, place)
        if _has(known, name):
            return read_standing(place.store, place.cache, name)
        check_owner(name, _of_owner(known, name), root=place.store.root)
    # Should the log not say yet what is there, creating the record will.
    return standing_of(place.store, place.cache, sort_listing(name, ()))


def remember(place: Place, entry: LogEntry) -> None:
    """Take in an entry that this client has just added, where it is the next: it needs no look."""
    if not (place.notes.folder / FILE).exists():
        return
    # Another process may be at it, and then the next push reads what is missing.
    with _database(place) as known, suppress(sqlite3.Error):
        if _state(known) == (place.log.id, entry.seq - 1):
            _take_in(known, place.log.id, entry.seq, {entry.name})


@contextmanager
def _database(place: Place) -> Iterator[sqlite3.Connection]:
    """Open the database; a damaged one is made anew, and where none can be, it is in memory."""
    path = place.notes.folder / FILE
    opened = _opened(path) or _opened(path, anew=True) or _opened(None)
    assert opened is not None
    with closing(opened):
        yield opened


def _opened(path: Path | None, *, anew: bool = False) -> sqlite3.Connection | None:
    connection = None
    try:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            if anew:
                path.unlink(missing_ok=True)
        connection = sqlite3.connect(path or ":memory:", timeout=WAIT, isolation_level=None)
        # It can be made again from the log, so it need not survive a power cut.
        connection.execute("PRAGMA synchronous = OFF")
        connection.executescript(_TABLES)
        return connection
    except (sqlite3.Error, OSError):
        if connection is not None:
            connection.close()
        if path is None:
            raise
        return None


def _state(known: sqlite3.Connection) -> tuple[str, int]:
    found = known.execute("SELECT log, seq FROM state").fetchone()
    return (str(found[0]), int(found[1])) if found else ("", 0)


def _warm(known: sqlite3.Connection, place: Place) -> bool:
    return _state(known)[0] == place.log.id


def _has(known: sqlite3.Connection, name: str) -> bool:
    return known.execute("SELECT 1 FROM names WHERE name = ?", (name,)).fetchone() is not None


def _of_owner(known: sqlite3.Connection, name: str) -> Iterable[str]:
    """Return the names whose owner reads like this one's: only those can be taken for it."""
    owner = fold(name.split("/")[0])
    return [
        str(one) for (one,) in known.execute("SELECT name FROM names WHERE owner = ?", (owner,))
    ]


def _follow(known: sqlite3.Connection, place: Place) -> None:
    """Read what the log says since the last time."""
    log, seq = _state(known)
    if log != place.log.id:
        seq = 0
    found: set[str] = set()
    head = seq
    for entry in place.log.since(seq):
        head = entry.seq
        if entry.type == "push" and "/" in entry.name:
            found.add(entry.name)
    if head == seq and log == place.log.id:
        return
    _take_in(known, place.log.id, head, found)


def _take_in(known: sqlite3.Connection, log: str, seq: int, found: set[str]) -> None:
    rows = [(name, fold(name.split("/")[0])) for name in found]
    known.execute("BEGIN IMMEDIATE")
    if _state(known)[0] != log:
        known.execute("DELETE FROM names")
    known.executemany("INSERT OR IGNORE INTO names VALUES (?, ?)", rows)
    known.execute("INSERT OR REPLACE INTO state VALUES (0, ?, ?)", (log, seq))
    known.execute("COMMIT")
