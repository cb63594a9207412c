"""Looking into a bundle where it lies: its listing and single files, by ranges of its bytes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, cast

from envhub.bundle import BundleListing, open_bundle, open_listing
from envhub.environment import Environment
from envhub.errors import BundleError, IntegrityError, LimitExceeded
from envhub.manifest import FileEntry, list_files

from ..store import Store
from .fetching import cached_bundle
from .locate import Found
from .offline import KeptStore, bundle_path
from .record import Record

AHEAD = 1 << 18
"""Bytes of one request, at least: a small file costs one."""


def peek(found: Found) -> Environment:
    """Open what a reference led to without fetching all of it, where it is not here already.

    A file is fetched when it is opened, and verified whole before any of it is given.

    Raises:
        NotFound: offline, and it is not on this machine.
        IntegrityError: the bundle is not what the record says.
    """
    store = found.registry.store
    if isinstance(store, KeptStore) or bundle_path(found.record).is_file():
        return open_bundle(cached_bundle(found))
    record = found.record
    stream = cast("BinaryIO", io.BufferedReader(_Remote(store, record), AHEAD))
    with _pushed(record):
        listing = open_listing(stream, name=record.bundle.file)
    manifest = listing.manifest
    said = (manifest.name, manifest.version, manifest.digest)
    if said != (record.name, record.version, record.digest):
        raise IntegrityError(
            f"the bundle of {record.reference} is another environment than its record says",
            hint="the record was not written by `envhub push`; do not trust this registry",
        )
    return Environment.load(_ListedFiles(listing, record))


@contextmanager
def _pushed(record: Record) -> Iterator[None]:
    """What was pushed was whole: a bundle that is not was changed since."""
    try:
        yield
    except LimitExceeded:
        raise
    except BundleError as error:
        raise IntegrityError(
            f"the bundle of {record.reference} is not the one that was pushed: {error.message}",
            hint="the registry's copy is damaged; `envhub registry verify` says more",
        ) from error


def files_of(environment: Environment) -> dict[str, FileEntry]:
    """Return every file with its sha256 and size; of what was peeked at, as its manifest says."""
    files = environment.files
    if isinstance(files, _ListedFiles):
        return dict(files.listing.manifest.files)
    return list_files(files)


class _Remote(io.RawIOBase):
    """The bundle of a record as a stream that seeks; each read is one request."""

    def __init__(self, store: Store, record: Record) -> None:
        self._store = store
        self._key = record.bundle_key
        self._size = record.bundle.size
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def readinto(self, buffer: Any, /) -> int:
        view = memoryview(buffer).cast("B")
        stop = min(self._at + len(view), self._size)
        if stop <= self._at:
            return 0
        data = self._store.read(self._key, self._at, stop)
        view[: len(data)] = data
        self._at += len(data)
        return len(data)


class _ListedFiles:
    """The files of a listing."""

    def __init__(self, listing: BundleListing, record: Record) -> None:
        self.listing = listing
        self._record = record

    def names(self) -> tuple[str, ...]:
        return tuple(self.listing.manifest.files)

    def open(self, name: str) -> BinaryIO:
        with _pushed(self._record):
            return self.listing.open(name)

    def size(self, name: str) -> int:
        return self.listing.manifest.files[name].size
