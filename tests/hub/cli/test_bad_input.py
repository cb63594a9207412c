"""Every mistake that a person makes ends in a sentence and its exit code, never in a traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import time
import zipfile
from pathlib import Path

import pytest

from envhub import open_run

MODULE = "import runpy; runpy.run_module('envhub_hub', run_name='__main__')"


def replace(path: Path, old: str, new: str) -> int:
    """Replace a text in a file; returns the line that it stood on."""
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    return text[: text.index(old)].count("\n") + 1


def every_use(folder):
    """The commands that open an environment."""
    return (
        ("check", folder), ("freeze", folder), ("push", folder), ("show", folder),
        ("run", folder, "-m", "mock/x"),
    )  # fmt: skip


def test_a_misspelt_key_is_named_with_its_line_by_every_command(envhub, qa):
    line = replace(qa / "environment.toml", "max_tokens", "max_token")
    for words in every_use(qa):
        said = envhub(*words)
        assert (said.code, said.out) == (5, "")
        assert f"environment.toml:{line}: error: unknown key `max_token`" in said.err
        assert "did you mean `max_tokens`?" in said.err
    assert sorted(path.name for path in Path().iterdir()) == ["qa"]


def test_a_scorer_that_does_not_exist_brings_the_closest_one(envhub, qa):
    line = replace(qa / "environment.toml", 'type = "numeric"', 'type = "numerc"')
    for words in every_use(qa):
        said = envhub(*words)
        assert said.code == 5
        assert f"environment.toml:{line}: error: unknown scorer type `numerc`" in said.err
        assert "did you mean `numeric`?" in said.err


def test_a_broken_line_is_named(envhub, qa):
    path = qa / "data/test.jsonl"
    lines = path.read_text().splitlines()
    path.write_text("\n".join([*lines[:2], lines[2][:-5], *lines[3:]]) + "\n")
    for words in every_use(qa):
        said = envhub(*words)
        assert said.code == 5
        assert "data/test.jsonl:3: error: not JSON" in said.err
    assert not Path("runs").exists()


def test_a_missing_model_folder_is_not_found(envhub, qa):
    for model in ("./models/mine", "/no/such/checkpoint", "hf/./models/mine"):
        said = envhub("run", qa, "--model", model)
        assert said.code == 6, said.err
        assert "mine" in said.err or "/no/such/checkpoint" in said.err
    assert not Path("runs").exists()


@pytest.mark.parametrize("model", ["nothing", "hff/x", "mock/"])
def test_a_model_that_names_no_provider_is_a_usage_error(envhub, qa, model):
    said = envhub("run", qa, "--model", model)
    assert said.code == 2
    assert "hint: " in said.err


@pytest.mark.parametrize("entry", ["../x", "/etc/passwd", "data/../../x", "data\\x"])
def test_a_zip_that_leads_out_is_refused_and_nothing_is_written(envhub, qa, entry, own_home):
    envhub("freeze", qa)
    with zipfile.ZipFile("qa-1.0.0.zip", "a") as archive:
        archive.writestr(entry, "x")
    before = sorted(own_home.parent.rglob("*"))
    for words in every_use("qa-1.0.0.zip"):
        if words[0] != "freeze":
            said = envhub(*words)
            assert said.code == 5
            assert "qa-1.0.0.zip: error: entry" in said.err
    assert sorted(own_home.parent.rglob("*")) == before


def test_a_file_that_is_no_zip_is_refused(envhub, own_home):
    Path("notes.zip").write_text("notes")
    said = envhub("run", "notes.zip", "-m", "mock/x")
    assert said.code == 5
    assert "notes.zip: error: not a zip" in said.err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("check", "nowhere"), 6, "no folder or zip `nowhere`"),
        (("freeze", "nowhere"), 6, "no folder `nowhere`"),
        (("push", "nowhere"), 6, "no folder or zip `nowhere`"),
        (("show", "acme/qa"), 6, "no environment `acme/qa`"),
        (("pull", "acme/qa"), 6, "no environment `acme/qa`"),
        (("pull", "nothing"), 2, "`nothing` is no reference"),
        (("pull", "acme/qa@1.2"), 2, "is neither a version, a range, a tag nor a digest"),
        (("pull", "acme/qa@stable"), 6, "no environment `acme/qa`"),
        (("report", "last"), 6, "no run `last`"),
        (("card", "nothing"), 6, "no run `nothing`"),
        (("export", "last", "--format", "cvs"), 2, "no format `cvs`, did you mean `csv`?"),
        (("init", "No Name"), 2, "is no environment name"),
        (("init", "acme/x", "--template", "chioce"), 6, "did you mean `choice`?"),
        (("list", "--registry", "ftp://host/registry"), 2, "ftp://host/registry"),
    ],
)
def test_what_is_not_there_or_wrongly_typed_is_said(envhub, words, code, said):
    spoken = envhub(*words)
    assert (spoken.code, spoken.out) == (code, "")
    assert said in spoken.err
    assert "Traceback" not in spoken.err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--split", "practice"), 6, "no split `practice`"),
        (("--sample-id", "nothing"), 6, "no sample `nothing`"),
        (("--limit", "0"), 2, "--limit"),
        (("--max-invalid", "2"), 2, "--max-invalid"),
        (("--dtype", "float31"), 2, "did you mean `float32`?"),
        (("--name", "../x"), 2, "can't name a run"),
    ],
)
def test_a_run_that_can_not_be_meant_is_refused_before_it_begins(envhub, qa, words, code, said):
    spoken = envhub("run", qa, "-m", "mock/x", *words)
    assert spoken.code == code
    assert said in spoken.err
    assert not Path("runs").exists()


def test_other_content_under_a_pushed_version_is_exit_7(envhub, qa):
    envhub("push", qa)
    replace(qa / "environment.toml", "max_tokens = 32", "max_tokens = 33")
    said = envhub("push", qa)
    assert said.code == 7
    assert "harness differ" in said.err
    assert "hint: a pushed version never changes; give this one a version above 1.0.0" in said.err


def test_a_damaged_bundle_in_a_registry_is_exit_7(envhub, qa):
    envhub("push", qa)
    (stored,) = Path("registry").rglob("*.zip")
    stored.write_bytes(stored.read_bytes()[:-1])
    for words in (("pull", "acme/qa"), ("show", "acme/qa"), ("run", "acme/qa", "-m", "mock/x")):
        assert envhub(*words).code == 7
    assert not list(Path().glob("*.zip"))


def test_a_folder_where_a_file_stands_is_a_sentence(envhub, qa):
    envhub("push", qa)
    Path("file").touch()
    for words in (
        ("init", "acme/x", "-o", "file"),
        ("pull", "acme/qa", "-o", "file"),
        ("push", "qa", "--registry", "file"),
        ("run", "qa", "-m", "mock/x", "--runs-dir", "file"),
        ("demo", "-o", "file"),
    ):
        said = envhub(*words)
        assert said.code in (1, 2), words
        assert "file" in said.err


def test_a_demo_removes_nothing_that_no_demo_made(envhub, finished):
    said = envhub("demo", "-o", ".")
    assert said.code == 1
    assert "which no demo made" in said.err
    assert Path("runs", finished, "run.json").is_file()


def test_a_disk_that_fills_up_is_a_sentence(envhub, qa, full_disk):
    with full_disk(600):
        for words in (("freeze", qa), ("push", qa), ("run", qa, "-m", "mock/x")):
            said = envhub(*words)
            assert (said.code, said.out) == (1, "")
            assert "File too large" in said.err
    assert not list(Path().rglob("*.zip")) + list(Path().rglob("1.0.0.json"))


@pytest.fixture
def tiny_disk(own_home):
    """A file system of 64 KB, nearly full."""
    disk = own_home / "disk"
    disk.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(words, capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount a small file system")
    (disk / "ballast").write_bytes(b"x" * 56_000)
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_disk_that_is_full_takes_no_half_of_anything(envhub, qa, tiny_disk):
    said = [
        envhub("freeze", qa, "-o", tiny_disk / "qa.zip"),
        envhub("push", qa, "--registry", tiny_disk / "registry"),
        envhub("run", qa, "-m", "mock/" + "x" * 3_000, "--runs-dir", tiny_disk / "runs"),
    ]
    assert 1 in {one.code for one in said}
    for one in said:
        assert one.code in (0, 1)
        assert one.code == 0 or "No space left on device" in one.err
    assert not list(tiny_disk.rglob("*.part"))


def test_ctrl_c_ends_a_run_with_130_and_a_valid_folder(source, script, own_home):
    process = script(MODULE, "run", source(count=40_000), "-m", "mock/7")
    wait_for_rows(own_home / "runs")
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    (folder,) = (own_home / "runs").iterdir()
    run = open_run(folder)
    assert (process.returncode, out) == (130, "")
    assert "what was done is kept in" in err
    assert "Traceback" not in err
    assert run.summary.status == "interrupted"
    assert 0 < run.summary.rows == len(list(run.rows())) < 40_000


def wait_for_rows(runs):
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if any(path.stat().st_size for path in runs.glob("*/samples.jsonl")):
            return
        time.sleep(0.01)
    raise AssertionError("the run wrote no rows")
