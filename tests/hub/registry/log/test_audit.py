from __future__ import annotations

import pytest

from envhub.errors import NotFound
from envhub_hub.registry.log import Log
from envhub_hub.registry.log.entry import entry_key
from envhub_hub.registry.log.tiles import tile_key


def problems(log, repair=False):
    return [(one.seq, one.key.split("/")[1], one.repaired) for one in log.audit(repair)]


def test_a_whole_log_has_no_damage(store, filled):
    assert problems(filled(store, 260)) == []


def test_an_empty_log_has_no_damage_and_none_is_none(memory, filled):
    with pytest.raises(NotFound):
        Log(memory).audit()
    assert problems(filled(memory, 0)) == []


@pytest.mark.parametrize("seq", [1, 2, 200, 255, 256])
@pytest.mark.parametrize("data", [None, b"{}", "lie"])
def test_an_entry_that_a_tile_proves_is_mended(memory, filled, seq, data):
    log = filled(memory, 258)
    whole = memory.read(entry_key(seq))
    if data is None:
        memory.delete(entry_key(seq))
    else:
        memory.replace(entry_key(seq), whole.replace(b"Sums", b"Lies") if data == "lie" else data)
    assert problems(log) == [(seq, "e", False)]
    assert problems(log, repair=True) == [(seq, "e", True)]
    assert memory.read(entry_key(seq)) == whole
    assert problems(log) == []


def test_many_entries_are_mended_at_once(memory, filled):
    log = filled(memory, 300)
    for seq in range(1, 257):
        memory.delete(entry_key(seq))
    assert len(problems(log, repair=True)) == 256
    assert problems(log) == []


def test_a_tile_that_is_missing_damaged_or_of_other_entries_is_made_again(memory, filled):
    log = filled(memory, 800)
    whole = [memory.read(tile_key(block)) for block in range(3)]
    memory.delete(tile_key(0))
    memory.replace(tile_key(1), b"x")
    memory.replace(tile_key(2), whole[1])
    assert problems(log) == [(1, "t", False), (257, "t", False), (513, "t", False)]
    assert problems(log, repair=True) == [(1, "t", True), (257, "t", True), (513, "t", True)]
    assert [memory.read(tile_key(block)) for block in range(3)] == whole


def test_what_no_tile_proves_is_named_and_left(memory, filled):
    log = filled(memory, 270)
    lie = memory.read(entry_key(260)).replace(b"Sums", b"Lies")
    memory.replace(entry_key(260), lie)
    assert problems(log, repair=True) == [(261, "e", False)]
    assert memory.read(entry_key(260)) == lie


def test_a_missing_entry_in_the_last_block_is_named(memory, filled):
    log = filled(memory, 5)
    memory.delete(entry_key(2))
    assert problems(log, repair=True) == [(2, "e", False)]


def test_a_lying_tile_mends_nothing(memory, filled):
    log = filled(memory, 600)
    whole = memory.read(entry_key(5))
    memory.replace(tile_key(0), memory.read(tile_key(1)))
    assert problems(log, repair=True) == [(1, "t", True)]
    assert memory.read(entry_key(5)) == whole


def test_a_tile_of_entries_that_are_not_there_is_named(memory, filled):
    log = filled(memory, 3)
    memory.create(tile_key(7), b"x")
    assert problems(log, repair=True) == [(7 * 256 + 1, "t", False)]
