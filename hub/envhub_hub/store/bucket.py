"""One bucket over s3fs: requests with a number for an answer, asked again with patience.

Only `call_s3` of s3fs is used. Its files and its `mode="create"` overwrite in several cases, and
its caches and its retries are off: a repeated conditional write whose first answer got lost looks
like somebody else's, so whoever repeats must know.
"""

from __future__ import annotations

import asyncio
import os
import random
import threading
import time
from collections.abc import Awaitable, Callable, Coroutine
from functools import cache
from typing import Any, TypeVar

from envhub.values import Frozen

from .answers import Failure, error_of, failure_of

T = TypeVar("T")
Words = dict[str, Any]
"""What a request is given, and what an answer says."""
CONNECTIONS = 32


class Patience(Frozen):
    """How long a store is asked again, in seconds."""

    deadline: float = 60
    """After it, no request is made again."""
    unreachable: float = 8
    """The same while there is no connection at all."""
    answer: float = 40
    """How long to wait for one answer; the last megabytes of a part are on their way meanwhile."""
    connect: float = 5
    first: float = 0.05
    """The pause before the second try; each further one is up to twice as long."""
    longest: float = 2


class Bucket:
    """Requests to one bucket. Made for one process; after a fork the connection is made anew."""

    def __init__(self, name: str, patience: Patience | None = None) -> None:
        self.name = name
        self.patience = patience or Patience()
        self.requests = 0
        """How many were made."""
        self._lock = threading.Lock()
        self._fs: Any = None
        self._process = 0

    @property
    def fs(self) -> Any:
        """The s3fs file system; its instances are not shared, since their settings are not."""
        with self._lock:
            if self._fs is None or self._process != os.getpid():
                try:
                    self._fs, self._process = _connect(self.patience), os.getpid()
                except Exception as error:  # of many types, by what the settings of AWS lack
                    raise error_of(failure_of(error, self.place), self.place) from error
            return self._fs

    @property
    def place(self) -> str:
        return f"s3://{self.name}"

    @property
    def endpoint(self) -> str:
        return str(self.fs.s3.meta.endpoint_url)

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run work in s3fs's own thread. Where this thread is interrupted, the work tidies up."""
        done = threading.Event()

        async def finished() -> T:
            try:
                return await work
            finally:
                done.set()

        try:
            loop = self.fs.loop
        except BaseException:
            work.close()
            raise
        future = asyncio.run_coroutine_threadsafe(finished(), loop)
        try:
            return future.result()
        except KeyboardInterrupt:
            future.cancel()
            done.wait(self.patience.connect)
            raise

    async def ask(self, method: str, words: Words) -> Words | Failure:
        """Make one request, once: a method of the protocol's client, and what it is given."""
        self.requests += 1
        try:
            answer: Words = await self.fs._call_s3(method, Bucket=self.name, **words)
        except Exception as error:  # of many types; what is no answer is raised again
            return failure_of(error, self.place)
        return answer

    async def body(self, answer: Words) -> bytes | Failure:
        """Read what came with an answer, to its end."""
        try:
            async with answer["Body"] as stream:
                data: bytes = await stream.read()
        except Exception as error:  # as above
            return failure_of(error, self.place)
        wanted = answer.get("ContentLength", len(data))
        return data if len(data) == wanted else cut(len(data), wanted)

    async def persist(self, once: Callable[[], Awaitable[T | Failure]]) -> T | Failure:
        """Try until it is done, or can't be, or patience ends; then gives the last failure."""
        start, pause = time.monotonic(), self.patience.first
        while True:
            found = await once()
            if not isinstance(found, Failure) or not found.again:
                return found
            limit = self.patience.deadline
            if not found.reached:
                limit = min(limit, self.patience.unreachable)
            wait = pause * random.uniform(0.5, 1)
            if time.monotonic() + wait - start > limit:
                return found
            await asyncio.sleep(wait)
            pause = min(2 * pause, self.patience.longest)

    async def insist(self, method: str, words: Words) -> Words | Failure:
        """Make a request that may be repeated without harm."""
        return await self.persist(lambda: self.ask(method, words))


@cache
def _loader(path: str | None) -> Any:
    """Give what reads the descriptions of the protocol: 0.1 s for each session that has its own."""
    from botocore.loaders import create_loader

    return create_loader(path)


def cut(found: int, wanted: int) -> Failure:
    """Return the failure of an answer that ended early."""
    return Failure(None, "", f"the answer ended after {found} of {wanted} bytes")


def _connect(patience: Patience) -> Any:
    from aiobotocore.session import AioSession
    from s3fs import S3FileSystem

    session = AioSession()
    session.register_component("data_loader", _loader(session.get_config_variable("data_path")))
    fs = S3FileSystem(
        session=session,
        use_listings_cache=False,
        skip_instance_cache=True,
        config_kwargs={
            "connect_timeout": patience.connect,
            "read_timeout": patience.answer,
            "retries": {"mode": "standard", "total_max_attempts": 1},
            "max_pool_connections": CONNECTIONS,
            # Where a sum is wanted it is given; others' servers choke on sums they don't know.
            "request_checksum_calculation": "when_required",
            "response_checksum_validation": "when_required",
        },
    )
    fs.retries = 1
    return fs
