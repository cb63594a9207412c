"""Stores that count what is asked of them, and stores that die: for the tests of registries."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from envhub_hub.store import Entry, Store, open_store

WRITES = ("create", "replace", "delete")


class Died(BaseException):
    """The process was killed: nothing may catch this and go on."""


def copy_registry(source: str, target: str) -> None:
    """Make a registry in memory that holds what another does."""
    old, new = open_store(source), open_store(target)
    for key in old.list(""):
        new.create(key, old.read(key))


class WatchedStore:
    """A store that counts what is asked of it, and that can die at its nth request.

    With `after` it dies when the request was done, and nobody heard of it.
    """

    def __init__(self, inner: Store, dies_at: int = 0, *, after: bool = False) -> None:
        self.inner, self.url, self.root = inner, inner.url, inner.root
        self.dies_at, self.after = dies_at, after
        self.asked: list[tuple[str, str]] = []
        self.before: Callable[[str, str], None] = lambda _, __: None
        """Called before each request, such as to let somebody else come in between."""

    def _ask(self, name: str, key: str, answer: Callable[[], Any]) -> Any:
        self.before(name, key)
        self.asked.append((name, key))
        dies = self.dies_at > 0 and len(self.asked) >= self.dies_at
        late = self.after and len(self.asked) == self.dies_at
        if dies and not late:
            raise Died(f"{name} {key}")
        given = answer()
        if dies:
            raise Died(f"{name} {key}")
        return given

    def read(self, key: str, start: int | None = None, stop: int | None = None) -> bytes:
        return self._ask("read", key, lambda: self.inner.read(key, start, stop))

    def snapshot(self, key: str) -> tuple[bytes, str]:
        return self._ask("snapshot", key, lambda: self.inner.snapshot(key))

    def read_many(self, keys: Sequence[str]) -> dict[str, bytes]:
        return self._ask("read_many", " ".join(keys), lambda: self.inner.read_many(keys))

    def stat(self, key: str) -> Entry | None:
        return self._ask("stat", key, lambda: self.inner.stat(key))

    def fetch(self, key: str, target: Path) -> None:
        self._ask("fetch", key, lambda: self.inner.fetch(key, target))

    def list(self, prefix: str = "", *, after: str = "") -> builtins.list[str]:
        return self._ask("list", prefix, lambda: self.inner.list(prefix, after=after))

    def entries(self, prefix: str = "", *, after: str = "") -> Iterator[Entry]:
        return self._ask("entries", prefix, lambda: self.inner.entries(prefix, after=after))

    def create(self, key: str, data: bytes | Path) -> bool:
        return self._ask("create", key, lambda: self.inner.create(key, data))

    def replace(self, key: str, data: bytes, *, etag: str | None = None) -> bool:
        return self._ask("replace", key, lambda: self.inner.replace(key, data, etag=etag))

    def delete(self, key: str, *, etag: str | None = None) -> bool:
        return self._ask("delete", key, lambda: self.inner.delete(key, etag=etag))

    def probe(self) -> None:
        self._ask("probe", "", self.inner.probe)

    def sweep(self, older: timedelta) -> int:
        return self._ask("sweep", "", lambda: self.inner.sweep(older))


class AgedStore(WatchedStore):
    """A store in which time passes: raise `now`, and what was written before is so much older."""

    def __init__(self, inner: Store) -> None:
        super().__init__(inner)
        self.now = timedelta(0)
        self._at: dict[str, timedelta] = {}

    def _dated(self, entry: Entry) -> Entry:
        return entry._replace(modified=self._date(entry))

    def _date(self, entry: Entry) -> datetime:
        return entry.modified - (self.now - self._at.get(entry.key, timedelta(0)))

    def stat(self, key: str) -> Entry | None:
        found = super().stat(key)
        return self._dated(found) if found else None

    def entries(self, prefix: str = "", *, after: str = "") -> Iterator[Entry]:
        return (self._dated(one) for one in super().entries(prefix, after=after))

    def create(self, key: str, data: bytes | Path) -> bool:
        made = super().create(key, data)
        if made:
            self._at[key] = self.now
        return made

    def replace(self, key: str, data: bytes, *, etag: str | None = None) -> bool:
        made = super().replace(key, data, etag=etag)
        if made:
            self._at[key] = self.now
        return made
