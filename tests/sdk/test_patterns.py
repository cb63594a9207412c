"""Patterns run where they can be killed."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from envhub import MockModel, Sample, Target, evaluate
from envhub.patterns import MAX_PATTERN, PatternTimeout, compile_pattern, matches, search

BOMB, FUEL = "(a+)+$", "a" * 40 + "!"


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("b+", "abbb b", "b"),
        ("answer: (\\w+)", "answer: one answer: two", "two"),
        ("x", "abc", None),
        ("(x)?b", "b", None),
        ("", "abc", ""),
        ("é|😀", "é 😀", "😀"),
        ("\n", "a\nb", "\n"),
        ("\ud800", "\ud800", "\ud800"),
        ("\x00", "a\x00", "\x00"),
    ],
)
def test_the_last_match_is_found(pattern, text, found):
    assert search(pattern, text) == found


@pytest.mark.parametrize(
    ("pattern", "text", "found"), [("(x)?b", "b", True), ("", "", True), ("x", "b", False)]
)
def test_a_match_is_a_match_without_its_group(pattern, text, found):
    assert matches(pattern, text) is found


def test_a_catastrophic_pattern_is_killed_in_a_second():
    start = time.perf_counter()
    with pytest.raises(PatternTimeout, match="takes more than 1 s"):
        search(BOMB, FUEL)
    assert 0.9 < time.perf_counter() - start < 3


def test_the_next_pattern_runs_after_a_kill():
    with pytest.raises(PatternTimeout):
        search(BOMB, FUEL)
    assert search("a", "cat") == "a"


def test_the_sample_is_invalid_and_the_others_are_not(make):
    rule = {"type": "exact", "extract": {"pattern": BOMB}}
    pairs = [(Sample(id=one, capability="m", input=one), Target(id=one, targets=("aa",)))
             for one in ("bad", "good")]  # fmt: skip
    rows = evaluate(make(rule, pairs), MockModel({"bad": FUEL, "good": "aa"}))
    assert [(row.status, row.cause, row.score) for row in rows] == [
        ("invalid", "pattern", None),
        ("pass", None, 1.0),
    ]


@pytest.mark.parametrize("pattern", ["(", "(?<=a+)b", "a{2,1}", "[b-a]", "(?P<1>a)", "*"])
def test_what_is_no_pattern_is_refused(pattern):
    with pytest.raises(ValueError, match="not a regular expression"):
        compile_pattern(pattern)


def test_a_long_pattern_is_refused():
    with pytest.raises(ValueError, match="at most 1000"):
        compile_pattern("a" * (MAX_PATTERN + 1))


def test_a_deep_pattern_is_refused_or_runs():
    compile_pattern("(" * 400 + ")" * 400)
    assert search("a", "a") == "a"


def test_a_hungry_pattern_is_killed():
    with pytest.raises(PatternTimeout):
        search("(?:(a)|b)*c", "ab" * 5_000_000)
    assert search("a", "a") == "a"


def test_a_long_text_goes_through():
    assert search(r"\d+$", "é" * 2_000_000 + "42") == "42"


def test_threads_get_their_own_answers():
    with ThreadPoolExecutor(8) as pool:
        found = pool.map(lambda n: search(r"(\d+)", f"it is {n}"), range(200))
        assert list(found) == [str(n) for n in range(200)]
