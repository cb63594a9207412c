"""Every estimator of the table: what all of them promise."""

from __future__ import annotations

import random
import tracemalloc

import pytest

from envhub.dimension import Estimate
from envhub.estimators import ESTIMATORS, EstimatorSpec, Measure
from envhub.estimators.base import MAX_CHARACTERS
from envhub.measure import fold
from envhub.model import Failure
from envhub.values import declared

DECLARED = {
    "divergence": [{"reference": {"a": 0.5, "b": 0.5}},
                   {"of": "domain", "reference": {"cooking": 0.5, "sport": 0.3, "money": 0.2}}],
    "diversity": [{"sample": 100}, {"n": 1, "block": 100, "sample": 100}],
    "domain_spread": [{}],
    "factual_density": [{}],
    "label_balance": [{}, {"labels": ["a", "b", "c"]}],
    "term_coverage": [{"terms": ["soup", "hot oven"]}, {"file": "scoring/terms.txt"}],
    "toxicity_coverage": [{}, {"counts": "clean_rows"}],
}  # fmt: skip
ALL = [ESTIMATORS[name](**fields) for name, some in DECLARED.items() for fields in some]
every = pytest.mark.parametrize("estimator", ALL, ids=lambda one: one.type)
LAST = "Ana paid 12 euros for soup on 3 May 2024."


def mixed(texts, count=60):
    """Rows of every domain and label, some of them null."""
    rng = random.Random("rows")
    flat = [text for some in texts.values() for text in some]
    rows = [(rng.choice(flat), rng.choice("ab")) for _ in range(count)]
    return [(None, "a"), *rows, (LAST, None), ("", ""), ("x" * (MAX_CHARACTERS + 5), "a" * 500)]


def test_the_table_is_whole_and_in_order():
    assert list(ESTIMATORS) == sorted(ESTIMATORS) == sorted(DECLARED)
    assert all(name == kind.model_fields["type"].default for name, kind in ESTIMATORS.items())


@every
def test_a_value_lies_in_its_interval_and_both_between_0_and_1(estimator, measure_rows, texts):
    found = measure_rows(estimator, mixed(texts))
    assert isinstance(found, Measure)
    assert found.explanation
    if found.interval is not None:
        assert 0 <= found.interval.low <= found.value + 1e-12
        assert found.value - 1e-12 <= found.interval.high <= 1


@every
def test_the_same_rows_give_the_same_measure(estimator, measure_rows, texts):
    rows = mixed(texts)
    assert measure_rows(estimator, rows) == measure_rows(estimator, iter(rows))


@every
def test_no_row_and_no_valid_row_are_failures_and_never_a_zero(estimator, measure_rows):
    nothing = [measure_rows(estimator, rows) for rows in ([], [(None, None)] * 3, [(" ", " ")])]
    assert [type(one) for one in nothing] == [Failure] * 3
    assert "3 null" in nothing[1].message


@every
def test_what_it_was_declared_as_rebuilds_it(estimator):
    assert ESTIMATORS[estimator.type].model_validate(declared(estimator)) == estimator


@every
def test_a_card_can_say_what_it_is(estimator, bind):
    bound: EstimatorSpec = bind(estimator)
    said = (bound.method, bound.normalisation, bound.known_error, bound.source)
    assert all(said)
    assert len(bound.method) <= 60  # a card shows no more
    assert bound.version >= 1
    assert bound.uses in (("text",), ("label",))


@every
def test_one_row_repeated_scores_low_where_it_is_said_that_it_must(estimator, bind, measure_rows):
    row = bind(estimator).repeated
    if row is not None:
        found = measure_rows(estimator, [row] * 50)
        limit = max(estimator.reference.values()) if estimator.type == "divergence" else 0.1
        assert found.value <= limit + 0.06  # smoothing lifts it on 50 rows


@every
def test_memory_does_not_grow_with_the_rows(estimator, bind, texts):
    flat = [text for some in texts.values() for text in some]

    def peak(count):
        rows = ((f"{flat[n % 18]} {n % 997}", "ab"[n % 2]) for n in range(count))
        tracemalloc.start()
        fold([Estimate(id="d", estimator=bind(estimator))], rows)[0].verdict  # noqa: B018
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(200)  # what is cached once is not counted
    few, many = peak(1_000), peak(4_000)
    assert many < 1.3 * few + 100_000
