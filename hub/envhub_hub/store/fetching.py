"""A large object into a file: in constant memory, going on where an answer ended early."""

from __future__ import annotations

from typing import Any, BinaryIO

from .answers import PRECONDITION, RANGE, Failure, failure_of
from .bucket import Bucket, cut
from .objects import PARTIAL, bare, status_of

_CHUNK = 1 << 20


class _Copy:
    """How far a copy has come."""

    def __init__(self, bucket: Bucket, name: str, target: BinaryIO) -> None:
        self.bucket, self.name, self.target = bucket, name, target
        self.at, self.etag = 0, ""

    async def go_on(self) -> bool | Failure:
        """Read what is missing; True when nothing is."""
        # The condition keeps two versions of an object from being put together.
        words = {"Range": f"bytes={self.at}-", "IfMatch": f'"{self.etag}"'} if self.at else {}
        answer = await self.bucket.ask("get_object", {"Key": self.name, **words})
        if isinstance(answer, Failure):
            if words and answer.status in (PRECONDITION, RANGE):
                self._restart()
                return Failure(None, "", "it was changed while it was read")
            return answer
        if words and status_of(answer) != PARTIAL:
            self._restart()
        self.etag = bare(answer["ETag"])
        return await self._take(answer)

    async def _take(self, answer: dict[str, Any]) -> bool | Failure:
        left = int(answer["ContentLength"])
        async with answer["Body"] as stream:
            while left:
                try:
                    chunk = await stream.read(min(left, _CHUNK))
                except Exception as error:  # of many types; what is no answer is raised again
                    return failure_of(error, self.bucket.place)
                if not chunk:
                    return cut(self.at, self.at + left)
                self.target.write(chunk)
                self.at += len(chunk)
                left -= len(chunk)
        return True

    def _restart(self) -> None:
        self.target.seek(0)
        self.target.truncate()
        self.at, self.etag = 0, ""


async def fetch(bucket: Bucket, name: str, target: BinaryIO) -> bool | Failure:
    """Copy an object into a stream; each piece that arrives renews the patience."""
    copy = _Copy(bucket, name, target)
    while True:
        before = copy.at
        found = await bucket.persist(copy.go_on)
        if not isinstance(found, Failure) or not found.again or copy.at <= before:
            return found
