from __future__ import annotations

from collections.abc import Sequence

import pytest

from envhub.model import Failure
from envhub_hub.backends.batches import attempt, fill, gather


def test_batches_keep_to_the_budget_once_padded() -> None:
    batches = list(fill([5, 1, 4, 9, 2, 2], lambda size: size, 10))
    assert batches == [[9], [5, 4], [2, 2, 1]]


def test_a_size_above_the_budget_is_a_batch_of_its_own() -> None:
    assert list(fill([30, 1], lambda size: size, 10)) == [[30], [1]]


def test_items_that_must_be_alike_are_not_mixed() -> None:
    batches = list(fill([3, 1, 3, 2], lambda size: size, 99, lambda size: size))
    assert batches == [[3, 3], [2], [1]]


def test_batches_without_padding_keep_to_the_budget_in_sum() -> None:
    assert list(gather([5, 1, 4, 9, 2, 2], lambda size: size, 10)) == [[9, 1], [5, 2, 2], [4]]
    assert list(gather([30, 1], lambda size: size, 10)) == [[30], [1]]


def halve_together(items: Sequence[int]) -> list[float]:
    if 0 in items:
        raise RuntimeError("out of memory\nand more")
    return [1 / item for item in items]


def halve(item: int) -> float:
    return halve_together([item])[0]


def test_one_bad_item_does_not_spoil_its_batch() -> None:
    results = attempt([1, 0, 2], halve_together, halve)
    assert results == [1.0, Failure(cause="backend", message="RuntimeError: out of memory"), 0.5]


def test_an_interrupt_is_not_swallowed() -> None:
    def interrupt(_: object) -> list[int]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        attempt([1, 2], interrupt, lambda _: 1)
