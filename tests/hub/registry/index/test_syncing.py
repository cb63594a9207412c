from __future__ import annotations

import json
import socket
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.registries import WatchedStore

from envhub.errors import EnvhubError, IntegrityError, NotFound
from envhub_hub.registry import Registry
from envhub_hub.registry.index import Index, Query
from envhub_hub.registry.index.database import SCHEMA_VERSION
from envhub_hub.registry.log.entry import entry_key
from envhub_hub.store import open_store

SYNC = """
import sys
from pathlib import Path
from envhub_hub.registry.index import Index, Query
from envhub_hub.store import open_store
index = Index(open_store(sys.argv[1]), Path(sys.argv[2]))
print("ready", flush=True)
sys.stdin.readline()
index.sync()
print(len(index.search(Query(limit=None), offline=True)))
"""


def watched(shelf):
    """The index of a shelf over a store that counts."""
    store = WatchedStore(shelf.store)
    return store, Index(store, shelf.path)


# From a log


def test_a_first_sync_takes_in_everything_and_the_next_only_what_is_new(shelf):
    shelf.push("acme/sums", "Sums")
    shelf.push("acme/other", "Other")
    assert (shelf.index.sync(), shelf.index.sync()) == (2, 0)
    shelf.push("acme/third", "Third")
    assert shelf.index.sync() == 1
    assert shelf.found() == ["other", "sums", "third"]


def test_nothing_new_is_one_request(shelf):
    shelf.push("acme/sums", "Sums")
    store, index = watched(shelf)
    index.sync()
    store.asked.clear()
    assert index.sync() == 0
    assert [name for name, _ in store.asked] == ["entries"]


def test_an_empty_registry_is_searched_and_found_empty(shelf):
    assert (shelf.found("sums"), shelf.found()) == ([], [])
    assert Index(shelf.store, shelf.path).search(Query(), offline=True) == []


def test_a_push_that_is_logged_twice_is_one_version(shelf):
    shelf.push("acme/sums", "Sums")
    shelf.push("acme/sums", "Sums")
    (hit,) = shelf.hits()
    assert hit.versions == 1


def test_what_the_log_says_first_of_a_version_stands(shelf):
    shelf.push("acme/sums", "Sums")
    shelf.push("acme/sums", "Lies")
    assert [one.title for one in shelf.hits()] == ["Sums"]


def test_a_version_that_is_like_another_has_its_texts(shelf, colleague):
    shelf.push("acme/sums", "Sums", "1.0.0", description="Of small numbers.", tags=["math"])
    shelf.push("acme/sums", version="1.1.0", like="1.0.0")
    shelf.push("acme/sums", version="1.2.0", like="1.1.0")
    for one in (shelf, colleague()):
        (hit,) = one.hits("small")
        assert (hit.version, hit.title, hit.tags) == ("1.2.0", "Sums", ("math",))


def test_a_version_like_one_that_came_with_an_earlier_sync_has_its_texts(shelf):
    shelf.push("acme/sums", "Sums", "1.0.0")
    shelf.index.sync()
    shelf.push("acme/sums", version="1.1.0", like="1.0.0")
    assert [(one.version, one.title) for one in shelf.hits("sums")] == [("1.1.0", "Sums")]


def test_a_version_like_one_that_the_log_lacks_is_read_from_its_record(tmp_path, bundle):
    registry = Registry(str(tmp_path / "registry"), cache=tmp_path / "client")
    record, _ = registry.push(bundle("acme/sums", "1.0.0"))
    key = entry_key(1)
    entry = json.loads(registry.store.read(key))
    summary = {"digest": record.digest, "like": "0.9.0"}
    registry.store.replace(key, json.dumps(entry | {"summary": summary},
                                           separators=(",", ":")).encode())  # fmt: skip
    (hit,) = Index(registry.store, tmp_path / "index.sqlite").search(Query(text="sums"))
    assert (hit.version, hit.title, hit.samples) == ("1.0.0", "Sums", 4)


def test_a_version_of_which_nothing_can_be_read_is_not_shown(shelf):
    shelf.push("acme/sums", version="1.0.0", like="1.0.0")
    shelf.push("acme/other", version="1.0.0", like="0.1.0")
    assert shelf.found() == []


