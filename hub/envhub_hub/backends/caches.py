"""Caches of keys and values: shared among rows without copies, and grown in place.

transformers' own cache copies all of itself for every token; over a long text, that is most of what
a CPU does besides multiplying matrices.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any, NamedTuple

import torch
from transformers.cache_utils import DynamicCache, DynamicLayer, DynamicSlidingWindowLayer

Tensor = Any
GROWTH = 64
"""Columns that are made ready at once for tokens to come."""
WHOLE = (DynamicLayer, DynamicSlidingWindowLayer)
"""Layers that keep one key and one value for every token, as long as all are in the window."""


def keeps_whole(config: Any) -> bool:
    """Tell whether a model of this configuration caches keys and values, and nothing else."""
    layers = DynamicCache(config=config).layers
    return bool(layers) and all(type(layer) in WHOLE for layer in layers)


def spread(cache: Any, rows: int) -> Any:
    """Return a cache of one row for many rows; the next forward leaves the given one as it is."""
    if type(cache) is not DynamicCache or any(type(one) not in WHOLE for one in cache.layers):
        cache = copy.deepcopy(cache)
        cache.batch_repeat_interleave(rows)
        return cache
    # These layers never write into a tensor that they hold: they put a longer one in its place.
    fresh = copy.copy(cache)
    fresh.layers = [copy.copy(layer) for layer in cache.layers]
    for layer in fresh.layers:
        if layer.is_initialized:
            layer.keys = layer.keys.expand(rows, -1, -1, -1)
            layer.values = layer.values.expand(rows, -1, -1, -1)
    return fresh


class Part(NamedTuple):
    """Where one text's keys lie in a computed cache, and the row that they are wanted in."""

    target: int
    row: int
    start: int
    length: int


class Assembly:
    """Puts texts that were computed in several batches side by side in one cache."""

    def __init__(self, rows: int, width: int) -> None:
        """Args: width: columns of the longest text, its prefix counted; all end there."""
        self._rows = rows
        self._width = width
        self._layers: list[GrowingLayer | None] = []

    def take(self, cache: Any, prefix: int, parts: Sequence[Part]) -> None:
        """Copy texts out of a cache whose first `prefix` columns belong to each of them."""
        for place, source in enumerate(cache.layers):
            if place == len(self._layers):
                self._layers.append(self._empty(source))
            layer = self._layers[place]
            if layer is None:
                continue
            for part in parts:
                start, end = prefix + part.start, prefix + part.start + part.length
                begin = self._width - part.length
                for own, given in ((layer.keys, source.keys), (layer.values, source.values)):
                    own[part.target, :, begin:] = given[part.row, :, start:end]
                    own[part.target, :, begin - prefix : begin] = given[part.row, :, :prefix]
                    own[part.target, :, : begin - prefix] = 0  # never seen, but must be finite

    def cache(self) -> Any:
        """Return the whole."""
        cache = DynamicCache()
        cache.layers = [DynamicLayer() if layer is None else layer for layer in self._layers]
        return cache

    def _empty(self, source: Any) -> GrowingLayer | None:
        if not source.is_initialized:  # a layer that reads another's keys
            return None
        keys, values = (
            states.new_empty(self._rows, states.shape[1], self._width + GROWTH, states.shape[3])
            for states in (source.keys, source.values)
        )
        return GrowingLayer(keys, values, self._width)


class GrowingLayer(DynamicLayer):  # type: ignore[misc]
    """Keys and values with room behind them: a token costs its own column, not a copy of all."""

    def __init__(self, keys: Tensor, values: Tensor, length: int) -> None:
        """Args: length: columns that are in use; what is behind them is room."""
        super().__init__()
        self.lazy_initialization(keys, values)
        self._hold(keys, values, length)

    def update(self, key_states: Tensor, value_states: Tensor, *_: Any) -> Any:
        """Add columns, and return all keys and values."""
        before = self.keys.shape[-2]
        end = before + key_states.shape[-2]
        keys, values = self._all
        if end > keys.shape[-2]:
            more = (0, 0, 0, GROWTH + end - keys.shape[-2])
            keys, values = (torch.nn.functional.pad(states, more) for states in self._all)
        self._hold(keys, values, end)
        self.keys[:, :, before:] = key_states
        self.values[:, :, before:] = value_states
        return self.keys, self.values

    def batch_select_indices(self, indices: Tensor) -> None:
        """Keep these rows."""
        keys, values = self._all
        self._hold(keys[indices], values[indices], self.keys.shape[-2])

    def _hold(self, keys: Tensor, values: Tensor, length: int) -> None:
        self._all = keys, values
        self.keys, self.values = keys[:, :, :length], values[:, :, :length]
