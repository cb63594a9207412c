"""What every store does: bytes under keys, in a folder, a bucket or memory.

`create` is what matters: it makes a key or says that it is another's, also between machines, also
where the answer to a request got lost, and a key is never seen half-written. All that a registry
promises stands on it.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple, Protocol


class Entry(NamedTuple):
    """A key as the store shows it without reading it."""

    key: str
    size: int
    etag: str
    """Another one whenever the bytes are others; it says nothing beyond that."""
    modified: datetime
    """By the store's clock."""


class Store(Protocol):
    """Keys with `/`, below one root.

    Every method raises IntegrityError for a key that would lead out of the root, PermissionMissing
    where the store does not let this user in, NotFound for a bucket that is not there, and
    EnvhubError, after some patience, for a store that does not answer.
    """

    url: str
    root: str

    def read(self, key: str, start: int | None = None, stop: int | None = None) -> bytes:
        """Return the bytes of a key, or those from `start` up to but without `stop`.

        Raises:
            NotFound: there is none.
        """
        ...

    def snapshot(self, key: str) -> tuple[bytes, str]:
        """Return the bytes of a key and the etag of just these bytes.

        Raises:
            NotFound: there is none.
        """
        ...

    def read_many(self, keys: Sequence[str]) -> dict[str, bytes]:
        """Return the bytes of several keys, read side by side; one that is missing is left out."""
        ...

    def stat(self, key: str) -> Entry | None:
        """Return what is known of a key, or None where there is none."""
        ...

    def fetch(self, key: str, target: Path) -> None:
        """Copy a key into a local file, whole or not at all, in constant memory.

        Raises:
            NotFound: there is none.
        """
        ...

    def list(self, prefix: str = "", *, after: str = "") -> builtins.list[str]:
        """Return every key below a prefix and behind `after`, in order of their UTF-8 bytes.

        Below `a/b` stands `a/b/c`, not `a/bc`. What has a dot in front of one of its parts is no
        key, and is left out.
        """
        ...

    def entries(self, prefix: str = "", *, after: str = "") -> Iterator[Entry]:
        """Yield what `list` returns, a page at a time, each with what is known of it."""
        ...

    def create(self, key: str, data: bytes | Path) -> bool:
        """Make a key that must not exist; False where it is another's, and then nothing changed.

        True means: the key holds this data, written by this call, also where the answer to the
        first try got lost. A path is copied in constant memory.

        Raises:
            NotFound: `data` is the path of no file.
            UnsafeStore: this store can't make sure of it.
        """
        ...

    def replace(self, key: str, data: bytes, *, etag: str | None = None) -> bool:
        """Write a key, whole, whether it was there or not.

        With an `etag`, only if the key still has it, and with an empty one only if there is no such
        key; False where it has changed. Where answers got lost and somebody else wrote next, False
        may also mean that this data stood there for a moment: read again, and decide again.
        """
        ...

    def delete(self, key: str, *, etag: str | None = None) -> bool:
        """Remove a key; True where there is none any more, or was none.

        With an `etag`, only if the key still has it; False where it has changed.
        """
        ...

    def probe(self) -> None:
        """Find out, once per process and root, whether this store keeps what `create` promises.

        Raises:
            UnsafeStore: it ignores the conditions of conditional writes.
        """
        ...

    def sweep(self, older: timedelta) -> int:
        """Remove what killed writers left half-written so long ago; returns how much of it."""
        ...
