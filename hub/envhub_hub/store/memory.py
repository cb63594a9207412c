"""A store in the memory of this process, for tests: it keeps every promise but to outlive it."""

from __future__ import annotations

import builtins
import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from envhub.atomic import write_whole
from envhub.errors import NotFound
from envhub.values import sha256_hex

from .base import Entry
from .disk import open_source
from .keys import check_key, check_prefix, check_range


class _Held(NamedTuple):
    data: bytes
    modified: datetime

    def entry(self, key: str) -> Entry:
        return Entry(key, len(self.data), sha256_hex(self.data)[:32], self.modified)


_ROOTS: dict[str, dict[str, _Held]] = {}
_LOCK = threading.Lock()


class MemoryStore:
    """Keys below `memory://name`; every store of that name in this process holds the same."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.root = url.removeprefix("memory://")
        with _LOCK:
            self._held = _ROOTS.setdefault(self.root, {})

    def read(self, key: str, start: int | None = None, stop: int | None = None) -> bytes:
        wanted = check_range(start, stop)
        return self.snapshot(key)[0][wanted]

    def snapshot(self, key: str) -> tuple[bytes, str]:
        held = self._held.get(check_key(key, self.url))
        if held is None:
            raise NotFound(f"no `{key}` in {self.url}")
        return held.data, held.entry(key).etag

    def read_many(self, keys: Sequence[str]) -> dict[str, bytes]:
        found = {key: self._held.get(check_key(key, self.url)) for key in keys}
        return {key: held.data for key, held in found.items() if held is not None}

    def stat(self, key: str) -> Entry | None:
        held = self._held.get(check_key(key, self.url))
        return held.entry(key) if held is not None else None

    def fetch(self, key: str, target: Path) -> None:
        write_whole(target, self.read(key))

    def list(self, prefix: str = "", *, after: str = "") -> builtins.list[str]:
        below = check_prefix(prefix, self.url)
        with _LOCK:
            return sorted(key for key in self._held if key.startswith(below) and key > after)

    def entries(self, prefix: str = "", *, after: str = "") -> Iterator[Entry]:
        for key in self.list(prefix, after=after):
            entry = self.stat(key)
            if entry is not None:
                yield entry

    def create(self, key: str, data: bytes | Path) -> bool:
        if isinstance(data, bytes):
            return self.replace(key, data, etag="")
        with open_source(data) as stream:
            return self.replace(key, stream.read(), etag="")

    def replace(self, key: str, data: bytes, *, etag: str | None = None) -> bool:
        check_key(key, self.url)
        with _LOCK:
            if etag is not None and etag != self._etag(key):
                return False
            self._held[key] = _Held(bytes(data), datetime.now(UTC))
            return True

    def delete(self, key: str, *, etag: str | None = None) -> bool:
        check_key(key, self.url)
        with _LOCK:
            if etag is not None and self._etag(key) not in ("", etag):
                return False
            self._held.pop(key, None)
            return True

    def probe(self) -> None:
        return  # one lock guards every write

    def sweep(self, older: timedelta) -> int:
        return 0  # nothing outlives its writer

    def _etag(self, key: str) -> str:
        held = self._held.get(key)
        return held.entry(key).etag if held is not None else ""
