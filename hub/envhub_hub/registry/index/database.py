"""The file of a local index: SQLite, used by several processes at once, made again when damaged.

Everything in it can be read again from the registry, so a file that is no such index or is damaged
is thrown away and not repaired. Another process may still have it open, and SQLite would mix up
what stands beside two files of one name, so the next one has a name of its own.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

from envhub.errors import EnvhubError, MissingRequirement

SCHEMA_VERSION = 1
PATIENCE = 30.0
"""Seconds to wait for another process that writes."""
PAUSE = 0.02
CACHE = 32_000
"""Kilobytes of pages that SQLite holds: most of the index of 100,000 versions."""
_APPLICATION = 0x454E5648  # "ENVH"

SCHEMA = """
CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE environment (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,
    stale INTEGER NOT NULL DEFAULT 1,    -- what follows is older than its versions
    shown INTEGER,                       -- the version that stands for it; none: it is hidden
    indexed INTEGER,                     -- the text that search knows
    versions INTEGER NOT NULL DEFAULT 0,
    samples INTEGER NOT NULL DEFAULT 0, newest INTEGER NOT NULL DEFAULT 0,
    at TEXT NOT NULL DEFAULT ''
);
CREATE INDEX environment_stale ON environment (id) WHERE stale;
CREATE TABLE version (
    id INTEGER PRIMARY KEY, environment INTEGER NOT NULL, version TEXT NOT NULL,
    digest TEXT NOT NULL, text INTEGER NOT NULL, samples INTEGER NOT NULL, size INTEGER NOT NULL,
    at TEXT NOT NULL, seq INTEGER NOT NULL,
    UNIQUE (environment, version)
);
CREATE TABLE text (
    id INTEGER PRIMARY KEY, environment INTEGER NOT NULL, hash BLOB NOT NULL, said TEXT NOT NULL,
    UNIQUE (environment, hash)
);
CREATE TABLE yank (
    event TEXT NOT NULL, environment INTEGER NOT NULL, version TEXT NOT NULL,
    PRIMARY KEY (environment, version, event)
) WITHOUT ROWID;
CREATE TABLE taken_back (
    event TEXT NOT NULL, environment INTEGER NOT NULL, version TEXT NOT NULL,
    PRIMARY KEY (event, environment, version)
) WITHOUT ROWID;
CREATE TABLE label (
    kind TEXT NOT NULL, label TEXT NOT NULL, environment INTEGER NOT NULL,
    PRIMARY KEY (kind, label, environment)
) WITHOUT ROWID;
CREATE TABLE word (
    length INTEGER NOT NULL, word TEXT NOT NULL, letters INTEGER NOT NULL, uses INTEGER NOT NULL,
    PRIMARY KEY (length, word)
) WITHOUT ROWID;
CREATE TABLE source (    -- where there is no log: what was read, and whether it could be
    key TEXT PRIMARY KEY, etag TEXT NOT NULL, readable INTEGER NOT NULL
) WITHOUT ROWID;
CREATE VIRTUAL TABLE doc USING fts5 (
    name, title, labels, description, tokenize = "unicode61 remove_diacritics 0", detail = column
);
"""


class Database:
    """One index file; a connection is opened for each piece of work."""

    def __init__(self, path: Path) -> None:
        """Nothing is opened yet; later files stand beside it and have a number in their name."""
        self._path = path
        self._opened = 0

    @property
    def path(self) -> Path:
        """The file of now."""
        return self._numbered(self._newest())

    @contextmanager
    def open(self) -> Iterator[sqlite3.Connection]:
        """Open the index, empty where there was none; statements commit one by one.

        Raises:
            EnvhubError: the file can't be read or written.
            MissingRequirement: this Python's SQLite can't search text.
        """
        with self._errors():
            connection = self._connected()
            try:
                yield connection
            finally:
                connection.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Open it for one transaction: all of it is written, or nothing."""
        with self.open() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def discard(self) -> None:
        """Throw the file away that was opened last, unless another process did so."""
        opened, newest = self._opened, self._newest()
        if newest > opened:
            return
        self._numbered(newest + 1).touch()
        for number in range(newest + 1):
            path = self._numbered(number)
            for suffix in ("", "-wal", "-shm", "-journal"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)

    def _numbered(self, number: int) -> Path:
        return self._path.with_suffix(f".{number}{self._path.suffix}") if number else self._path

    def _newest(self) -> int:
        found = self._path.parent.glob(f"{self._path.stem}.*{self._path.suffix}")
        numbers = [one.name[len(self._path.stem) + 1 : -len(self._path.suffix)] for one in found]
        return max((int(one) for one in numbers if one.isdecimal()), default=0)

    def _connected(self) -> sqlite3.Connection:
        """Open the file; while it gets its tables, SQLite does not wait by itself."""
        end = monotonic() + PATIENCE
        while True:
            self._opened = self._newest()
            try:
                return self._prepared(self._numbered(self._opened))
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > end:
                    raise
            except sqlite3.DatabaseError as error:
                if not damaged(error) or monotonic() > end:
                    raise
                self.discard()
            sleep(PAUSE)

    def _prepared(self, path: Path) -> sqlite3.Connection:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
        try:
            if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
                connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(f"PRAGMA cache_size = -{CACHE}")
            if not _current(connection):
                _create(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            if "no such module: fts5" in str(error):
                raise MissingRequirement(
                    "this Python's SQLite is built without FTS5, which search needs",
                    hint="use a Python from python.org or your distribution",
                ) from error
            if damaged(error):
                raise  # whoever reads throws the file away and begins again
            raise EnvhubError(f"the local index `{self.path}`: {error}") from error
        except OSError as error:
            raise EnvhubError(
                f"the local index `{self.path}`: {error.strerror or error}"
            ) from error


def damaged(error: sqlite3.Error) -> bool:
    """Say whether an error is the file's: not that it is locked, or that the disk is full."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None and code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return True
    return str(error).startswith(("no such table", "no such column", "vtable constructor failed"))


def _current(connection: sqlite3.Connection) -> bool:
    """Say whether the file holds an index of this version."""
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    (whose,) = connection.execute("PRAGMA application_id").fetchone()
    return (found, whose) == (SCHEMA_VERSION, _APPLICATION)


def _create(connection: sqlite3.Connection) -> None:
    """Make the tables, unless another process did so meanwhile; what was there goes."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if not _current(connection):
            clear(connection)
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            connection.execute(f"PRAGMA application_id = {_APPLICATION}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def clear(connection: sqlite3.Connection) -> None:
    """Drop everything and make empty tables, in the transaction that is open."""
    kinds = "SELECT type, name FROM sqlite_master WHERE type IN ('table', 'view')"
    found = connection.execute(
        f"{kinds} ORDER BY sql LIKE 'CREATE VIRTUAL%' DESC"
    ).fetchall()  # fmt: skip
    for kind, name in found:
        there = connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (name,))
        if there.fetchone() and not name.startswith("sqlite_"):
            quoted = name.replace('"', '""')
            connection.execute(f'DROP {kind.upper()} "{quoted}"')
    for statement in SCHEMA.split(";\n"):
        if statement.strip():
            connection.execute(statement)
