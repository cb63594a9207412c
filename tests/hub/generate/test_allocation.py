"""Samples shared out among supplies, and exact word of what can't be filled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from envhub_hub.generate.allocation import allocate, apportion


def test_shares_are_by_largest_remainder() -> None:
    assert apportion(24, [12, 12, 6]) == [10, 9, 5]
    assert apportion(8, [1] * 11) == [1] * 8 + [0] * 3
    assert sum(apportion(97, [3, 5, 7])) == 97


@given(st.integers(0, 5_000), st.lists(st.floats(0.01, 100), min_size=1, max_size=12))
def test_shares_add_up_and_none_is_off_by_one(total: int, weights: list[float]) -> None:
    shares = apportion(total, weights)
    assert sum(shares) == total
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - total * weight / sum(weights)) <= 1.0 + 1e-6


def test_supplies_without_end_share_evenly() -> None:
    given_, missing = allocate({"a/x": 7}, {"a/x": ["one", "two", "three"]}, {})
    assert given_ == {"a/x": {"one": 3, "two": 2, "three": 2}}
    assert missing == ()


def test_a_small_supply_is_helped_out_by_the_other() -> None:
    given_, missing = allocate({"a/x": 10}, {"a/x": ["small", "large"]}, {"small": 2})
    assert given_ == {"a/x": {"small": 2, "large": 8}}
    assert missing == ()


def test_what_one_subtask_can_do_without_is_left_to_the_other() -> None:
    supplies = {"a/x": ["shared", "own"], "b/y": ["shared"]}
    given_, missing = allocate({"a/x": 5, "b/y": 5}, supplies, {"shared": 5, "own": 5})
    assert given_ == {"a/x": {"shared": 0, "own": 5}, "b/y": {"shared": 5}}
    assert missing == ()


@pytest.mark.parametrize(
    ("capacities", "cause"),
    [({"shared": 3}, "insufficient supply"), ({"shared": 8}, "starvation")],
)
def test_a_deficit_names_its_cause(capacities: dict[str, int], cause: str) -> None:
    wanted = {"a/x": 5, "b/y": 5}
    _, missing = allocate(wanted, {"a/x": ["shared"], "b/y": ["shared"]}, capacities)
    assert sum(one.missing for one in missing) == 10 - capacities["shared"]
    assert {one.cause for one in missing} == {cause}
