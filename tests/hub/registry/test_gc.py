"""Garbage: what no version has is removed, late, and never under somebody's hands."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.registries import AgedStore, Died, WatchedStore

from envhub_hub.registry import Registry
from envhub_hub.store import open_store

GRACE = timedelta(days=7)
LONG = timedelta(days=8)


@pytest.fixture
def aged(client, far) -> Registry:
    """A registry whose clock can be set forward."""
    return client(AgedStore(open_store(far)))


def orphan(registry: Registry, path, *, version: str = "1.0.0") -> str:
    """Leave the zip of a push that never came to its commit; returns its key."""
    record, _ = registry.push(path)
    registry.store.delete(f"environments/{record.name}/{version}.json")
    return record.bundle_key


def done(registry: Registry) -> list[tuple[str, str]]:
    return [(one.action, one.key) for one in registry.gc(GRACE)]


def test_an_abandoned_zip_is_marked_and_a_grace_later_removed(aged, zip_of):
    key = orphan(aged, zip_of())
    assert done(aged) == []
    aged.store.now += LONG
    assert done(aged) == [("marked", key)]
    assert done(aged) == [("kept", key)]
    aged.store.now += LONG
    assert done(aged) == [("removed", key)]
    assert aged.store.stat(key) is None
    assert aged.store.list("gc") == []
    assert done(aged) == []


def test_what_a_version_has_is_never_touched(aged, zip_of):
    record, _ = aged.push(zip_of())
    aged.yank(record.name, record.version, "wrong")
    before = aged.store.list("")
    for _ in range(3):
        aged.store.now += LONG
        assert done(aged) == []
    assert aged.store.list("") == before


def test_the_zip_of_a_refused_content_is_garbage_and_that_of_the_winner_is_not(aged, zip_of):
    loser = orphan(aged, zip_of(content=1))
    winner, _ = aged.push(zip_of())
    for _ in range(2):
        aged.store.now += LONG
        said = done(aged)
    assert said == [("removed", loser)]
    assert aged.store.stat(winner.bundle_key)


def test_a_dry_run_says_what_it_would_do_and_writes_nothing(aged, zip_of):
    orphan(aged, zip_of())
    before = aged.store.list("")
    assert [one.action for one in aged.gc(timedelta(0), dry_run=True)] == ["marked"]
    assert aged.store.list("") == before


def test_a_zip_that_is_pushed_after_all_loses_its_mark(aged, zip_of):
    key = orphan(aged, zip_of())
    aged.store.now += LONG
    done(aged)
    aged.push(zip_of())
    aged.store.now += LONG
    assert done(aged) == [("unmarked", key)]
    assert aged.store.stat(key)


def test_a_push_that_goes_on_keeps_its_zip(aged, zip_of, client):
    key = orphan(aged, zip_of())
    aged.store.now += LONG
    done(aged)
    aged.store.now += LONG
    victim = client(WatchedStore(aged.store, 10_000))

    def die(name: str, key: str) -> None:
        if name == "create" and key.endswith("1.0.0.json"):
            raise Died

    victim.store.before = die
    with pytest.raises(Died):
        victim.push(zip_of())
    assert done(aged) == [("kept", key)]


@pytest.mark.parametrize("moment", ["fetch", "delete", "create"])
def test_a_push_that_comes_in_between_never_loses_its_zip(client, far, zip_of, moment):
    """Somebody commits a version with the very zip that gc is removing, at each of its steps."""
    store = AgedStore(open_store(far))
    gc, pusher = client(store), client()
    key = orphan(gc, zip_of())
    store.now += LONG
    done(gc)
    store.now += LONG
    waiting = [None]

    def come_in(name: str, at: str) -> None:
        if waiting and name == moment and (at == key or moment == "create"):
            waiting.clear()
            pusher.push(zip_of())

    store.before = come_in
    done(gc)
    store.before = lambda _, __: None
    pusher.push(zip_of())
    assert [one.kind for one in pusher.verify() if one.severity == "error"] == []
    assert store.stat(key)


def test_a_push_that_saw_the_zip_before_it_was_removed_finds_it_gone_and_brings_it_back(
    client, far, zip_of
):
    store = AgedStore(open_store(far))
    gc, pusher = client(store), client()
    key = orphan(gc, zip_of())
    store.now += LONG
    done(gc)
    store.now += LONG

    def collect(name: str, at: str) -> None:
        if name == "create" and at.endswith("1.0.0.json"):
            pusher.store.before = lambda _, __: None
            done(gc)

    pusher.store.before = collect
    pusher.push(zip_of())
    assert store.stat(key)
    assert [one.kind for one in pusher.verify() if one.severity == "error"] == []


def test_gc_that_is_killed_anywhere_harms_nothing(client, tmp_path, zip_of):
    for at in range(1, 40):
        store = AgedStore(open_store(f"memory://{tmp_path.name}-{at}"))
        one = client(store)
        kept, _ = one.push(zip_of("acme/kept"))
        key = orphan(one, zip_of())
        store.now += LONG
        done(one)
        store.now += LONG
        store.dies_at = len(store.asked) + at
        try:
            done(one)
            break
        except Died:
            store.dies_at = 0
        again = client(store)
        done(again)
        assert store.stat(key) is None
        assert store.stat(kept.bundle_key)
    assert at > 10


def test_intents_that_came_to_nothing_are_dropped_after_the_grace(aged, zip_of, client):
    aged.push(zip_of("acme/first"))
    victim = client(WatchedStore(aged.store))

    def die(name: str, key: str) -> None:
        if name == "create" and key.endswith(".zip"):
            raise Died

    victim.store.before = die
    with pytest.raises(Died):
        victim.push(zip_of())
    assert len(aged.store.list("intents")) == 1
    done(aged)
    assert len(aged.store.list("intents")) == 1
    aged.store.now += LONG
    done(aged)
    assert aged.store.list("intents") == []


def test_in_a_work_tree_garbage_is_removed_too(tmp_path, zip_of):
    (tmp_path / ".git").mkdir()
    one = Registry(str(tmp_path / "here"), cache=tmp_path / "client")
    key = orphan(one, zip_of())
    kept, _ = one.push(zip_of(version="2.0.0"))
    assert [said.action for said in one.gc(timedelta(0))] == ["marked"]
    assert [said.action for said in one.gc(timedelta(0))] == ["removed"]
    assert one.store.stat(key) is None
    assert one.store.stat(kept.bundle_key)
