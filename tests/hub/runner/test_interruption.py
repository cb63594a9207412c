"""However a run ends, its folder can be read and says no more than what happened."""

from __future__ import annotations

import itertools
import json
import signal
import time

import pytest

from envhub import BackendError, EnvhubError, MockModel, open_run

SLOW = """
import sys, time
from pathlib import Path
from envhub import Environment, MockModel, RunSettings
from envhub_hub.runner import RunPlace, run_environment
environment = Environment.from_folder(sys.argv[1])
model = MockModel(lambda request: time.sleep(0.01) or "7")
run_environment(environment, model, RunSettings(), RunPlace(runs_folder=Path(sys.argv[2])))
"""


class Breaks(MockModel):
    """Raises after so many answers."""

    def __init__(self, after, error):
        super().__init__("7")
        self.after, self.error = after, error

    def respond(self, requests):
        yield from itertools.islice(super().respond(requests), self.after)
        raise self.error


@pytest.fixture
def left(runs_folder):
    """The one run folder that a broken run left, opened."""

    def look():
        (folder,) = runs_folder.iterdir()
        return open_run(folder)

    return look


@pytest.fixture
def alarm():
    """Press Ctrl-C so many seconds from now."""

    def ring(signum, frame):
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, ring)
    yield lambda seconds: signal.setitimer(signal.ITIMER_REAL, seconds)
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def test_a_model_that_gives_up_leaves_a_failed_run_with_its_rows(sums, run, left):
    with pytest.raises(BackendError, match="no more"):
        run(sums(), Breaks(2, BackendError("no more")))
    assert [row.sample_id for row in left().rows()] == ["s0", "s1"]
    assert (left().summary.status, left().summary.message) == ("failed", "no more")
    assert (left().summary.rows, left().record.planned) == (2, 4)


def test_an_unforeseen_error_goes_on_and_the_folder_says_so(sums, run, left):
    with pytest.raises(ZeroDivisionError):
        run(sums(), Breaks(1, ZeroDivisionError("by nothing")))
    assert (left().summary.status, left().summary.rows) == ("failed", 1)


def test_an_interrupted_run_leaves_a_valid_folder(sums, run, left):
    with pytest.raises(KeyboardInterrupt):
        run(sums(), Breaks(3, KeyboardInterrupt()))
    assert (left().summary.status, left().summary.rows) == ("interrupted", 3)
    assert [row.status for row in left().rows()] == ["pass", "fail", "fail"]
    assert left().result().capabilities[0].score == pytest.approx(1 / 3)


def test_an_interruption_at_any_moment_miscounts_no_row(sums, run, runs_folder, alarm):
    environment = sums(count=300)
    moments = iter(range(1, 25))

    def set_alarm(row, done, planned):
        if done == 1:
            alarm(next(moments) / 2_000)

    for _ in range(24):
        with pytest.raises(KeyboardInterrupt):
            run(environment, MockModel("7"), set_alarm)
    for folder in runs_folder.iterdir():
        left = open_run(folder)
        assert left.summary.status == "interrupted"
        assert 0 < left.summary.rows == len(list(left.rows())) < 300


def test_a_full_disk_is_said_and_the_rows_before_it_are_kept(sums, run, left, full_disk):
    with full_disk(4_000), pytest.raises(EnvhubError, match=r"could not write to .*: File"):
        run(sums(count=50), MockModel("7"))
    assert 0 < len(list(left().rows())) < 50
    assert left().summary is None or left().summary.status == "failed"


def test_a_killed_run_is_readable_and_has_no_end(source, script, runs_folder, left):
    runner = script(SLOW, source(count=500), runs_folder)
    wait_for_rows(runs_folder, 20)
    runner.send_signal(signal.SIGKILL)
    assert runner.wait() == -signal.SIGKILL
    rows = list(left().rows())
    assert 20 <= len(rows) < 500
    assert rows[0].status == "pass"
    assert left().summary is None
    assert left().record.planned == 500


def test_a_row_that_was_torn_is_cut_and_the_others_are_read(sums, run):
    finished = run(sums(), MockModel("7"))
    path = finished.folder / "samples.jsonl"
    data = path.read_bytes()
    for cut in range(len(data) - 1, len(data) - 40, -1):
        path.write_bytes(data[:cut])
        assert len(list(finished.rows())) == 3
    assert json.loads(data.splitlines()[3])["sample_id"] == "s3"


def wait_for_rows(runs_folder, count):
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        for path in runs_folder.glob("*/samples.jsonl"):
            if path.read_bytes().count(b"\n") >= count:
                return
        time.sleep(0.02)
    raise AssertionError("the run wrote no rows")
