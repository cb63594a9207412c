"""resume, rerun, score, merge: as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from envhub import open_run


def only_run():
    (folder,) = Path("runs").iterdir()
    return open_run(folder)


def test_a_run_that_met_its_limit_is_gone_on_with(envhub, qa):
    said = envhub("run", qa, "-m", "mock/Paris", "--max-tokens-total", "20")
    assert said.code == 3
    assert "the limit of 20 tokens is reached: " in said.err
    assert f"`envhub resume {only_run().id}` goes on" in said.err
    again = envhub("resume")
    assert again.code == 0
    assert only_run().summary.status == "complete"
    assert len(list(only_run().rows())) == only_run().record.planned


def test_a_complete_run_owes_nothing(envhub, qa):
    envhub("run", qa, "-m", "mock/Paris")
    said = envhub("resume", "last")
    assert (said.code, "nothing is owed" in said.err) == (0, True)


def test_a_run_is_gone_on_with_from_another_folder(envhub, qa, monkeypatch, tmp_path):
    envhub("run", qa, "-m", "mock/Paris", "--max-tokens-total", "20")
    runs = Path("runs").resolve()
    monkeypatch.chdir(tmp_path)
    assert envhub("resume", "--runs-dir", runs).code == 0


def test_an_environment_that_was_edited_can_not_be_gone_on_with(envhub, qa, changed):
    envhub("run", qa, "-m", "mock/Paris", "--max-tokens-total", "20")
    changed()
    said = envhub("resume")
    assert said.code == 7
    assert "harness differs" in said.err
    assert "Traceback" not in said.err


def test_a_run_is_repeated(envhub, qa):
    envhub("run", qa, "-m", "mock/Paris", "--seed", "4", "--limit", "3")
    said = envhub("rerun", "--name", "again")
    assert said.code == 0
    assert "the same model gave the same outputs: 3 of 3 outputs are the same" in said.err
    repeated = next(one for path in Path("runs").iterdir() if (one := open_run(path)).record.name)
    assert (repeated.record.settings.seed, repeated.record.planned) == (4, 3)


def test_a_run_is_repeated_on_another_model(envhub, qa):
    envhub("run", qa, "-m", "mock/Paris")
    said = envhub("rerun", "-m", "mock/Rome")
    assert "another model: the model's name was mock/Paris, and is mock/Rome now" in said.err


def test_a_run_is_judged_again(envhub, qa):
    envhub("run", qa, "-m", "mock/paris!")
    before = envhub("report", "--json").json
    path = qa / "environment.toml"
    text = path.read_text()
    assert 'type = "exact"' in text
    path.write_text(text.replace('type = "exact"', 'type = "exact", ignore = []'))
    said = envhub("score")
    assert said.code == 0
    assert "changed: the scorers' settings, or the targets, differ" in said.err
    assert envhub("report", "--json").json["environment"] != before["environment"]
    assert envhub("report", "--json", "--scores", "original").json == before
    again = envhub("score")
    assert "nothing to do" in again.err


def test_shards_are_merged(envhub, qa):
    for shard in ("1/2", "2/2"):
        assert envhub("run", qa, "-m", "mock/Paris", "--shard", shard, "--name",
                      f"part{shard[0]}").code == 0  # fmt: skip
    said = envhub("merge", "part1", "part2", "--name", "whole")
    assert said.code == 0
    found = envhub("report", "whole", "--json").json
    assert found["prompts"]["measured"] == found["prompts"]["planned"]
    assert "shard" not in json.dumps(found["run"]["name"])


def test_a_missing_shard_is_usage(envhub, qa):
    envhub("run", qa, "-m", "mock/Paris", "--shard", "1/2", "--name", "part")
    said = envhub("merge", "part")
    assert said.code == 2
    assert "1 are missing: 2" in said.err


@pytest.mark.parametrize("verb", ["resume", "rerun", "score", "merge"])
def test_a_run_that_is_not_there_is_not_found(envhub, verb):
    said = envhub(verb, "nothing")
    assert (said.code, "no run `nothing`" in said.err) == (6, True)


def test_several_environments_run_on_several_models(envhub, qa):
    assert envhub("init", "acme/other", "--template", "choice", "-o", "other").code == 0
    said = envhub("run", "qa", "other", "-m", "mock/Paris", "-m", "mock/A")
    assert said.code == 0
    runs = [open_run(path).record for path in Path("runs").iterdir()]
    assert sorted((one.environment.name, one.model.name) for one in runs) == [
        ("acme/other", "mock/A"), ("acme/other", "mock/Paris"),
        ("acme/qa", "mock/A"), ("acme/qa", "mock/Paris"),
    ]  # fmt: skip


def test_a_name_is_for_one_run(envhub, qa):
    said = envhub("run", qa, "-m", "mock/a", "-m", "mock/b", "--name", "x")
    assert (said.code, "names one run" in said.err) == (2, True)
    assert not Path("runs").exists()


def test_epochs_are_reported_with_their_reducer(envhub, qa):
    said = envhub("run", qa, "-m", "mock/Paris", "--epochs", "3", "--reducer", "pass@2")
    assert said.code == 0
    assert "× 3 epochs, pass@2" in said.out
    wrong = envhub("run", qa, "-m", "mock/Paris", "--reducer", "pass@2")
    assert (wrong.code, "needs 2 epochs, not 1" in wrong.err) == (2, True)


def test_a_limit_on_an_unknown_cost_is_refused_before_anything_is_asked(envhub, qa):
    said = envhub("run", qa, "-m", "mock/Paris", "--max-cost", "1")
    assert (said.code, "the price of `mock/Paris` is unknown" in said.err) == (2, True)
    assert "hint: add it to prices.toml, or say what an hour costs by --hourly-rate" in said.err
