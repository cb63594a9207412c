"""A store in a bucket, by the conditional writes of the S3 protocol."""

from __future__ import annotations

import asyncio
import builtins
import importlib.util
import re
import time
from collections.abc import Callable, Coroutine, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from envhub.atomic import whole_file
from envhub.errors import MissingRequirement, NotFound, UsageError

from .answers import Failure, error_of
from .base import Entry
from .bucket import CONNECTIONS, Bucket
from .disk import failed, open_source
from .fetching import fetch
from .keys import check_key, check_prefix, check_range, is_key
from .listing import Listing
from .multipart import PART, sweep, upload
from .objects import Got, Objects
from .probing import probe, probe_multipart

T = TypeVar("T")
_BUCKET = r"[A-Za-z0-9][A-Za-z0-9._-]{1,254}"
_PROBED: set[tuple[str, str, str]] = set()
"""Endpoint, root and kind of write, for this process."""


class S3Store:
    """Keys below `s3://bucket/prefix`; endpoint and credentials by the usual AWS settings."""

    def __init__(self, url: str, bucket: Bucket | None = None) -> None:
        """Open a place in a bucket; nothing is asked yet.

        Args:
            url: `s3://bucket/prefix`.
            bucket: the same bucket, to share its connection or to have another patience.

        Raises:
            UsageError: a URL that names no such place.
            MissingRequirement: s3fs is not installed.
        """
        name, self._below = _parsed(url)
        if importlib.util.find_spec("s3fs") is None:
            raise MissingRequirement(
                f"registry `{url}` needs s3fs", hint='install it: `pip install "envhub[s3]"`'
            )
        self.url = url
        self.root = f"{name}/{self._below}".rstrip("/")
        self.bucket = bucket or Bucket(name)
        self._objects = Objects(self.bucket)
        self._listing = Listing(self.bucket, self._below, url)

    def read(self, key: str, start: int | None = None, stop: int | None = None) -> bytes:
        return self._got(key, check_range(start, stop)).data

    def snapshot(self, key: str) -> tuple[bytes, str]:
        found = self._got(key, slice(0, None))
        return found.data, found.etag

    def read_many(self, keys: Sequence[str]) -> dict[str, bytes]:
        names = {key: self._name(key) for key in keys}
        gate = asyncio.Semaphore(CONNECTIONS)

        async def one(name: str) -> Got | Failure:
            async with gate:
                return await self._objects.get(name)

        async def several() -> builtins.list[Got | Failure]:
            return await asyncio.gather(*map(one, names.values()))

        found = {}
        for key, got in zip(names, self._run(several()), strict=True):
            if isinstance(got, Got):
                found[key] = got.data
            elif not got.absent:
                raise error_of(got, self.url, self.bucket.patience.deadline)
        return found

    def stat(self, key: str) -> Entry | None:
        seen = self._run(self._objects.look(self._name(key)))
        return seen.entry._replace(key=key) if seen is not None else None

    def fetch(self, key: str, target: Path) -> None:
        name = self._name(key)
        try:
            with whole_file(target) as stream:
                self._run(fetch(self.bucket, name, stream), key)
        except OSError as error:
            raise failed("write", target, error) from error

    def list(self, prefix: str = "", *, after: str = "") -> builtins.list[str]:
        return [one.key for one in self.entries(prefix, after=after)]

    def entries(self, prefix: str = "", *, after: str = "") -> Iterator[Entry]:
        return self._listing.entries(check_prefix(prefix, self.url), after)

    def create(self, key: str, data: bytes | Path) -> bool:
        name = self._name(key)
        if isinstance(data, bytes):
            return self._run(self._objects.create(name, data))
        with open_source(data) as stream:
            small = stream.read(PART + 1)
        if len(small) <= PART:
            return self._run(self._objects.create(name, small))
        del small
        self._probe_once("parts", probe_multipart)
        return self._run(upload(self._objects, name, data))

    def replace(self, key: str, data: bytes, *, etag: str | None = None) -> bool:
        if etag == "":
            return self.create(key, data)
        return self._run(self._objects.replace(self._name(key), data, etag))

    def delete(self, key: str, *, etag: str | None = None) -> bool:
        return self._run(self._objects.delete(self._name(key), etag))

    def probe(self) -> None:
        self._probe_once("pieces", probe)

    def sweep(self, older: timedelta) -> int:
        return self._run(sweep(self.bucket, self._below, older))

    def _probe_once(self, kind: str, probing: Callable[..., Coroutine[Any, Any, None]]) -> None:
        found = (self.bucket.endpoint, self.root, kind)
        if found not in _PROBED:
            self.bucket.run(probing(self.bucket, self._below, self.url))
            _PROBED.add(found)

    def _name(self, key: str) -> str:
        return self._below + check_key(key, self.url)

    def _got(self, key: str, wanted: slice) -> Got:
        return self._run(self._objects.get(self._name(key), wanted), key)

    def _run(self, work: Coroutine[Any, Any, T | Failure], key: str = "") -> T:
        """Do some work, and give what it found; a failure is an error, of a key if it names one."""
        start = time.monotonic()
        found = self.bucket.run(work)
        if not isinstance(found, Failure):
            return found
        if key and found.absent:
            raise NotFound(f"no `{key}` in {self.url}")
        raise error_of(found, self.url, time.monotonic() - start)


def _parsed(url: str) -> tuple[str, str]:
    """Return the bucket of a URL, and what every name below it begins with."""
    bucket, _, prefix = url.removeprefix("s3://").partition("/")
    prefix = prefix.rstrip("/")
    if not re.fullmatch(_BUCKET, bucket) or (prefix and not is_key(prefix)):
        raise UsageError(
            f"registry `{url}` is no place in a bucket",
            hint="write s3://bucket/prefix; credentials and endpoint belong in the settings of AWS",
        )
    return bucket, f"{prefix}/" if prefix else ""
