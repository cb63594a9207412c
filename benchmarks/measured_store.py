"""Counting what is asked of a store, how long it takes, and what goes over the wire."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from envhub_hub.store.bucket import Bucket
from envhub_hub.store.local import LocalStore
from envhub_hub.store.s3 import S3Store

METHODS = (
    "read", "snapshot", "read_many", "stat", "fetch", "list", "entries", "create", "replace",
    "delete", "probe",
)  # fmt: skip


class Meter:
    """While it is entered, every store of one kind is measured.

    A request is a request to the bucket, or one operation on a folder.
    """

    def __init__(self, kind: type[LocalStore] | type[S3Store]) -> None:
        self._kind = kind
        self._undo: list[Callable[[], None]] = []
        self._inside = threading.local()
        self.reset()

    def reset(self) -> None:
        """Begin to count anew."""
        self.requests, self.seconds, self.read = 0, 0.0, 0

    def __enter__(self) -> Self:
        for name in METHODS:
            counted = self._kind is LocalStore
            self._replace(self._kind, name, self._timed(getattr(self._kind, name), counted))
        ask = Bucket.ask

        async def asked(bucket: Bucket, *words: Any, **more: Any) -> Any:
            self.requests += self._kind is S3Store
            return await ask(bucket, *words, **more)

        self._replace(Bucket, "ask", asked)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        while self._undo:
            self._undo.pop()()

    def _replace(self, owner: type, name: str, new: object) -> None:
        old = getattr(owner, name)
        setattr(owner, name, new)
        self._undo.append(lambda: setattr(owner, name, old))

    def _timed(self, method: Callable[..., Any], counted: bool) -> Callable[..., Any]:
        def timed(store: object, *words: Any, **more: Any) -> Any:
            if getattr(self._inside, "store", False):
                return method(store, *words, **more)
            self.requests += counted * _operations(method.__name__, words)
            found = self._run(lambda: method(store, *words, **more))
            if method.__name__ == "entries":
                return self._each(found)
            self.read += _size(found)
            return found

        return timed

    def _run(self, work: Callable[[], Any]) -> Any:
        self._inside.store = True
        start = time.perf_counter()
        try:
            return work()
        finally:
            self.seconds += time.perf_counter() - start
            self._inside.store = False

    def _each(self, found: Iterator[Any]) -> Iterator[Any]:
        end = object()
        while (one := self._run(lambda: next(found, end))) is not end:
            yield one


def _operations(name: str, words: tuple[Any, ...]) -> int:
    return len(words[0]) if name == "read_many" else 1


def _size(found: object) -> int:
    if isinstance(found, bytes):
        return len(found)
    if isinstance(found, dict):
        return sum(map(len, found.values()))
    return 0


class Forwarder:
    """Loopback to loopback, counting the bytes of both directions."""

    def __init__(self, endpoint: str) -> None:
        parts = urlsplit(endpoint)
        assert parts.hostname is not None
        assert parts.port is not None
        self._to = parts.hostname, parts.port
        self._server = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.endpoint = f"http://127.0.0.1:{self._server.getsockname()[1]}"
        self.moved = 0
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self._server.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._server.accept()
                server = socket.create_connection(self._to)
                for one, other in ((client, server), (server, client)):
                    threading.Thread(target=self._copy, args=(one, other), daemon=True).start()

    def _copy(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(1 << 16):
                with self._lock:
                    self.moved += len(data)
                other.sendall(data)
        with suppress(OSError):
            other.shutdown(socket.SHUT_WR)