def test_what_another_log_said_at_the_same_url_is_forgotten(shelf):
    shelf.push("acme/old", "Old")
    assert shelf.found() == ["old"]
    for key in shelf.store.list():
        shelf.store.delete(key)
    shelf.log = type(shelf.log)(shelf.store)
    shelf.log.start()
    shelf.push("acme/new", "New")
    assert (shelf.found(), shelf.found("old")) == (["new"], [])


def test_a_damaged_log_is_an_error_that_names_the_entry(shelf):
    for name in ("a", "b", "c"):
        shelf.push(f"acme/{name}", name)
    shelf.store.replace(entry_key(2), b"{}")
    with pytest.raises(IntegrityError, match="entry 2"):
        shelf.index.sync()


def test_a_sync_that_is_interrupted_goes_on_where_it_was(shelf, monkeypatch):
    monkeypatch.setattr("envhub_hub.registry.index.syncing.TOGETHER", 256)
    for number in range(600):
        shelf.push(f"acme/sums-{number}", "Sums")
    store, index = watched(shelf)

    def lose_network(name, key):
        if name == "read_many" and entry_key(513) in key:
            raise EnvhubError("the network is gone")

    store.before = lose_network
    with pytest.raises(EnvhubError, match="network"):
        index.sync()
    store.before = lambda name, key: None
    assert index.sync() == 600 - 512
    assert len(index.search(Query(limit=None))) == 600


# Without a network


def test_what_was_synced_can_be_searched_offline_without_a_socket(shelf, monkeypatch):
    shelf.push("acme/sums", "Sums")
    shelf.index.sync()

    def refuse(*_words, **_more):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    store, index = watched(shelf)
    assert [one.name for one in index.search(Query(text="sums"), offline=True)] == ["acme/sums"]
    assert [one.name for one in index.environments(offline=True)] == ["acme/sums"]
    assert store.asked == []


def test_offline_nothing_known_is_said(shelf):
    with pytest.raises(NotFound, match=r"nothing of registry memory://.* is known here yet"):
        shelf.index.search(Query(), offline=True)


def test_a_network_that_is_gone_is_an_error_and_loses_nothing(shelf):
    shelf.push("acme/sums", "Sums")
    store, index = watched(shelf)
    index.sync()

    def lose_network(name, key):
        raise EnvhubError("the network is gone")

    store.before = lose_network
    with pytest.raises(EnvhubError, match="the network is gone"):
        index.search(Query())
    assert len(index.search(Query(), offline=True)) == 1


# Without a log


@pytest.fixture
def plain(tmp_path, bundle):
    """A registry without a log, as in a git work tree, and its index."""
    (tmp_path / ".git").mkdir()
    registry = Registry(str(tmp_path / "registry"), cache=tmp_path / "client")
    registry.push(bundle("acme/sums", "1.0.0"))
    registry.push(bundle("acme/sums", "1.1.0", say="Say"))
    registry.push(bundle("acme/other", "1.0.0", title="Other"))
    assert not registry.log.exists()
    return registry, Index(registry.store, tmp_path / "index.sqlite")


def shown(index):
    """The version that stands for acme/sums."""
    return [one.version for one in index.environments() if one.name == "acme/sums"]


def test_records_are_read_where_there_is_no_log(plain):
    _, index = plain
    hits = index.environments()
    assert [(one.name, one.version, one.versions) for one in hits] == [
        ("acme/other", "1.0.0", 1), ("acme/sums", "1.1.0", 2),
    ]  # fmt: skip


def test_only_new_records_are_read_again(plain, bundle, tmp_path):
    registry, index = plain
    assert (index.sync(), index.sync()) == (3, 0)
    registry.push(bundle("acme/third", "1.0.0", title="Third"))
    assert index.sync() == 1
    store = WatchedStore(registry.store)
    Index(store, tmp_path / "index.sqlite").sync()
    assert "read_many" not in {name for name, _ in store.asked}


def test_a_record_that_is_gone_is_forgotten(plain):
    registry, index = plain
    index.sync()
    registry.store.delete("environments/acme/sums/1.1.0.json")
    registry.store.delete("environments/acme/other/1.0.0.json")
    assert [(one.name, one.version) for one in index.environments()] == [("acme/sums", "1.0.0")]
    assert index.search(Query(text="other")) == []


