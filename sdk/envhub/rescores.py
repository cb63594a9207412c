"""`scores-<digest>.jsonl`: the rows of a run judged again, by other scoring rules.

The first line says by which; then one line a rollout, in the order of the run's rows. What the
model said stays where it is. Written whole or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from .atomic import whole_file
from .errors import NotFound, RunError
from .model import Spent
from .records import CapabilityRecord, EnvironmentRecord, SampleRow, ScoreRow, Status
from .values import Frozen

NAMED = 12
"""Characters of the scoring digest that name the file."""
ORIGINAL = "original"
"""What a person says to see a run as it was first scored."""
_PREFIX, _SUFFIX = "scores-", ".jsonl"


class RescoreRecord(Frozen):
    """The first line: by which rules the run was judged again."""

    schema_version: Literal[1] = 1
    created_at: str
    """ISO 8601, UTC, to the microsecond: the newest is the one that readers take."""
    environment: EnvironmentRecord
    capabilities: tuple[CapabilityRecord, ...]
    changed: tuple[str, ...] = ()
    """What differs from the scoring before, a sentence each."""
    packages: dict[str, str] = Field(default_factory=dict)


class RescoreRow(Frozen):
    """One rollout, judged again."""

    sample_id: str
    epoch: int
    target: str
    """JSON list of the targets."""
    status: Status
    cause: str | None
    message: str | None
    score: float | None = Field(ge=0, le=1, allow_inf_nan=False)
    scores: tuple[ScoreRow, ...]
    judging: Spent | None = None
    """What the judge took; null where none was asked."""

    @classmethod
    def of(cls, row: SampleRow) -> RescoreRow:
        """The verdict of a row."""
        return cls(**{name: getattr(row, name) for name in cls.model_fields})


class Rescore(Frozen):
    """A file of new verdicts."""

    path: Path
    record: RescoreRecord

    @property
    def digest(self) -> str:
        """The beginning of the scoring digest, as the file's name has it."""
        return self.path.name.removeprefix(_PREFIX).removesuffix(_SUFFIX)


def rescores_of(folder: Path) -> list[Rescore]:
    """Return the files of new verdicts of a run, the newest last.

    Raises:
        RunError: one of them is damaged.
    """
    found = [_open(path) for path in sorted(folder.glob(f"{_PREFIX}*{_SUFFIX}"))]
    return sorted(found, key=lambda one: one.record.created_at)


def choose(folder: Path, wanted: str | None) -> Rescore | None:
    """Return the newest verdicts, those whose digest begins as is wanted, or None: the first ones.

    Raises:
        NotFound: there are none that begin so.
    """
    if wanted == ORIGINAL:
        return None
    found = rescores_of(folder)
    if wanted is None:
        return found[-1] if found else None
    begun = [one for one in found if one.digest.startswith(wanted.removeprefix("sha256:")[:NAMED])]
    if not begun:
        known = ", ".join([ORIGINAL, *(one.digest for one in found)])
        raise NotFound(f"run `{folder.name}` was not scored by `{wanted}` (there are: {known})")
    return begun[-1]


def write_rescore(folder: Path, record: RescoreRecord, rows: Iterable[RescoreRow]) -> Path:
    """Write a file of new verdicts; one by the same rules is replaced."""
    digest = record.environment.scoring_digest.removeprefix("sha256:")[:NAMED]
    path = folder / f"{_PREFIX}{digest}{_SUFFIX}"
    with whole_file(path) as stream:
        stream.write(record.model_dump_json().encode() + b"\n")
        for row in rows:
            stream.write(row.model_dump_json().encode() + b"\n")
    return path


def overlay(rescore: Rescore, rows: Iterable[SampleRow]) -> Iterator[SampleRow]:
    """Stream the rows of a run with their new verdicts.

    Raises:
        RunError: the run has other rows than were judged again, or a line is damaged.
    """
    for row, again in zip_longest(rows, _rows(rescore.path)):
        if row is None or again is None or (row.sample_id, row.epoch) != (
            again.sample_id, again.epoch
        ):  # fmt: skip
            which = row.sample_id if row is not None else again.sample_id
            message = f"`{rescore.path}` judges other rows than the run has, from `{which}` on"
            raise RunError(message, hint="the run went on since: score it again")
        verdict = {name: getattr(again, name) for name in _VERDICT}
        yield row.model_copy(update=verdict)


_VERDICT = tuple(name for name in RescoreRow.model_fields if name not in ("sample_id", "epoch"))


def _open(path: Path) -> Rescore:
    try:
        with path.open("rb") as stream:
            record = RescoreRecord.model_validate_json(stream.readline())
    except (OSError, ValidationError) as error:
        raise RunError(f"`{path}` is damaged: its first line is no record of a scoring") from error
    return Rescore(path=path, record=record)


def _rows(path: Path) -> Iterator[RescoreRow]:
    with path.open("rb") as stream:
        stream.readline()
        for number, line in enumerate(stream, start=2):
            try:
                yield RescoreRow.model_validate_json(line)
            except ValidationError as error:
                raise RunError(f"{path}:{number}: a damaged row") from error
