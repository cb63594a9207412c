"""Small environments, built in memory, for the tests of the rooms that push and run them."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

import envhub
import envhub_hub
from envhub import Environment, Sample, Target, freeze

BuildEnvironment = Callable[..., Environment]
BuildBundle = Callable[..., Path]
Script = Callable[..., subprocess.Popen[str]]


def build_environment(
    name: str = "acme/sums", version: str = "1.0.0", *, count: int = 4, say: str = "What is",
    max_tokens: int = 16, off_by: int = 0, **declared: Any,
) -> Environment:  # fmt: skip
    """An environment of sums: `say` changes its data, `max_tokens` its harness, `off_by` its
    scoring."""
    return Environment.create(
        {
            "schema_version": 1, "name": name, "version": version, "title": "Sums",
            "license": "CC0-1.0", **declared,
            "harness": {"answer": {"type": "single_turn", "max_tokens": max_tokens}},
            "capability": [
                {"id": "sums", "harness": "answer", "scorer": {"type": "numeric"}},
            ],
        },
        [Sample(id=f"s{n}", capability="sums", input=f"{say} {n} + 7?") for n in range(count)],
        [Target(id=f"s{n}", targets=(str(n + 7 + off_by),)) for n in range(count)],
    )  # fmt: skip


def right_sum(request: Any) -> str:
    """What a model says that can add: for `MockModel`."""
    words = request.prompt.messages[-1].content.rstrip("?").split()
    return str(int(words[-3]) + int(words[-1]))


@pytest.fixture
def sums() -> BuildEnvironment:
    return build_environment


@pytest.fixture
def bundle(tmp_path: Path) -> BuildBundle:
    """Freeze an environment of sums; takes what `build_environment` takes."""
    folder = tmp_path / "bundles"

    def build(*words: str, **settings: Any) -> Path:
        path = folder / f"{len(list(folder.glob('*.zip')))}.zip"
        freeze(build_environment(*words, **settings), path)
        return path

    return build


@pytest.fixture
def source(tmp_path: Path) -> BuildBundle:
    """Write an environment of sums as a source folder; takes what `build_environment` takes."""

    def build(*words: str, **settings: Any) -> Path:
        folder = tmp_path / "source"
        files = build_environment(*words, **settings).files
        for name in files.names():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(files.open(name).read())
        return folder

    return build


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own for data, settings, cache, registry and runs; the working folder in it."""
    home = tmp_path / "home"
    home.mkdir()
    for variable, folder in (
        ("XDG_CACHE_HOME", "cache"), ("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config"),
        ("ENVHUB_REGISTRY", "registry"), ("ENVHUB_RUNS", "runs"),
    ):  # fmt: skip
        monkeypatch.setenv(variable, str(home / folder))
    monkeypatch.chdir(home)
    return home


def _hear_interrupts() -> None:
    # A suite that runs in the background ignores Ctrl-C, and its children would inherit that.
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def script() -> Iterator[Script]:
    """Start Python code in a process of its own, with the packages under test on its path."""
    started: list[subprocess.Popen[str]] = []
    paths = {str(Path(one.__file__ or "").parents[1]) for one in (envhub, envhub_hub)}

    def start(code: str, *words: object, **environ: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", code, *map(str, words)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sorted(paths))} | environ,
            preexec_fn=_hear_interrupts,
        )  # fmt: skip
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """A disk that fills up, as far as this process sees: no file grows beyond `size` bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def full_disk() -> Callable[[int], AbstractContextManager[None]]:
    return files_of_at_most
