"""A run that stopped goes on: nothing is lost, and nothing is asked twice."""

from __future__ import annotations

import json
import random
import signal
import time
from collections import Counter

import pytest

from envhub import (
    IntegrityError,
    MockModel,
    ModelIdentity,
    Reply,
    RunSettings,
    UsageError,
    open_run,
    scan_samples,
)
from envhub.model import Failure
from envhub.run import RunWriter
from envhub_hub.runner import Resume, RunLimits, resume_run

SLOW = """
import sys, time
from pathlib import Path
from envhub import Environment, MockModel, RunSettings, open_run
from envhub_hub.runner import RunPlace, resume_run, run_environment
environment, runs, asked = Environment.from_folder(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]

def answer(request):
    with open(asked, "a") as stream:
        stream.write(request.prompt.messages[-1].content + "\\n")
    time.sleep(0.001)
    return "7"

begun = sorted(runs.iterdir()) if runs.is_dir() else []
if begun:
    resume_run(open_run(begun[0]), environment, MockModel(answer))
else:
    settings = RunSettings(epochs=2)
    run_environment(environment, MockModel(answer), settings, RunPlace(runs_folder=runs))
"""


class Flaky(MockModel):
    """Loses every second answer; remembers what it was asked."""

    def __init__(self):
        super().__init__("7")
        self.asked = []

    def respond(self, requests):
        for index, reply in super().respond(requests):
            self.asked.append(requests[index].prompt.messages[-1].content)
            lost = Failure(cause="backend", message="gone")
            yield index, Reply(failure=lost) if index % 2 else reply


def stopped(run, environment, after, **settings):
    """A run that was ended after so many rows."""

    def stop(row, done, planned):
        if done == after:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(environment, MockModel("7"), stop, **settings)


@pytest.fixture
def left(runs_folder):
    def look():
        (folder,) = runs_folder.iterdir()
        return open_run(folder)

    return look


def test_a_run_goes_on_with_what_is_missing(sums, run, left):
    stopped(run, sums(count=9), 4)
    asked = []
    model = MockModel(lambda request: asked.append(request.prompt.messages[-1].content) or "7")
    done = resume_run(left(), sums(count=9), model)
    assert [row.sample_id for row in done.rows()] == [f"s{n}" for n in range(9)]
    assert asked == [f"What is {n} + 7?" for n in range(4, 9)]
    assert (done.summary.status, done.summary.rows, done.summary.passed) == ("complete", 9, 1)


def test_the_seconds_of_every_turn_are_counted(sums, run, left):
    stopped(run, sums(), 2)
    (left().folder / "summary.json").write_text(
        left().summary.model_copy(update={"seconds": 100.0}).model_dump_json()
    )
    assert resume_run(left(), sums(), MockModel("7")).summary.seconds >= 100


def test_run_json_is_never_written_again(sums, run, left):
    stopped(run, sums(), 2)
    before = (left().folder / "run.json").read_bytes()
    resume_run(left(), sums(), MockModel("7"))
    assert (left().folder / "run.json").read_bytes() == before


def test_a_run_that_goes_on_is_unfinished_until_it_ends(sums, run, left):
    stopped(run, sums(), 2)
    seen = []
    model = MockModel(lambda request: seen.append(left().summary) or "7")
    resume_run(left(), sums(), model)
    assert seen == [None, None]


def test_the_epochs_that_are_missing_are_run(sums, run, left):
    stopped(run, sums(), 3, epochs=2)
    done = resume_run(left(), sums(), MockModel("7"))
    assert [(row.sample_id, row.epoch) for row in done.rows()] == [
        (f"s{n}", epoch) for n in range(4) for epoch in (0, 1)
    ]


def test_a_torn_line_is_cut_before_the_next_is_written(sums, run, left):
    stopped(run, sums(), 2)
    with (left().folder / "samples.jsonl").open("ab") as stream:
        stream.write(b'{"sample_id":"s2","sample_hash":"' + b"x" * 200_000)
    done = resume_run(left(), sums(), MockModel("7"))
    assert [row.sample_id for row in done.rows()] == ["s0", "s1", "s2", "s3"]


