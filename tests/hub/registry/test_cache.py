"""What was read of a far registry: kept under its etag, and trusted only while it is whole."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.registries import WatchedStore

from envhub_hub.registry.cache import Cache, read_entries
from envhub_hub.store import Entry, open_store


@pytest.fixture
def store(far):
    return WatchedStore(open_store(far))


def entry(key: str, etag: str = "a") -> Entry:
    return Entry(key, 1, etag, datetime.now(UTC))


def test_what_was_put_is_got_under_its_key_and_etag_alone(tmp_path):
    cache = Cache(tmp_path)
    cache.put(entry("key"), b"data\nand more")
    assert cache.get(entry("key")) == b"data\nand more"
    assert cache.get(entry("key", "b")) is None
    assert cache.get(entry("other")) is None


@pytest.mark.parametrize("damage", [b"", b"torn", b"0\ndata"])
def test_a_damaged_copy_counts_as_none(tmp_path, damage):
    cache = Cache(tmp_path)
    cache.put(entry("key"), b"data")
    (path,) = (one for one in tmp_path.rglob("*") if one.is_file())
    path.write_bytes(damage)
    assert cache.get(entry("key")) is None


def test_a_folder_that_can_not_be_written_costs_only_requests(tmp_path):
    (tmp_path / "file").write_text("")
    cache = Cache(tmp_path / "file")
    cache.put(entry("key"), b"data")
    cache.write_note("note", b"data")
    assert cache.get(entry("key")) is None
    assert cache.note("note") is None


def test_a_note_is_read_back_and_dropped(tmp_path):
    cache = Cache(tmp_path)
    cache.write_note("deep/note", b"said")
    assert cache.note("deep/note") == b"said"
    cache.write_note("deep/note", None)
    assert cache.note("deep/note") is None


def test_only_what_is_not_kept_is_read(tmp_path, store):
    for key in ("a", "b", "c"):
        store.create(key, key.encode())
    entries = list(store.entries(""))
    cache = Cache(tmp_path)
    assert read_entries(store, cache, entries[:1]) == {"a": b"a"}
    before = len(store.asked)
    assert read_entries(store, cache, entries) == {"a": b"a", "b": b"b", "c": b"c"}
    assert store.asked[before:] == [("read_many", "b c")]
    before = len(store.asked)
    assert len(read_entries(store, cache, entries)) == 3
    assert store.asked[before:] == []


def test_what_is_gone_is_left_out(tmp_path, store):
    store.create("a", b"a")
    entries = [*store.entries(""), entry("gone")]
    assert read_entries(store, Cache(tmp_path), entries) == {"a": b"a"}
