"""A seeded order that is never held."""

from __future__ import annotations

import pytest

from envhub_hub.generate.pool import Order


@pytest.mark.parametrize("count", [1, 2, 3, 7, 64, 100, 1000])
def test_every_number_stands_at_one_place(count):
    order = Order(count, "seed")
    assert sorted(order[place] for place in range(count)) == list(range(count))


def test_the_seed_decides_the_order():
    first, again, other = (
        [order[place] for place in range(200)]
        for order in (Order(200, "a"), Order(200, "a"), Order(200, "b"))
    )
    assert first == again != other
    assert first != sorted(first)


def test_an_order_of_billions_is_had_at_once():
    order = Order(10**12, "seed")
    assert len({order[place] for place in range(1000)}) == 1000


def test_places_scatter():
    order = Order(10_000, "seed")
    early = [order[place] for place in range(1000)]
    assert 4_500 < sum(early) / 1000 < 5_500


def test_there_is_no_place_beyond_the_end():
    with pytest.raises(IndexError):
        Order(5, "seed")[5]
