"""A far registry without the network: what this machine keeps of it, as a store that only reads.

Each time an environment is looked up its listing is kept, and what was read of it stands in the
cache already. Offline, the same code resolves the same references from these two, or says plainly
what is not here: an older version is never taken silently for the newest.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NoReturn

from envhub.errors import EnvhubError, NotFound

from .. import config
from ..store import Entry
from .cache import Cache
from .layout import ENVIRONMENTS, EventKey, parse_key
from .record import Record

_LISTINGS = "listings"
_HINT = "without --offline it would be fetched"


def keep_listing(cache: Cache, name: str, entries: Iterable[Entry]) -> None:
    """Keep what an environment's folder held a moment ago."""
    rows = [[one.key, one.size, one.etag, one.modified.isoformat()] for one in entries]
    data = json.dumps(rows).encode()
    if cache.note(_note(name)) != data:
        cache.write_note(_note(name), data)


class KeptStore:
    """What is kept of one registry."""

    def __init__(self, url: str, cache: Cache) -> None:
        self.url = url
        self.root = url
        self._cache = cache
        self._known: dict[str, Entry] = {}

    def entries(self, prefix: str = "", *, after: str = "") -> Iterator[Entry]:
        """List what was below a prefix when it was last looked at, by key."""
        for name in self._names(prefix):
            for one in self._listing(name):
                self._known[one.key] = one
                if one.key > after and (not prefix or one.key.startswith(f"{prefix}/")):
                    yield one

    def list(self, prefix: str = "", *, after: str = "") -> list[str]:
        return [one.key for one in self.entries(prefix, after=after)]

    def stat(self, key: str) -> Entry | None:
        found = parse_key(key)
        if found is not None and key not in self._known:
            self._known |= {one.key: one for one in self._listing(found.name)}
        return self._known.get(key)

    def read(self, key: str, start: int | None = None, stop: int | None = None) -> bytes:
        """Return what was read of a key before.

        Raises:
            NotFound: it is not on this machine.
        """
        entry = self.stat(key)
        data = self._cache.get(entry) if entry is not None else None
        if data is None:
            self._missing(key)
        return data[start:stop]

    def read_many(self, keys: Sequence[str]) -> dict[str, bytes]:
        """Return what was read of some keys before.

        Raises:
            NotFound: a yank or tag that was seen is not on this machine: without it nothing can be
                said of what stands.
        """
        held = {}
        for key in keys:
            entry = self.stat(key)
            data = self._cache.get(entry) if entry is not None else None
            if data is not None:
                held[key] = data
            elif isinstance(parse_key(key), EventKey):
                self._missing(key)
        return held

    def snapshot(self, key: str) -> tuple[bytes, str]:
        entry = self.stat(key)
        return self.read(key), entry.etag if entry else ""

    def fetch(self, key: str, target: Path) -> None:
        self._missing(key)

    def create(self, key: str, data: bytes | Path) -> bool:
        self._refuse()

    def replace(self, key: str, data: bytes, *, etag: str | None = None) -> bool:
        self._refuse()

    def delete(self, key: str, *, etag: str | None = None) -> bool:
        self._refuse()

    def sweep(self, older: timedelta) -> int:
        self._refuse()

    def probe(self) -> None:
        self._refuse()

    def _names(self, prefix: str) -> Sequence[str]:
        parts = prefix.split("/")
        if len(parts) >= 3:
            return ["/".join(parts[1:3])]
        root = self._cache.folder / _LISTINGS
        found = [
            path.relative_to(root).with_suffix("").as_posix() for path in root.glob("*/*.json")
        ]
        below = prefix.removeprefix(ENVIRONMENTS).lstrip("/")
        return sorted(name for name in found if name.startswith(below))

    def _listing(self, name: str) -> Sequence[Entry]:
        try:
            rows = json.loads(self._cache.note(_note(name)) or b"[]")
            made = [
                Entry(key, size, etag, datetime.fromisoformat(at)) for key, size, etag, at in rows
            ]
        except (ValueError, TypeError):  # a torn or foreign note counts as none
            return []
        return sorted(made, key=lambda one: one.key)

    def _missing(self, key: str) -> NoReturn:
        raise NotFound(f"`{key}` of {self.url} is not on this machine", hint=_HINT)

    def _refuse(self) -> NoReturn:
        raise EnvhubError(f"{self.url} can't be written to offline", hint="do it without --offline")


def bundle_path(record: Record) -> Path:
    """Return where this machine keeps a bundle, whether it is there or not."""
    return config.cache_folder() / "bundles" / f"{record.bundle.sha256}.zip"


def kept_at(cache: Cache, name: str) -> datetime | None:
    """Return when an environment was last looked up, by this machine's clock."""
    try:
        found = (cache.folder / _note(name)).stat().st_mtime
    except OSError:
        return None
    return datetime.fromtimestamp(found, UTC)


def _note(name: str) -> str:
    return f"{_LISTINGS}/{name}.json"
