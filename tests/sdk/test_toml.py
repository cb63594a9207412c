"""What is written as TOML is read back as it was."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from envhub.toml import dump_toml, with_value

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


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ('version = "1.0.0"\n', 'version = "2.0.0"\n'),
        ("# v\nversion='1.0.0' # here\r\nx = 1\r\n", '# v\nversion="2.0.0" # here\r\nx = 1\r\n'),
        (
            'note = """\nversion = "9"\n"""\n  version  =  "1.0.0"\n[table]\nversion = "3"\n',
            'note = """\nversion = "9"\n"""\n  version  =  "2.0.0"\n[table]\nversion = "3"\n',
        ),
    ],
)
def test_one_value_changes_and_every_other_byte_stays(text, changed):
    assert with_value(text, "version", "2.0.0") == changed


@pytest.mark.parametrize(
    "text", ['[table]\nversion = "3"\n', '"version" = "1"\n', 'version = """1.0.0"""\n', "x = 1\n"]
)
def test_what_can_not_be_changed_safely_is_left_alone(text):
    assert with_value(text, "version", "2.0.0") is None
