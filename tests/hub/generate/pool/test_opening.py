"""A pool is carded from its files, and remembered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.hub.generate.pool.files import sums, towns, write

from envhub.errors import DatasetError, NotFound, UsageError
from envhub_hub.generate.pool import open_pool

each_format = pytest.mark.parametrize("ending", ["csv", "json", "jsonl", "parquet", "tsv"])


@each_format
def test_every_format_gives_the_same_card(tmp_path, ending):
    if ending == "parquet":
        pytest.importorskip("polars")
    path = write(tmp_path / f"towns.{ending}", towns())
    (card,) = open_pool([path], tmp_path / "cache").cards
    assert (card.id, card.name, card.format) == ("towns", "towns", ending)
    assert (card.records, card.path) == (60, f"towns.{ending}")
    roles = {field.name: field.role for field in card.fields}
    assert roles == {
        "id": "id", "name": "entity", "part": "category", "mayor": "entity", "people": "number",
        "note": "text",
    }  # fmt: skip
    part = card.field("part")
    assert (part.distinct, part.filled, part.types) == (3, 1.0, ("text",))
    assert part.chars == (4, pytest.approx(4.7, abs=0.1), 5)


def test_a_card_comes_back_from_the_cache_without_the_file_being_parsed(tmp_path):
    path = write(tmp_path / "towns.jsonl", towns())
    first = open_pool([path], tmp_path / "cache")
    memory = next((tmp_path / "cache").glob("*.json"))
    kept = json.loads(memory.read_text())
    memory.write_text(json.dumps({**kept, "seen": 7}))
    again = open_pool([path], tmp_path / "cache")
    assert again.cards[0] == first.cards[0].model_copy(update={"seen": 7})
    assert again.records("towns").record(41) == first.records("towns").record(41)


def test_a_torn_or_unwritable_cache_costs_nothing_but_time(tmp_path):
    path = write(tmp_path / "towns.jsonl", towns())
    cards = open_pool([path], tmp_path / "cache").cards
    next((tmp_path / "cache").glob("*.json")).write_text('{"rec')
    assert open_pool([path], tmp_path / "cache").cards == cards
    (tmp_path / "taken").write_text("a file where the folder should be")
    assert open_pool([path], tmp_path / "taken").cards == cards


def test_a_folder_is_walked_and_what_holds_no_records_is_named(tmp_path):
    root = tmp_path / "sets"
    write(root / "a/train.jsonl", sums())
    write(root / "b/train.jsonl", towns())
    write(root / ".hidden/x.jsonl", sums())
    (root / "README.md").write_text("# Sets")
    (root / "SOURCE.json").write_text('{"licence": "MIT"}')
    (root / "settings.json").write_text('{"x": 1}')
    pool = open_pool([root], tmp_path / "cache")
    assert [card.id for card in pool.cards] == ["a-train", "b-train"]
    assert [card.path for card in pool.cards] == ["sets/a/train.jsonl", "sets/b/train.jsonl"]
    assert [name for name, _ in pool.skipped] == ["sets/settings.json"]


def test_files_of_one_name_get_ids_of_their_own(tmp_path):
    for folder in ("a", "b", "c/b"):
        write(tmp_path / folder / "sums.jsonl", sums())
    pool = open_pool([tmp_path / "a", tmp_path / "b", tmp_path / "c"], tmp_path / "cache")
    assert [card.id for card in pool.cards] == ["sums", "b-sums", "c-b-sums"]


def test_examples_under_a_name_are_records_and_the_canary_stays(tmp_path):
    path = tmp_path / "task.json"
    examples = [{"input": f"Is {n} odd?", "target": "yes" if n % 2 else "no"} for n in range(9)]
    path.write_text(json.dumps({"canary": "do not train", "examples": examples}))
    (card,) = open_pool([path], tmp_path / "cache").cards
    assert (card.records, card.canary) == (9, "do not train")
    assert [field.role for field in card.fields] == ["question", "answer"]


def test_lines_of_objects_named_json_are_what_they_are(tmp_path):
    path = write(tmp_path / "x.jsonl", sums()).rename(tmp_path / "x.json")
    assert open_pool([path], tmp_path / "cache").cards[0].format == "jsonl"


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("x.jsonl", '{"a": 1}\n\n{"a": \n', "x.jsonl:3: this is no JSON"),
        ("x.jsonl", '{"a": 1}\n[1]\n', "x.jsonl:2: a record is an object"),
        ("x.json", '[{"a": 1},\n {"a" 2}]', "x.json:2: this is no JSON"),
        ("x.json", "[]", "x.json:1: no list of records"),
        ("x.json", '[{"a": 1}, 2]', "x.json:1: a record of the list is no object"),
        ("x.csv", "a,b\n1,2\n3\n", "x.csv:3: a row of 1 cells under 2 columns"),
        ("x.csv", 'a,b\n1,"x" y\n', "x.csv:2: this is no row"),
        ("x.tsv", "a\tb\n1\t2\n1\t2\t3\n", "x.tsv:3: a row of 3 cells under 2 columns"),
        ("x.csv", "a,b\n", "x.csv:1: the file holds no record"),
        ("x.jsonl", "", "x.jsonl:1: the file is empty"),
    ],
)
def test_a_broken_file_is_named_with_its_line(tmp_path, name, text, place):
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(DatasetError) as error:
        open_pool([path], tmp_path / "cache")
    assert place in error.value.message
    assert "\n" not in error.value.message


def test_bytes_that_are_no_text_are_named_with_their_line(tmp_path):
    for name, text in (("x.csv", b"a,b\n1,2\n\xff,1\n"), ("x.jsonl", b'{"a": 1}\n{}\n"\xff"\n')):
        path = tmp_path / name
        path.write_bytes(text)
        with pytest.raises(DatasetError, match=rf"{name}:3: "):
            open_pool([path], tmp_path / "cache")


def test_a_parquet_file_that_is_none_is_named(tmp_path):
    pytest.importorskip("polars")
    path = tmp_path / "x.parquet"
    path.write_bytes(b"PAR1 and nothing else")
    with pytest.raises(DatasetError, match=r"x\.parquet"):
        open_pool([path], tmp_path / "cache")


def test_what_is_not_there_is_said(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "x.xlsx").write_text("x")
    with pytest.raises(NotFound, match="nowhere"):
        open_pool([tmp_path / "nowhere"], tmp_path)
    with pytest.raises(NotFound, match="holds no data"):
        open_pool([tmp_path / "empty"], tmp_path)
    with pytest.raises(UsageError, match=r"x\.xlsx"):
        open_pool([tmp_path / "x.xlsx"], tmp_path)


def test_a_card_of_no_such_id_is_said_with_the_nearest(tmp_path):
    pool = open_pool([write(tmp_path / "towns.jsonl", towns())], tmp_path / "cache")
    with pytest.raises(NotFound, match="did you mean `towns`"):
        pool.card("town")


def test_the_digest_of_a_pool_follows_its_files(tmp_path):
    path = write(tmp_path / "towns.jsonl", towns())
    before = open_pool([path], tmp_path / "cache").digest
    assert open_pool([path], tmp_path / "cache").digest == before
    write(path, towns(61))
    assert open_pool([path], tmp_path / "cache").digest != before


def licence(tmp_path: Path, **files: str):
    for name, text in files.items():
        (tmp_path / name.replace("__", ".")).write_text(text)
    return open_pool([write(tmp_path / "towns.jsonl", towns())], tmp_path / "cache").cards[0]


def test_the_licence_and_the_source_beside_a_file_travel_with_its_card(tmp_path):
    told = '{"licence": "CC-BY-4.0", "source_repo": "acme/towns", "note": "towns of 2026"}'
    card = licence(tmp_path, SOURCE__json=told, LICENSE="MIT License")
    assert (card.licence.name, card.licence.found_in) == ("CC-BY-4.0", "SOURCE.json")
    assert (card.source, card.description) == ("acme/towns", "towns of 2026")


def test_a_licence_is_read_off_its_text_or_the_head_of_a_readme(tmp_path):
    assert licence(tmp_path, LICENSE="MIT License\n\nCopyright").licence.name == "MIT License"
    head = "---\nlicense: apache-2.0\n---\n# Towns"
    assert licence(tmp_path, README__md=head).licence.name == "apache-2.0"


def test_a_file_without_a_licence_says_none(tmp_path):
    assert licence(tmp_path).licence is None
