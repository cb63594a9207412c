from __future__ import annotations

from typing import Any

import pytest
import torch
from transformers import LlamaConfig, MistralConfig, Qwen3NextConfig
from transformers.cache_utils import DynamicCache, DynamicLayer

from envhub_hub.backends.caches import (
    GROWTH,
    Assembly,
    GrowingLayer,
    Part,
    keeps_whole,
    spread,
)


def states(rows: int, columns: int, seed: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
    generator = torch.Generator().manual_seed(seed)
    keys, values = torch.randn(2, rows, 2, columns, 4, generator=generator)
    return keys, values


def filled(rows: int, columns: int) -> Any:
    cache = DynamicCache()
    for layer in range(3):
        cache.update(*states(rows, columns, layer), layer)
    return cache


def test_a_layer_that_grows_in_place_holds_what_one_that_is_copied_holds() -> None:
    growing, copied = GrowingLayer(*states(3, 5), 5), DynamicLayer()
    copied.update(*states(3, 5))
    for step in range(GROWTH + 3):
        new = states(3, 1, step)
        for mine, other in zip(growing.update(*new), copied.update(*new), strict=True):
            assert torch.equal(mine, other)
    assert growing.get_seq_length() == copied.get_seq_length() == GROWTH + 8


def test_rows_that_stay_keep_what_they_hold() -> None:
    layer = GrowingLayer(*states(4, 6), 6)
    layer.batch_select_indices(torch.tensor([3, 1]))
    assert torch.equal(layer.keys, states(4, 6)[0][[3, 1]])
    keys, _ = layer.update(*states(2, 1, 9))
    assert torch.equal(keys[:, :, 6:], states(2, 1, 9)[0])


def test_a_cache_for_many_rows_leaves_the_shared_one_as_it_is() -> None:
    shared = filled(1, 5)
    many = spread(shared, 3)
    many.update(*states(3, 2), 0)
    assert many.layers[0].keys.shape == (3, 2, 7, 4)
    assert torch.equal(many.layers[1].values, shared.layers[1].values.expand(3, -1, -1, -1))
    assert shared.layers[0].keys.shape == (1, 2, 5, 4)


def test_texts_of_two_lengths_end_together_behind_their_prefix() -> None:
    source = filled(1, 2 + 3 + 1)  # a prefix of two, a text of three, a text of one
    whole = Assembly(2, 5)
    whole.take(source, 2, [Part(1, 0, 0, 3), Part(0, 0, 3, 1)])
    keys, given = whole.cache().layers[2].keys, source.layers[2].keys[0]
    assert torch.equal(keys[1], given[:, :5])
    assert torch.equal(keys[0], torch.cat([0 * given[:, :2], given[:, :2], given[:, 5:]], dim=1))


@pytest.mark.parametrize(
    ("config", "whole"),
    [
        (LlamaConfig(num_hidden_layers=2), True),
        (MistralConfig(num_hidden_layers=2, sliding_window=8), True),
        (Qwen3NextConfig(num_hidden_layers=4), False),
    ],
)
def test_a_network_with_other_states_than_keys_and_values_is_told_apart(
    config: Any, whole: bool
) -> None:
    assert keeps_whole(config) is whole
