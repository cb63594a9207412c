"""Samples and rows are streamed: a large environment costs time, not memory."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

MEASURE = """
import json, re, sys
from pathlib import Path
from envhub import Environment, MockModel, RunSettings
from envhub_hub.runner import RunPlace, run_environment

def megabytes():  # getrusage would begin at the size of the process that started this one
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024

before = megabytes()
place = RunPlace(runs_folder=Path(sys.argv[2]))
run = run_environment(Environment.from_folder(sys.argv[1]), MockModel("7"), RunSettings(), place)
rows = sum(1 for _ in run.rows())
print(json.dumps({"before": before, "after": megabytes(), "rows": rows}))
"""


pytestmark = pytest.mark.skipif(
    not Path("/proc/self/status").is_file(), reason="the peak is read from /proc"
)


@pytest.fixture
def measure(source, tmp_path, script):
    """Run so many samples in a process of its own and return what it took."""

    def run(count):
        out, errors = script(MEASURE, source(count=count), tmp_path / "runs").communicate()
        assert not errors
        return json.loads(out)

    return run


def test_a_run_of_5_000_samples_costs_hardly_more_than_its_start(measure):
    took = measure(5_000)
    assert took["rows"] == 5_000
    assert took["after"] - took["before"] < 30


@pytest.mark.slow
def test_a_run_of_50_000_samples_stays_below_300_mb(measure):
    took = measure(50_000)
    assert took["rows"] == 50_000
    assert took["after"] < 300
