"""Which requests go to a worker together. Nothing here knows of Ray."""

from __future__ import annotations

from collections.abc import Sequence

from envhub.messages import plain_text
from envhub.model import Request

_TURNS = 2
"""Chunks for each worker, at least: one that is slow then holds up little."""


def cut(requests: Sequence[Request], workers: int, most: int) -> list[list[int]]:
    """Share requests out, so that every worker has some and what begins alike stays together.

    Args:
        requests: what is asked.
        workers: how many share it.
        most: requests in one chunk, at most.

    Returns:
        Chunks of indices; every index is in exactly one.
    """
    order = sorted(range(len(requests)), key=lambda index: _alike(requests[index]))
    size = max(1, min(most, -(-len(order) // (workers * _TURNS))))
    return [order[start : start + size] for start in range(0, len(order), size)]


def _alike(request: Request) -> tuple[str, str]:
    # A backend computes a beginning that its requests share only once.
    return request.kind, plain_text(request.prompt.messages, request.prompt.delimiter)
