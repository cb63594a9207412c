"""Registries in memory to index, described in a few words each."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from envhub_hub.registry.index import Hit, Index, Query
from envhub_hub.registry.log import Fact, Log, Summary, SummaryCapability
from envhub_hub.store import Store, open_store


class Shelf:
    """A registry of which only the log is there: all that an index reads."""

    def __init__(self, store: Store, path: Path) -> None:
        self.store = store
        self.log = Log(store)
        self.log.start()
        self.path = path
        self.index = Index(store, path)

    def push(self, name: str, title: str = "", version: str = "1.0.0", **said: Any) -> str:
        """Push a version; returns its name."""
        capabilities = tuple(
            SummaryCapability(id=one, title=one.replace("-", " ").title(), method="exact match")
            for one in said.pop("capabilities", ())
        )
        at = said.pop("at", "2025-01-01T00:00:00Z")
        digest = f"sha256:{hashlib.sha256(f'{name}{version}'.encode()).hexdigest()}"
        summary = Summary(digest=digest, title=title, capabilities=capabilities, **said)
        self.log.append(Fact(type="push", name=name, version=version, at=at, summary=summary))
        return name

    def event(self, kind: str, name: str, version: str, *replaces: str) -> str:
        """Log an event; returns its id."""
        event = uuid.uuid4().hex
        self.log.append(Fact(type=kind, name=name, version=version, at="", event=event,
                             replaces=replaces))  # fmt: skip
        return event

    def hits(self, text: str = "", **said: Any) -> list[Hit]:
        return self.index.search(Query(text=text, **said))

    def found(self, text: str = "", **said: Any) -> list[str]:
        """The names of what a search finds, without the owner where it is acme."""
        return [one.name.removeprefix("acme/") for one in self.hits(text, **said)]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(open_store(f"memory://{uuid.uuid4().hex}"), tmp_path / "index.sqlite")


@pytest.fixture
def colleague(shelf: Shelf, tmp_path: Path) -> Callable[[], Shelf]:
    """The same registry, seen from another machine, which has read nothing of it."""
    count = iter(range(100))
    return lambda: Shelf(shelf.store, tmp_path / f"colleague-{next(count)}.sqlite")
