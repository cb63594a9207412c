"""Bringing what search looks in up to date with the versions, the yanks and their texts."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from .applying import NO_TEXT, load_text
from .words import fold, letters, version_order, words

Row = tuple[Any, ...]
Indexed = tuple[int, int]
"""An environment, and the text that stands for it."""
_STALE = "environment IN (SELECT id FROM environment WHERE stale)"
_YANKED = f"""
SELECT environment, version FROM yank
WHERE {_STALE} AND (event, environment, version) NOT IN (SELECT * FROM taken_back)
"""
_VERSIONS = f"""
SELECT environment, version, id, text, samples, seq, at FROM version
WHERE {_STALE} AND text != {NO_TEXT} ORDER BY environment
"""
_UPDATE = """
UPDATE environment SET stale = 0, shown = ?, indexed = ?, versions = ?, samples = ?, newest = ?,
    at = ? WHERE id = ?
"""
_TEXTS = """
SELECT environment.id, name, said
FROM json_each(?) JOIN environment ON environment.id = json_extract(value, '$[0]')
JOIN text ON text.id = json_extract(value, '$[1]')
"""
_DOC = "INSERT INTO doc (rowid, name, title, labels, description) VALUES (?, ?, ?, ?, ?)"
_WORD = """
INSERT INTO word VALUES (?, ?, ?, ?)
ON CONFLICT (length, word) DO UPDATE SET uses = uses + excluded.uses
"""


def refresh(connection: sqlite3.Connection) -> None:
    """Choose again which version stands for each environment that changed, and index its texts."""
    yanked = set(connection.execute(_YANKED))
    rows = connection.execute(_VERSIONS).fetchall()
    found = {one: list(group) for one, group in groupby(rows, itemgetter(0))}
    stale = connection.execute("SELECT id, indexed FROM environment WHERE stale").fetchall()
    updates, added, removed = [], [], []
    for environment, indexed in stale:
        all_of_it = found.get(environment, [])
        live = [one for one in all_of_it if one[:2] not in yanked]
        shown = _shown(all_of_it, live) or (None,) * 4 + (0,)
        newest = max(live, key=itemgetter(5, 6), default=(None,) * 5 + (0, ""))
        text = shown[3]
        updates.append((shown[2], text, len(live), shown[4], *newest[5:7], environment))
        if text != indexed:
            added += [(environment, text)] if text is not None else []
            removed += [(environment, indexed)] if indexed is not None else []
    uses: Counter[str] = Counter()
    _remove(connection, removed, uses)
    _add(connection, added, uses)
    connection.executemany(_UPDATE, updates)
    connection.executemany(
        _WORD, [(len(one), one, letters(one), count) for one, count in uses.items() if count]
    )
    connection.execute("DELETE FROM word WHERE uses <= 0")


@lru_cache(maxsize=8_192)
def label_of(text: str) -> str:
    """Return what a filter compares: `Word Problems` and `word-problems` are one label."""
    return " ".join(words(text)) or fold(text)


def _shown(versions: list[Row], live: list[Row]) -> Row | None:
    """Return the version that stands for an environment: as `latest` of it is resolved.

    A preview counts only where nothing was ever released, be it yanked.
    """
    released = [one for one in live if "-" not in one[1]]
    if any("-" not in one[1] for one in versions):
        live = released
    return max(live, key=lambda one: version_order(one[1]), default=None)


def _remove(connection: sqlite3.Connection, texts: list[Indexed], uses: Counter[str]) -> None:
    """Take documents out; their words have so many uses less."""
    for row in _texts(connection, texts):
        columns, said = _document(row)
        uses.subtract({word for column in columns for word in column})
        connection.execute("DELETE FROM doc WHERE rowid = ?", (row[0],))
        rows = [(*one, row[0]) for one in said]
        gone = "DELETE FROM label WHERE kind = ? AND label = ? AND environment = ?"
        connection.executemany(gone, rows)


def _add(connection: sqlite3.Connection, texts: list[Indexed], uses: Counter[str]) -> None:
    """Write documents; their words have so many uses more."""
    documents, labels = [], []
    for row in _texts(connection, texts):
        columns, said = _document(row)
        documents.append((row[0], *(" ".join(column) for column in columns)))
        labels += [(*one, row[0]) for one in said]
        uses.update({word for column in columns for word in column})
    connection.executemany(_DOC, documents)
    connection.executemany("INSERT OR IGNORE INTO label VALUES (?, ?, ?)", sorted(labels))


def _texts(connection: sqlite3.Connection, texts: list[Indexed]) -> list[Row]:
    return connection.execute(_TEXTS, (json.dumps(texts),)).fetchall()


def _document(row: Row) -> tuple[list[list[str]], set[tuple[str, str]]]:
    """Return the words of each column, and the labels that filters compare."""
    _, name, said = row
    text = load_text(said)
    parts = [part for one in text.capabilities for part in one]
    columns = [words(name), words(text.title), words(" ".join([*text.tags, *parts, text.kind])),
               words(text.description)]  # fmt: skip
    labels = {("owner", label_of(name.partition("/")[0])), ("kind", label_of(text.kind))}
    labels |= {("tag", label_of(tag)) for tag in text.tags}
    named = (part for one in text.capabilities for part in one[:2] if part)
    return columns, labels | {("capability", label_of(part)) for part in named}
