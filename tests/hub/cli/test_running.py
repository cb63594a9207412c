"""run, report, card, export: from an environment and a model to files."""

from __future__ import annotations

import csv
import json
import shlex
from pathlib import Path

import pytest

from envhub import open_run


def test_run_reports_on_stdout_and_says_where_the_run_stands(envhub, qa):
    said = envhub("run", qa, "-m", "mock/Paris")
    (folder,) = Path("runs").iterdir()
    assert said.code == 0
    assert "Short answers" in said.out
    assert f"run {folder.name} in {folder.resolve()}\n" in said.err
    assert open_run(folder).summary.status == "complete"


def test_the_commands_that_a_run_proposes_can_be_typed(envhub, qa):
    said = envhub("run", qa, "-m", "mock/x", "--runs-dir", "my runs")
    (proposed,) = [line for line in said.err.splitlines() if line.startswith("  envhub report")]
    assert envhub(*shlex.split(proposed)[1:]).code == 0


@pytest.mark.parametrize("target", ["qa", "qa-1.0.0.zip", "acme/qa", "acme/qa@1.0.0"])
def test_a_folder_a_zip_and_a_reference_run_the_same(envhub, qa, target):
    envhub("freeze", qa)
    envhub("push", qa)
    assert envhub("run", target, "--model", "mock/Paris").code == 0
    (folder,) = Path("runs").iterdir()
    assert open_run(folder).record.environment.digest == envhub("show", qa, "--json").json["digest"]


def test_options_reach_the_run(envhub, qa):
    envhub("run", qa, "-m", "mock/x", "--limit", "3", "--seed", "9", "--max-tokens", "2",
           "--name", "short", "--step", "40", "--runs-dir", "elsewhere")  # fmt: skip
    (folder,) = Path("elsewhere").iterdir()
    record = open_run(folder).record
    assert (record.planned, record.settings.seed, record.settings.max_tokens) == (3, 9, 2)
    assert (record.name, record.step, record.context) == ("short", 40, "training step")


def test_one_sample_is_run_by_its_id(envhub, qa):
    (first, *_) = envhub("show", qa, "--samples", "1", "--json").json["examples"]
    assert envhub("run", qa, "-m", "mock/x", "--sample-id", first["id"]).code == 0
    (folder,) = Path("runs").iterdir()
    assert [row.sample_id for row in open_run(folder).rows()] == [first["id"]]


@pytest.mark.parametrize("wanted", ["last", "baseline", "path", "id", "beginning"])
def test_a_run_is_reported_by_what_people_call_it(envhub, finished, wanted):
    names = {"path": f"runs/{finished}", "id": finished, "beginning": finished[:12]}
    assert envhub("report", names.get(wanted, wanted), "--json").json["run"]["id"] == finished


def test_a_report_is_the_same_table_again(envhub, finished):
    said = envhub("report")
    assert said.code == 0
    assert "Short answers" in said.out


def test_failures_are_listed_for_people_and_for_programs(envhub, finished):
    assert "What" in envhub("report", "--failures").out
    listed = envhub("report", "--failures", "--json").json
    assert len(listed) == open_run(Path("runs", finished)).summary.failed > 0


@pytest.mark.parametrize("chart", ["bar", "pie", "radial", "line"])
def test_a_card_is_drawn_with_every_chart(envhub, finished, chart):
    pytest.importorskip("matplotlib")
    said = envhub("card", "--chart", chart, "-o", "out.png")
    assert (said.code, said.out) == (0, "out.png\n")
    assert Path("out.png").read_bytes().startswith(b"\x89PNG")


def test_an_export_holds_every_capability(envhub, finished):
    assert envhub("export", "--format", "csv").out == "results.csv\n"
    with Path("results.csv").open(newline="", encoding="utf-8-sig") as stream:
        rows = list(csv.DictReader(stream))
    assert {"short-answers", "sums"} <= {cell for row in rows for cell in row.values()}
    assert envhub("export", "-o", "out.json").out == "out.json\n"
    assert json.loads(Path("out.json").read_text())


def test_a_share_of_invalid_samples_above_the_limit_is_exit_3(envhub, qa):
    (qa / "harness/question.jinja").write_text("{{ subtype.deep }}")
    said = envhub("run", qa, "-m", "mock/7")
    assert said.code == 3
    assert "8 of 8 samples are invalid, more than 5%" in said.err
    assert envhub("run", qa, "-m", "mock/7", "--max-invalid", "1").code == 0


def test_doctor_says_what_is_there_and_how_to_get_the_rest(envhub):
    findings = envhub("doctor", "--json").json
    assert {"Pango", "demo/smollm2", "built-in catalogue"} <= {one["name"] for one in findings}
    assert all(one["found"] or one["install"] for one in findings)
    assert envhub("doctor").out.startswith("envhub ")


def test_replies_are_used_again_where_that_is_wanted(envhub, qa):
    def cached(*options: str) -> list[bool]:
        run = envhub("run", qa, "-m", "mock/Paris", *options)
        return [row.cached for row in open_run(Path(run.err.split(" in ")[-1].strip())).rows()]

    first, again, without = cached("--cache"), cached("--cache"), cached()
    assert not any(first)
    assert all(again)
    assert len(again) == len(first) > 0
    assert not any(without)
