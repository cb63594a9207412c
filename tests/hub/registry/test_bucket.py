"""A registry in a bucket, by two clients that share nothing but the bucket."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.registries import WatchedStore

from envhub import IntegrityError
from envhub_hub.registry import PushSettings, Registry, parse_reference
from envhub_hub.store import open_store

NAME = "acme/sums"


@pytest.fixture(params=["moto", "seaweed"])
def two(request, tmp_path) -> tuple[Registry, Registry]:
    url = request.getfixturevalue(f"{request.param}_url")
    return tuple(
        Registry(url, cache=tmp_path / name, store=WatchedStore(open_store(url)))
        for name in ("one", "other")
    )


def test_what_one_pushes_the_other_pulls(two, zip_of, tmp_path):
    one, other = two
    record, new = one.push(zip_of(), PushSettings(tags=("stable",)))
    assert new
    for reference in (NAME, f"{NAME}@1.0.0", f"{NAME}@{record.digest}"):
        assert other.resolve(parse_reference(reference)).record == record
    assert other.standing(NAME).tags == {"stable": "1.0.0"}
    other.pull(record, tmp_path / "copy.zip")
    assert (tmp_path / "copy.zip").read_bytes() == zip_of().read_bytes()
    assert other.push(zip_of()).new is False
    with pytest.raises(IntegrityError, match="with other content"):
        other.push(zip_of(content=1))
    assert list(other.verify()) == []


def test_yanks_of_one_are_seen_by_the_other(two, zip_of):
    one, other = two
    for version in ("1.0.0", "1.1.0"):
        one.push(zip_of(version=version))
    assert other.resolve(parse_reference(NAME)).record.version == "1.1.0"
    one.yank(NAME, "1.1.0", "wrong")
    assert other.resolve(parse_reference(NAME)).record.version == "1.0.0"
    other.unyank(NAME, "1.1.0")
    assert one.resolve(parse_reference(NAME)).record.version == "1.1.0"
    assert [entry.type for entry in one.log.since(0)] == ["push", "push", "yank", "unyank"]
    assert list(one.verify()) == []


def test_what_was_resolved_once_costs_one_request(two, zip_of):
    one, other = two
    one.push(zip_of())
    other.resolve(parse_reference(NAME))
    before = len(other.store.asked)
    other.resolve(parse_reference(NAME))
    assert other.store.asked[before:] == [("entries", f"environments/{NAME}")]


def test_a_warm_push_is_at_most_eight_requests(two, zip_of):
    one, _ = two
    for name in ("acme/a", "acme/b"):
        one.push(zip_of(name))
    for path in (zip_of("acme/a", "1.1.0"), zip_of("acme/c")):
        before = len(one.store.asked)
        one.push(path)
        assert len(one.store.asked) - before <= 8


def test_view_and_log_come_back_and_garbage_goes(two, zip_of):
    one, other = two
    one.push(zip_of())
    view = one.store.read("registry.json")
    one.store.delete("registry.json")
    other.rebuild()
    assert one.store.read("registry.json") == view
    for key in one.store.list("log"):
        one.store.delete(key)
    other.rebuild()
    assert other.log.head() == 1
    lost = f"environments/{NAME}/3.0.0-{'0' * 12}.zip"
    one.store.create(lost, b"left by a push that died")
    assert [said.action for said in other.gc(timedelta(0))] == ["marked"]
    assert [said.action for said in other.gc(timedelta(0))] == ["removed"]
    assert one.store.stat(lost) is None
    assert list(other.verify()) == []
