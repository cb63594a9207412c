"""Measuring a table: rows of the run, what is lost on the way, and what is refused."""

from __future__ import annotations

import json

import pytest
from tests.datasets import BALANCE, ROWS, TERMS, dataset_environment

from envhub import (
    Environment,
    InvalidEnvironment,
    MemoryTable,
    MockModel,
    RunSettings,
    UsageError,
    dimension_records,
    evaluate,
    measure,
    summarise,
)


def test_every_dimension_is_one_row():
    rows = measure(dataset_environment(), MemoryTable(ROWS))
    assert [(row.sample_id, row.status) for row in rows] == [
        ("balance", "pass"), ("expected", "pass"), ("terms", "pass")
    ]  # fmt: skip
    assert rows[2].score == 0.5
    assert rows[2].output == "1 of 2 terms; missing: refund"


def test_rows_that_can_not_be_measured_are_counted_with_their_cause():
    _, _, terms = measure(dataset_environment(), MemoryTable([*ROWS, (" ", "ham")]))
    assert (terms.estimate.rows, terms.estimate.lost) == (3, 2)
    assert json.loads(terms.estimate.causes) == {"null text": 1, "empty text": 1}


def test_a_result_has_rows_for_n_and_the_interval_of_its_estimator():
    environment = dataset_environment()
    rows = measure(environment, MemoryTable(ROWS * 50))
    found = summarise(dimension_records(environment), iter(rows))
    balance, _, terms = found.capabilities
    assert (balance.n, balance.interval.method, balance.passed) == (200, "Poisson bootstrap", 1)
    assert (terms.n, terms.missing, terms.coverage) == (150, 50, 0.75)
    assert (terms.interval, terms.bounds) == (None, None)  # a coverage of terms is no mean of rows
    assert found.overall == pytest.approx(sum(row.score for row in rows) / 3)


def test_a_table_of_nothing_makes_dimensions_invalid():
    for row in measure(dataset_environment(), MemoryTable([])):
        assert (row.status, row.score, row.cause) == ("invalid", None, "no rows")


def test_measuring_again_gives_the_same_rows():
    environment = dataset_environment()
    first, again = (measure(environment, MemoryTable(ROWS)) for _ in range(2))
    assert first == again


def test_a_huge_text_is_cut_and_that_is_said():
    (terms,) = measure(dataset_environment(TERMS), MemoryTable([("invoice " * 50_000, None)]))
    assert terms.output.endswith("1 long texts were cut")


def test_half_of_a_surrogate_pair_is_no_text_but_can_be_measured():
    rows = measure(dataset_environment(BALANCE), MemoryTable([("a", "x\ud800"), ("b", "y")]))
    assert rows[0].model_dump_json()


def test_progress_is_told():
    told = []
    measure(dataset_environment(), MemoryTable(ROWS * 600), on_rows=told.append)
    assert told == [1_000, 2_000, 2_400]


def test_an_environment_of_data_sets_asks_no_model():
    with pytest.raises(UsageError, match="measures data sets"):
        evaluate(dataset_environment(), MockModel("x"), RunSettings())


def test_an_environment_of_models_measures_no_table(build):
    with pytest.raises(UsageError, match="asks models"):
        measure(build(), MemoryTable(ROWS))


def test_a_column_that_is_read_must_be_named():
    table = MemoryTable(ROWS)
    table.identity = table.identity.model_copy(update={"label_column": None})
    with pytest.raises(UsageError, match="capability `balance` reads the labels") as raised:
        measure(dataset_environment(), table)
    assert "--label-column" in raised.value.hint


def test_a_file_that_an_estimator_reads_must_be_there():
    spread = {"id": "spread", "estimator": {"type": "domain_spread"}}
    with pytest.raises(InvalidEnvironment, match=r"file `scoring/domains\.jsonl` is missing"):
        measure(dataset_environment(spread), MemoryTable(ROWS))


def test_an_environment_in_memory_has_no_split():
    environment = dataset_environment()
    assert isinstance(environment, Environment)
    assert environment.splits == ()
