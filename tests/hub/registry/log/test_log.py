from __future__ import annotations

import json

import pytest
from tests.registries import Died, WatchedStore

from envhub.errors import IntegrityError, NotFound
from envhub_hub.registry.log import Fact, Log, follow
from envhub_hub.registry.log.entry import IDENTITY, START, entry_key, hash_of
from envhub_hub.registry.log.tiles import tile_key
from envhub_hub.store import open_store


def versions(log, seq=0):
    return [entry.version for entry in log.since(seq)]


def expected(first, last):
    return [f"1.{number}.0" for number in range(first, last)]


def other_entry(store, seq):
    """Write another content over an entry."""
    raw = store.read(entry_key(seq))
    store.replace(entry_key(seq), raw.replace(b'"Sums"', b'"Lies"'))


# Beginning


def test_a_place_without_a_log_says_so(store, fact):
    log = Log(store)
    assert not log.exists()
    for attempt in (log.head, lambda: log.append(fact()), lambda: versions(log), lambda: log.id):
        with pytest.raises(NotFound, match="has no log"):
            attempt()
    assert store.list() == []


def test_beginning_a_log_twice_is_one_log(store):
    log = Log(store)
    log.start()
    first = log.id
    Log(store).start()
    assert (Log(store).id, log.exists(), log.head()) == (first, True, 0)


def test_the_first_entry_names_nothing_before_it(store, filled):
    (entry,) = filled(store, 1).since(0)
    assert (entry.seq, entry.previous, entry.summary.title) == (1, START, "Sums")


def test_an_entry_names_the_hash_of_the_one_before_it(store, filled):
    entries = list(filled(store, 3).since(0))
    assert [one.previous for one in entries[1:]] == [
        hash_of(store.read(entry_key(seq))) for seq in (1, 2)
    ]


# Appending


def test_an_append_returns_its_place(memory, filled, fact):
    log = filled(memory, 2)
    assert log.append(fact("2.0.0")).seq == log.known == log.head() == 3


def test_a_warm_append_is_one_request(memory, filled, fact):
    filled(memory, 3)
    store = WatchedStore(memory)
    log = Log(store)
    log.append(fact("2.0.0"))
    store.asked.clear()
    log.append(fact("2.0.1"))
    assert store.asked == [("create", entry_key(5))]


def test_a_cold_writer_finds_the_end_without_reading_the_log(memory, filled, fact):
    filled(memory, 600)
    store = WatchedStore(memory)
    assert Log(store).append(fact("2.0.0")).seq == 601
    assert [name for name, _ in store.asked] == [
        "read", "list", "stat", "entries", "read", "create",
    ]  # fmt: skip


def test_a_writer_that_knew_the_end_needs_one_list(memory, filled, fact):
    cursor = filled(memory, 600).cursor
    list(Log(memory, cursor).since(600))
    known = list(follow(memory, cursor))[-1][1]
    store = WatchedStore(memory)
    assert Log(store, known).append(fact("2.0.0")).seq == 601
    assert [name for name, _ in store.asked] == ["entries", "create"]


def test_to_a_writer_nothing_new_is_one_look_at_the_next_place(memory, filled, fact):
    store = WatchedStore(memory)
    log = filled(store, 3)
    store.asked.clear()
    assert list(log.since(3)) == []
    assert store.asked == [("stat", entry_key(4))]
    Log(memory).append(fact("2.0.0"))
    assert [one.version for one in log.since(3)] == ["2.0.0"]


def test_a_writers_own_entry_is_not_read_again_to_check_it(memory, filled, fact):
    cursor = filled(memory, 3).cursor
    Log(memory).append(fact("2.0.0"))
    store = WatchedStore(memory)
    list(follow(store, cursor))
    assert [key for name, key in store.asked if name.startswith("read")] == [entry_key(4)]


def test_an_own_entry_is_checked_again_by_the_next_process(memory, filled):
    cursor = type(filled(memory, 3).cursor).model_validate_json(
        filled(memory, 3).cursor.model_dump_json()
    )
    other_entry(memory, cursor.seq)
    with pytest.raises(IntegrityError, match="it is another than was read before"):
        list(Log(memory, cursor).since(cursor.seq))


@pytest.mark.parametrize("ahead", [1, 5, 8, 30, 300])
def test_a_writer_whom_others_overtook_takes_the_next_place(memory, filled, fact, ahead):
    log = filled(memory, 3)
    other = Log(memory)
    for _ in range(ahead):
        other.append(fact("2.0.0"))
    assert log.append(fact("3.0.0")).seq == 4 + ahead
    assert versions(log)[-1] == "3.0.0"


