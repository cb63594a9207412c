"""Grades as lines of a file: one a sample, or a failure, and a reviewer; the last one counts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import Field, ValidationError

from envhub.errors import EnvhubError, InvalidEnvironment, Problem
from envhub.values import Frozen, json_line

CRITERIA = ("correct", "clear", "answerable", "relevant")
"""What a sample is graded on, each from 1 to 5."""
ACCEPTED_FROM = 3
"""A reviewer accepts a sample that no grade of is below this."""
Verdict = Literal["model error", "item flaw", "unclear"]
"""Why a sample failed: the model was wrong, the sample is, or a person can't tell."""


class SampleGrade(Frozen):
    """What one reviewer says of one sample."""

    digest: str
    """Of the environment."""
    sample_id: str
    item: str | None = None
    """The identity of what is asked, where the sample carries one."""
    reviewer: str
    correct: int = Field(ge=1, le=5)
    clear: int = Field(ge=1, le=5)
    answerable: int = Field(ge=1, le=5)
    relevant: int = Field(ge=1, le=5)
    note: str = ""
    graded_at: str
    """ISO 8601, UTC."""

    @property
    def accepted(self) -> bool:
        """Whether no criterion is graded below 3."""
        return min(self.correct, self.clear, self.answerable, self.relevant) >= ACCEPTED_FROM


class RowGrade(Frozen):
    """What one reviewer says of one failing rollout of a run."""

    sample_id: str
    epoch: int
    reviewer: str
    verdict: Verdict
    note: str = ""
    graded_at: str


Grade = TypeVar("Grade", SampleGrade, RowGrade)


def append_grade(path: Path, grade: SampleGrade | RowGrade) -> None:
    """Add a grade to a file, on the disk before this returns.

    Raises:
        EnvhubError: the disk refused.
    """
    try:
        with path.open("ab") as stream:
            stream.write(json_line(grade))
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise EnvhubError(f"can't write `{path}`: {error.strerror or error}") from error


def sample_grades(path: Path, digest: str | None = None) -> list[SampleGrade]:
    """Return the last grade of each sample and reviewer, in their first order.

    Args:
        path: the file; one that is not there holds no grade.
        digest: only those of this environment.

    Raises:
        InvalidEnvironment: a line is no grade; a torn last line is passed over.
    """
    kept = {(one.digest, one.sample_id, one.reviewer): one for one in _read(path, SampleGrade)}
    return [one for one in kept.values() if digest in (None, one.digest)]


def row_grades(path: Path) -> list[RowGrade]:
    """Return the last grade of each failing rollout and reviewer.

    Raises:
        InvalidEnvironment: a line is no grade; a torn last line is passed over.
    """
    kept = {(one.sample_id, one.epoch, one.reviewer): one for one in _read(path, RowGrade)}
    return list(kept.values())


def _read(path: Path, kind: type[Grade]) -> Iterator[Grade]:
    if not path.is_file():
        return
    lines = path.read_bytes().split(b"\n")
    # What stands behind the last line feed is empty, unless a write was cut off.
    whole = lines if _is_whole(lines[-1], kind) else lines[:-1]
    for number, line in enumerate(whole, start=1):
        try:
            yield kind.model_validate_json(line)
        except ValidationError as error:
            text = f"is no grade: {error.errors()[0]['msg']}"
            raise InvalidEnvironment([Problem(text, str(path), number)]) from error


def _is_whole(line: bytes, kind: type[Grade]) -> bool:
    try:
        kind.model_validate_json(line)
    except ValidationError:
        return False
    return True