def test_a_yank_is_read_where_there_is_no_log_and_goes_with_its_file(plain):
    registry, index = plain
    registry.yank("acme/sums", "1.1.0", "wrong sums")
    assert shown(index) == ["1.0.0"]
    (event,) = registry.store.list("environments/acme/sums/events")
    registry.store.delete(event)  # such as by `git checkout` of an older commit
    assert shown(index) == ["1.1.0"]
    registry.yank("acme/sums", "1.1.0", "wrong sums")
    registry.unyank("acme/sums", "1.1.0")
    assert shown(index) == ["1.1.0"]


def test_a_damaged_yank_still_hides(plain):
    registry, index = plain
    registry.yank("acme/sums", "1.1.0", "wrong sums")
    (event,) = registry.store.list("environments/acme/sums/events")
    registry.store.replace(event, b"{}")
    assert (shown(index), index.unreadable()) == (["1.0.0"], [event])


def test_a_damaged_record_is_left_out_and_named(plain):
    registry, index = plain
    key = "environments/acme/sums/1.1.0.json"
    whole = registry.store.read(key)
    registry.store.replace(key, b"{}")
    assert shown(index) == ["1.0.0"]
    assert index.unreadable() == [key]
    registry.store.replace(key, whole)
    assert shown(index) == ["1.1.0"]
    assert index.unreadable() == []


def test_a_registry_that_gets_a_log_is_indexed_from_it(plain, tmp_path, bundle):
    registry, index = plain
    index.sync()
    (tmp_path / ".git").rmdir()
    again = Registry(registry.url, cache=tmp_path / "client-2")
    again.push(bundle("acme/fourth", "1.0.0", title="Fourth"))
    assert again.log.exists()
    assert [one.name for one in index.environments()] == ["acme/fourth", "acme/other", "acme/sums"]


def test_a_folder_that_is_no_registry_yet_is_empty(tmp_path):
    index = Index(open_store(str(tmp_path / "nothing")), tmp_path / "index.sqlite")
    assert index.environments() == []


# The file


def test_an_index_stands_in_the_users_cache_one_for_each_registry(own_home, bundle):
    for folder in ("one", "two"):
        registry = Registry(str(own_home / folder))
        registry.push(bundle("acme/sums", "1.0.0", title=folder))
        assert [one.title for one in Index.of(registry).environments()] == [folder]
    assert len(list((own_home / "cache/envhub/index").glob("*.sqlite"))) == 2


