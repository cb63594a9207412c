"""How many workers a cluster gets, and what each may use. Nothing here knows of Ray."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from envhub.errors import UsageError

THREADS = 4
"""Of a worker, unless cores are scarce or, without GPUs, a person chose how many workers there are:
a model gains little from more, and each worker needs memory for a model of its own."""
CPU_CHUNK, GPU_CHUNK = 32, 128
"""Requests of one chunk: a few batches, so that little is asked again when a worker is lost."""


class Node(NamedTuple):
    """What one machine of a cluster has."""

    cpus: int
    gpus: int = 0


class Layout(NamedTuple):
    """What is started."""

    workers: int
    threads: int
    """CPUs of one worker, and so torch's threads there: together they use no core twice."""
    gpus: int
    """Of one worker: one, or none."""

    @property
    def chunk(self) -> int:
        return GPU_CHUNK if self.gpus else CPU_CHUNK


def lay_out(nodes: Sequence[Node], workers: int | None, *, on_gpu: bool) -> Layout:
    """Choose a layout: one model a GPU, or one for every four cores where there is no GPU.

    Args:
        nodes: the machines of the cluster.
        workers: how many a person wants; None: as many as there is room for.
        on_gpu: whether GPUs are used where there are some.

    Raises:
        UsageError: there is no room for so many.
    """
    gpus = on_gpu and any(node.gpus for node in nodes)
    seats = [min(node.gpus, node.cpus) if gpus else node.cpus for node in nodes]
    room = sum(seats)
    roomy = room if gpus else sum(max(1, seat // THREADS) for seat in seats if seat)
    wanted = workers or max(1, roomy)
    most = THREADS if gpus else max(seats, default=0)
    for threads in range(most, 0, -1):
        fitting = [min(seat, node.cpus // threads) for seat, node in zip(seats, nodes, strict=True)]
        if wanted <= sum(fitting):
            return Layout(wanted, threads, int(gpus))
    has = "GPUs with a CPU beside each" if gpus else "CPUs"
    hint = "a model takes a GPU; or --device cpu" if gpus else "a model takes one CPU at least"
    raise UsageError(f"{wanted} workers, and the cluster has {room} {has}", hint=hint)
