"""What is written as TOML is read back as it was."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from envhub.toml import dump_toml

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
PLAIN = st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False) | TEXT
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(TEXT, VALUES, max_size=4))
def test_a_mapping_survives(value):
    assert tomllib.loads(dump_toml(value)) == value


@pytest.mark.parametrize(
    "value",
    [
        {"a": {}},
        {"a": {"b": {}}},
        {"a": {"b": {"c": {}}}},
        {"a": {"b": {"c": {"d": 1}}}, "e": 2},
        {"a": [{}], "b": [{"c": [{"d": 1}]}]},
        {"a\n": 1, "": 2, "😀": 3, "\x7f": "\x7f"},
    ],
)
def test_a_corner_survives(value):
    assert tomllib.loads(dump_toml(value)) == value


def test_none_is_left_out():
    assert tomllib.loads(dump_toml({"a": None, "b": {"c": None}, "d": [{"e": None}]})) == {
        "b": {},
        "d": [{}],
    }


def test_tables_read_as_people_write_them():
    text = dump_toml({"v": 1, "harness": {"ask": {"type": "x"}}, "capability": [{"id": "m"}]})
    assert text == 'v = 1\n\n[harness.ask]\ntype = "x"\n\n[[capability]]\nid = "m"\n'