def damage(path, how):
    data = path.read_bytes()
    if how == "another file":
        path.write_bytes(b"This is no database at all." * 1_000)
    elif how == "cut":
        path.write_bytes(data[: len(data) // 2])
    elif how == "overwritten":
        path.write_bytes(data[:4_096] + b"\xee" * (len(data) - 4_096))
    elif how == "empty":
        path.write_bytes(b"")
    elif how == "another version":
        with sqlite3.connect(path) as connection:
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
            connection.execute("CREATE TABLE newer (x)")
        connection.close()
    elif how == "another schema":
        with sqlite3.connect(path) as connection:
            connection.execute("DROP TABLE version")
            connection.execute("CREATE TABLE version (x)")
        connection.close()


HOW = ["another file", "cut", "overwritten", "empty", "another version", "another schema"]


@pytest.mark.parametrize("how", HOW)
def test_a_damaged_file_is_made_again(shelf, how):
    for number in range(50):
        shelf.push(f"acme/sums-{number}", "Sums", description="Many small numbers. " * 5)
    shelf.index.sync()
    damage(shelf.path, how)
    assert len(shelf.found("sums", limit=None)) == 50
    damage(shelf.index.path, how)
    assert len(shelf.found("sums", limit=None)) == 50
    assert len(list(shelf.path.parent.glob("*.sqlite"))) == 1
    shelf.push("acme/new", "New")
    assert shelf.found("new") == ["new"]


@pytest.mark.parametrize("how", HOW)
def test_offline_a_damaged_file_is_said_to_know_nothing(shelf, how):
    for number in range(50):
        shelf.push(f"acme/sums-{number}", "Sums", description="Many small numbers. " * 5)
    shelf.index.sync()
    damage(shelf.path, how)
    with pytest.raises(NotFound, match="is known here yet"):
        shelf.index.search(Query(text="sums"), offline=True)


def test_a_folder_that_can_not_be_written_is_an_error_with_its_path(shelf, tmp_path):
    (tmp_path / "file").write_text("no folder")
    index = Index(shelf.store, tmp_path / "file" / "index.sqlite")
    with pytest.raises(EnvhubError, match=r"local index `.*index\.sqlite`"):
        index.sync()


def test_a_full_disk_is_an_error_and_the_next_sync_goes_on(shelf, full_disk):
    for number in range(300):
        shelf.push(f"acme/sums-{number}", "Sums", description="Many small numbers. " * 9)
    with full_disk(100_000), pytest.raises(EnvhubError, match="local index"):
        shelf.index.sync()
    assert len(shelf.found(limit=None)) == 300


# At once


def test_a_file_that_is_thrown_away_in_the_middle_of_a_sync_is_filled_from_the_beginning(shelf):
    for number in range(20):
        shelf.push(f"acme/sums-{number}", "Sums")
    store, index = watched(shelf)
    index.sync()
    shelf.push("acme/last", "Last")

    def throw_away(name, key):
        if name == "read_many" and shelf.path.exists():
            damage(shelf.path, "another file")
            Index(shelf.store, shelf.path).unreadable()

    store.before = throw_away
    assert len(index.search(Query(limit=None))) == 21


def test_an_empty_log_whose_file_is_thrown_away_is_no_harm(shelf):
    store, index = watched(shelf)
    index.sync()
    store.before = lambda name, key: shelf.path.unlink(missing_ok=True)
    assert index.search(Query()) == []


def test_two_processes_that_sync_at_once_both_end_with_everything(tmp_path, script, shelf):
    folder = str(tmp_path / "registry")
    local = type(shelf)(open_store(folder), tmp_path / "shared.sqlite")
    for number in range(300):
        local.push(f"acme/sums-{number}", f"Sums {number}")
    processes = [script(SYNC, folder, local.path) for _ in range(3)]
    for one in processes:
        assert one.stdout.readline() == "ready\n"
    for one in processes:
        one.stdin.write("\n")
        one.stdin.flush()
    for one in processes:
        said, errors = one.communicate(timeout=60)
        assert (said, errors) == ("300\n", "")
    assert (local.index.sync(), len(local.found(limit=None))) == (0, 300)


def test_threads_may_sync_and_search_while_others_push(shelf):
    shelf.push("acme/first", "First")

    def look(_number):
        index = Index(shelf.store, shelf.path)
        return len(index.search(Query(text="first", limit=None)))

    with ThreadPoolExecutor(4) as pool:
        looks = [pool.submit(look, number) for number in range(20)]
        for number in range(100):
            shelf.push(f"acme/sums-{number}", "Sums")
        assert {one.result() for one in looks} == {1}
    assert len(shelf.found(limit=None)) == 101


def test_killed_in_the_middle_of_writing_it_goes_on(shelf, monkeypatch):
    for number in range(20):
        shelf.push(f"acme/sums-{number}", "Sums")

    class KilledError(BaseException):
        pass

    def die(_connection):
        raise KilledError

    with monkeypatch.context() as patched:
        patched.setattr("envhub_hub.registry.index.syncing.refresh", die)
        with pytest.raises(KilledError):
            shelf.index.sync()
    assert len(shelf.found("sums", limit=None)) == 20


def test_two_thousand_versions_are_synced_and_searched_quickly(shelf, colleague):
    for number in range(2_000):
        shelf.push(f"acme/sums-{number % 400}", f"Sums of kind {number % 400}",
                   version=f"1.{number // 400}.0", description="Many small numbers. " * 5,
                   tags=["math", f"kind-{number % 7}"])  # fmt: skip
    other = colleague()
    began = time.perf_counter()
    assert other.index.sync() == 2_000
    synced = time.perf_counter()
    assert other.found("smal numbrs kind 399")[0] == "sums-399"
    searched = time.perf_counter()
    assert (synced - began, searched - synced) < (5.0, 1.0)
    assert searched - synced < 1.0
