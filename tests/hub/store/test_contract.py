"""What every store keeps: a folder, memory, and two servers of the S3 protocol."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest

from envhub import IntegrityError, NotFound, UsageError
from envhub_hub.store import open_store

RACE = """
import sys
from envhub_hub.store import open_store
url, who, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
store = open_store(url)
store.list()
print("ready", flush=True)
sys.stdin.readline()
print(*(int(store.create(f"keys/{n}", (who * 50_000).encode())) for n in range(count)))
"""
HOSTILE_KEYS = [
    "../out", "a/../../out", "/etc/passwd", "a//b", ".", "..", "", "a/", "/", ".hidden", "a/.git/b",
    "a\\b", "a\0b", "a\nb", "a/\udcff", "x" * 256, "/".join(["x" * 200] * 5),
]  # fmt: skip


def test_what_is_created_is_read_back(store):
    assert store.create("a/b/key", b"\x00bytes\n")
    assert store.read("a/b/key") == b"\x00bytes\n"


def test_a_key_is_created_once(store):
    assert store.create("key", b"first")
    assert not store.create("key", b"second")
    assert not store.create("key", b"first")
    assert store.read("key") == b"first"


def test_a_key_of_no_bytes_is_a_key(store):
    assert store.create("a/empty", b"")
    assert not store.create("a/empty", b"x")
    assert store.read("a/empty") == b""
    assert store.read("a/empty", 0, 5) == b""
    assert store.list() == ["a/empty"]


@pytest.mark.parametrize("size", [5, 9 << 20], ids=["small", "in_parts"])
def test_a_file_is_created_as_its_bytes_are(store, file, tmp_path, size):
    path = file(random.Random(size).randbytes(size))
    assert store.create("a/zip", path)
    assert not store.create("a/zip", path)
    assert not store.create("a/zip", file(b"other"))
    store.fetch("a/zip", tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == path.read_bytes()
    assert store.stat("a/zip").size == size


def test_a_file_that_is_not_there_is_not_found_by_name(store, tmp_path):
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(NotFound, match=f"no file `{path}`"):
            store.create("key", path)
    assert store.list() == []


def test_a_range_is_read_as_a_slice_is_taken(store):
    data = bytes(range(200))
    store.create("key", data)
    for start, stop in ((0, 10), (190, None), (None, 5), (50, 51), (150, 900), (7, 7), (9, 3),
                        (200, None), (400, 500), (None, None), (0, 0)):  # fmt: skip
        assert store.read("key", start, stop) == data[start:stop], (start, stop)
    with pytest.raises(UsageError, match="counts from the beginning"):
        store.read("key", -5)


def test_a_missing_key_is_not_found_by_name(store, tmp_path):
    store.create("b", b"")
    for use in (
        lambda: store.read("a/key"),
        lambda: store.read("a/key", 2, 2),
        lambda: store.snapshot("a/key"),
        lambda: store.fetch("a/key", tmp_path / "copy"),
    ):
        with pytest.raises(NotFound, match="no `a/key` in "):
            use()
    assert store.stat("a/key") is None
    assert not (tmp_path / "copy").exists()


def test_several_keys_are_read_at_once_and_the_missing_left_out(store):
    for n in range(40):
        store.create(f"k/{n}", str(n).encode())
    wanted = [f"k/{n}" for n in range(0, 60, 3)]
    assert store.read_many(wanted) == {f"k/{n}": str(n).encode() for n in range(0, 40, 3)}
    assert store.read_many([]) == {}


def test_a_snapshot_has_the_etag_of_its_bytes(store):
    store.create("key", b"one")
    data, etag = store.snapshot("key")
    assert (data, etag) == (b"one", store.stat("key").etag)
    assert [one.etag for one in store.entries()] == [etag]


def test_an_etag_changes_with_the_bytes_also_when_a_key_is_made_anew(store):
    seen = set()
    for n in range(20):
        store.create("key", b"%02d" % n)
        seen.add(store.stat("key").etag)
        store.delete("key")
    for n in range(20, 40):
        store.replace("key", b"%02d" % n)
        seen.add(store.stat("key").etag)
    assert len(seen) == 40


def test_entries_say_size_and_when(store):
    before = datetime.now(UTC) - timedelta(seconds=2)
    store.create("a/key", b"12345")
    [found] = store.entries("a")
    assert (found.key, found.size) == ("a/key", 5)
    assert before <= found.modified <= datetime.now(UTC) + timedelta(seconds=2)
    assert store.stat("a/key").etag == found.etag


def test_replace_writes_whether_the_key_is_there_or_not(store):
    for data in (b"longer than the next", b"short"):
        assert store.replace("a/key", data)
        assert store.read("a/key") == data


def test_replace_with_an_etag_writes_only_over_what_had_it(store):
    store.create("key", b"one")
    etag = store.stat("key").etag
    assert store.replace("key", b"two", etag=etag)
    assert not store.replace("key", b"three", etag=etag)
    assert store.read("key") == b"two"
    assert not store.replace("none", b"", etag=etag)
    assert store.list() == ["key"]


def test_replace_with_an_empty_etag_writes_only_what_is_not_there(store):
    assert store.replace("key", b"one", etag="")
    assert not store.replace("key", b"two", etag="")
    assert store.read("key") == b"one"


def test_what_is_deleted_is_gone_and_deleting_again_is_no_error(store):
    store.create("a/key", b"")
    assert store.delete("a/key")
    assert store.delete("a/key")
    assert store.list() == []
    assert store.create("a/key", b"again")


def test_delete_with_an_etag_removes_only_what_has_it(store):
    store.create("key", b"one")
    etag = store.stat("key").etag
    store.replace("key", b"two")
    assert not store.delete("key", etag=etag)
    assert store.read("key") == b"two"
    assert store.delete("key", etag=store.stat("key").etag)
    assert store.delete("key", etag=etag)


KEYS = [
    "a-b/1", "a/1", "a/b-c", "a/b.d", "a/b/c", "a.json", "a/z", "a/é", "a/😀", "ab", "b/10", "b/2",
    "b/c/3", "bb/1", "B/1", "a b/1", "a/b+c/1", "a%2Fb/1",
]  # fmt: skip


@pytest.fixture
def filled(store):
    for key in KEYS:
        store.create(key, b"")
    return store


def test_keys_are_listed_in_the_order_of_their_bytes(filled):
    in_order = sorted(KEYS, key=str.encode)
    assert filled.list() == in_order
    assert [one.key for one in filled.entries()] == in_order
    for prefix in ("a", "b", "a/b", "b/c", "none", "a/1", "a/"):
        below = [key for key in in_order if key.startswith(prefix.rstrip("/") + "/")]
        assert filled.list(prefix) == below, prefix
        assert [one.key for one in filled.entries(prefix)] == below, prefix


@pytest.mark.parametrize("prefix", ["", "a", "b"])
def test_a_listing_goes_on_behind_any_key(filled, prefix):
    found = filled.list(prefix)
    for after in (*KEYS, "a", "a/", "a/b", "a0", "zz", "\U0010ffff"):
        wanted = [key for key in found if key > after]
        assert filled.list(prefix, after=after) == wanted, after
        assert [one.key for one in filled.entries(prefix, after=after)] == wanted, after


def test_an_empty_store_lists_nothing(store):
    assert store.list("") == store.list("anything") == []
    assert list(store.entries()) == []
    assert store.sweep(timedelta(0)) == 0


@pytest.mark.parametrize("key", HOSTILE_KEYS, ids=ascii)
def test_no_key_leads_out_of_the_store_or_hides_in_it(store, key, tmp_path):
    for use in (
        lambda: store.read(key),
        lambda: store.snapshot(key),
        lambda: store.read_many([key]),
        lambda: store.stat(key),
        lambda: store.create(key, b""),
        lambda: store.replace(key, b""),
        lambda: store.delete(key),
        lambda: store.fetch(key, tmp_path / "copy"),
    ):
        with pytest.raises(IntegrityError, match=r"is no key"):
            use()


def test_a_probe_passes_and_leaves_nothing(store):
    store.probe()
    assert store.list() == []
    open_store(store.url).probe()


def test_two_who_opened_one_place_see_each_other_at_once(store):
    other = open_store(store.url)
    assert other.list() == []
    assert store.create("key", b"mine")
    assert other.read("key") == b"mine"
    assert not other.create("key", b"yours")
    assert other.list() == ["key"]
    store.delete("key")
    assert other.stat("key") is None


def test_of_eight_threads_one_creates_a_key(store):
    def attempt(who):
        return [store.create(f"keys/{n}", bytes([who]) * 1_000) for n in range(6)]

    with ThreadPoolExecutor(8) as threads:
        won = list(threads.map(attempt, range(8)))
    for n, wins in enumerate(zip(*won, strict=True)):
        assert sum(wins) == 1
        assert store.read(f"keys/{n}") == bytes([wins.index(True)]) * 1_000


def test_no_count_is_lost_between_threads_that_replace_under_a_condition(store):
    store.create("count", b"0")

    def add(_):
        for _ in range(200):
            data, etag = store.snapshot("count")
            if store.replace("count", b"%d" % (int(data) + 1), etag=etag):
                return
        pytest.fail("never the first of them")

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(add, range(16)))
    assert store.read("count") == b"16"


@pytest.mark.parametrize("kind", ["folder", "seaweed"])
def test_of_several_processes_one_creates_a_key_and_it_is_whole(kind, request, tmp_path, script):
    url = str(tmp_path) if kind == "folder" else request.getfixturevalue(f"{kind}_url")
    count = 20
    racers = [script(RACE, url, who, count) for who in ("abcd" if kind == "folder" else "ab")]
    for one in racers:
        assert one.stdout.readline() == "ready\n", one.stderr.read()
    for one in racers:
        one.stdin.write("go\n")
        one.stdin.flush()
    won = [[int(word) for word in one.stdout.read().split()] for one in racers]
    store = open_store(url)
    for key, wins in enumerate(zip(*won, strict=True)):
        assert sum(wins) == 1
        winner = b"abcd"[wins.index(1) : wins.index(1) + 1]
        assert store.read(f"keys/{key}") == winner * 50_000
    assert len(store.list()) == count


def test_entries_are_listed_no_further_than_they_are_read(store):
    for n in range(30):
        store.create(f"k/{n:02}", b"")
    assert [one.key for one in islice(store.entries("k", after="k/04"), 3)] == [
        "k/05", "k/06", "k/07",
    ]  # fmt: skip
