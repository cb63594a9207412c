"""The local index of a registry: what `search` and `list` look in, so that they need no listing."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from envhub.errors import EnvhubError, NotFound

from ... import config
from ...store import Store
from .database import Database, damaged
from .searching import Hit, Query, search
from .syncing import Sync, is_synced, unreadable

T = TypeVar("T")


class HasStore(Protocol):
    """A registry, as far as an index needs it."""

    @property
    def store(self) -> Store: ...


class Index:
    """The index of one registry, shared by every process of this user."""

    def __init__(self, store: Store, path: Path) -> None:
        """Nothing is opened yet."""
        self._store = store
        self._database = Database(path)

    @classmethod
    def of(cls, registry: HasStore) -> Index:
        """Return the index of a registry, in the user's cache; no request is made."""
        store = registry.store
        place = store.url if "://" in store.url else store.root
        file = f"{hashlib.sha256(place.encode()).hexdigest()[:32]}.sqlite"
        return cls(store, config.cache_folder() / "index" / file)

    @property
    def path(self) -> Path:
        """The file that it stands in."""
        return self._database.path

    def sync(self) -> int:
        """Take in what is new in the registry; returns how many facts that was.

        Raises:
            IntegrityError: the registry's log is damaged.
            EnvhubError: the registry, or the index on this disk, can't be reached.
        """
        return self._mended(lambda: Sync(self._store, self._database).run())

    def search(self, query: Query, *, offline: bool = False) -> list[Hit]:
        """Return the environments that fit, best first; synced before, unless `offline`.

        Raises:
            NotFound: offline, and nothing of this registry was ever read.
            IntegrityError: the registry's log is damaged.
            EnvhubError: the registry, or the index on this disk, can't be reached.
        """
        if not offline:
            self.sync()
        return self._mended(lambda: self._search(query, offline))

    def environments(self, *, offline: bool = False) -> list[Hit]:
        """Return every environment by name. Raises what `search` does."""
        return self.search(Query(sort="name", limit=None), offline=offline)

    def unreadable(self) -> list[str]:
        """Return the keys of records that could not be read, where a registry has no log."""
        return self._mended(self._unreadable)

    def _search(self, query: Query, offline: bool) -> list[Hit]:
        with self._database.open() as connection:
            if is_synced(connection):
                return search(connection, query)
        if offline:
            raise NotFound(
                f"nothing of registry {self._store.url} is known here yet",
                hint="search it once with the network: what it holds is then kept",
            )
        self.sync()  # another process threw a damaged file away, between sync and search
        with self._database.open() as connection:
            return search(connection, query)

    def _unreadable(self) -> list[str]:
        with self._database.open() as connection:
            return unreadable(connection)

    def _mended(self, work: Callable[[], T]) -> T:
        """Do some work; where the file turns out to be damaged, throw it away and begin again."""
        try:
            return work()
        except sqlite3.DatabaseError as error:
            if not damaged(error):
                raise
            self._database.discard()
        try:
            return work()
        except sqlite3.DatabaseError as error:
            raise EnvhubError(f"the local index `{self.path}`: {error}") from error
