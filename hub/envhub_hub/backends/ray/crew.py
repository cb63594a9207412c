"""The workers of one model: started, made sure to be the same, given work, replaced when lost."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import ray

from envhub.errors import BackendError
from envhub.model import ModelIdentity, Reply, Request

from .cluster import Lost, fetch, first_done
from .layout import Layout
from .worker import Load, Worker

TRIES = 3
"""How often a chunk is given to a worker, and how many starts in a row may fail."""
START = 900.0
"""Seconds to wait for any worker, with none at work: a cluster may have to make room, or a large
model to be read."""
_OWN = frozenset(("device",))
"""Of an identity: what may differ from worker to worker."""

Replies = list[tuple[int, Reply]]


class Crew:
    """Processes that hold the same model, each with one chunk at a time."""

    def __init__(self, load: Load, layout: Layout) -> None:
        """Start all and wait until they are loaded.

        Raises:
            BackendError: one did not start, or they hold different models.
            EnvhubError: what loading raised.
        """
        self.size = layout.workers
        self._load = load
        self._kind = ray.remote(Worker).options(num_cpus=layout.threads, num_gpus=layout.gpus)
        self._starting: dict[Any, Any] = {}
        self._idle: deque[Any] = deque()
        self._known: ModelIdentity | None = None
        self._failed = 0
        self._why = ""
        for _ in range(self.size):
            self._start()
        while self._starting:
            self._join(self._next({}))
        if len(self._idle) < self.size:
            started = f"{len(self._idle)} of {self.size} workers started"
            raise BackendError(f"{started}, and no more: {self._why}")

    @property
    def identity(self) -> ModelIdentity:
        """That of the worker which was ready first; the others were found to be the same."""
        if self._known is None:
            raise RuntimeError("no worker was loaded")
        return self._known

    def work(self, chunks: Sequence[Sequence[Request]]) -> Iterator[tuple[int, Replies]]:
        """Have every chunk answered once, as (index, replies), in the order in which they are done.

        Raises:
            BackendError: a chunk that no worker survives, or no worker left.
            EnvhubError: what the model raised.
        """
        waiting, tries = deque(range(len(chunks))), Counter[int]()
        busy: dict[Any, tuple[Any, int]] = {}
        try:
            while waiting or busy:
                while waiting and self._idle:
                    worker, index = self._idle.popleft(), waiting.popleft()
                    busy[worker.respond.remote(chunks[index])] = worker, index
                done = self._next(busy)
                if done not in busy:
                    self._join(done)
                    continue
                worker, index = busy.pop(done)
                try:
                    replies: Replies = fetch(done)
                except Lost as error:
                    tries[index] += 1
                    self._lost(error, tries[index], chunks[index])
                    waiting.append(index)
                    continue
                self._idle.append(worker)
                yield index, replies
        finally:
            # What they still do is dropped; the next chunk waits until it is done.
            self._idle.extend(worker for worker, _ in busy.values())

    def _next(self, busy: dict[Any, tuple[Any, int]]) -> Any:
        """Return the next answer, of those at work and of those that start."""
        if not busy and not self._starting:
            raise BackendError(f"no worker is left: {self._why}")
        done = first_done([*busy, *self._starting], None if busy else START)
        if done is None:
            message = f"no worker started within {START / 60:.0f} minutes"
            raise BackendError(message, hint="`ray status` shows what the cluster has free")
        return done

    def _start(self) -> None:
        worker = self._kind.remote(self._load, str(Path.cwd()))
        self._starting[worker.identify.remote()] = worker

    def _join(self, done: Any) -> None:
        """Take in a worker that has loaded its model, or start another where it has not."""
        worker = self._starting.pop(done)
        try:
            identity: ModelIdentity = fetch(done)
        except Lost as error:
            self._failed += 1
            self._why = str(error)
            if self._failed < TRIES:
                self._start()
            return
        self._failed = 0
        if self._known is None:
            self._known = identity
        elif (why := unlike(self._known, identity)) is not None:
            hint = "every machine of the cluster needs the same files and the same packages"
            raise BackendError(f"the workers hold different models: {why}", hint=hint)
        self._idle.append(worker)

    def _lost(self, error: Lost, tries: int, chunk: Sequence[Request]) -> None:
        self._why = str(error)
        if tries >= TRIES:
            message = f"{tries} workers were lost, each on the same {len(chunk)} requests: {error}"
            raise BackendError(message, hint="less memory is used with a smaller batch")
        self._start()


def unlike(one: ModelIdentity, other: ModelIdentity) -> str | None:
    """Say in what two workers' models differ, or None where they give the same numbers."""
    for field in ModelIdentity.model_fields:
        here, there = getattr(one, field), getattr(other, field)
        if here != there and field not in _OWN:
            return f"{field.replace('_', ' ')} is {here} on one, and {there} on another"
    return None
