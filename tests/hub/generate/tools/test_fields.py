"""Single fields: copies, numbers, patches, conversions."""

from __future__ import annotations

import json

import pytest
from tests.hub.generate.tools.using import use

from envhub_hub.generate.tools import Unfit


@pytest.mark.parametrize(
    ("value", "number", "steps"),
    [
        (18, "18", ()),
        (2381740.0, "2381740", ()),
        ("70,000", "70000", ()),
        ("$1,248.50", "1248.5", ()),
        ("-0", "0", ()),
        ("so <<16-3=13>>13 eggs, <<13*2=26>>26\n#### 26", "26", ("13",)),
    ],
)
def test_a_number_is_read_in_its_one_form(value, number, steps):
    assert use("parse_number", value) == (number, steps)


@pytest.mark.parametrize("value", ["seven", "3 apples", True, [1], "", "1/2"])
def test_what_is_no_single_number_is_unfit(value):
    with pytest.raises(Unfit):
        use("parse_number", value)


def test_a_copy_is_stripped_and_may_be_made_text():
    assert use("copy_field", "  Algiers ") == ("Algiers",)
    assert use("copy_field", 3.0, as_text=True) == ("3",)
    assert use("copy_field", True, as_text=True) == ("true",)
    with pytest.raises(Unfit):
        use("copy_field", "")


def test_a_guard_tells_true_from_one():
    assert use("guard", True, equals=True) == ()
    with pytest.raises(Unfit):
        use("guard", 1, equals=True)


def test_a_list_becomes_one_text_or_alternatives():
    assert use("flatten", ["One. ", "Two."]) == ("One. Two.",)
    assert use("flatten", ["a", "b", "b"], alternatives=True) == ("a", ["b"])


def test_metadata_is_edited_in_a_copy():
    before = {"a": 1, "b": 2}
    assert use("edit_metadata", before, set={"c": 3}, drop=["a"]) == ({"b": 2, "c": 3},)
    assert before == {"a": 1, "b": 2}


def test_a_structure_is_patched_in_a_copy():
    before = {"rows": [{"x": 1}, {"x": 2}]}
    (after,) = use("patch", before, op="replace", path=["rows", 1, "x"], value=5)
    assert after["rows"][1] == {"x": 5}
    assert before["rows"][1] == {"x": 2}
    (added,) = use("patch", before, op="add", path=["rows", 0], value={"x": 0})
    assert [row["x"] for row in added["rows"]] == [0, 1, 2]
    (removed,) = use("patch", before, op="remove", path=["rows", 0])
    assert removed == {"rows": [{"x": 2}]}


def test_a_patch_of_a_place_that_is_not_there_is_unfit():
    with pytest.raises(Unfit, match="rows/7"):
        use("patch", {"rows": []}, op="remove", path=["rows", 7])


def test_a_table_goes_through_every_format_and_back():
    rows = json.dumps([{"a": "1", "b": "x, y"}, {"a": "2", "b": 'q "z"'}])
    text, before = rows, "json"
    for form in ("jsonl", "csv", "tsv", "json"):
        (text,) = use("convert", text, source=before, target=form)
        before = form
    assert json.loads(text) == json.loads(rows)


def test_a_text_is_taken_apart_at_its_sentences():
    text = "Dr. Ames met J. Doe at 3.5 km. They spoke! Was it late?"
    assert use("decompose", text)[0] == [
        "Dr. Ames met J. Doe at 3.5 km.", "They spoke!", "Was it late?",
    ]  # fmt: skip
    assert use("decompose", "a\n\nb\nc", into="paragraphs") == (["a", "b\nc"],)
