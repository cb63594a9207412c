"""Entropy, divergence and their intervals, against figures worked out by hand."""

from __future__ import annotations

import math
import random

import pytest

from envhub.estimators.distributions import (
    distribution_problem,
    divergence,
    entropy,
    evenness,
    resampled,
)


def test_entropy_in_nats():
    assert entropy([1, 1, 1, 1]) == pytest.approx(math.log(4))
    assert entropy([3, 1]) == pytest.approx(0.5623351446)
    assert entropy([5]) == entropy([]) == 0


def test_evenness_counts_kinds_that_no_row_has():
    assert evenness([10, 10]) == pytest.approx(1)
    assert evenness([10, 10, 0, 0]) == pytest.approx(0.5)
    assert evenness([10]) == 0


def test_divergence_is_zero_for_equals_and_as_the_formula_says():
    assert divergence([50, 50], [0.5, 0.5], 0.5) == 0
    expected = 0.75 * math.log(0.75 / 0.5) + 0.25 * math.log(0.25 / 0.5)
    assert divergence([74.5, 24.5], [0.5, 0.5], 0.5) == pytest.approx(expected)


def test_smoothing_keeps_a_missing_kind_finite():
    assert math.isfinite(divergence([10, 0], [0.001, 0.999], 0.5))


def test_an_interval_narrows_with_the_rows_and_repeats_under_its_seed():
    few, many = (resampled([3 * n, n], evenness, "s") for n in (10, 1_000))
    assert few.high - few.low > 3 * (many.high - many.low)
    assert resampled([30, 10], evenness, "s") == few
    assert resampled([1, 0], evenness, "s") is None


def test_an_interval_covers_the_truth_about_as_often_as_it_says():
    rng = random.Random("coverage")
    truth, hits = evenness([6, 3, 1]), 0
    for trial in range(100):
        drawn = rng.choices([0, 1, 2], weights=[6, 3, 1], k=300)
        found = resampled([drawn.count(kind) for kind in range(3)], evenness, str(trial))
        hits += found.low <= truth <= found.high
    assert hits >= 88  # of 95 expected: three standard deviations


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ({"a": 0.5, "b": 0.4}, "sum to 0.9"),
        ({"a": 1.0}, "at least two"),
        ({"a": 1.5, "b": -0.5}, "not between 0 and 1"),
        ({"a": float("nan"), "b": 1.0}, "not between 0 and 1"),
    ],
)
def test_what_is_no_distribution_is_named(shares, said):
    assert said in distribution_problem(shares)


def test_a_distribution_may_miss_1_by_rounding():
    assert distribution_problem({"a": 1 / 3, "b": 1 / 3, "c": 0.333333}) is None
