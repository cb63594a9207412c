"""Single objects of a bucket: looked at, read, and written under conditions that hold.

A conditional write whose answer got lost looks, when it is made again, like somebody else's. So
each write bears an id in the object's metadata, and whatever is no plain yes (a refusal, an error,
no answer) is settled by looking at the object: with this id the write was done, with another the
object is another's, and where there is none the write is made again.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from typing import NamedTuple

from .answers import RANGE, Failure
from .base import Entry
from .bucket import Bucket, Words

WRITE_ID = "envhub-write"
PARTIAL = 206


class Seen(NamedTuple):
    """An object as it is seen without reading it."""

    entry: Entry
    write_id: str


class Got(NamedTuple):
    """Bytes, and the etag of the object they are from."""

    data: bytes
    etag: str


class Objects:
    """The objects of a bucket, by their full names."""

    def __init__(self, bucket: Bucket) -> None:
        self.bucket = bucket

    async def head(self, name: str) -> Seen | Failure | None:
        """Look at an object, once."""
        answer = await self.bucket.ask("head_object", {"Key": name})
        if isinstance(answer, Failure):
            return None if answer.absent else answer
        entry = Entry(name, answer["ContentLength"], bare(answer["ETag"]), answer["LastModified"])
        return Seen(entry, answer.get("Metadata", {}).get(WRITE_ID, ""))

    async def look(self, name: str) -> Seen | Failure | None:
        """Look at an object, with patience."""
        return await self.bucket.persist(lambda: self.head(name))

    async def get(self, name: str, wanted: slice = slice(0, None)) -> Got | Failure:
        """Read an object, or a part of it."""
        if wanted.stop is not None and wanted.stop <= wanted.start:
            seen = await self.look(name)
            if seen is None:
                return Failure(404, "NoSuchKey", "")
            return seen if isinstance(seen, Failure) else Got(b"", seen.entry.etag)
        return await self.bucket.persist(lambda: self._get(name, wanted))

    async def _get(self, name: str, wanted: slice) -> Got | Failure:
        last = wanted.stop - 1 if wanted.stop is not None else ""
        words = {"Range": f"bytes={wanted.start}-{last}"} if wanted != slice(0, None) else {}
        answer = await self.bucket.ask("get_object", {"Key": name, **words})
        if isinstance(answer, Failure):
            return Got(b"", "") if answer.status == RANGE else answer
        data = await self.bucket.body(answer)
        if isinstance(data, Failure):
            return data
        if words and status_of(answer) != PARTIAL:
            data = data[wanted]  # a server that knows no ranges sends all of it
        return Got(data, bare(answer["ETag"]))

    async def create(self, name: str, data: bytes) -> bool | Failure:
        """Make an object; False where it is another's."""
        mine = new_id()

        async def once() -> bool | Failure:
            answer = await self._put(name, data, mine, {"IfNoneMatch": "*"})
            if not isinstance(answer, Failure):
                return True
            if not answer.reached or not answer.again:
                return answer
            seen = await self.head(name)
            if seen is None or isinstance(seen, Failure):
                return answer if seen is None else seen
            return seen.write_id == mine

        return await self.bucket.persist(once)

    async def replace(self, name: str, data: bytes, etag: str | None) -> bool | Failure:
        """Write an object; with an etag, only over the one that has it."""
        mine = new_id()

        async def once() -> bool | Failure:
            words = {"IfMatch": f'"{etag}"'} if etag is not None else {}
            answer = await self._put(name, data, mine, words)
            if not isinstance(answer, Failure):
                return True
            if etag is not None and answer.absent:
                return False
            if etag is None or not answer.reached or not answer.again:
                return answer
            seen = await self.head(name)
            if seen is None or isinstance(seen, Failure):
                return False if seen is None else seen
            if seen.write_id == mine:
                return True
            return answer if seen.entry.etag == etag else False

        return await self.bucket.persist(once)

    async def delete(self, name: str, etag: str | None) -> bool | Failure:
        """Remove an object; with an etag, only the one that has it."""

        async def once() -> bool | Failure:
            words = {}
            if etag is not None:
                # Some servers that keep conditional writes ignore conditions here: look as well.
                seen = await self.head(name)
                if seen is None or isinstance(seen, Failure):
                    return True if seen is None else seen
                if seen.entry.etag != etag:
                    return False
                words = {"IfMatch": f'"{etag}"'}
            answer = await self.bucket.ask("delete_object", {"Key": name, **words})
            return answer if isinstance(answer, Failure) and not answer.absent else True

        return await self.bucket.persist(once)

    async def _put(
        self, name: str, data: bytes, write_id: str, condition: Words
    ) -> Words | Failure:
        said = {"Metadata": {WRITE_ID: write_id}, "ChecksumSHA256": checksum(data)}
        return await self.bucket.ask("put_object", {"Key": name, "Body": data, **said, **condition})


def new_id() -> str:
    return secrets.token_hex(16)


def bare(etag: str) -> str:
    """Return an etag without its quotes."""
    return etag.strip('"')


def checksum(data: bytes) -> str:
    """Return the sum by which a server notices that it received other bytes."""
    return base64.b64encode(hashlib.sha256(data).digest()).decode()


def status_of(answer: Words) -> int:
    return int(answer.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
