from __future__ import annotations

from typing import Any

import pytest
import torch

from envhub_hub.backends.batches import Prefix
from envhub_hub.backends.feeding import Fed, feed
from envhub_hub.backends.networks import ModuleNetwork
from envhub_hub.backends.rows import Row, packed_rows
from envhub_hub.backends.tokenizer import Ids

SHARED = tuple(range(10, 30))


@pytest.fixture
def rows() -> list[Row]:
    """Rows of different lengths, with branches and without."""
    asked: list[tuple[Ids, dict[Ids, int]]] = [
        ((*SHARED, 7), {(5, 6, 8): 0, (5, 9): 1, (4,): 2}),
        ((*SHARED, 7, 8, 9), {(3,): 3}),
        ((*SHARED, 1), {(2, 2, 2): 4, (9, 9): 5}),
    ]
    return [row for context, ends in asked for row in packed_rows(context, ends, 99)]


def read(fed: Fed, rows: list[Row]) -> torch.Tensor:
    return torch.stack(
        [
            fed.logits[spot.line, fed.kept[one.at + spot.shift]]
            for spot, row in zip(fed.spots, rows, strict=True)
            for one in row.reads
        ]
    )


@pytest.mark.parametrize("shared", [(), SHARED], ids=["nothing shared", "a shared prefix"])
@pytest.mark.parametrize("join", [True, False], ids=["joined", "padded"])
def test_a_row_among_others_reads_what_it_reads_alone(
    module: Any, rows: list[Row], shared: Ids, join: bool
) -> None:
    network = ModuleNetwork(module, owned=False)
    prefix = Prefix(network, shared)
    together = read(feed(network, rows, prefix, join=join), rows)
    alone = [read(feed(network, [row], Prefix(network, ()), join=True), [row]) for row in rows]
    torch.testing.assert_close(together, torch.cat(alone), atol=1e-4, rtol=0)


def test_joined_rows_have_no_padding(module: Any, rows: list[Row]) -> None:
    network = ModuleNetwork(module, owned=False)
    cache = feed(network, rows, Prefix(network, ()), join=True, remember=True).cache
    assert cache.get_seq_length() == sum(len(row.tokens) for row in rows)
