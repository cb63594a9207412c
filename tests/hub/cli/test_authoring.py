"""init, check, freeze: from nothing to a bundle."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from envhub import open_bundle


@pytest.mark.parametrize("template", ["qa", "choice"])
def test_init_writes_what_check_passes(envhub, template):
    made = envhub("init", "acme/mine", "--template", template)
    assert (made.code, made.out) == (0, "")
    checked = envhub("check", "mine")
    assert (checked.code, checked.out) == (0, "")
    assert checked.err.endswith("acme/mine@1.0.0: checked, no problem found\n")


def test_a_name_without_owner_is_local(envhub):
    envhub("init", "mine")
    assert envhub("check", "mine", "--json").json["reference"] == "local/mine@1.0.0"


def test_what_init_says_next_can_be_typed(envhub):
    said = envhub("init", "acme/mine", "-o", "a folder")
    assert "  envhub check 'a folder'\n" in said.err
    assert envhub("check", "a folder").code == 0


def test_check_gives_its_report_as_json(envhub, qa):
    report = envhub("check", qa, "--json")
    assert report.code == 0
    assert report.json["ok"] is True
    assert report.json["capabilities"]["sums"]["samples"] == 4


def test_a_failed_check_is_json_as_well(envhub, qa):
    (qa / "data/test.jsonl").write_text("{}\n")
    report = envhub("check", qa, "--json")
    assert report.code == 5
    assert report.json["ok"] is False
    assert "data/test.jsonl:1: error:" in report.json["problems"][0]


def test_freeze_writes_a_zip_beside_the_folder_and_gives_its_path(envhub, qa):
    frozen = envhub("freeze", qa)
    assert (frozen.code, frozen.out) == (0, "qa-1.0.0.zip\n")
    assert open_bundle("qa-1.0.0.zip").reference == "acme/qa@1.0.0"


def test_freeze_says_its_digests_as_json(envhub, qa):
    frozen = envhub("freeze", qa, "--json").json
    assert frozen["digest"].startswith("sha256:")
    assert Path(frozen["bundle"]).is_file()
    assert envhub("freeze", qa, "-o", "again.zip", "--json").json["digest"] == frozen["digest"]


def test_freezing_the_folder_one_stands_in_leaves_the_folder_as_it_was(
    envhub, qa, monkeypatch, own_home
):
    monkeypatch.chdir(qa)
    before = sorted(Path().rglob("*"))
    assert envhub("freeze", ".").code == 0
    assert sorted(Path().rglob("*")) == before
    assert (own_home / "qa-1.0.0.zip").is_file()


PROMPT = 'def add(a, b):\n    """Add."""\n'


@pytest.fixture
def adding(tmp_path) -> Path:
    """An environment whose answers are code."""
    folder = tmp_path / "adding"
    (folder / "data").mkdir(parents=True)
    (folder / "environment.toml").write_text(
        'schema_version = 1\nname = "acme/adding"\nversion = "1.0.0"\ntitle = "Adding"\n'
        'license = "CC0-1.0"\n[harness.write]\ntype = "code"\n[[capability]]\nid = "code"\n'
        'harness = "write"\nscorer = { type = "execution" }\n'
    )
    sample = {"id": "a", "capability": "code", "input": PROMPT}
    tests = {"setup": PROMPT, "tests": "assert add(1, 2) == 3", "entry_point": "add"}
    target = {"id": "a", "targets": ["    return a + b\n"], "data": tests}
    (folder / "data/test.jsonl").write_text(json.dumps(sample) + "\n")
    (folder / "data/test.targets.jsonl").write_text(json.dumps(target) + "\n")
    return folder


def test_check_and_push_run_code_in_the_sandbox(envhub, adding):
    report = envhub("check", adding, "--json").json
    assert (report["problems"], report["not_checked"]) == ([], [])
    assert envhub("push", adding, "--registry", "registry").code == 0
    model = "mock/    return a + b"
    run = envhub("run", "acme/adding", "--model", model, "--registry", "registry")
    assert run.code == 0
    exported = envhub("export", "last", "--format", "json", "-o", "run.json")
    assert exported.code == 0
    (row,) = json.loads(Path("run.json").read_text())["samples"]
    assert row["status"] == "pass"


def test_an_answer_that_its_own_tests_refuse_is_found(envhub, adding):
    targets = adding / "data/test.targets.jsonl"
    targets.write_text(targets.read_text().replace("== 3", "== 4"))
    refused = envhub("push", adding, "--registry", "registry")
    assert refused.code == 5
    assert "the right answer to `a` does not score the maximum" in refused.err
