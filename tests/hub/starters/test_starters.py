"""Every starter is an environment that passes `check` as it is."""

from __future__ import annotations

import pytest

from envhub import (
    Environment,
    MemoryTable,
    MockModel,
    NotFound,
    UsageError,
    check,
    evaluate,
    measure,
)
from envhub_hub.starters import TEMPLATES, copy_starter


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_starter_passes_check_without_a_warning(template, tmp_path):
    copy_starter(template, "acme/mine", tmp_path / "mine")
    report = check(tmp_path / "mine")
    assert report.ok, report.problems
    assert report.warnings == report.not_checked == ()


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_starter_carries_the_name_that_was_given_and_no_mark(template, tmp_path):
    copy_starter(template, "acme/mine", tmp_path / "mine")
    assert Environment.from_folder(tmp_path / "mine").reference == "acme/mine@1.0.0"
    texts = [path.read_text() for path in (tmp_path / "mine").rglob("*") if path.is_file()]
    assert not [text for text in texts if "{{name}}" in text]


@pytest.mark.parametrize("template", ["choice", "qa"])
def test_a_starter_of_a_model_runs(template, tmp_path):
    copy_starter(template, "acme/mine", tmp_path / "mine")
    rows = evaluate(Environment.from_folder(tmp_path / "mine"), MockModel("A"))
    assert {row.status for row in rows} <= {"pass", "fail"}


def test_the_starter_of_a_data_set_measures_one(tmp_path):
    copy_starter("dataset", "acme/mine", tmp_path / "mine")
    table = MemoryTable([("The invoice is wrong.", "urgent"), ("Where is it?", "normal")])
    rows = measure(Environment.from_folder(tmp_path / "mine"), table)
    assert len(rows) == 6
    assert {row.status for row in rows} == {"pass", "fail"}


def test_every_template_is_tried():
    assert sorted(TEMPLATES) == ["choice", "dataset", "qa"]


def test_an_empty_folder_is_filled(tmp_path):
    copy_starter("qa", "acme/mine", tmp_path)
    assert (tmp_path / "environment.toml").is_file()


def test_a_folder_that_holds_something_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="is not empty"):
        copy_starter("qa", "acme/mine", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "mine").touch()
    with pytest.raises(UsageError, match="is a file"):
        copy_starter("qa", "acme/mine", tmp_path / "mine")


def test_an_unknown_template_brings_the_closest_one(tmp_path):
    with pytest.raises(
        NotFound, match=r"no template `choise`, did you mean `choice`\? \(there are"
    ):
        copy_starter("choise", "acme/mine", tmp_path / "mine")
    assert not (tmp_path / "mine").exists()


@pytest.mark.parametrize("name", ["mine", "Acme/Mine", "acme/../x", "acme/mine\n", "a/b/c", ""])
def test_a_name_that_is_no_owner_and_slug_is_refused(name, tmp_path):
    with pytest.raises(UsageError, match="is no environment name"):
        copy_starter("qa", name, tmp_path / "mine")