def test_what_failed_by_accident_is_run_again_and_nothing_else(sums, run, left):
    run(sums(count=6), Flaky())
    assert left().summary.invalid == 3
    again = Flaky()
    done = resume_run(left(), sums(count=6), again, Resume(errors_only=True))
    assert again.asked == [f"What is {n} + 7?" for n in (1, 3, 5)]
    assert (done.summary.invalid, done.summary.rows) == (1, 6)
    assert len(list(done.rows())) == 6


def test_a_limit_ends_a_run_and_the_rest_is_owed(sums, runs_folder, left):
    from envhub_hub.runner import RunPlace, run_environment

    place = RunPlace(runs_folder=runs_folder, limits=RunLimits(max_tokens_total=20))
    done = run_environment(sums(count=9), MockModel("7"), RunSettings(), place)
    assert done.summary.status == "limited"
    assert done.summary.message == "the limit of 20 tokens is reached"
    assert 0 < done.summary.rows < 9
    further = resume_run(left(), sums(count=9), MockModel("7"))
    assert (further.summary.status, further.summary.rows) == ("complete", 9)


def test_a_limit_that_is_reached_by_the_last_row_is_no_limit(sums, runs_folder):
    from envhub_hub.runner import RunPlace, run_environment

    place = RunPlace(runs_folder=runs_folder, limits=RunLimits(seconds=1e-9))
    done = run_environment(sums(count=1), MockModel("7"), RunSettings(), place)
    assert done.summary.status == "complete"


@pytest.mark.parametrize("changed", [{"say": "How much is"}, {"max_tokens": 3}, {"off_by": 1}])
def test_another_environment_can_not_take_its_place(sums, run, left, changed):
    stopped(run, sums(), 2)
    with pytest.raises(IntegrityError, match=r"differs? from acme/sums") as caught:
        resume_run(left(), sums(**changed), MockModel("7"))
    assert left().record.environment.digest in caught.value.hint
    assert left().summary.rows == 2


def test_a_version_that_asks_and_judges_the_same_may(sums, run, left):
    stopped(run, sums(), 2)
    done = resume_run(left(), sums(version="1.0.1"), MockModel("7"))
    assert done.summary.rows == 4


def test_another_model_can_not_take_its_place(sums, run, left):
    class Other(MockModel):
        def __init__(self):
            super().__init__("7")
            self.identity = ModelIdentity(name="mock/model", weights_digest="sha256:2")

    stopped(run, sums(), 2)
    with pytest.raises(IntegrityError, match="the model's weights digest was None"):
        resume_run(left(), sums(), Other())


def test_a_run_that_is_being_written_is_left_alone(sums, run, left):
    stopped(run, sums(), 2)
    held = RunWriter(left().folder)
    with held, pytest.raises(UsageError, match="another process is writing the run"):
        resume_run(left(), sums(), MockModel("7"))
    assert len(list(left().rows())) == 2


def test_killed_twenty_times_a_run_loses_no_sample_and_has_none_twice(
    source, script, runs_folder, tmp_path
):
    folder, asked = source(count=60), tmp_path / "asked"
    rng = random.Random(5)
    kills = 0
    for _ in range(60):
        runner = script(SLOW, folder, runs_folder, asked)
        wanted = rows_of(runs_folder) + rng.randrange(1, 6)
        deadline = time.monotonic() + 60
        while runner.poll() is None and rows_of(runs_folder) < wanted:
            assert time.monotonic() < deadline
            time.sleep(0.001)
        if runner.poll() is not None:
            break
        if kills < 20:
            runner.send_signal(signal.SIGKILL)
            kills += runner.wait() == -signal.SIGKILL
        else:
            assert runner.wait(60) == 0
            break
    (run_folder,) = runs_folder.iterdir()
    done = open_run(run_folder)
    assert kills == 20
    assert done.summary.status == "complete"
    lines = (run_folder / "samples.jsonl").read_text().splitlines()
    keys = Counter((row["sample_id"], row["epoch"]) for row in map(json.loads, lines))
    assert keys == {(f"s{n}", epoch): 1 for n in range(60) for epoch in (0, 1)}
    assert len(list(scan_samples(run_folder))) == 120
    # What was in flight when it was killed is asked again: at most one request a kill.
    assert 120 <= len(asked.read_text().splitlines()) <= 120 + kills


def rows_of(runs_folder):
    return sum(path.read_bytes().count(b"\n") for path in runs_folder.glob("*/samples.jsonl"))
