"""Patterns that must, and must not, be matched."""

from __future__ import annotations

import time

import pytest

from envhub import Sample, Target, Trace
from envhub.patterns import PatternTimeout
from envhub.scorers import Regex
from envhub.services import LOCAL

SAMPLE = Sample(id="a", capability="m", input="Give a date.")
DATE = r"\b\d{4}-\d{2}-\d{2}\b"


def judged(output, data=None, targets=("2024-01-31",), **said):
    target = Target(id="a", targets=targets, data=data or {})
    return Regex(**said).score(SAMPLE, target, Trace(output=output), LOCAL)


@pytest.mark.parametrize(
    ("output", "said", "hit"),
    [
        ("on 2024-01-31.", {"match": [DATE]}, True),
        ("on 31/01/2024.", {"match": [DATE]}, False),
        ("on 2024-01-31.", {"match": [rf"\A{DATE}\Z"]}, False),
        ("on 2024-01-31", {"match": [DATE, "^on"]}, True),
        ("at 2024-01-31", {"match": [DATE, "^on"]}, False),
        ("at 2024-01-31", {"match": [DATE, "^on"], "mode": "any"}, True),
        ("at dawn", {"match": [DATE, "^on"], "mode": "any"}, False),
        ("on 2024-01-31", {"match": [DATE], "no_match": ["on"]}, False),
        ("2024-01-31", {"match": [DATE], "no_match": ["on"]}, True),
        ("x", {"no_match": ["y", "z"], "mode": "any"}, True),
        ("z", {"no_match": ["y", "z"], "mode": "any"}, False),
        ("b", {"match": ["(a)?b"]}, True),
        ("", {"no_match": ["y"]}, False),
        (" \n", {"match": [r"\s*"]}, False),
    ],
)
def test_patterns_decide(output, said, hit):
    assert judged(output, **said).value == float(hit)


def test_a_sample_may_add_patterns_of_its_own():
    data = {"match": ["2024"], "no_match": ["-02-"]}
    assert judged("2024-01-31", data, match=[DATE]).value == 1.0
    assert judged("2023-01-31", data, match=[DATE]).value == 0.0
    assert judged("2024-02-01", data, match=[DATE]).value == 0.0
    assert judged("2024", data).value == 1.0


def test_what_failed_is_named():
    found = judged("on the 31st", match=[DATE], no_match=["on"])
    assert found.explanation == rf"does not match `{DATE}`; matches `on`"


def test_a_pattern_is_held_against_what_was_extracted():
    output = "not 2020-01-01\nAnswer: soon"
    assert judged(output, match=[DATE], extract="after_answer").value == 0.0
    both = judged(output, match=[DATE], extract=["after_answer", "whole"])
    assert [(one.filter, one.value) for one in (both, *both.others)] == [
        ("after_answer", 0.0), ("whole", 1.0),
    ]  # fmt: skip


def test_a_bomb_is_killed():
    start = time.perf_counter()
    with pytest.raises(PatternTimeout):
        judged("a" * 50 + "!", {"match": ["(a+)+$"]})
    assert time.perf_counter() - start < 4


@pytest.mark.parametrize(
    ("said", "data", "targets", "problem"),
    [
        ({}, {}, ("x",), "has no pattern"),
        ({"match": ["x"]}, {}, (), "has no target"),
        ({}, {"match": ["("]}, ("x",), "has pattern `(`: not a regular expression"),
        ({}, {"match": ["a" * 1_001]}, ("x",), "at most 1000 are allowed"),
        ({}, {"no_match": ["x"]}, ("y",), None),
    ],
)
def test_what_is_wrong_with_a_target_is_told(said, data, targets, problem):
    found = Regex(**said).problem(SAMPLE, Target(id="a", targets=targets, data=data))
    assert found is None if problem is None else problem in found


def test_a_broken_pattern_that_no_check_has_seen_makes_the_sample_invalid():
    assert judged("x", {"match": ["("]}).cause == "pattern"


def test_a_broken_pattern_is_refused_where_it_is_declared():
    with pytest.raises(ValueError, match="not a regular expression"):
        Regex(match=["("])
