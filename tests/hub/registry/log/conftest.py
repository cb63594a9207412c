"""Logs on every kind of store that needs no server."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

from envhub_hub.registry.log import Fact, Log, Summary
from envhub_hub.store import Store, open_store

DIGEST = "sha256:" + "a" * 64


def push_of(version: str = "1.0.0", name: str = "acme/sums") -> Fact:
    summary = Summary(digest=DIGEST, samples=4, title="Sums", tags=("math",))
    return Fact(type="push", name=name, version=version, at="2025-01-01T00:00:00Z", summary=summary)


@pytest.fixture
def fact() -> Callable[..., Fact]:
    """The fact of a push: takes the version and the name."""
    return push_of


@pytest.fixture(params=["memory", "folder"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "memory":
        return open_store(f"memory://{uuid.uuid4().hex}")
    return open_store(str(tmp_path / "registry"))


@pytest.fixture
def memory() -> Store:
    return open_store(f"memory://{uuid.uuid4().hex}")


@pytest.fixture
def filled() -> Callable[[Store, int], Log]:
    """A log of so many pushes: versions 1.0.0, 1.1.0 and so on."""

    def fill(store: Store, count: int) -> Log:
        log = Log(store)
        log.start()
        for number in range(count):
            log.append(push_of(f"1.{number}.0"))
        return log

    return fill
