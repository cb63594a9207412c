"""Which sequences should share a computed beginning: few-shot examples, a system prompt.

Pure arithmetic on token ids; a prefix is worth it when it saves more than one more forward costs.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from .tokenizer import Ids

COST = 64
"""What one more forward costs, counted in tokens."""
DIGITS = 5
"""Binary digits of a shared length that the search tells apart: this bounds its depth."""


class Group(NamedTuple):
    """Sequences that share a prefix."""

    prefix: Ids
    members: tuple[int, ...]
    """Places in the list that was given."""


class _Part(NamedTuple):
    saved: int
    groups: tuple[tuple[int, int, int], ...]
    """Shared length, first and last (exclusive) in sorted order."""


def share_prefixes(sequences: Sequence[Ids]) -> list[Group]:
    """Split sequences into groups so that shared prefixes save the most tokens."""
    if not sequences:
        return []
    order = sorted(range(len(sequences)), key=lambda place: sequences[place])
    common = [0] + [_round(_common(sequences[a], sequences[b])) for a, b in pairwise(order)]
    alone: list[int] = []
    groups: list[Group] = []
    for shared, low, high in _best(common, 0, len(order)).groups:
        if shared:
            first, last = sequences[order[low]], sequences[order[high - 1]]
            groups.append(Group(first[: _common(first, last)], tuple(order[low:high])))
        else:
            alone += order[low:high]
    return groups + ([Group((), tuple(alone))] if alone else [])


def _best(common: list[int], low: int, high: int) -> _Part:
    if high - low == 1:
        return _Part(0, ((0, low, high),))
    shared = min(common[low + 1 : high])
    cuts = [place for place in range(low + 1, high) if common[place] == shared]
    parts = [_best(common, start, end) for start, end in pairwise([low, *cuts, high])]
    apart = _Part(
        sum(part.saved for part in parts), tuple(group for part in parts for group in part.groups)
    )
    together = shared * (high - low - 1) - COST
    return _Part(together, ((shared, low, high),)) if together > apart.saved else apart


def _common(one: Ids, other: Ids) -> int:
    shared = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        shared += 1
    return shared


def _round(length: int) -> int:
    grain: int = 1 << max(0, length.bit_length() - DIGITS)
    return length // grain * grain
