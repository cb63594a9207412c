from __future__ import annotations

import bz2

import pytest

from envhub_hub.registry.log import Summary, make_tile
from envhub_hub.registry.log.entry import (
    START,
    Damaged,
    completed,
    encode,
    entry_key,
    hash_of,
    parse,
    seq_of,
    shortened,
)
from envhub_hub.registry.log.tiles import MAX_TILE, block_of_tile, read_tile, tile_key
from envhub_hub.registry.record import BundleEntry, CapabilityEntry, Record

DIGEST = "sha256:" + "c" * 64


def record_of(version="1.0.0", **said):
    values = {
        "name": "acme/sums", "version": version, "title": "Sums", "license": "CC0-1.0",
        "samples": {"test": 4, "practice": 9}, "digest": DIGEST, "data_digest": {},
        "harness_digest": DIGEST, "scoring_digest": {}, "pushed_at": "2025-01-01T00:00:00Z",
        "bundle": BundleEntry(file=f"{version}-cccccccccccc.zip", sha256="d" * 64, size=10),
        "tool": "1", **said,
    }  # fmt: skip
    return Record.model_validate(values)


def entries(fact, count=256):
    raws, before = [], START
    for number in range(count):
        raws.append(encode(fact(f"1.{number}.0"), number + 1, before))
        before = hash_of(raws[-1])
    return raws


def test_an_entry_is_read_back_as_it_was_written(fact):
    raw = encode(fact(), 7, "e" * 64)
    entry = parse(raw, 7)
    assert (entry.seq, entry.previous) == (7, "e" * 64)
    assert entry.summary == fact().summary


def test_an_entry_without_what_a_reader_knows_is_completed_to_the_same_bytes(fact):
    raw = encode(fact(), 7, "e" * 64)
    assert b"previous" not in shortened(raw)
    assert completed(shortened(raw), "e" * 64) == raw


def test_an_entry_is_one_line_whatever_its_texts_hold(fact):
    odd = fact().model_copy(update={"at": "a\nb\u2028\ud800"})
    raw = encode(odd, 1, START)
    assert b"\n" not in raw
    assert parse(raw, 1).at == "a\nb\u2028\ufffd"


@pytest.mark.parametrize("spoil", [
    lambda raw: raw + b"\n", lambda raw: b" " + raw, lambda raw: raw[:-1],
    lambda raw: raw.replace(b'"seq":1', b'"seq":2'),
    lambda raw: raw.replace(b'"type"', b'"previous":"' + b"f" * 64 + b'","type"'),
    lambda raw: raw.replace(b"push", b"p" * 70_000),
    lambda raw: raw.replace(b"push", b"PUSH"),
    lambda raw: raw.replace(b'"samples":4', b'"samples":-4'),
    lambda raw: raw.replace(b"Sums", b"S" * 300),
])  # fmt: skip
def test_bytes_that_are_not_quite_an_entry_are_none(fact, spoil):
    with pytest.raises(Damaged):
        parse(spoil(encode(fact(), 1, START)), 1)


@pytest.mark.parametrize("seq", [1, 256, 257, 99_999_999])
def test_a_key_says_its_number(seq):
    assert seq_of(entry_key(seq)) == seq


@pytest.mark.parametrize("key", [
    "log/e/id.json", "log/e/00000000/1.json", "log/e/00000001/000000000001.json",
    "log/e/00000000/000000000000.json", "log/e/00000000/٠٠٠٠٠٠٠٠٠٠٠١.json", "log/e/x",
])  # fmt: skip
def test_another_key_is_no_entry(key):
    assert seq_of(key) is None


def test_another_key_is_no_tile():
    assert [block_of_tile(key) for key in (tile_key(3), "log/t/3.jsonl.bz2", "log/t/x")] == [
        3, None, None,
    ]  # fmt: skip


def test_a_tile_holds_its_entries_byte_by_byte(fact):
    raws = entries(fact)
    tile = read_tile(make_tile(0, raws), 0)
    assert (list(tile.raws), tile.previous, tile.hashes[-1]) == (raws, START, hash_of(raws[-1]))


def test_a_tile_of_entries_that_do_not_continue_each_other_is_not_made(fact):
    raws = entries(fact)
    raws[9] = raws[9].replace(b"Sums", b"Lies")
    with pytest.raises(Damaged, match="entry 11 does not continue"):
        make_tile(0, raws)


@pytest.mark.parametrize("data", [
    b"", b"x", bz2.compress(b""), bz2.compress(b"{}\n" * 257), bz2.compress(b"[]\n" * 257),
    bz2.compress(b"[" * 50_000 + b"\n" * 257),
    bz2.compress(b'{"block":1,"previous":""}\n' + b"{}\n" * 256),
])  # fmt: skip
def test_bytes_that_are_no_tile_are_none(data):
    with pytest.raises(Damaged):
        read_tile(data, 0)


def test_a_tile_is_never_opened_beyond_what_entries_could_need():
    bomb = bz2.compress(b"\n" * (MAX_TILE + 1))
    assert len(bomb) < 10_000
    with pytest.raises(Damaged, match="too large"):
        read_tile(bomb, 0)


def test_a_tile_with_something_behind_it_is_none(fact):
    with pytest.raises(Damaged, match="followed by something else"):
        read_tile(make_tile(0, entries(fact)) + b"x", 0)


def test_a_summary_says_what_search_needs():
    capability = CapabilityEntry(id="sums", title="Sums", method="numeric match", samples=4)
    summary = Summary.of(record_of(description="d" * 900, tags=("a",), capabilities=(capability,)))
    assert (summary.samples, summary.size, summary.tags) == (4, 10, ("a",))
    assert (len(summary.description), summary.description[-1]) == (200, "…")
    assert summary.capabilities[0].method == "numeric match"


def test_a_summary_holds_no_control_characters():
    assert Summary.of(record_of(title="a\x1b[31mb\nc")).title == "ab c"


def test_a_version_that_says_the_same_as_one_before_is_like_it():
    summary = Summary.of(record_of("1.1.0", description="d"), record_of(description="d"))
    assert (summary.like, summary.title, summary.description) == ("1.0.0", "", "")
    assert summary.digest == DIGEST


def test_a_version_that_says_anything_else_is_not():
    other = Summary.of(record_of("1.1.0", tags=("new",)), record_of())
    assert (other.like, other.title) == (None, "Sums")
    assert Summary.of(record_of(), record_of(name="acme/other")).like is None


def test_samples_are_those_of_the_test_split_or_of_all():
    assert Summary.of(record_of(samples={"practice": 3, "fewshot": 2})).samples == 5
