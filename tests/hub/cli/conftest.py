"""The command line as a person meets it: words in; exit code, stdout and stderr out."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.spoken import Spoken

from envhub_hub.cli import main


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
def pushed(envhub, qa) -> dict[str, Any]:
    """The record of `acme/qa`, pushed to the registry in use."""
    return envhub("push", qa, "--json").json


@pytest.fixture
def changed(qa) -> Callable[[], Path]:
    """Change the harness of `qa` once more: another content under the same version."""
    path = qa / "environment.toml"

    def change() -> Path:
        text = path.read_text()
        (now,) = re.findall(r"max_tokens = (\d+)", text)
        path.write_text(text.replace(f"max_tokens = {now}", f"max_tokens = {int(now) + 1}"))
        return qa

    return change


@pytest.fixture
def no_sockets(monkeypatch):
    """From now on opening a socket fails the test."""

    def refuse(*words: object, **settings: object) -> None:
        raise AssertionError("a socket was opened")

    for name in ("socket", "socketpair", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)


@pytest.fixture
def finished(envhub, qa) -> str:
    """The id of a run of it on a mock model, called `baseline`."""
    assert envhub("run", qa, "-m", "mock/Paris", "--name", "baseline").code == 0
    return next(Path("runs").iterdir()).name
