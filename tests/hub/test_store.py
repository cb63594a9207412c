"""What every store keeps, and what a folder keeps between processes and crashes."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest

from envhub import EnvhubError, IntegrityError, NotFound, UsageError
from envhub_hub.store import Store

RACE = """
import sys
from envhub_hub.store import Store
url, who = sys.argv[1], sys.argv[2]
store = Store(url)
print("ready", flush=True)
sys.stdin.readline()
print(*(int(store.create(f"keys/{n}", (who * 100_000).encode())) for n in range(20)))
"""
DIES_WHILE_WRITING = """
import os, sys, time
from envhub_hub.store import Store
os.fsync = lambda _: (print("writing", flush=True), time.sleep(60))
getattr(Store(sys.argv[1]), sys.argv[2])("a/key", b"new" * 100_000)
"""


@pytest.fixture(params=["folder", "file", "memory"])
def store(request, tmp_path):
    urls = {
        "folder": str(tmp_path / "store"),
        "file": f"file://{tmp_path}/store",
        "memory": f"memory://{uuid.uuid4()}",
    }
    return Store(urls[request.param])


@pytest.fixture
def folder(tmp_path):
    return Store(str(tmp_path / "store"))


def test_what_is_created_is_read_back(store):
    assert store.create("a/b/key", b"\x00bytes\n")
    assert store.read("a/b/key") == b"\x00bytes\n"


def test_a_key_is_created_once(store):
    store.create("key", b"first")
    assert not store.create("key", b"second")
    assert store.read("key") == b"first"


def test_replace_writes_whether_the_key_is_there_or_not(store):
    for data in (b"longer than the next", b"short"):
        store.replace("a/key", data)
        assert store.read("a/key") == data


def test_keys_are_listed_sorted_below_their_prefix(store):
    for key in ("b/2", "b/10", "a/1", "bb/1", "b/c/3"):
        store.create(key, b"")
    assert store.list("b") == ["b/10", "b/2", "b/c/3"]


def test_an_empty_store_lists_nothing(store):
    assert store.list("") == store.list("anything") == []


def test_a_missing_key_is_not_found_by_name(store, tmp_path):
    with pytest.raises(NotFound, match="no `a/key` in "):
        store.read("a/key")
    with pytest.raises(NotFound, match="no `a/key` in "):
        store.fetch("a/key", tmp_path / "copy")


def test_fetch_copies_a_key_into_a_file(store, tmp_path):
    store.create("key", b"bytes")
    store.fetch("key", tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == b"bytes"


@pytest.mark.parametrize("key", ["../out", "a/../../out", "/etc/passwd", "a//b", "."])
def test_no_key_leads_out_of_the_store(store, key, tmp_path):
    for use in (
        lambda: store.read(key),
        lambda: store.create(key, b""),
        lambda: store.replace(key, b""),
        lambda: store.fetch(key, tmp_path / "copy"),
    ):
        with pytest.raises(IntegrityError, match="leads out"):
            use()


def test_what_begins_with_a_dot_is_no_key(folder):
    for name in (".key.part", ".folder/key", "a/.git/key", "a/key"):
        path = Path(folder.root, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert folder.list("") == ["a/key"]


def test_of_eight_processes_one_creates_a_key_and_it_is_whole(folder, script):
    racers = [script(RACE, folder.root, who) for who in "abcdefgh"]
    for one in racers:
        assert one.stdout.readline() == "ready\n"
    for one in racers:
        one.stdin.write("go\n")
        one.stdin.flush()
    won = [[int(word) for word in one.stdout.read().split()] for one in racers]
    for key, wins in enumerate(zip(*won, strict=True)):
        assert sum(wins) == 1
        assert folder.read(f"keys/{key}") == b"abcdefgh"[(n := wins.index(1)) : n + 1] * 100_000
    assert len(folder.list("")) == len(list(Path(folder.root, "keys").iterdir())) == 20


def test_a_writer_that_is_killed_leaves_nothing_under_the_key(folder, script):
    writer = script(DIES_WHILE_WRITING, folder.root, "create")
    assert writer.stdout.readline() == "writing\n"
    writer.kill()
    writer.wait()
    assert folder.list("") == []
    assert folder.create("a/key", b"whole")
    assert folder.read("a/key") == b"whole"


def test_a_replacement_that_is_killed_leaves_what_was_there(folder, script):
    folder.replace("a/key", b"old")
    writer = script(DIES_WHILE_WRITING, folder.root, "replace")
    assert writer.stdout.readline() == "writing\n"
    writer.kill()
    writer.wait()
    assert folder.read("a/key") == b"old"
    assert folder.list("") == ["a/key"]


@pytest.mark.parametrize("method", ["create", "replace"])
def test_a_full_disk_is_said_and_leaves_nothing(folder, method, full_disk):
    with full_disk(1_000), pytest.raises(EnvhubError, match=r"could not write `.*key`: "):
        getattr(folder, method)("key", b"x" * 2_000)
    assert list(Path(folder.root).iterdir()) == []


@pytest.mark.parametrize("url", ["s3://bucket/prefix", "https://example.com/r", "zip://x.zip"])
def test_a_url_that_is_no_folder_is_refused_by_name(url):
    with pytest.raises(UsageError, match=f"registry `{url}`"):
        Store(url)


def test_a_path_is_taken_as_it_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Store("a::b*c").create("key", b"")
    assert (tmp_path / "a::b*c" / "key").is_file()
