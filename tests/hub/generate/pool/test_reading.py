"""Records one after the other and by number."""

from __future__ import annotations

import pytest
from tests.hub.generate.pool.files import towns, write

from envhub.errors import DatasetError
from envhub_hub.generate.pool import open_pool, reading


@pytest.mark.parametrize("ending", ["csv", "json", "jsonl", "parquet", "tsv"])
def test_a_record_by_number_is_the_one_of_the_stream(tmp_path, ending):
    if ending == "parquet":
        pytest.importorskip("polars")
    rows = towns(100)
    path = write(tmp_path / f"towns.{ending}", rows)
    for pool in (open_pool([path], tmp_path / "cache") for _ in range(2)):
        records = pool.records("towns")
        streamed = list(records.each())
        assert len(records) == len(streamed) == 100
        assert [records.record(row) for row in range(99, -1, -1)] == streamed[::-1]
        assert [dict(one) for one in streamed] == rows
        assert list(records.values("mayor")) == [row["mayor"] for row in rows]
        with pytest.raises(IndexError):
            records.record(100)


def test_quoted_newlines_and_blank_lines_do_not_shift_records(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("\ufeffa,b\n" + "".join(f'"line\n{n}, ""q""",{n}\n\n' for n in range(50)))
    records = open_pool([path], tmp_path / "cache").records("x")
    assert records.record(33) == {"a": 'line\n33, "q"', "b": 33}
    assert len(records) == 50


def test_a_tsv_without_a_head_is_read_from_its_first_line(tmp_path):
    path = tmp_path / "x.tsv"
    path.write_text('How "many" pens has Ann?\t18\nAnd Bo?\t3\n')
    pool = open_pool([path], tmp_path / "cache")
    assert pool.records("x").record(0) == {"column_1": 'How "many" pens has Ann?', "column_2": 18}
    assert [field.role for field in pool.cards[0].fields] == ["question", "answer"]


def test_a_cell_is_a_number_only_in_its_usual_form(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("a,b,c,d,e,f\n7,-1.5,007,1.10,1e5,\n")
    assert open_pool([path], tmp_path / "cache").records("x").record(0) == {
        "a": 7, "b": -1.5, "c": "007", "d": "1.10", "e": "1e5", "f": None,
    }  # fmt: skip


def test_an_index_never_holds_more_than_its_marks(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MARKS", 4)
    path = write(tmp_path / "towns.jsonl", towns(500))
    records = open_pool([path], tmp_path / "cache").records("towns")
    assert len(records.index().offsets) < 4
    assert [records.record(row)["id"] for row in (0, 255, 499)] == [0, 255, 499]


def test_a_file_that_changes_meanwhile_is_noticed(tmp_path):
    path = write(tmp_path / "towns.jsonl", towns(100))
    records = open_pool([path], tmp_path / "cache").records("towns")
    write(path, towns(20))
    with pytest.raises(DatasetError):
        records.record(99)


def test_dates_and_bytes_of_parquet_become_what_json_has(tmp_path):
    pl = pytest.importorskip("polars")
    from datetime import date

    frame = pl.DataFrame({"day": [date(2026, 3, 1)], "raw": [b"x"], "list": [[1.5, None]],
                          "nan": [float("nan")]})  # fmt: skip
    frame.write_parquet(tmp_path / "x.parquet")
    pool = open_pool([tmp_path / "x.parquet"], tmp_path / "cache")
    assert pool.records("x").record(0) == {
        "day": "2026-03-01", "raw": None, "list": [1.5, None], "nan": None,
    }  # fmt: skip
