"""Intervals against scipy's, and what happens at the edges."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from envhub.metrics import (
    LARGE,
    SMALL,
    mean_interval,
    overall_interval,
    percentiles,
    t_quantile,
    wilson,
)
from envhub.run import CapabilityRecord, SampleRow, summarise

RNG = random.Random(0)
GRADED = [RNG.betavariate(2, 3) for _ in range(200)]


@given(st.integers(1, 5_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_is_that_of_scipy(counts):
    passed, n = counts
    theirs = stats.binomtest(passed, n).proportion_ci(0.95, method="wilson")
    ours = wilson(passed, n)
    assert ours.method == "wilson"
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


@pytest.mark.parametrize("df", [1, 2, 5, 18, 19, 100, 4_999, 100_000])
@pytest.mark.parametrize("p", [0.6, 0.975, 0.9995])
def test_quantiles_of_t_are_those_of_scipy(p, df):
    assert t_quantile(p, df) == pytest.approx(stats.t.ppf(p, df), rel=1e-9)


@pytest.mark.parametrize("n", [2, 3, 10, SMALL - 1, LARGE + 1])
def test_a_small_or_large_mean_has_scipys_t_interval(n):
    values = [RNG.betavariate(9, 9) for _ in range(n)]
    scale = np.std(values, ddof=1) / math.sqrt(n)
    theirs = stats.t.interval(0.95, n - 1, loc=np.mean(values), scale=scale)
    ours = mean_interval(values, "seed")
    assert ours.method == "t"
    assert (ours.low, ours.high) == pytest.approx(np.clip(theirs, 0, 1), abs=1e-9)


def test_the_bootstrap_agrees_with_scipys_percentiles():
    ours = mean_interval(GRADED, "seed")
    theirs = stats.bootstrap((GRADED,), np.mean, method="percentile", rng=np.random.default_rng(1))
    assert ours.method == "bootstrap"
    assert (ours.low, ours.high) == pytest.approx(theirs.confidence_interval, abs=0.006)


def test_the_bootstrap_is_a_function_of_its_seed():
    assert mean_interval(GRADED, "a") == mean_interval(GRADED, "a")
    assert mean_interval(GRADED, "a") != mean_interval(GRADED, "b")


@pytest.mark.parametrize("n", [2, SMALL - 1, SMALL, 100])
def test_equal_scores_have_an_interval_of_no_width(n):
    interval = mean_interval([0.25] * n, "seed")
    assert (interval.low, interval.high) == (0.25, 0.25)


def test_too_few_scores_have_no_interval():
    assert wilson(0, 0) is None
    assert mean_interval([], "s") is mean_interval([0.5], "s") is None
    assert overall_interval([], [], "s") is overall_interval([[0.5], GRADED], [1, 1], "s") is None


@given(st.lists(st.floats(0, 1), min_size=2, max_size=40))
def test_an_interval_holds_its_mean_and_stays_in_range(values):
    interval = mean_interval(values, "seed")
    assert 0 <= interval.low <= interval.high <= 1
    if interval.method == "t":
        assert interval.low - 1e-9 <= sum(values) / len(values) <= interval.high + 1e-9


def test_percentiles_are_numpys():
    low, high = percentiles(GRADED)
    assert (low, high) == pytest.approx(np.percentile(GRADED, [2.5, 97.5]))


def test_the_overall_weighs_its_strata():
    strata = [[0.2, 0.4] * 20, [0.6, 0.8] * 20]
    for weights, mean in (([1, 1], 0.5), ([3, 1], 0.4)):
        interval = overall_interval(strata, weights, "seed")
        assert interval.method == "stratified bootstrap"
        assert interval.low < mean < interval.high
        assert interval.high - interval.low < 0.1


def test_a_large_overall_is_normal_and_agrees_with_the_bootstrap():
    few = [[RNG.random() for _ in range(2_400)] for _ in range(2)]
    more = [values + values[:200] for values in few]
    one, two = (overall_interval(strata, [1, 1], "seed") for strata in (few, more))
    assert (one.method, two.method) == ("stratified bootstrap", "stratified normal")
    assert (one.low, one.high) == pytest.approx((two.low, two.high), abs=0.004)


def test_equal_scores_say_nothing_of_how_far_the_overall_may_be_off():
    assert overall_interval([[0.0] * 8, [1.0] * 8], [1, 1], "seed") is None
    assert overall_interval([[0.0] * 8, [1.0] * 7 + [0.0]], [1, 1], "seed") is not None


def record(name: str, **said: object) -> CapabilityRecord:
    fields = {"title": name, "harness": "h", "scorer": "s", "method": "m", "graded": True,
              "pass_at": 0.5}  # fmt: skip
    return CapabilityRecord(id=name, **{**fields, **said})


def row(capability: str, score: float | None, number: int = 0) -> SampleRow:
    status = "invalid" if score is None else "pass" if score >= 0.5 else "fail"
    return SampleRow.model_construct(
        sample_id=f"{capability}{number}",
        epoch=0,
        capability=capability,
        score=score,
        status=status,
        group=None,
        scores=(),
    )


def test_the_overall_is_the_weighted_mean_of_capabilities():
    rows = [row("a", 1.0), row("a", 0.5), row("b", 0.0)]
    result = summarise((record("a", weight=3), record("b")), iter(rows))
    assert result.overall == pytest.approx((3 * 0.75 + 0.0) / 4)
    assert result.weighted
    assert not summarise((record("a"), record("b")), iter(rows)).weighted


def test_invalid_samples_count_beside_the_score_and_not_in_it():
    rows = [row("a", 1.0), row("a", None), row("a", 0.0), row("a", None)]
    (result,) = summarise((record("a"),), iter(rows)).capabilities
    assert (result.score, result.passed, result.failed, result.invalid) == (0.5, 1, 1, 2)
    assert (result.n, result.coverage, result.pass_rate) == (2, 0.5, 0.5)


def test_a_capability_without_a_valid_sample_leaves_no_overall():
    result = summarise((record("a"), record("b")), iter([row("a", 1.0), row("b", None)]))
    assert result.overall is result.overall_interval is None
    assert (result.capabilities[1].score, result.capabilities[1].coverage) == (None, 0.0)


def test_no_rows_have_no_score():
    result = summarise((record("a"),), iter([]))
    (capability,) = result.capabilities
    assert (result.overall, capability.score, capability.interval) == (None, None, None)
    assert (capability.coverage, capability.pass_rate) == (None, None)


def test_binary_scores_have_wilsons_interval():
    rows = [row("a", float(n % 2)) for n in range(30)]
    (result,) = summarise((record("a", graded=False),), iter(rows)).capabilities
    assert result.interval == result.pass_interval == wilson(15, 30)


def test_totals_are_sums():
    rows = [row("a", 1.0), row("b", 0.0), row("b", None)]
    result = summarise((record("a"), record("b")), iter(rows))
    assert (result.passed, result.failed, result.invalid) == (1, 1, 1)
