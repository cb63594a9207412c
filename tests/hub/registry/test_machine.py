"""Several clients against a dictionary: whatever they do in whatever order, and die at doing it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tests.registries import Died, WatchedStore

from envhub import IntegrityError, NotFound
from envhub_hub.registry import Registry
from envhub_hub.registry.resolving import newest
from envhub_hub.store import open_store

NAMES = ("acme/sums", "acme/other")
VERSIONS = ("0.9.0-rc.1", "1.0.0", "1.1.0", "2.0.0")
TAGS = ("stable", "paper")
CLIENTS = 3

clients = st.integers(0, CLIENTS - 1)
names, versions, tags = (st.sampled_from(some) for some in (NAMES, VERSIONS, TAGS))
contents = st.integers(0, 1)


@dataclass
class Model:
    """What a registry holds, as a dictionary would."""

    pushed: dict[str, dict[str, int]] = field(default_factory=dict)
    """Content by name and version."""
    yanked: dict[tuple[str, str], str] = field(default_factory=dict)
    tags: dict[tuple[str, str], str] = field(default_factory=dict)

    def push(self, name: str, version: str, content: int) -> None:
        if self.pushed.setdefault(name, {}).setdefault(version, content) != content:
            raise IntegrityError("other content")

    def _there(self, name: str, version: str) -> None:
        if version not in self.pushed.get(name, {}):
            raise NotFound("no such version")

    def yank(self, name: str, version: str) -> None:
        self._there(name, version)
        self.yanked[name, version] = "wrong"

    def unyank(self, name: str, version: str) -> None:
        self._there(name, version)
        self.yanked.pop((name, version), None)

    def tag(self, name: str, version: str, tag: str) -> None:
        self._there(name, version)
        self.tags[name, tag] = version

    def untag(self, name: str, tag: str) -> None:
        if (name, tag) not in self.tags:
            raise NotFound("no such tag")
        del self.tags[name, tag]


class Machine(RuleBasedStateMachine):
    """Clients with caches of their own, and a registry in memory."""

    zip_of: Callable[..., Path]
    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.url = f"memory://{uuid.uuid4().hex}"
        self.model = Model()
        self.digests: dict[tuple[str, str, int], str] = {}
        self.clients = [self.opened() for _ in range(CLIENTS)]

    def opened(self, store: WatchedStore | None = None) -> Registry:
        return Registry(self.url, cache=self.folder / uuid.uuid4().hex, store=store)

    def both(self, real: Callable[[], object], modelled: Callable[[], None]) -> None:
        """Do the same to the registry and to the model: both do it, or both refuse it alike."""
        refused: type[Exception] | None = None
        try:
            modelled()
        except (IntegrityError, NotFound) as error:
            refused = type(error)
        if refused is None:
            real()
        else:
            with pytest.raises(refused):
                real()

    @rule(at=clients, name=names, version=versions, content=contents)
    def push(self, at: int, name: str, version: str, content: int) -> None:
        path = self.zip_of(name, version, content)
        self.both(
            lambda: self.clients[at].push(path), lambda: self.model.push(name, version, content)
        )

    @rule(at=clients, name=names, version=versions)
    def yank(self, at: int, name: str, version: str) -> None:
        self.both(
            lambda: self.clients[at].yank(name, version, "wrong"),
            lambda: self.model.yank(name, version),
        )

    @rule(at=clients, name=names, version=versions)
    def unyank(self, at: int, name: str, version: str) -> None:
        self.both(
            lambda: self.clients[at].unyank(name, version),
            lambda: self.model.unyank(name, version),
        )

    @rule(at=clients, name=names, version=versions, tag=tags)
    def tag(self, at: int, name: str, version: str, tag: str) -> None:
        self.both(
            lambda: self.clients[at].tag(name, version, tag),
            lambda: self.model.tag(name, version, tag),
        )

    @rule(at=clients, name=names, tag=tags)
    def untag(self, at: int, name: str, tag: str) -> None:
        self.both(lambda: self.clients[at].untag(name, tag), lambda: self.model.untag(name, tag))

    @rule(
        name=names, version=versions, content=contents, dies_at=st.integers(1, 16),
        what=st.sampled_from(["push", "yank", "tag"]), after=st.booleans(),
    )  # fmt: skip
    def die(
        self, name: str, version: str, content: int, what: str, dies_at: int, after: bool
    ) -> None:
        """A client dies at a request: what it did is there whole, or not at all."""
        done = deepcopy(self.model)
        store = WatchedStore(open_store(self.url), dies_at, after=after)
        victim = self.opened(store)
        changes: dict[str, tuple[Callable[[], object], Callable[[], None]]] = {
            "push": (
                lambda: victim.push(self.zip_of(name, version, content)),
                lambda: done.push(name, version, content),
            ),
            "yank": (
                lambda: victim.yank(name, version, "wrong"),
                lambda: done.yank(name, version),
            ),
            "tag": (
                lambda: victim.tag(name, version, "stable"),
                lambda: done.tag(name, version, "stable"),
            ),
        }
        real, modelled = changes[what]
        try:
            modelled()
        except (IntegrityError, NotFound):
            return
        try:
            real()
            self.model = done
        except Died:
            if self.seen(self.opened()) == self.wanted(done):
                self.model = done

    @precondition(lambda self: self.model.pushed)
    @rule(at=clients)
    def lose_view_and_log(self, at: int) -> None:
        """Somebody removes what can be made again; the clients are opened anew after that."""
        store = open_store(self.url)
        store.delete("registry.json")
        for key in store.list("log"):
            store.delete(key)
        self.clients = [self.opened() for _ in range(CLIENTS)]
        self.clients[at].rebuild()

    @rule(at=clients)
    def rebuild(self, at: int) -> None:
        self.clients[at].rebuild()

    @rule(at=clients)
    def collect(self, at: int) -> None:
        self.clients[at].gc(timedelta(0))

    @rule(at=clients)
    def repair(self, at: int) -> None:
        list(self.clients[at].verify(repair=True))

    @rule(at=clients)
    def open_anew(self, at: int) -> None:
        self.clients[at] = self.opened()

    def seen(self, one: Registry) -> dict[str, object]:
        standings = {name: one.standing(name) for name in NAMES}
        return {
            name: (found.versions, found.yanked, found.tags, found.latest)
            for name, found in standings.items()
            if found.versions
        }

    def wanted(self, model: Model) -> dict[str, object]:
        return {
            name: (
                tuple(one for one in VERSIONS if one in found),
                {v: reason for (n, v), reason in model.yanked.items() if n == name},
                {tag: v for (n, tag), v in sorted(model.tags.items()) if n == name},
                newest(found, [v for n, v in model.yanked if n == name]),
            )
            for name, found in model.pushed.items()
        }

    @invariant()
    def every_client_sees_what_was_done(self) -> None:
        wanted = self.wanted(self.model)
        for one in self.clients:
            assert self.seen(one) == wanted

    def teardown(self) -> None:
        fresh = self.opened()
        assert [one for one in fresh.verify() if one.severity == "error"] == []
        fresh.rebuild()
        left = {one.kind for one in fresh.verify(repair=True)}
        assert left <= {"orphan", "unfinished"}
        assert {one.kind for one in fresh.verify()} <= {"orphan", "unfinished"}
        for name, found in self.model.pushed.items():
            for version, content in found.items():
                record = fresh.record(name, version)
                fresh.pull(record, self.folder / "copy.zip")
                zipped = self.zip_of(name, version, content)
                assert (self.folder / "copy.zip").read_bytes() == zipped.read_bytes()
        if self.model.pushed:
            logged = {(e.name, e.version) for e in fresh.log.since(0) if e.type == "push"}
            pushed = {
                (name, version) for name, some in self.model.pushed.items() for version in some
            }
            assert logged == pushed


def run(zip_of, folder, **how: int) -> None:
    machine = type("Here", (Machine,), {"zip_of": staticmethod(zip_of), "folder": folder})
    checks = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
    run_state_machine_as_test(
        machine, settings=settings(deadline=None, suppress_health_check=checks, **how)
    )


def test_clients_that_die_leave_what_a_dictionary_would_hold(zip_of, tmp_path):
    run(zip_of, tmp_path, max_examples=20, stateful_step_count=15)


@pytest.mark.slow
def test_many_more_of_them(zip_of, tmp_path):
    run(zip_of, tmp_path, max_examples=400, stateful_step_count=40)
