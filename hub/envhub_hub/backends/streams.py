"""Next-token logits of texts that grow, a step at a time: three ways, by what a network can keep.

Held: prompts are computed in batches of their own size and grow together in one cache. Cached: rows
padded on the left, in the cache that the network makes itself. Whole: nothing is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import torch

from .batches import Prefix, pad_left
from .caches import Assembly, Part
from .feeding import Fed, batches, feed, joins
from .networks import ModuleNetwork, Network, Padded, Tensor
from .rows import Read, Row
from .tokenizer import Ids


class Stream(Protocol):
    """Texts that grow."""

    logits: Tensor
    """[rows, vocabulary] of what comes next."""

    def feed(self, rows: Sequence[int], tokens: Sequence[int]) -> None:
        """Keep these rows, append a token to each, and compute what comes next."""


class _Steps:
    """Rows that end in the same column, each step fed only what is new."""

    logits: Tensor

    def __init__(self, network: ModuleNetwork, prompts: Sequence[Ids], mask: Tensor) -> None:
        """Args: mask: [rows, columns], 0 where a row is padded."""
        self._network = network
        self._mask = mask.to(network.device)
        self._ends = torch.tensor([len(prompt) for prompt in prompts], device=network.device)
        self._keep = torch.tensor([0], device=network.device)
        self._cache: Any = None

    def feed(self, rows: Sequence[int], tokens: Sequence[int]) -> None:
        """Keep these rows, append a token to each, and compute what comes next."""
        device = self._network.device
        if len(rows) < len(self._mask):
            chosen = torch.tensor(rows, device=device)
            self._cache.batch_select_indices(chosen)
            self._mask, self._ends = self._mask[chosen], self._ends[chosen]
        self._mask = torch.nn.functional.pad(self._mask, (0, 1), value=1)
        new = torch.tensor(tokens, device=device)[:, None]
        # A finished row that has not left yet may be at the end of the context.
        places = self._ends[:, None].clamp_max((self._network.limit or 1 << 62) - 1)
        inputs = Padded(new, places, self._mask)
        logits, self._cache = self._network.padded(inputs, self._keep, self._cache, remember=True)
        self._ends = self._ends + 1
        self.logits = logits[:, 0]


class HeldStream(_Steps):
    """For networks whose caches may be taken apart and put together."""

    def __init__(
        self, network: ModuleNetwork, prompts: Sequence[Ids], prefix: Prefix, budget: int
    ) -> None:
        """Args: budget: tokens of the prompts that are computed at once."""
        super().__init__(network, prompts, pad_left([[1] * len(prompt) for prompt in prompts], 0))
        past = len(prefix)
        whole = Assembly(len(prompts), self._mask.shape[1])
        found: list[Tensor] = [None] * len(prompts)

        def size(place: int) -> int:
            return len(prompts[place]) - past

        # A layer with a window keeps one token less than that.
        most = budget if network.window is None else min(budget, network.window - 1 - past)
        for batch in batches(range(len(prompts)), size, most, prefix):
            rows = [_row(prompts[place]) for place in batch]
            fed = feed(network, rows, prefix, join=joins(most), remember=True)
            lengths = [size(place) for place in batch]
            for place, logits in zip(batch, _next(fed, rows), strict=True):
                found[place] = logits
            whole.take(
                fed.cache,
                past,
                [
                    Part(place, spot.line, spot.shift + past, length)
                    for place, spot, length in zip(batch, fed.spots, lengths, strict=True)
                ],
            )
        self._cache = whole.cache()
        self.logits = torch.stack(found)


class CachedStream(_Steps):
    """For networks that pad, and whose caches are their own."""

    def __init__(self, network: ModuleNetwork, prompts: Sequence[Ids], prefix: Prefix) -> None:
        cut = [prompt[len(prefix) :] for prompt in prompts]
        mask = pad_left([[1] * len(row) for row in cut], 0)
        mask = torch.nn.functional.pad(mask, (len(prefix), 0), value=1)
        super().__init__(network, prompts, mask)
        places = [range(len(prefix), len(prompt)) for prompt in prompts]
        device = network.device
        tokens, positions = pad_left(cut, 0).to(device), pad_left(places, 0).to(device)
        keep = torch.tensor([tokens.shape[1] - 1], device=device)
        cache = prefix.cache(len(prompts))
        inputs = Padded(tokens, positions, self._mask)
        logits, self._cache = network.padded(inputs, keep, cache, remember=True)
        self.logits = logits[:, 0]


class WholeStream:
    """For rows of one length, each step computed from the first token on."""

    logits: Tensor

    def __init__(self, network: Network, prompts: Sequence[Ids]) -> None:
        self._network = network
        self._tokens = torch.tensor(list(prompts), device=network.device)
        self._compute()

    def feed(self, rows: Sequence[int], tokens: Sequence[int]) -> None:
        """Keep these rows, append a token to each, and compute what comes next."""
        device = self._network.device
        kept = self._tokens[torch.tensor(rows, device=device)]
        self._tokens = torch.cat([kept, torch.tensor(tokens, device=device)[:, None]], dim=1)
        self._compute()

    def _compute(self) -> None:
        last = torch.tensor([self._tokens.shape[1] - 1], device=self._network.device)
        self.logits = self._network.plain(self._tokens, last)[:, 0]


def _row(prompt: Ids) -> Row:
    last = len(prompt) - 1
    return Row(prompt, tuple(range(len(prompt))), (0,) * len(prompt), (Read(last, 0, 0),))


def _next(fed: Fed, rows: Sequence[Row]) -> list[Tensor]:
    """Return each row's logits at its last token."""
    return [
        fed.logits[spot.line, fed.kept[row.reads[0].at + spot.shift]]
        for spot, row in zip(fed.spots, rows, strict=True)
    ]
