"""Places for runs, and environments of every harness."""

from __future__ import annotations

import pytest

from envhub import Environment, RunSettings, Sample, Target
from envhub_hub.runner import RunPlace, run_environment

HARNESSES = {
    "single_turn": {"type": "numeric"},
    "multiple_choice": {"type": "choice", "continuation": "letter"},
    "cloze": {"type": "next_token"},
}
CITIES = ("Paris", "Rome", "Cairo", "Lima")
QUESTIONS = {
    "single_turn": [(f"What is {n} + 7?", None, str(n + 7)) for n in range(9)],
    "multiple_choice": [(f"City number {n}?", CITIES, n % 4) for n in range(9)],
    "cloze": [(f"After {n} comes", None, str(n + 1)) for n in range(9)],
}


@pytest.fixture
def runs_folder(tmp_path):
    return tmp_path / "runs"


@pytest.fixture
def run(runs_folder):
    """Run an environment on a model in a folder of its own; settings by name."""

    def start(environment, model, on_row=None, **settings):
        place = RunPlace(runs_folder=runs_folder)
        return run_environment(environment, model, RunSettings(**settings), place, on_row)

    return start


@pytest.fixture(params=HARNESSES)
def every_harness(request):
    """Nine samples for each type of harness."""
    kind = request.param
    rows = [(f"q{n}", *row) for n, row in enumerate(QUESTIONS[kind])]
    return Environment.create(
        {
            "schema_version": 1, "name": "acme/asked", "version": "1.0.0", "title": "Asked",
            "license": "CC0-1.0", "harness": {"ask": {"type": kind}},
            "capability": [{"id": "it", "harness": "ask", "scorer": HARNESSES[kind]}],
        },
        [Sample(id=name, capability="it", input=text, choices=choices)
         for name, text, choices, _ in rows],
        [Target(id=name, targets=(target,)) for name, _, _, target in rows],
    )  # fmt: skip
