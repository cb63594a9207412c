"""A data set into a run folder: its identity, its dimensions, and how it ends; memory is flat."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.datasets import ROWS, dataset_environment, make_dataset_run

from envhub import MemoryTable, MockModel, RunSettings, make_manifest, open_run
from envhub.errors import DatasetError, EnvhubError, UsageError
from envhub_hub.runner import (
    RunPlace,
    compare_outputs,
    merge_runs,
    rescore,
    resume_run,
    run_dataset,
    run_environment,
)

MEASURE = """
import json, re, sys
from pathlib import Path
from envhub import Environment
from envhub_hub.runner import RunPlace, run_dataset
from envhub_hub.tables import TableSettings, open_table

def megabytes():  # getrusage would begin at the size of the process that started this one
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024

environment = Environment.from_folder(sys.argv[1])
run = run_dataset(environment, open_table(sys.argv[2], TableSettings()),
                  RunPlace(runs_folder=Path(sys.argv[3])))
rows = run.result().capabilities[0].n
print(json.dumps({"megabytes": megabytes(), "rows": rows}))
"""


def test_the_record_keeps_the_data_set_and_no_model(tmp_path):
    run = make_dataset_run(tmp_path)
    record = json.loads((run.folder / "run.json").read_text())
    assert record["model"] is None
    assert record["rows"] == "dimensions"
    assert record["context"] == "data inspection"
    assert record["dataset"]["name"] == "tickets.csv"
    assert record["dataset"]["rows"] == 4
    assert record["dataset"]["digest"] == MemoryTable(ROWS).identity.digest
    assert record["environment"]["digest"] == make_manifest(dataset_environment()).digest


def test_the_record_names_each_estimator_before_a_row_is_read(tmp_path):
    _, expected, _ = make_dataset_run(tmp_path).record.capabilities
    assert (expected.estimator.type, expected.estimator.version) == ("divergence", 1)
    assert "exp(−KL(p ‖ q))" in expected.estimator.normalisation
    assert expected.estimator.reference == "ham 0.75, spam 0.25"
    assert "nats" in expected.estimator.known_error


def test_the_folder_reads_back_as_what_was_measured(tmp_path):
    run = open_run(make_dataset_run(tmp_path).folder)
    balance, expected, terms = run.result().capabilities
    assert (balance.n, terms.n, terms.missing) == (4, 3, 1)
    assert expected.score == pytest.approx(1, abs=0.02)
    assert (run.summary.status, run.summary.rows) == ("complete", 3)


def test_none_of_the_texts_stands_in_the_folder(tmp_path):
    run = make_dataset_run(tmp_path)
    assert not [path for path in run.folder.iterdir() if "Win now" in path.read_text()]


def test_two_data_sets_differ_in_their_digest_and_share_their_suite(tmp_path):
    one, other = (make_dataset_run(tmp_path, rows).record for rows in (ROWS, ROWS * 2))
    assert one.environment == other.environment
    assert one.dataset.digest != other.dataset.digest


@pytest.mark.parametrize(
    ("change", "said"),
    [({}, "`memory` has no row"),
     ({"filter": "a = 1", "total_rows": 9}, "leaves none of 9 rows of `memory`")],
)  # fmt: skip
def test_a_table_without_a_row_leaves_no_folder(tmp_path, change, said):
    table = MemoryTable([])
    table.identity = table.identity.model_copy(update=change)
    with pytest.raises(DatasetError, match=said):
        run_dataset(dataset_environment(), table, RunPlace(runs_folder=tmp_path / "runs"))
    assert not (tmp_path / "runs").exists()


def test_a_table_that_fails_half_way_says_so_in_its_folder(tmp_path):
    class Torn(MemoryTable):
        def rows(self):
            yield from super().rows()
            raise DatasetError("the disk is gone")

    with pytest.raises(EnvhubError, match="the disk is gone"):
        run_dataset(dataset_environment(), Torn(ROWS), RunPlace(runs_folder=tmp_path))
    (folder,) = tmp_path.iterdir()
    run = open_run(folder)
    assert (run.summary.status, run.summary.message) == ("failed", "the disk is gone")
    assert run.result().overall is None


def test_an_environment_of_models_is_refused(tmp_path, sums):
    with pytest.raises(UsageError, match="asks models"):
        run_dataset(sums(), MemoryTable(ROWS), RunPlace(runs_folder=tmp_path))


@pytest.mark.parametrize(
    "again",
    [
        lambda run: resume_run(run, dataset_environment(), MockModel("x")),
        lambda run: rescore(run, dataset_environment()),
        lambda run: compare_outputs(run, run),
        lambda run: merge_runs([run], run.folder.parent),
    ],
    ids=["resume", "score", "compare", "merge"],
)
def test_what_is_done_with_runs_of_models_is_refused(tmp_path, again):
    run = make_dataset_run(tmp_path)
    with pytest.raises(UsageError, match="measured a data set"):
        again(run)
    assert [path.name for path in tmp_path.iterdir()] == [run.id]


def test_a_run_of_a_model_is_not_judged_by_an_environment_of_data_sets(tmp_path, sums):
    run = run_environment(sums(), MockModel("3"), RunSettings(), RunPlace(runs_folder=tmp_path))
    with pytest.raises(UsageError, match="measures data sets"):
        rescore(run, dataset_environment())


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="the peak is read from /proc")
@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_four_times_the_rows_cost_hardly_more_memory(tmp_path, script, ending):
    pl = pytest.importorskip("polars")
    from envhub_hub.starters import copy_starter

    copy_starter("dataset", "acme/mix", tmp_path / "mix")

    def megabytes(count):
        path = tmp_path / f"{count}{ending}"
        words = pl.int_range(count, eager=True).cast(pl.String)
        text = "the invoice of order " + words + " came late and " + "is not paid yet, " * 60
        frame = pl.DataFrame({"text": text, "label": (words.str.slice(-1))})
        frame.write_csv(path) if ending == ".csv" else frame.write_parquet(path)
        process = script(MEASURE, tmp_path / "mix", path, tmp_path / "runs",
                         POLARS_MAX_THREADS="2")  # fmt: skip
        out, errors = process.communicate()
        assert not errors
        took = json.loads(out)
        assert took["rows"] == count
        return took["megabytes"], path.stat().st_size / 2**20

    (few, _), (many, size) = megabytes(5_000), megabytes(20_000)
    assert many - few < (60 if ending == ".parquet" else 25 + size)  # a CSV is mapped into memory
