"""JSON is read strictly, and found where answers put it."""

from __future__ import annotations

import time

import pytest

from envhub.json_text import MAX_CHARACTERS, find_json, read_json

FENCED = 'Here you are:\n```json\n{"a": 1}\n```\nAnything else?'


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": [1, 2.5, null, true, "é"]}', {"a": [1, 2.5, None, True, "é"]}),
        (" 7 ", 7),
        ('"text"', "text"),
        ("1e3", 1000.0),
        ("[]", []),
    ],
)
def test_json_is_read(text, value):
    assert read_json(text) == (value, None)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "Expecting value at line 1"),
        ("{'a': 1}", "Expecting property name"),
        ("[1,\n2", "at line 2"),
        ("NaN", "`NaN` is no JSON"),
        ("[-Infinity]", "`-Infinity` is no JSON"),
        ("1e999", "number `1e999` is out of range"),
        ('{"a": 1, "b": 2, "a": 3}', "key `a` twice"),
        ("9" * 5_000, "not JSON: Exceeds the limit"),
        ("[" * 500_000, "nested too deep"),
        ("[" * 101 + "1" + "]" * 101, "nested deeper than 100"),
        (" " * MAX_CHARACTERS + "1", "1000001 characters"),
    ],
)
def test_what_is_no_json_is_explained(text, problem):
    value, said = read_json(text)
    assert value is None
    assert problem in said


def test_a_hundred_levels_are_read():
    assert read_json("[" * 100 + "]" * 100).problem is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[1, 2]", [1, 2]),
        (FENCED, {"a": 1}),
        (FENCED + "\n```\n[2]\n```", [2]),
        ('```python\nprint()\n```\nso {"a": 2}.', {"a": 2}),
        ("```json\n[1, 2", None),
        ("```json\n[1, 2]", [1, 2]),
        ('The answer is {"a": "} {"} as asked.', {"a": "} {"}),
        ('First {"a": 1}, then {"a": 2}.', {"a": 2}),
        ('{"a": 1} {oops}', {"a": 1}),
        ('{"quote": "\\"}"}, said he', {"quote": '"}'}),
        ("nothing here", None),
        ("``` ```", None),
    ],
)
def test_json_is_found_in_an_answer(text, value):
    found = find_json(text)
    assert found.value == value
    assert (found.problem is None) == (value is not None)


def test_a_hostile_text_costs_little():
    texts = ["{[" * 400_000, "{}" * 400_000, '{"' * 400_000, "```\n" * 200_000, '"\\' * 400_000]
    start = time.perf_counter()
    for text in texts:
        find_json(text)
    assert time.perf_counter() - start < 5
