"""Read bytes once: hash them in a second thread while the first reads the next and writes these.

hashlib lets go of the interpreter while it works, so on two cores a copy with its sha256 takes as
long as the slower of the two. Memory is a few chunks, however long a stream is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial
from itertools import cycle
from queue import SimpleQueue
from threading import Thread
from types import TracebackType
from typing import BinaryIO

CHUNK = 1 << 19
"""Bytes read at once: few enough that a core keeps them close by from one pass to the next, and so
many that waking the other thread costs little beside hashing them."""
CHUNKS = 4
"""Chunks that may wait to be hashed, so that neither thread waits for the other at each."""
ASIDE = 1 << 16
"""Bytes from which handing a chunk to the other thread is cheaper than hashing it here."""


class Beside:
    """A thread that does one thing after another beside the caller, and ends with its block."""

    def __init__(self) -> None:
        self._work: SimpleQueue[Callable[[], object] | None] = SimpleQueue()
        self._done: SimpleQueue[BaseException | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._begun = 0

    def __enter__(self) -> Beside:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        if self._thread is not None:
            self._work.put(None)
            self._thread.join()

    def start(self, work: Callable[[], object]) -> None:
        """Begin something, or let it wait for what was begun before."""
        if self._thread is None:
            self._thread = Thread(target=self._run, name="beside", daemon=True)
            self._thread.start()
        self._begun += 1
        self._work.put(work)

    def wait(self, left: int = 0) -> None:
        """Wait until all but the last few that were begun are done; raise what one raised."""
        while self._begun > left:
            error = self._done.get()
            self._begun -= 1
            if error is not None:
                raise error

    def _run(self) -> None:
        while (work := self._work.get()) is not None:
            try:
                work()
            except BaseException as error:  # the caller of `wait` gets it, whatever it is
                self._done.put(error)
            else:
                self._done.put(None)


class Hasher(Beside):
    """Hashes one stream after another."""

    def __init__(self) -> None:
        super().__init__()
        self._buffers = [memoryview(bytearray(CHUNK)) for _ in range(CHUNKS)]

    def __enter__(self) -> Hasher:
        return self

    def read(
        self, stream: BinaryIO, write: Callable[[memoryview], object] | None = None,
        head: bytes = b"",
    ) -> tuple[str, int]:  # fmt: skip
        """Read a stream to its end; return the hexadecimal sha256 and the number of bytes.

        Args:
            stream: what to read.
            write: takes each chunk, which is overwritten after it returns.
            head: bytes that were read from the stream already.
        """
        found, size = hashlib.sha256(head), len(head)
        if head and write is not None:
            write(memoryview(head))
        for buffer in cycle(self._buffers):
            self.wait(CHUNKS - 1)  # whoever hashed this buffer the last time
            count = stream.readinto(buffer)  # type: ignore[attr-defined]  # every binary stream
            if count < ASIDE:
                self.wait()
            if not count:
                break
            chunk, size = buffer[:count], size + count
            if count < ASIDE:
                found.update(chunk)
            else:
                self.start(partial(found.update, chunk))
            if write is not None:
                write(chunk)
        return found.hexdigest(), size
