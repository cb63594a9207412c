"""Writing into the index what a log, or the records themselves, say.

Everything may come twice and in any order: what stands there already stays, and which versions are
yanked is decided by which event takes back which, as for the events themselves.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, NamedTuple, Self

from envhub.declaration import NAME

from ...text import one_line
from ..layout import is_version
from ..log import Fact, Summary

NO_TEXT = 0
"""What stands for the text of a version while nothing is known of it but its number."""
_TEXT = """
INSERT INTO text VALUES (NULL, ?, ?, ?)
ON CONFLICT (environment, hash) DO NOTHING RETURNING id
"""
_KNOWN_TEXT = "SELECT id FROM text WHERE environment = ? AND hash = ?"
_VERSION = """
INSERT INTO version VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (environment, version) DO UPDATE SET
    digest = excluded.digest, text = excluded.text, samples = excluded.samples,
    size = excluded.size, at = excluded.at, seq = max(seq, excluded.seq)
    WHERE text = 0
"""
_REPLACE = _VERSION.removesuffix("    WHERE text = 0\n")


@dataclass
class Known:
    """What a writer knows of the index: good for as long as nobody else wrote to it."""

    environments: dict[str, int] = field(default_factory=dict)
    """The row by name."""
    texts: dict[tuple[int, str], int] = field(default_factory=dict)
    """The row of the text by environment and version."""


class Writer:
    """Writes facts in the transaction that is open; the last of them when it is left."""

    def __init__(self, connection: sqlite3.Connection, known: Known | None = None) -> None:
        self._connection = connection
        self._known = known or Known()
        self._touched: set[int] = set()
        self._versions: list[tuple[str | int, ...]] = []
        self._replaced: list[tuple[str | int, ...]] = []
        self.unread: set[tuple[str, str]] = set()
        """Versions that a log names like another that is not known: their records must be read."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        if kind is None:
            self._flush()

    def fact(self, fact: Fact, seq: int, *, replace: bool = False) -> None:
        """Write one fact; one that means nothing here is passed over.

        With `replace`, a version is written over what was known of it.
        """
        if not NAME.fullmatch(fact.name) or not is_version(fact.version or ""):
            return
        if fact.type == "push" and fact.summary is not None:
            self._push(fact, fact.summary, (seq, replace))
        elif fact.type in ("yank", "unyank"):
            self._yank(fact)

    def forget(self, name: str, version: str) -> None:
        """Take a version out that is not in the registry any more."""
        self._flush()
        environment = self._environment(name)
        row = (environment, version)
        self._connection.execute("DELETE FROM version WHERE environment = ? AND version = ?", row)
        self._touched.add(environment)

    def _push(self, fact: Fact, summary: Summary, how: tuple[int, bool]) -> None:
        environment, version = self._environment(fact.name), fact.version or ""
        text = self._text(environment, summary)
        if text == NO_TEXT:
            self.unread.add((fact.name, version))
        seq, replace = how
        self._known.texts.setdefault((environment, version), text)
        self._touched.add(environment)
        row = (environment, version, summary.digest, text, summary.samples, summary.size,
               _plain(fact.at), seq)  # fmt: skip
        (self._replaced if replace else self._versions).append(row)

    def _yank(self, fact: Fact) -> None:
        environment = self._environment(fact.name)
        self._touched.add(environment)
        if fact.type == "yank" and fact.event is not None:
            row = (_plain(fact.event), environment, fact.version)
            self._connection.execute("INSERT OR IGNORE INTO yank VALUES (?, ?, ?)", row)
        if fact.type == "unyank":
            rows = [(_plain(event), environment, fact.version) for event in fact.replaces]
            self._connection.executemany("INSERT OR IGNORE INTO taken_back VALUES (?, ?, ?)", rows)

    def _flush(self) -> None:
        self._connection.executemany(_VERSION, self._versions)
        self._connection.executemany(_REPLACE, self._replaced)
        stale = "UPDATE environment SET stale = 1 WHERE id = ?"
        self._connection.executemany(stale, [(one,) for one in self._touched])
        self._versions, self._replaced, self._touched = [], [], set()

    def _environment(self, name: str) -> int:
        known = self._known.environments.get(name)
        if known is None:
            run = self._connection.execute
            row = run("SELECT id FROM environment WHERE name = ?", (name,)).fetchone()
            if row is None:
                made = "INSERT INTO environment (name) VALUES (?) RETURNING id"
                row = run(made, (name,)).fetchone()
            known = self._known.environments[name] = int(row[0])
        return known

    def _text(self, environment: int, summary: Summary) -> int:
        """Return the row of what a summary says in words."""
        run = self._connection.execute
        if summary.like is not None:
            known = self._known.texts.get((environment, summary.like))
            if known is not None:
                return known
            wanted = "SELECT text FROM version WHERE environment = ? AND version = ?"
            row = run(wanted, (environment, summary.like)).fetchone()
            return int(row[0]) if row is not None else NO_TEXT
        said = dump_text(summary)
        mark = hashlib.sha256(said.encode()).digest()[:16]
        row = run(_TEXT, (environment, mark, said)).fetchone()
        if row is None:
            row = run(_KNOWN_TEXT, (environment, mark)).fetchone()
        return int(row[0])


class Text(NamedTuple):
    """What a version says of itself in words; one safe line each."""

    title: str
    description: str
    kind: str
    license: str
    tags: list[str]
    capabilities: list[list[str]]
    """The id, title and method of each."""


def dump_text(summary: Summary) -> str:
    """Return what a summary says in words, as `load_text` reads it."""
    capabilities = [[one.id, one.title, one.method] for one in summary.capabilities]
    text = Text(summary.title, summary.description, summary.kind, summary.license,
                list(summary.tags), capabilities)  # fmt: skip
    said = json.dumps(text)
    # A first sync brings thousands, nearly all plain: JSON escapes all that is not, but DEL.
    plain = "\\" not in said and "\x7f" not in said
    return said if plain else json.dumps([_clean(one) for one in text])


def load_text(said: str) -> Text:
    return Text(*json.loads(said))


def _plain(text: str) -> str:
    return text if text.isascii() and text.isprintable() else one_line(text)


def _clean(text: Any) -> Any:
    """Return a stranger's text, or a list of them, as safe lines."""
    return [_clean(one) for one in text] if isinstance(text, list) else one_line(text)
