"""Opening a data set: every format gives the same rows; what is wrong is said in one sentence."""

from __future__ import annotations

import hashlib
import shutil

import pytest
from tests.hub.tables.conftest import ROWS

from envhub.errors import DatasetError, NotFound, UsageError
from envhub_hub.tables import FORMATS

every_ending = pytest.mark.parametrize("ending", sorted(FORMATS))


@every_ending
def test_every_format_gives_the_same_rows(write, opened, ending):
    table = opened(write(f"t{ending}"))
    assert list(table.rows()) == ROWS
    assert list(table.rows()) == ROWS  # and once more from the start
    assert (table.identity.rows, table.identity.columns) == (4, ("text", "label"))


@every_ending
def test_a_name_with_signs_of_patterns_is_a_name(write, opened, ending):
    assert len(list(opened(write(f"a[1]*?{ending}")).rows())) == 4


@every_ending
def test_a_folder_is_its_files_in_order(write, opened, ending, tmp_path):
    write(f"parts/b{ending}", [("second", "x")])
    write(f"parts/a{ending}", [("first", "x")])
    table = opened(tmp_path / "parts")
    assert [text for text, _ in table.rows()] == ["first", "second"]
    assert [one.path for one in table.identity.files] == [f"a{ending}", f"b{ending}"]


def test_the_digest_is_that_of_the_content_whatever_the_name(write, opened, tmp_path):
    path = write("t.csv")
    shutil.copy(path, tmp_path / "other.csv")
    digest = opened(path).identity.digest
    assert digest == f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
    assert opened(tmp_path / "other.csv").identity.digest == digest
    path.write_text("text,label\na,b\n")
    assert opened(path).identity.digest != digest


def test_a_filter_leaves_rows_and_is_recorded(write, opened):
    table = opened(write("t.parquet"), filter="label = '2' AND text IS NOT NULL")
    assert list(table.rows()) == [ROWS[1]]
    assert (table.identity.rows, table.identity.total_rows) == (1, 4)
    assert table.identity.said == "1 of 4 rows where label = '2' AND text IS NOT NULL"


def test_labels_of_any_plain_type_are_text(write, opened, tmp_path):
    (tmp_path / "t.jsonl").write_text('{"text": "a", "label": 1}\n{"text": "b", "label": true}\n')
    assert [label for _, label in opened(tmp_path / "t.jsonl").rows()] == ["1", "true"]
    (tmp_path / "t.csv").write_text("text,label\na,01\nb,1\n")
    assert [label for _, label in opened(tmp_path / "t.csv").rows()] == ["01", "1"]


def test_a_key_that_comes_late_is_not_lost(opened, tmp_path):
    lines = '{"text": "a", "label": null}\n' * 3_000 + '{"text": "b", "label": "late"}\n'
    (tmp_path / "t.jsonl").write_text(lines)
    assert list(opened(tmp_path / "t.jsonl").rows())[-1] == ("b", "late")


def test_a_cell_over_several_lines_is_one_cell(opened, tmp_path):
    (tmp_path / "t.csv").write_text('text,label\n"a\n\nb",x\n')
    assert list(opened(tmp_path / "t.csv").rows()) == [("a\n\nb", "x")]


def test_columns_are_named_or_have_the_usual_names(opened, tmp_path):
    (tmp_path / "t.csv").write_text("body,topic\na,x\n")
    table = opened(tmp_path / "t.csv", text_column="body")
    assert list(table.rows()) == [("a", None)]
    assert (table.identity.text_column, table.identity.label_column) == ("body", None)
    with pytest.raises(UsageError, match=r"no column of `t\.csv` is called `text`") as raised:
        opened(tmp_path / "t.csv")
    assert "there are: `body`, `topic`" in raised.value.hint


def test_a_column_that_is_not_there_is_not_found(write, opened):
    with pytest.raises(NotFound, match=r"no column `txt` in `t\.csv`, did you mean `text`\?"):
        opened(write("t.csv"), text_column="txt")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"text": ["a"], "label": "x"}', r"column `text` of `t\.jsonl` holds List\(String\)"),
        ('{"text": 12, "label": "x"}', "holds Int64, not text"),
        ('{"text": "a", "label": {"b": 1}}', "holds Struct.*, not labels"),
    ],
)
def test_a_column_of_something_else_is_refused(opened, tmp_path, line, said):
    (tmp_path / "t.jsonl").write_text(line + "\n")
    with pytest.raises(UsageError, match=said):
        opened(tmp_path / "t.jsonl")


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("label =", "can't be applied"),
        ("nope = 1", "nope"),
        ("text > 3", "cannot compare"),
        ("length(text)", "is no condition: it gives"),
        ("1 = 1; DROP TABLE x", "can't be applied"),
    ],
)
def test_a_filter_that_is_none_is_a_mistake_of_use(write, opened, condition, said):
    with pytest.raises(UsageError, match=said):
        opened(write("t.csv"), filter=condition)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("t.csv", b"", r"`t\.csv` is empty"),
        ("t.parquet", b"text,label\n", r"`t\.parquet` can't be read: parquet"),
        ("t.jsonl", b'{"text": "a"}\nno json\n', r"`t\.jsonl` can't be read"),
    ],
)
def test_a_file_that_is_not_what_its_ending_says_is_refused(opened, tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DatasetError, match=said) as raised:
        opened(tmp_path / name)
    assert "\n" not in raised.value.message


def test_a_text_that_is_no_utf_8_is_refused_where_it_is_read(opened, tmp_path):
    (tmp_path / "t.csv").write_bytes(b"text,label\na,b\n\xff,b\n")
    with pytest.raises(DatasetError, match="can't be read: invalid utf-8"):
        list(opened(tmp_path / "t.csv").rows())


@pytest.mark.parametrize("name", ["t.xlsx", "t.json", "t"])
def test_an_unknown_ending_brings_the_known_ones(opened, tmp_path, name):
    (tmp_path / name).write_text("x")
    with pytest.raises(UsageError, match=r"endings: \.csv, \.jsonl, \.ndjson, \.parquet, \.tsv"):
        opened(tmp_path / name)


def test_folders_that_hold_no_table_or_several_kinds_are_refused(write, opened, tmp_path):
    (tmp_path / "none").mkdir()
    with pytest.raises(NotFound, match="holds no table"):
        opened(tmp_path / "none")
    write("mixed/a.csv")
    write("mixed/b.parquet")
    with pytest.raises(UsageError, match=r"several kinds: \.csv, \.parquet"):
        opened(tmp_path / "mixed")
    with pytest.raises(NotFound, match="no file or folder"):
        opened(tmp_path / "nowhere.csv")


def test_a_file_that_changes_while_it_is_read_is_noticed(write, opened):
    path = write("t.jsonl")
    table = opened(path)
    path.write_text(path.read_text() * 2)
    with pytest.raises(DatasetError, match=r"gave 8 rows, and 4 a moment before"):
        list(table.rows())


def test_a_huge_cell_is_not_carried_whole(write, opened):
    ((text, _),) = opened(write("t.parquet", [("x" * 3_000_000, "a")])).rows()
    assert len(text) == 100_001
