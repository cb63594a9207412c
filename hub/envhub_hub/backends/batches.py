"""Batches: which rows go together, what they share, and what happens when one of them fails.

It knows nothing about what a row is for.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import torch

from envhub.model import Failure

from .caches import spread
from .networks import ModuleNetwork, Padded, Tensor
from .tokenizer import Ids

Item = TypeVar("Item")
Result = TypeVar("Result")


def fill(
    items: Sequence[Item],
    size: Callable[[Item], int],
    budget: int,
    alike: Callable[[Item], int] | None = None,
) -> Iterator[list[Item]]:
    """Split items into batches of at most `budget` tokens once padded, the longest first.

    Where `alike` is given, all items of a batch agree in it.
    """
    sized = [(alike(item) if alike else 0, size(item), item) for item in items]
    batch: list[Item] = []
    kind = width = 0
    for other, own, item in sorted(sized, key=lambda one: one[:2], reverse=True):
        if batch and (other != kind or (len(batch) + 1) * width > budget):
            yield batch
            batch = []
        if not batch:
            kind, width = other, own
        batch.append(item)
    if batch:
        yield batch


def gather(items: Sequence[Item], size: Callable[[Item], int], budget: int) -> Iterator[list[Item]]:
    """Split items into batches of at most `budget` tokens in sum, the longest first.

    The shortest of what is left fill up the batch of the longest.
    """
    waiting = deque(sorted(((size(item), item) for item in items), key=lambda one: -one[0]))
    while waiting:
        taken, first = waiting.popleft()
        batch = [first]
        while waiting and taken + waiting[-1][0] <= budget:
            own, item = waiting.pop()
            batch.append(item)
            taken += own
        yield batch


def attempt(
    items: Sequence[Item],
    together: Callable[[Sequence[Item]], Sequence[Result]],
    alone: Callable[[Item], Result],
) -> list[Result | Failure]:
    """Run a batch; where that fails, run its items one by one, so that one can't spoil the rest."""
    if len(items) > 1:
        try:
            return list(together(items))
        except Exception:
            pass  # each item is tried below; leaving the block frees what the traceback holds
        if torch.cuda.is_available():
            torch.cuda.empty_cache()
    results: list[Result | Failure] = []
    for item in items:
        try:
            results.append(alone(item))
        except Exception as error:
            lines = str(error).strip().splitlines() or [""]
            message = f"{type(error).__name__}: {lines[0]}"
            results.append(Failure(cause="backend", message=message))
    return results


class Prefix:
    """The beginning that the rows of a group share, computed when it is first needed."""

    def __init__(self, network: ModuleNetwork, tokens: Ids) -> None:
        self._network = network
        self._tokens = tokens
        self._cache: Any = None

    def __len__(self) -> int:
        return len(self._tokens)

    def cache(self, rows: int) -> Any:
        """Return a cache for so many rows, None where nothing is shared."""
        if not self._tokens:
            return None
        if self._cache is None:
            tokens = torch.tensor([self._tokens], device=self._network.device)
            positions = torch.arange(len(self), device=self._network.device)[None]
            mask = torch.ones_like(tokens)
            keep = torch.tensor([len(self) - 1], device=self._network.device)
            inputs = Padded(tokens, positions, mask)
            _, self._cache = self._network.padded(inputs, keep, remember=True)
        return spread(self._cache, rows)


def pad_left(rows: Sequence[Sequence[int]], filler: int) -> Tensor:
    """Return rows of numbers as one tensor, filled up on the left."""
    width = max(len(row) for row in rows)
    return torch.tensor([[filler] * (width - len(row)) + list(row) for row in rows])
