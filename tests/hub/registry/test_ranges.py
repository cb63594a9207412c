"""Ranges of versions."""

from __future__ import annotations

import pytest
import semver
from hypothesis import given
from hypothesis import strategies as st

from envhub import UsageError
from envhub_hub.registry.ranges import parse_range

IN_AND_OUT = {
    "^1": (["1.0.0", "1.9.9"], ["0.9.9", "2.0.0"]),
    "^1.2": (["1.2.0", "1.9.0"], ["1.1.9", "2.0.0"]),
    "^1.2.3": (["1.2.3", "1.9.0"], ["1.2.2", "2.0.0"]),
    "^0.2.3": (["0.2.3", "0.2.9"], ["0.3.0", "0.2.2"]),
    "^0.0.3": (["0.0.3"], ["0.0.4"]),
    "^0": (["0.0.1", "0.9.0"], ["1.0.0"]),
    "^0.0": (["0.0.1"], ["0.1.0"]),
    "~1": (["1.0.0", "1.9.0"], ["2.0.0"]),
    "~1.2": (["1.2.0", "1.2.9"], ["1.3.0"]),
    "~1.2.3": (["1.2.3", "1.2.9"], ["1.2.2", "1.3.0"]),
    ">=1,<2": (["1.0.0", "1.9.9"], ["0.9.0", "2.0.0"]),
    ">=1.2, <1.4": (["1.2.0", "1.3.9"], ["1.4.0", "1.1.0"]),
    ">1.2": (["1.3.0"], ["1.2.0", "1.2.9"]),
    ">1.2.3": (["1.2.4"], ["1.2.3"]),
    "<=1.2": (["1.2.9", "0.1.0"], ["1.3.0"]),
    "<=1.2.3": (["1.2.3"], ["1.2.4"]),
    "=1.2": (["1.2.0", "1.2.9"], ["1.3.0", "1.1.0"]),
    "=1.2.3": (["1.2.3"], ["1.2.4"]),
    "1.x": (["1.0.0", "1.9.0"], ["2.0.0", "0.9.0"]),
    "1.2.x": (["1.2.0", "1.2.9"], ["1.3.0"]),
    "1.2.*": (["1.2.0"], ["1.3.0"]),
    "1.x.x": (["1.2.0"], ["2.0.0"]),
    "*": (["0.0.1", "9.9.9"], []),
    "x": (["0.0.1", "9.9.9"], []),
}


@pytest.mark.parametrize("text", IN_AND_OUT)
def test_a_range_holds_what_it_says(text):
    inside, outside = IN_AND_OUT[text]
    found = parse_range(text)
    assert [one for one in inside if not found.matches(one)] == []
    assert [one for one in outside if found.matches(one)] == []


@pytest.mark.parametrize(
    ("text", "version", "matches"),
    [
        ("^1", "1.3.0-rc.1", False),
        ("<2", "2.0.0-rc.1", False),
        ("*", "1.0.0-rc.1", False),
        ("^1.3.0-rc.1", "1.3.0-rc.2", True),
        ("^1.3.0-rc.1", "1.3.0", True),
        ("^1.3.0-rc.2", "1.3.0-rc.1", False),
        ("^1.3.0-rc.1", "1.4.0-rc.1", False),
        (">=2.0.0-a,<3", "2.0.0-b", True),
        (">=2.0.0-a,<3", "3.0.0-b", False),
        ("^1.0.0-x", "1.0.0-y", True),
    ],
)
def test_a_pre_release_is_in_a_range_that_names_one_of_its_release(text, version, matches):
    assert parse_range(text).matches(version) is matches


@pytest.mark.parametrize(
    "text",
    ["", "1", "1.2", "1.2.3", "^", "^x", "~1.x", ">=", "1.x.3", "1.2.3.x", "^1.2.3.4", ">=1,", "v1",
     "^01", "^1 ^2", ">=1||<0", "^1.2.3-", "١.x", "^" + "9" * 10, "^1," * 80],
)  # fmt: skip
def test_what_is_no_range_is_a_usage_error(text):
    with pytest.raises(UsageError, match=r"is no range|more than 200") as refusal:
        parse_range(text)
    assert "^1.2" in refusal.value.hint


numbers = st.tuples(*[st.integers(0, 5)] * 3)


@given(numbers, numbers)
def test_caret_and_tilde_hold_what_is_above_and_below_the_next(low, other):
    start, version = (".".join(map(str, one)) for one in (low, other))
    above = semver.Version(*other) >= semver.Version(*low)
    first = next((at for at, one in enumerate(low) if one), 2)
    assert parse_range(f"^{start}").matches(version) == (
        above and other[: first + 1] == low[: first + 1]
    )
    assert parse_range(f"~{start}").matches(version) == (above and other[:2] == low[:2])
