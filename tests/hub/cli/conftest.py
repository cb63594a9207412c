"""The command line as a person meets it: words in; exit code, stdout and stderr out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from envhub_hub.cli import main


@dataclass(frozen=True)
class Spoken:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def envhub(own_home, capsys):
    """Run `envhub …` in a home of its own; anything but an exit is a traceback, and a failure."""

    def call(*words: object) -> Spoken:
        code = -1
        try:
            main([str(word) for word in words])
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capsys.readouterr()
        return Spoken(code, out, err)

    return call


@pytest.fixture
def qa(envhub) -> Path:
    """A source folder `qa` in the working folder, made by `envhub init`."""
    assert envhub("init", "acme/qa", "-o", "qa").code == 0
    return Path("qa")


@pytest.fixture
def finished(envhub, qa) -> str:
    """The id of a run of it on a mock model, called `baseline`."""
    assert envhub("run", qa, "-m", "mock/Paris", "--name", "baseline").code == 0
    return next(Path("runs").iterdir()).name