def test_a_tile_of_a_block_that_is_not_there_misleads_nobody(memory, filled, fact):
    filled(memory, 300)
    memory.create(tile_key(99_999_999), b"no tile")
    memory.create(tile_key(9), b"no tile")
    assert Log(memory).append(fact("2.0.0")).seq == 301
    assert len(versions(Log(memory))) == 301


def test_a_writer_refuses_to_go_on_from_a_damaged_end(store, filled, fact):
    filled(store, 3)
    store.replace(entry_key(3), b"{}")
    with pytest.raises(IntegrityError, match="damaged at entry 3"):
        Log(store).append(fact("2.0.0"))


def test_a_log_that_was_made_anew_gets_no_hole(memory, filled, fact, monkeypatch):
    log = filled(memory, 5)
    for key in memory.list():
        memory.delete(key)
    filled(memory, 1)
    assert Log(memory, log.cursor).append(fact("2.0.0")).seq == 2
    monkeypatch.setattr("envhub_hub.registry.log.log.STALE", 0.0)  # the writer pauses a while
    assert log.append(fact("2.0.1")).seq == 3


# Reading


@pytest.mark.parametrize("seq", [0, 1, 255, 256, 257, 511, 512, 599, 600])
def test_what_came_after_an_entry_is_read_in_order(memory, filled, seq):
    filled(memory, 600)
    assert versions(Log(memory), seq) == expected(seq, 600)


def test_a_folder_is_read_like_memory(store, filled):
    filled(store, 260)
    assert versions(Log(store)) == expected(0, 260)


def test_old_entries_are_read_from_tiles(memory, filled):
    filled(memory, 600)
    store = WatchedStore(memory)
    assert len(versions(Log(store))) == 600
    read = " ".join(key for name, key in store.asked if name == "read_many").split()
    assert read == [tile_key(0), tile_key(1), *map(entry_key, range(513, 601))]


def test_nothing_new_is_one_list(memory, filled):
    cursor = list(follow(memory, filled(memory, 300).cursor))[-1][1]
    store = WatchedStore(memory)
    assert list(follow(store, cursor)) == []
    assert [name for name, _ in store.asked] == ["entries"]


def test_nothing_new_in_an_empty_log_is_one_list(memory, filled):
    filled(memory, 0)
    ((entries, cursor),) = follow(memory, None)
    store = WatchedStore(memory)
    assert (entries, list(follow(store, cursor))) == ([], [])
    assert [name for name, _ in store.asked] == ["entries"]


def test_a_reader_that_is_a_little_behind_reads_single_entries(memory, filled, fact):
    log = filled(memory, 256)
    cursor = list(follow(memory, log.cursor))[-1][1]
    log.append(fact("2.0.0"))
    store = WatchedStore(memory)
    ((entries, _),) = follow(store, cursor)
    assert [one.version for one in entries] == ["2.0.0"]
    assert [name for name, _ in store.asked] == ["entries", "read_many"]


def test_a_reader_that_is_far_behind_reads_tiles(memory, filled):
    cursor = filled(memory, 100).cursor
    log = Log(memory)
    for number in range(100, 1_100):
        log.append(Fact(type="push", name="acme/sums", version=f"1.{number}.0", at=""))
    store = WatchedStore(memory)
    found = [one.version for entries, _ in follow(store, cursor) for one in entries]
    assert found == expected(100, 1_100)
    assert len(" ".join(key for name, key in store.asked if name == "read_many").split()) < 90


def test_a_missing_tile_is_read_as_entries(memory, filled):
    filled(memory, 600)
    memory.delete(tile_key(0))
    assert versions(Log(memory)) == expected(0, 600)


@pytest.mark.parametrize("data", [b"", b"no bzip2", b"BZh9"])
def test_a_damaged_tile_is_read_as_entries(memory, filled, data):
    filled(memory, 600)
    memory.replace(tile_key(1), data)
    assert versions(Log(memory)) == expected(0, 600)


def test_a_tile_of_another_block_is_read_as_entries(memory, filled):
    filled(memory, 600)
    memory.replace(tile_key(1), memory.read(tile_key(0)))
    assert versions(Log(memory)) == expected(0, 600)


def test_a_tile_of_another_log_is_read_as_entries(memory, filled):
    filled(memory, 600)
    elsewhere = open_store("memory://tile-of-another-log")
    log = Log(elsewhere)
    log.start()
    for number in range(256):
        log.append(Fact(type="push", name="evil/lies", version=f"1.{number}.0", at=""))
    memory.replace(tile_key(0), elsewhere.read(tile_key(0)))
    assert {one.name for one in Log(memory).since(0)} == {"acme/sums"}


