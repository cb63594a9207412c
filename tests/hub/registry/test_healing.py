"""What a writer leaves half done, the next one finishes."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from tests.registries import AgedStore, Died, WatchedStore, copy_registry

from envhub_hub.registry import Registry
from envhub_hub.store import open_store

NAME = "acme/sums"
CHANGES = {
    "yank": lambda one: one.yank(NAME, "1.0.0", "wrong"),
    "tag": lambda one: one.tag(NAME, "1.0.0", "stable"),
    "baseline": lambda one: one.append(NAME, "1.0.0", "baseline", {"score": 1}),
    "unyank": lambda one: one.unyank(NAME, "1.1.0"),
    "untag": lambda one: one.untag(NAME, "old"),
}


def logged(registry: Registry) -> list[tuple[str, str | None, str | None]]:
    return [(one.type, one.version, one.event) for one in registry.log.since(0)]


def errors(registry: Registry) -> list[str]:
    return [one.message for one in registry.verify() if one.severity == "error"]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_an_event_that_is_killed_at_any_request_is_whole_or_not_there(
    client, far, tmp_path, zip_of, change, after
):
    one = client()
    for version in ("1.0.0", "1.1.0"):
        one.push(zip_of(version=version))
    one.yank(NAME, "1.1.0", "wrong")
    one.tag(NAME, "1.0.0", "old")
    count = len(logged(one))
    for at in range(1, 40):
        url = f"{far}-{at}"
        copy_registry(far, url)
        store = WatchedStore(open_store(url), at, after=after)
        try:
            CHANGES[change](Registry(url, cache=tmp_path / f"victim-{at}", store=store))
            break
        except Died:
            pass
        fresh = Registry(url, cache=tmp_path / f"fresh-{at}")
        assert errors(fresh) == []
        there = len(fresh.events(NAME)) - 2
        fresh.tag(NAME, "1.0.0", "next")
        assert len(logged(fresh)) == count + there + 1
        assert errors(fresh) == []
    assert at > 4


def test_a_registry_of_an_older_envhub_gets_its_log_with_the_first_push(client, zip_of):
    old = client()
    for version in ("1.0.0", "1.1.0"):
        old.push(zip_of(version=version))
    old.yank(NAME, "1.0.0", "wrong")
    for key in old.store.list("log"):
        old.store.delete(key)
    one = client()
    one.push(zip_of("acme/other"))
    kinds = [kind for kind, _, _ in logged(one)]
    assert sorted(kinds) == ["push", "push", "push", "yank"]
    assert kinds[-1] == "push"
    assert list(one.verify()) == []


def test_a_log_that_was_begun_and_not_filled_is_filled_by_the_next(client, far, tmp_path, zip_of):
    old = client()
    for version in ("1.0.0", "1.1.0", "1.2.0"):
        old.push(zip_of(version=version))
    for key in old.store.list("log"):
        old.store.delete(key)
    for at in range(1, 30):
        url = f"{far}-{at}"
        copy_registry(far, url)
        try:
            store = WatchedStore(open_store(url), at)
            Registry(url, cache=tmp_path / f"victim-{at}", store=store).tag(NAME, "1.0.0", "a")
            break
        except Died:
            pass
        one = Registry(url, cache=tmp_path / f"one-{at}")
        one.tag(NAME, "1.0.0", "a")
        assert {version for kind, version, _ in logged(one) if kind == "push"} == set(
            one.version_numbers(NAME)
        )
        assert errors(one) == []
    assert at > 15


def test_what_is_committed_is_looked_for_once_a_process(client, zip_of):
    one = client()
    one.push(zip_of())
    one.push(zip_of(version="1.1.0"))
    assert [key for name, key in one.store.asked if name == "entries"].count("intents") == 0
    two = client()
    for version in ("1.2.0", "1.3.0"):
        two.push(zip_of(version=version))
    assert [key for name, key in two.store.asked if name == "entries"].count("intents") == 1


def test_a_damaged_intent_stops_nobody_and_goes_after_the_grace(client, far, zip_of):
    store = AgedStore(open_store(far))
    one = client(store)
    one.push(zip_of())
    store.create(f"intents/{'0' * 32}.json", b"{")
    two = client(store)
    two.push(zip_of("acme/other"))
    assert len(store.list("intents")) == 1
    store.now += timedelta(days=8)
    three = client(store)
    three.push(zip_of("acme/third"))
    assert store.list("intents") == []


def test_an_intent_whose_record_is_damaged_is_closed_without_a_log_entry(client, zip_of):
    one = client()
    one.push(zip_of())
    intent = {"schema_version": 1, "id": "0" * 32, "type": "push", "name": NAME, "at": "2026"}
    said = json.dumps(intent | {"version": "1.5.0"}).encode()
    one.store.create(f"intents/{'0' * 32}.json", said)
    one.store.create("environments/acme/sums/1.5.0.json", b"{")
    two = client()
    two.push(zip_of("acme/other"))
    assert two.store.list("intents") == []
    assert ("push", "1.5.0", None) not in logged(two)


def test_in_a_work_tree_there_is_neither_a_log_nor_an_intent(tmp_path, zip_of):
    (tmp_path / ".git").mkdir()
    one = Registry(str(tmp_path / "deep/registry"), cache=tmp_path / "client")
    one.push(zip_of())
    one.tag(NAME, "1.0.0", "stable")
    one.rebuild()
    there = sorted(path.name for path in Path(one.store.root).iterdir())
    assert there == ["environments", "registry.json"]
    assert list(one.verify()) == []


def test_init_makes_a_registry_and_does_no_harm_to_one(client, zip_of):
    one = client()
    one.init()
    assert one.store.list("") == ["log/e/id.json", "registry.json"]
    one.push(zip_of())
    before = one.store.list("")
    client().init()
    assert one.store.list("") == before
