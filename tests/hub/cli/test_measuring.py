"""run --dataset: from a table on disk to a report, a card and files, and how it goes wrong."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from envhub import open_run

pytest.importorskip("polars")
HEAD = "text,label\n"
GOOD = HEAD + "The invoice for order 12 is wrong,urgent\nWhere is my parcel?,normal\n" * 10


@pytest.fixture
def mix(envhub) -> Path:
    """A source folder of an environment of data sets, made by `envhub init`."""
    assert envhub("init", "acme/mix", "--template", "dataset").code == 0
    Path("t.csv").write_text(GOOD)
    return Path("mix")


def test_init_proposes_lines_that_can_be_typed(envhub):
    said = envhub("init", "acme/mix", "--template", "dataset")
    assert "envhub run mix --dataset data.csv" in said.err
    assert envhub("check", "mix").code == 0


def test_check_says_what_planted_tables_came_to(envhub, mix):
    said = envhub("check", mix)
    assert "label-balance: gold 1.00, noop 0.08, one row repeated 0.00, known error:" in said.err
    assert "of 9 held-out examples go to a wrong domain" in said.err


def test_a_run_reports_dimensions_with_rows_and_estimators(envhub, mix):
    said = envhub("run", mix, "--dataset", "t.csv")
    assert said.code == 0
    assert "acme/mix@1.0.0 on t.csv, 20 rows" in said.err
    shown = " ".join(said.out.split())
    assert "data set t.csv · 20 rows · sha256:" in shown
    for wanted in ("data inspection", "exp(−KL(p ‖ q))", "reference: urgent 0.2, normal 0.8"):
        assert wanted in shown
    assert "of 9 held-out examples go to a wrong domain" in shown
    assert "comparable to published" not in said.out


@pytest.mark.parametrize("target", ["mix", "mix-1.0.0.zip", "acme/mix"])
def test_a_folder_a_zip_and_a_reference_measure_the_same(envhub, mix, target):
    envhub("freeze", mix)
    assert envhub("push", mix).code == 0
    assert envhub("run", target, "--dataset", "t.csv").code == 0
    run = open_run(next(Path("runs").iterdir()))
    assert run.record.environment.digest == envhub("show", mix, "--json").json["digest"]
    assert run.result().capabilities[1].n == 20


def test_it_travels_through_a_registry(envhub, mix):
    envhub("push", mix)
    shown = envhub("show", "acme/mix")
    assert "measures data sets" in shown.out
    assert "KL of labels from a reference" in shown.out
    assert envhub("pull", "acme/mix", "-o", "copies").code == 0
    assert envhub("check", "copies/mix-1.0.0.zip").code == 0
    assert envhub("search", "tickets", "--json").json[0]["kind"] == "dataset"


def test_a_changed_estimator_raises_the_major_version(envhub, mix):
    envhub("push", mix)
    path = mix / "environment.toml"
    path.write_text(path.read_text().replace("n = 2", "n = 1"))
    assert envhub("push", mix, "--bump", "auto").code == 0
    assert '"2.0.0"' in path.read_text()
    path.write_text(path.read_text().replace("pass_at = 0.9", "pass_at = 0.95"))
    assert envhub("push", mix, "--bump", "auto").code == 0
    assert '"2.1.0"' in path.read_text()


def test_card_export_and_failures_show_it_like_any_run(envhub, mix):
    pytest.importorskip("matplotlib")
    envhub("run", mix, "--dataset", "t.csv", "--name", "tickets")
    assert envhub("card", "tickets", "-o", "c.svg").code == 0
    drawn = Path("c.svg").read_text()
    assert "exp(−KL(p ‖ q))" in drawn
    assert "20 rows" in drawn
    envhub("export", "tickets", "--format", "csv", "-o", "c.csv")
    rows = list(csv.DictReader(Path("c.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert {row["dataset"] for row in rows} == {"t.csv"}
    assert [row["n"] for row in rows] == ["20"] * 6
    envhub("export", "tickets", "--format", "json", "-o", "c.json")
    held = json.loads(Path("c.json").read_text())
    assert (held["model"], held["dataset"]["rows"]) == (None, 20)
    assert "KL 0." in envhub("report", "tickets", "--failures").out


def test_the_report_as_json_names_what_was_lost(envhub, mix):
    Path("t.csv").write_text(GOOD + ",urgent\n")
    assert envhub("run", mix, "--dataset", "t.csv").code == 0
    said = envhub("report", "last", "--json").json
    assert (said["rows"], said["model"], said["dataset"]["name"]) == ("dimensions", None, "t.csv")
    first = said["capabilities"][0]
    assert (first["n"], first["invalid"], first["causes"]) == (20, 1, {"null text": 1})
    assert first["explanation"]


def test_columns_and_a_filter_are_named(envhub, mix):
    Path("t.csv").write_text(GOOD.replace("text,label", "body,topic"))
    said = envhub("run", mix, "--dataset", "t.csv", "--text-column", "body",
                  "--label-column", "topic", "--filter", "topic = 'normal'")  # fmt: skip
    assert said.code == 0
    assert "10 of 20 rows where topic = 'normal'" in said.out
    assert "all rows have the label normal" in said.out


def test_too_many_rows_left_out_is_exit_3(envhub, mix):
    Path("t.csv").write_text(GOOD + ",urgent\n" * 5)
    said = envhub("run", mix, "--dataset", "t.csv")
    assert said.code == 3
    assert "Diversity left out 5 of 25 rows, more than 5%" in said.err
    assert envhub("run", mix, "--dataset", "t.csv", "--max-invalid", "0.5").code == 0


def test_a_dimension_that_could_not_be_measured_is_exit_3(envhub, mix):
    Path("t.csv").write_text(HEAD + ",urgent\n,normal\n")
    said = envhub("run", mix, "--dataset", "t.csv", "--max-invalid", "1")
    assert said.code == 3
    assert "Diversity could not be measured" in said.err
    assert "none of 2 rows could be measured: 2 null text" in said.out


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ((), 2, "what is to be run on?"),
        (("--dataset", "t.csv", "-m", "mock/x"), 2, "a run is of one thing"),
        (("-m", "mock/x"), 2, "acme/mix@1.0.0 measures data sets; it asks no model"),
        (("--dataset", "t.csv", "--limit", "3"), 2, "--limit says nothing about a data set"),
        (("--dataset", "t.csv", "--dtype", "float32"), 2, "--dtype says nothing about a data set"),
        (("--dataset", "t.csv", "--no-cache"), 2, "--cache says nothing about a data set"),
        (("-m", "mock/x", "--filter", "a = 1"), 2, "--filter says nothing about a model"),
        (("mix", "--dataset", "t.csv", "--name", "a"), 2, "--name names one run, and several are"),
        (("--dataset", "no.csv"), 6, "no file or folder `no.csv`"),
        (("--dataset", "mix/README.md"), 2, "`README.md` is no table that can be read"),
        (("--dataset", "t.csv", "--text-column", "txt"), 6, "did you mean `text`?"),
        (("--dataset", "t.csv", "--filter", "nope = 1"), 2, "can't be applied"),
        (("--dataset", "t.csv", "--filter", "label = 'x'"), 1, "leaves none of 20 rows"),
        (("--dataset", "one.csv"), 2, "capability `label-balance` reads the labels of `one.csv`"),
        (("--dataset", "empty.csv"), 1, "`empty.csv` is empty"),
        (("--dataset", "head.csv"), 1, "`head.csv` has no row"),
        (("--dataset", "torn.parquet"), 1, "`torn.parquet` can't be read"),
    ],
)  # fmt: skip
def test_what_can_not_be_run_is_one_sentence_and_leaves_no_run(envhub, mix, words, code, sentence):
    Path("one.csv").write_text("text\na\n")
    Path("empty.csv").write_text("")
    Path("head.csv").write_text(HEAD)
    Path("torn.parquet").write_text(GOOD)
    said = envhub("run", mix, *words)
    assert said.code == code
    errors = [line for line in said.err.splitlines() if line.startswith("error:")]
    assert len(errors) == 1
    assert sentence in errors[0]
    assert not Path("runs").exists()


def test_an_environment_of_models_measures_no_data_set(envhub, mix):
    said = envhub("run", "envhub/first-steps", "--dataset", "t.csv")
    assert said.code == 2
    assert "asks models; it can't measure a data set" in said.err


def test_several_environments_measure_one_data_set_in_a_run_of_each(envhub, mix):
    envhub("init", "acme/other", "--template", "dataset")
    said = envhub("run", mix, "other", "--dataset", "t.csv")
    assert said.code == 0
    runs = [open_run(folder).record for folder in Path("runs").iterdir()]
    assert {one.environment.name for one in runs} == {"acme/mix", "acme/other"}
    assert {one.environment.source for one in runs} == {
        str(Path(name).resolve()) for name in ("mix", "other")
    }
    assert len({one.dataset.digest for one in runs}) == 1


def test_of_several_environments_one_that_asks_models_is_found_before_any_is_run(envhub, mix):
    assert envhub("run", mix, "envhub/first-steps", "--dataset", "t.csv").code == 2
    assert not Path("runs").exists()


@pytest.mark.parametrize("verb", ["resume", "rerun", "score", "merge"])
def test_what_is_done_with_runs_of_models_is_refused_for_a_data_set(envhub, mix, verb):
    envhub("run", mix, "--dataset", "t.csv", "--name", "tickets")
    said = envhub(verb, "tickets")
    assert said.code == 2
    assert "measured a data set; only a run of a model can be" in said.err
    assert "hint: measure it again: envhub run" in said.err
