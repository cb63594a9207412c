"""What is fed to a network to score continuations: plans made of token ids, without tensors.

A packed row holds a context once, and behind it the continuations as branches that see the context
and themselves. A plain row is a context with one continuation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from .tokenizer import Ids

Continuations = Mapping[Ids, int]
"""Continuations of one context, each with the number under which its score is kept."""


class Read(NamedTuple):
    """A token whose log-probability is read from the logits at one place of a row."""

    at: int
    token: int
    owner: int


class Row(NamedTuple):
    """One sequence of tokens for the network."""

    tokens: Ids
    positions: Ids
    branches: Ids
    """0: the stem, which everything behind it sees; else the number of a branch."""
    reads: tuple[Read, ...]


def plain_rows(context: Ids, continuations: Continuations) -> list[Row]:
    """Plan one row for every different input; continuations of one token share the context."""
    rows: dict[Ids, list[Read]] = {}
    last = len(context) - 1
    for continuation, owner in continuations.items():
        reads = rows.setdefault(context + continuation[:-1], [])
        reads += [Read(last + place, token, owner) for place, token in enumerate(continuation)]
    return [
        Row(tokens, tuple(range(len(tokens))), (0,) * len(tokens), tuple(reads))
        for tokens, reads in rows.items()
    ]


def packed_rows(context: Ids, continuations: Continuations, room: int) -> list[Row]:
    """Plan rows of about `room` tokens, each with the context once.

    What all continuations begin with belongs to the stem; the last token of each is only read.
    """
    shared = _shared(list(continuations))
    stem = context + next(iter(continuations))[:shared]
    rows: list[Row] = []
    row = _Packing(stem, len(context) - 1)
    for continuation, owner in continuations.items():
        if row.reads and len(row.tokens) + len(continuation) - shared > room:
            rows.append(row.row())
            row = _Packing(stem, len(context) - 1)
        row.add(continuation, owner)
    return [*rows, row.row()]


class _Packing:
    """A packed row while it is filled."""

    def __init__(self, stem: Ids, first: int) -> None:
        self.stem = len(stem)
        self.first = first
        self.tokens = list(stem)
        self.positions = list(range(len(stem)))
        self.branches = [0] * len(stem)
        self.reads: list[Read] = []

    def add(self, continuation: Ids, owner: int) -> None:
        inside = self.stem - self.first - 1  # tokens of it that the stem holds
        start = len(self.tokens)
        branch = continuation[inside:-1]
        number = self.branches[-1] + 1
        self.tokens += branch
        self.positions += range(self.stem, self.stem + len(branch))
        self.branches += [number] * len(branch)
        for place, token in enumerate(continuation):
            in_stem = place <= inside
            at = self.first + place if in_stem else start + place - inside - 1
            self.reads.append(Read(at, token, owner))

    def row(self) -> Row:
        return Row(
            tuple(self.tokens), tuple(self.positions), tuple(self.branches), tuple(self.reads)
        )


def _shared(continuations: Sequence[Ids]) -> int:
    """Count the tokens that all begin with, but never the whole of the longest."""
    first, last = min(continuations), max(continuations)
    shared = 0
    for one, other in zip(first, last, strict=False):
        if one != other:
            break
        shared += 1
    return min(shared, max(map(len, continuations)) - 1)
