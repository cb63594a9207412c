"""Records and events of a far registry, kept on this disk: they never change once they are there.

A copy is kept under the key and the store's own tag of its bytes. A registry that was made anew
under the same URL has other tags, so nothing of the old one is ever taken for its own.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from ..store import Entry, Store


class Cache:
    """Small immutable values of one registry. Whatever is wrong with a copy, it counts as none."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, entry: Entry) -> bytes | None:
        try:
            digest, _, data = self._path(entry).read_bytes().partition(b"\n")
        except OSError:
            return None
        return data if hashlib.sha256(data).hexdigest().encode() == digest else None

    def put(self, entry: Entry, data: bytes) -> None:
        path = self._path(entry)
        part = path.with_suffix(f".{os.getpid()}.part")
        # No sync to disk: a torn copy does not fit its digest. A full disk only costs a request.
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(hashlib.sha256(data).hexdigest().encode() + b"\n" + data)
            part.replace(path)

    def note(self, name: str) -> bytes | None:
        """Read a note of this client on the registry."""
        try:
            return (self.folder / name).read_bytes()
        except OSError:
            return None

    def write_note(self, name: str, data: bytes | None) -> None:
        """Keep a note, or drop it."""
        path = self.folder / name
        part = path.with_suffix(f".{os.getpid()}.part")
        with contextlib.suppress(OSError):
            if data is None:
                path.unlink(missing_ok=True)
                return
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(data)
            part.replace(path)

    def _path(self, entry: Entry) -> Path:
        name = hashlib.sha256(f"{entry.key}\0{entry.etag}".encode()).hexdigest()
        return self.folder / "values" / name[:2] / name[2:42]


def read_entries(store: Store, cache: Cache | None, entries: Iterable[Entry]) -> dict[str, bytes]:
    """Read immutable values: from the cache, and the rest in one go. What is gone is left out."""
    found: dict[str, bytes] = {}
    missing: dict[str, Entry] = {}
    for one in entries:
        data = cache.get(one) if cache else None
        if data is None:
            missing[one.key] = one
        else:
            found[one.key] = data
    for key, data in store.read_many(list(missing)).items() if missing else ():
        found[key] = data
        if cache:
            cache.put(missing[key], data)
    return found