@pytest.mark.parametrize("seq", [1, 2, 150, 299])
def test_an_entry_that_was_rewritten_breaks_the_chain(memory, filled, seq):
    filled(memory, 300)
    memory.delete(tile_key(0))
    other_entry(memory, seq)
    with pytest.raises(IntegrityError, match=rf"entry {seq + 1}: it does not continue entry {seq}"):
        versions(Log(memory))


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff", b'{"previous":"x"}', b"[" * 100_000])
def test_an_unreadable_entry_is_named(memory, filled, data):
    filled(memory, 5)
    memory.replace(entry_key(3), data)
    with pytest.raises(IntegrityError, match="damaged at entry 3"):
        versions(Log(memory))


def test_a_missing_entry_is_named(store, filled):
    filled(store, 5)
    store.delete(entry_key(3))
    with pytest.raises(IntegrityError, match="entry 3: it is missing"):
        versions(Log(store))


def test_an_entry_at_another_place_is_named(memory, filled):
    filled(memory, 5)
    memory.replace(entry_key(3), memory.read(entry_key(2)))
    with pytest.raises(IntegrityError, match="entry 3: it says that it is entry 2"):
        versions(Log(memory))


def test_a_log_that_was_cut_is_noticed(memory, filled):
    log = filled(memory, 5)
    for seq in (4, 5):
        memory.delete(entry_key(seq))
    with pytest.raises(IntegrityError, match="cut: entry 5, read before, is missing"):
        list(Log(memory, log.cursor).since(5))


def test_a_log_that_was_rewritten_is_noticed(memory, filled):
    log = Log(memory, filled(memory, 5).cursor)
    list(log.since(5))
    other_entry(memory, 5)
    with pytest.raises(IntegrityError, match="entry 5: it is another than was read before"):
        list(log.since(5))


def test_another_log_at_the_same_url_is_read_from_its_beginning(memory, filled):
    cursor = filled(memory, 5).cursor
    for key in memory.list():
        memory.delete(key)
    filled(memory, 2)
    found = [(one.version, at.log) for entries, at in follow(memory, cursor) for one in entries]
    assert [version for version, _ in found] == expected(0, 2)
    assert {log for _, log in found} != {cursor.log}


def test_a_copy_of_a_registry_is_the_same_log(memory, filled):
    cursor = filled(memory, 5).cursor
    moved = cursor.model_copy(update={"etag": "elsewhere", "log_etag": "elsewhere"})
    assert [one for entries, _ in follow(memory, moved) for one in entries] == []


def test_a_damaged_identity_is_no_log_of_ours(memory, filled):
    filled(memory, 2)
    for data in (b"", b"[]", b'{"id": 3, "block": 256}', b'{"id": "x", "block": 128}'):
        memory.replace(IDENTITY, data)
        with pytest.raises(IntegrityError, match="damaged"):
            versions(Log(memory))


def test_what_a_newer_envhub_says_more_is_passed_over(memory, filled):
    filled(memory, 1)
    said = json.loads(memory.read(entry_key(1)))
    before = hash_of(memory.read(entry_key(1)))
    said |= {"previous": before, "seq": 2, "type": "merge_of", "mood": "good"}
    raw = json.dumps(said, separators=(",", ":")).encode()
    memory.create(entry_key(2), raw)
    assert [one.type for one in Log(memory).since(0)] == ["push", "merge_of"]
    assert Log(memory).append(Fact(type="push", name="a/b", version="1.0.0", at="")).seq == 3


# Tiles


def test_whoever_ends_a_block_makes_its_tile(store, filled):
    filled(store, 255)
    assert store.list("log/t") == []
    log = Log(store)
    log.append(Fact(type="push", name="acme/sums", version="2.0.0", at=""))
    assert store.list("log/t") == [tile_key(0)]


def test_a_tile_that_a_crash_left_out_is_made_up_for(memory, filled, fact):
    filled(memory, 255)
    dying = WatchedStore(memory)

    def die_at_the_tile(name, key):
        dying.dies_at = int(name == "create" and key.startswith("log/t/"))

    dying.before = die_at_the_tile
    with pytest.raises(Died):
        Log(dying).append(fact("2.0.0"))
    assert (memory.list("log/t"), Log(memory).head()) == ([], 256)
    log = Log(memory)
    for _ in range(256):
        log.append(fact("2.0.0"))
    assert memory.list("log/t") == [tile_key(0), tile_key(1)]


def test_everyone_makes_the_same_tile(memory, filled, fact):
    filled(memory, 256)
    first = memory.read(tile_key(0))
    memory.delete(tile_key(0))
    assert [one.repaired for one in Log(memory).audit(repair=True)] == [True]
    assert memory.read(tile_key(0)) == first


def test_damage_in_a_block_does_not_fail_the_push_that_ends_it(memory, filled, fact):
    filled(memory, 255)
    memory.replace(entry_key(7), b"{}")
    assert Log(memory).append(fact("2.0.0")).seq == 256
    assert memory.list("log/t") == []
