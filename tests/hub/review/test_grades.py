"""Grades of people: appended, read back with the last one counting, and summed up honestly."""

from __future__ import annotations

from pathlib import Path

import pytest

from envhub.errors import InvalidEnvironment
from envhub_hub.review import (
    SampleGrade,
    acceptance_of,
    accepted_items,
    append_grade,
    sample_grades,
)

WHEN = "2026-01-01T00:00:00+00:00"


def grade(sample: str, reviewer: str, *numbers: int, digest: str = "sha256:1") -> SampleGrade:
    correct, clear, answerable, relevant = numbers if len(numbers) == 4 else numbers * 4
    return SampleGrade(
        digest=digest, sample_id=sample, item=f"item of {sample}", reviewer=reviewer,
        correct=correct, clear=clear, answerable=answerable, relevant=relevant, graded_at=WHEN,
    )  # fmt: skip


def test_a_grade_is_read_back_and_the_last_one_counts(tmp_path: Path) -> None:
    path = tmp_path / "grades.jsonl"
    first, second = grade("a", "ann", 5), grade("a", "ann", 2)
    for one in (first, grade("b", "ann", 4), second):
        append_grade(path, one)
    assert sample_grades(path) == [second, grade("b", "ann", 4)]
    assert path.read_bytes().count(b"\n") == 3


def test_grades_of_another_version_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "grades.jsonl"
    append_grade(path, grade("a", "ann", 5))
    append_grade(path, grade("a", "ann", 1, digest="sha256:2"))
    assert [one.correct for one in sample_grades(path, "sha256:1")] == [5]


def test_a_torn_last_line_loses_nothing_else_and_a_damaged_one_is_named(tmp_path: Path) -> None:
    path = tmp_path / "grades.jsonl"
    append_grade(path, grade("a", "ann", 5))
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:30])
    assert sample_grades(path) == [grade("a", "ann", 5)]
    path.write_bytes(b'{"odd": 1}\n' + whole)
    with pytest.raises(InvalidEnvironment, match="is no grade"):
        sample_grades(path)


def test_no_file_is_no_grade(tmp_path: Path) -> None:
    assert sample_grades(tmp_path / "none.jsonl") == []
    assert acceptance_of([]).rate is None


def test_one_criterion_below_three_is_not_accepted() -> None:
    assert grade("a", "ann", 3, 5, 5, 5).accepted
    assert not grade("a", "ann", 5, 5, 2, 5).accepted


def test_a_sample_needs_most_of_its_reviewers() -> None:
    found = acceptance_of([grade("a", "ann", 5), grade("a", "bob", 1), grade("b", "ann", 5)])
    assert (found.reviewed, found.accepted, found.rate) == (2, 1, 0.5)
    assert found.reviewers == ("ann", "bob")
    assert found.agreement == 0.0
    assert found.interval is not None
    assert found.interval.low < 0.5 < found.interval.high


def test_what_was_accepted_and_what_was_not_is_known_by_its_item() -> None:
    grades = [grade("a", "ann", 5), grade("b", "ann", 1)]
    assert accepted_items(grades) == {"item of a"}
    assert accepted_items(grades, accepted=False) == {"item of b"}
