"""Small environments in memory, for every test of the SDK."""

from __future__ import annotations

import resource
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from envhub import Environment, Sample, Target
from envhub.files import MemoryFiles
from envhub.sample import SPLITS

SDK = Path(__file__).parents[2] / "sdk"
TOML = """schema_version = 1
name = "acme/sums"
version = "1.0.0"
title = "Sums"
license = "CC0-1.0"

[harness.answer]
type = "single_turn"

[[capability]]
id = "math"
definition = "adds small numbers"
harness = "answer"
scorer = { type = "numeric" }
"""


def sums(count: int = 4, start: int = 2) -> dict[str, bytes]:
    """Files of a `test` split of `count` sums with distinct answers."""
    rows = [(f"s{n}", f"What is {n} + {n * 7}?", n * 8) for n in range(start, start + count)]
    return {
        "data/test.jsonl": lines(
            *[
                f'{{"id": "{name}", "capability": "math", "input": "{asked}"}}'
                for name, asked, _ in rows
            ]
        ),
        "data/test.targets.jsonl": lines(
            *[f'{{"id": "{name}", "targets": ["{answer}"]}}' for name, _, answer in rows]
        ),
    }


def lines(*rows: str) -> bytes:
    return "".join(f"{row}\n" for row in rows).encode()


def good_files(**changed: Any) -> dict[str, bytes]:
    """The files of a good environment; `edit` replaces text of its declaration."""
    toml = TOML
    for old, new in changed.pop("edit", {}).items():
        assert old in toml
        toml = toml.replace(old, new)
    files = {
        "environment.toml": toml.encode(),
        "README.md": b"Sums.\n",
        "LICENSE": b"CC0\n",
        **sums(),
    }
    files |= changed.pop("files", {})
    assert not changed
    return {name: data for name, data in files.items() if data is not None}


def environment_of(**changed: Any) -> Environment:
    return Environment.load(MemoryFiles(good_files(**changed)))


def environment_with(
    scorer: dict[str, Any], pairs: list[tuple[Sample, Target]], *,
    harness: dict[str, Any] | None = None, files: dict[str, bytes] | None = None, **capability: Any,
) -> Environment:  # fmt: skip
    """An environment of one capability `m`, from samples and targets."""
    declared = {
        "schema_version": 1, "name": "acme/made", "version": "1.0.0", "title": "Made",
        "license": "CC0-1.0", "harness": {"ask": harness or {"type": "single_turn"}},
        "capability": [
            {"id": "m", "definition": "d", "harness": "ask", "scorer": scorer, **capability}
        ],
    }  # fmt: skip
    both = {"README.md": b"x", "LICENSE": b"x", **(files or {})}
    return Environment.create(declared, [one for one, _ in pairs], [two for _, two in pairs], both)


@pytest.fixture(scope="session")
def files_of() -> Callable[..., dict[str, bytes]]:
    return good_files


@pytest.fixture(scope="session")
def build() -> Callable[..., Environment]:
    return environment_of


@pytest.fixture(scope="session")
def make() -> Callable[..., Environment]:
    return environment_with


@pytest.fixture(scope="session")
def split_names() -> tuple[str, ...]:
    return SPLITS


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Write files into a new folder."""

    def write(files: dict[str, bytes], name: str = "env") -> Path:
        for path, data in files.items():
            place = tmp_path / name / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        return tmp_path / name

    return write


@pytest.fixture(scope="session")
def peak_memory() -> Callable[..., Any]:
    """Measure the most that Python held at once in a block, in bytes."""

    @contextmanager
    def measure() -> Iterator[list[int]]:
        peak: list[int] = []
        tracemalloc.start()
        try:
            yield peak
        finally:
            peak.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()

    return measure


@pytest.fixture(scope="session")
def on_a_small_disk() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run Python in a process whose files can't grow over so many bytes."""

    def run(script: str, *arguments: str, limit: int = 20_000) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", script, *arguments],
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
            env={"PYTHONPATH": str(SDK), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )

    return run
