"""A run folder is a table that polars reads at any moment, with the same columns for every run."""

from __future__ import annotations

import polars as pl
import pytest

from envhub import MockModel, SampleRow


def read(run):
    return pl.read_ndjson(run.folder / "samples.jsonl")


def test_every_column_of_a_row_is_there_in_order(sums, run):
    frame = read(run(sums(), MockModel("7")))
    assert frame.columns == list(SampleRow.model_fields)
    assert frame["status"].to_list() == ["pass", "fail", "fail", "fail"]


def test_scores_are_floats_in_every_run(sums, run):
    for answer in ("7", "none"):
        frame = read(run(sums(), MockModel(answer)))
        assert frame.schema["score"] == pl.Float64
        assert frame.schema["scores"].inner.to_schema()["value"] == pl.Float64


def test_it_can_be_read_while_it_grows(sums, run, runs_folder):
    seen = []

    def look(row, done, planned):
        (folder,) = runs_folder.iterdir()
        seen.append(pl.scan_ndjson(folder / "samples.jsonl").select(pl.len()).collect().item())

    run(sums(), MockModel("7"), look)
    assert seen == [1, 2, 3, 4]


@pytest.mark.parametrize("answer", ["8", "none"])
def test_a_mean_by_polars_is_the_score_of_the_run(sums, run, answer):
    finished = run(sums(), MockModel(answer))
    (capability,) = finished.result().capabilities
    assert read(finished)["score"].mean() == pytest.approx(capability.score)
