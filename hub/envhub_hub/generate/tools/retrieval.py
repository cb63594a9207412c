"""Retrieval over local documents by SQLite's full text search (FTS5), ranked by BM25."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import Field

from envhub.values import Frozen

from .tool import Given, Tool, Unfit

_WORD = re.compile(r"\w+")


class Documents:
    """Local documents, indexed once. With a path the index lies on disk, so they may be many."""

    def __init__(self, documents: Iterable[tuple[str, str]], path: str | Path = ":memory:") -> None:
        """Index names and texts; what stood at the path is replaced."""
        if path != ":memory:":
            Path(path).unlink(missing_ok=True)
        self._database = sqlite3.connect(path)
        self._database.execute("CREATE VIRTUAL TABLE texts USING fts5(name UNINDEXED, body)")
        digest = sha256()

        def counted() -> Iterable[tuple[str, str]]:
            for name, text in documents:
                digest.update(f"{len(name)}:{name}{len(text)}:{text}".encode())
                yield name, text

        self._database.executemany("INSERT INTO texts VALUES (?, ?)", counted())
        self._database.commit()
        self.digest = digest.hexdigest()
        """The sha256 over the documents in order."""

    def search(self, words: str, count: int) -> list[tuple[str, str]]:
        """Return names and texts of the documents that hold any of the words, best first."""
        asked = " OR ".join(f'"{word}"' for word in _WORD.findall(words))
        if not asked:
            return []
        return self._database.execute(
            "SELECT name, body FROM texts WHERE texts MATCH ? ORDER BY rank, rowid LIMIT ?",
            (asked, count),
        ).fetchall()

    def close(self) -> None:
        """Let go of the index."""
        self._database.close()


class RetrieveParams(Frozen):
    """How much is retrieved."""

    count: int = Field(default=3, ge=1)


def _retrieve(given: Given, params: RetrieveParams) -> tuple[Any, ...]:
    if given.library is None:
        raise Unfit("there are no documents to search")
    found = given.library.search(" ".join(given.texts()), params.count)
    if not found:
        raise Unfit("no document holds any of the words")
    return [text for _, text in found], [name for name, _ in found]


retrieve = Tool("retrieve", "finds local documents by words", RetrieveParams, _retrieve)
