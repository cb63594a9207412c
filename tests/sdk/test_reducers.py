"""Epochs and groups, reduced to one score."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from envhub import UsageError
from envhub.reducers import (
    GROUPS,
    Outcome,
    Reducer,
    all_correct,
    consistent,
    majority,
    parse_reducer,
    pass_at_k,
    pass_hat_k,
)

INVALID = Outcome()


def rolled(passed: bool, answer: str | None = None) -> Outcome:
    return Outcome(value=float(passed), passed=passed, answer=answer)


outcomes = st.builds(rolled, st.booleans(), st.sampled_from(["7", "8", "nine", None]))
some = st.lists(outcomes | st.just(INVALID), min_size=1, max_size=12)
counted = st.integers(1, 9).flatmap(
    lambda n: st.tuples(st.just(n), st.integers(0, n), st.integers(1, n))
)
names = st.sampled_from(["mean", "majority", "pass@1", "pass@3", "pass^1", "pass^3"])


@given(counted)
def test_pass_at_k_is_the_mean_over_every_choice_of_k(case):
    n, passed, k = case
    rolls = [True] * passed + [False] * (n - passed)
    hits = [any(chosen) for chosen in combinations(rolls, k)]
    assert pass_at_k(n, passed, k) == pytest.approx(sum(hits) / len(hits))


@given(counted)
def test_pass_hat_k_is_the_mean_over_every_choice_of_k(case):
    n, passed, k = case
    rolls = [True] * passed + [False] * (n - passed)
    hits = [all(chosen) for chosen in combinations(rolls, k)]
    assert pass_hat_k(n, passed, k) == pytest.approx(sum(hits) / len(hits))


@given(counted)
def test_one_of_k_is_at_least_the_rate_and_all_of_k_at_most(case):
    n, passed, k = case
    assert pass_hat_k(n, passed, k) <= passed / n + 1e-12
    assert passed / n <= pass_at_k(n, passed, k) + 1e-12
    assert pass_at_k(n, passed, 1) == pass_hat_k(n, passed, 1) == pytest.approx(passed / n)


@given(st.integers(2, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))))
def test_more_tries_help_one_and_hurt_all(case):
    n, passed = case
    at = [pass_at_k(n, passed, k) for k in range(1, n + 1)]
    hat = [pass_hat_k(n, passed, k) for k in range(1, n + 1)]
    assert at == sorted(at)
    assert hat == sorted(hat, reverse=True)
    assert (at[-1], hat[-1]) == (float(passed > 0), float(passed == n))


@pytest.mark.parametrize(("n", "passed", "k"), [(10_000, 1, 5_000), (10_000, 9_999, 5_000)])
def test_large_counts_are_exact(n, passed, k):
    exact = 1 - Fraction(comb(n - passed, k), comb(n, k))
    assert pass_at_k(n, passed, k) == float(exact)


@pytest.mark.parametrize(("n", "passed", "k"), [(3, 4, 1), (3, -1, 1), (3, 1, 0), (3, 1, 4)])
def test_counts_that_make_no_sense_are_refused(n, passed, k):
    for estimate in (pass_at_k, pass_hat_k):
        with pytest.raises(ValueError, match=f"{passed} passes of {n} rollouts"):
            estimate(n, passed, k)


@given(names, some)
def test_a_score_is_in_range_and_no_order_changes_it(name, given_outcomes):
    reducer = parse_reducer(name)
    score = reducer.reduce(given_outcomes)
    assert score is None or 0 <= score <= 1
    again = reducer.reduce(given_outcomes[::-1])
    assert again == (None if score is None else pytest.approx(score))


@given(names, some)
def test_invalid_rollouts_change_nothing_but_what_can_be_said(name, given_outcomes):
    reducer = parse_reducer(name)
    valid = [one for one in given_outcomes if one.valid]
    assert reducer.reduce(given_outcomes) == reducer.reduce(valid)
    assert (reducer.reduce(given_outcomes) is None) == (len(valid) < reducer.needs)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_a_mean_lies_between_its_scores(values):
    score = Reducer(kind="mean").reduce([Outcome(value=one) for one in values])
    assert min(values) <= score <= max(values)
    assert score == pytest.approx(sum(values) / len(values))


@pytest.mark.parametrize(
    ("given_outcomes", "score"),
    [
        ([rolled(True, "42"), rolled(True, " 42."), rolled(False, "41")], 1.0),
        ([rolled(False, "41"), rolled(False, "41"), rolled(True, "42")], 0.0),
        ([rolled(True, "42"), rolled(False, "41")], 0.5),
        ([rolled(False, "a"), rolled(False, "b"), rolled(True, "C"), rolled(True, "c")], 1.0),
        ([rolled(True, "42"), rolled(False), rolled(False)], 1.0),
        ([rolled(True), rolled(False), rolled(False)], 0.0),
        ([INVALID, INVALID, rolled(True, "42")], 1.0),
    ],
)
def test_the_answer_given_most_often_decides(given_outcomes, score):
    assert majority(given_outcomes) == score


@pytest.mark.parametrize(
    ("given_outcomes", "correct", "same"),
    [
        ([rolled(True, "7"), rolled(True, "7.")], 1.0, 1.0),
        ([rolled(False, "8"), rolled(False, "8")], 0.0, 1.0),
        ([rolled(True, "7"), rolled(False, "8")], 0.0, 0.0),
        ([rolled(True, "seven"), rolled(True, "7")], 1.0, 0.0),
        ([rolled(False), rolled(False)], 0.0, 0.0),
        ([rolled(True, "7"), INVALID], None, None),
        ([rolled(False, "8"), INVALID], 0.0, None),
        ([rolled(True, "7"), rolled(True, "7"), INVALID], None, None),
        ([rolled(False, "7"), rolled(True, "8"), INVALID], 0.0, 0.0),
        ([INVALID], None, None),
        ([], None, None),
    ],
)
def test_a_group_is_right_as_a_whole_and_agrees_as_a_whole(given_outcomes, correct, same):
    assert all_correct(given_outcomes) == correct
    assert consistent(given_outcomes) == same


def test_both_are_in_the_table():
    assert set(GROUPS.values()) == {all_correct, consistent}


@pytest.mark.parametrize("name", ["mean", "majority", "pass@1", "pass@100", "pass^3"])
def test_a_reducer_has_the_name_it_was_asked_for_by(name):
    assert parse_reducer(name).name == name


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("median", "unknown reducer `median`, did you mean `mean`?"),
        ("pass@k", "unknown reducer `pass@k`"),
        ("pass@0", "unknown reducer `pass@0`"),
        ("pass@1\n", "unknown reducer"),
        ("pass@١", "unknown reducer"),
        ("pass@10001", "k is at most 10000"),
    ],
)
def test_a_name_that_is_none_is_refused(name, message):
    with pytest.raises(UsageError, match=message.replace("?", r"\?").replace("^", r"\^")):
        parse_reducer(name)
