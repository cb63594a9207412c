"""JSON schemas: what fits, what does not and where, and which schemas are refused."""

from __future__ import annotations

import pytest

from envhub.tools.schema import mismatch, same, schema_problem

PERSON = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "minLength": 1},
        "age": {"type": ["integer", "null"], "minimum": 0},
        "tags": {"type": "array", "items": {"enum": ["a", "b", 1]}, "maxItems": 2},
        "home": {"type": "object", "properties": {"city": {"const": "Oslo"}}},
        "mark": {"anyOf": [{"type": "boolean"}, {"type": "number", "exclusiveMaximum": 1}]},
    },
    "required": ["name"],
    "additionalProperties": False,
}


@pytest.mark.parametrize(
    "value",
    [
        {"name": "x"}, {"name": "x", "age": None}, {"name": "x", "age": 3.0, "tags": ["a", 1]},
        {"name": "x", "home": {"city": "Oslo", "more": 1}}, {"name": "x", "mark": True},
        {"name": "x", "mark": 0.5},
    ],
)  # fmt: skip
def test_what_fits_has_no_mismatch(value):
    assert mismatch(value, PERSON) is None


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ([], "it is `[]`, not of type object"),
        ({}, "`name` is missing"),
        ({"name": ""}, "`name` is `''`, not of a length of at least 1"),
        ({"name": "x", "agee": 1}, "`agee` is not known"),
        ({"name": "x", "age": True}, "`age` is `True`, not of type integer or null"),
        ({"name": "x", "age": -1}, "`age` is `-1`, not at least 0"),
        ({"name": "x", "tags": ["a", True]}, "`tags[1]` is `True`, not one of `'a'`, `'b'`, `1`"),
        ({"name": "x", "tags": ["a", "a", "b"]}, "not of a length of at most 2"),
        ({"name": "x", "home": {"city": "Rome"}}, "`home.city` is `'Rome'`, not `'Oslo'`"),
        ({"name": "x", "mark": 1}, "`mark` is `1`, not of type boolean"),
    ],
)
def test_a_mismatch_says_what_and_where(value, said):
    assert said in mismatch(value, PERSON)


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ("x", "a schema is an object"),
        ({"pattern": "(a+)+"}, "says `pattern`, which is not known here"),
        ({"$ref": "#"}, "says `$ref`"),
        ({"type": "text"}, "not one of array"),
        ({"type": []}, "not one of array"),
        ({"enum": []}, "an empty one"),
        ({"required": "name"}, "no list of names"),
        ({"properties": []}, "no object"),
        ({"properties": {"a": {"items": {"type": "x"}}}}, "`a.items` has type"),
        ({"minimum": "3"}, "`minimum` that is no number"),
    ],
)
def test_a_schema_that_can_not_be_held_to_is_refused(schema, said):
    assert said in schema_problem(schema)


def test_a_schema_that_is_nested_without_end_is_refused():
    schema: dict = {}
    for _ in range(50):
        schema = {"items": schema}
    assert "levels deep" in schema_problem(schema)


def test_values_are_equal_as_json_has_it():
    assert same({"a": [1, "x", None]}, {"a": [1.0, "x", None]})
    assert not same(1, True)
    assert not same([1], [1, 2])
    assert not same({"a": 1}, {"b": 1})
    assert not same("1", 1)
