"""Which rows hold a value."""

from __future__ import annotations

import itertools

from tests.hub.generate.pool.files import towns, write

from envhub_hub.generate.pool import open_pool


def test_rows_are_found_whatever_the_case_and_spaces(tmp_path):
    rows = [*towns(), {"name": " town7VILLE", "mayor": "x"}]
    pool = open_pool([write(tmp_path / "towns.jsonl", rows)], tmp_path / "cache")
    table = pool.table("towns")
    assert table.rows("name", "Town7ville", 9) == [7, 60]
    assert table.rows("name", "Town7ville", 1) == [7]
    assert table.rows("name", "Town7") == []


def test_numbers_are_found_as_they_are_written_and_lists_are_not(tmp_path):
    rows = [{"n": 1, "l": ["a"]}, {"n": 1.5, "l": None}, {"n": True, "l": "['a']"}]
    pool = open_pool([write(tmp_path / "x.jsonl", rows)], tmp_path / "cache")
    table = pool.table("x")
    assert (table.rows("n", "1"), table.rows("n", "1.5"), table.rows("n", "true")) == (
        [0],
        [1],
        [2],
    )
    assert table.rows("l", "['a']") == [2]


def test_an_index_is_built_once_and_counts_what_differs(tmp_path):
    path = write(tmp_path / "towns.jsonl", towns())
    for _ in range(2):
        with open_pool([path], tmp_path / "cache") as pool:
            assert pool.table("towns").column("part").distinct() == 3
    assert len(list((tmp_path / "cache").glob("*.columns"))) == 1
    assert not list((tmp_path / "cache").glob("*.part"))


def test_some_records_of_a_large_file_come_from_short_stretches(tmp_path):
    from random import Random

    from envhub_hub.generate.pool import pool as opened

    path = write(tmp_path / "x.jsonl", [{"n": n} for n in range(opened.SMALL + 5)])
    table = open_pool([path], tmp_path / "cache").table("x")
    found = [row["n"] for row in table.some(Random(1), 24)]
    assert len(set(found)) == 24
    assert found == [row["n"] for row in table.some(Random(1), 24)]
    assert sum(b - a == 1 for a, b in itertools.pairwise(found)) >= 15
