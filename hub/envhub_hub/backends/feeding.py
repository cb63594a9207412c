"""From planned rows to one forward: tokens, positions and who sees whom, as tensors.

A few rows are joined end to end: nothing is padded, and a shared prefix is held once. What a token
spends on looking past strangers grows with their number, so many rows are put one below another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import Any, NamedTuple, TypeVar

import torch

from .batches import Prefix, fill, gather
from .networks import ModuleNetwork, Padded, Tensor
from .rows import Row

JOINED = 1024
"""Tokens in the largest batch whose rows are joined."""
Item = TypeVar("Item")


class Spot(NamedTuple):
    """Where a row was put."""

    line: int
    shift: int
    """What is added to a place in the row (its prefix counted) to have its column."""


class Fed(NamedTuple):
    """What came of one forward."""

    logits: Tensor
    """[lines, kept columns, vocabulary]"""
    kept: dict[int, int]
    """Where in `logits` each kept column is."""
    spots: tuple[Spot, ...]
    """Of each row, in the order given."""
    cache: Any


def joins(budget: int) -> bool:
    """Tell whether the rows of a batch of this many tokens are joined."""
    return budget <= JOINED


def batches(
    items: Sequence[Item], size: Callable[[Item], int], budget: int, prefix: Prefix
) -> Iterator[list[Item]]:
    """Split items into batches for `feed`.

    Args:
        size: tokens of an item behind the prefix.
        budget: tokens of a batch, padding counted.
        prefix: what all share.
    """
    if joins(budget):
        return gather(items, size, budget)
    # A cached token costs memory and attention, but no weights.
    return fill(items, lambda item: size(item) + len(prefix) // 8, budget)


def feed(
    network: ModuleNetwork,
    rows: Sequence[Row],
    prefix: Prefix,
    *,
    join: bool,
    remember: bool = False,
) -> Fed:
    """Compute the logits at every place that is read, each branch blind to the others."""
    past, lengths = len(prefix), [len(row.tokens) - len(prefix) for row in rows]
    spots = _spots(lengths, past, join=join)
    columns = sorted(
        {read.at + spot.shift for row, spot in zip(rows, spots, strict=True) for read in row.reads}
    )
    kept = {column: place for place, column in enumerate(columns)}
    keep = torch.tensor(columns, device=network.device)
    table = _table(rows, spots, past)
    tokens, positions, segments, branches = table.to(network.device)
    simple = len(rows) == len(tokens) and not (segments.any() or branches.any())
    if simple and not past and not remember:
        return Fed(network.plain(tokens, keep), kept, spots, None)
    mask = None if simple else _mask(network, segments, branches, past)
    inputs = Padded(tokens, positions, mask)
    logits, cache = network.padded(inputs, keep, prefix.cache(len(tokens)), remember=remember)
    return Fed(logits, kept, spots, cache)


def _spots(lengths: Sequence[int], past: int, *, join: bool) -> tuple[Spot, ...]:
    """Put rows end to end on one line, or each on its own, all ending in the last column."""
    if join:
        ends = list(accumulate(lengths))
        return tuple(Spot(0, end - own - past) for end, own in zip(ends, lengths, strict=True))
    width = max(lengths)
    return tuple(Spot(line, width - own - past) for line, own in enumerate(lengths))


def _table(rows: Sequence[Row], spots: Sequence[Spot], past: int) -> Tensor:
    """Return [4, lines, columns]: tokens, positions, segments (-1: padding) and branches."""
    width = max(len(row.tokens) + spot.shift for row, spot in zip(rows, spots, strict=True))
    table = torch.zeros(4, spots[-1].line + 1, width, dtype=torch.long)
    table[2] = -1
    for number, (row, spot) in enumerate(zip(rows, spots, strict=True)):
        start, end = past + spot.shift, len(row.tokens) + spot.shift
        segment = (number if spots[-1].line == 0 else 0,) * (end - start)
        parts = row.tokens[past:], row.positions[past:], segment, row.branches[past:]
        table[:, spot.line, start:end] = torch.tensor(parts)
    return table


def _mask(network: ModuleNetwork, segments: Tensor, branches: Tensor, past: int) -> Tensor:
    """Return what is added to attention scores: 0 where a token may look, else very little.

    Padding (segment -1) looks at padding, so that no row of scores is empty: that would give NaN.
    """
    seen = (branches[:, None, :] == 0) | (branches[:, None, :] == branches[:, :, None])
    seen &= segments[:, None, :] == segments[:, :, None]
    seen = seen.tril_()
    mask = torch.zeros(seen.shape, dtype=network.dtype, device=network.device)
    mask.masked_fill_(~seen, torch.finfo(network.dtype).min)
    return torch.nn.functional.pad(mask, (past, 0))[:, None]
