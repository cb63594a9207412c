"""The run folder: what was run on what, one row a rollout, and how it ended.

`run.json` is written first and never again. `samples.jsonl` grows by one flushed line a rollout,
so a run that is killed at any moment loses the samples in flight and nothing else. `summary.json`
says that it ended; it can be rebuilt, and its absence means unfinished. Readers go through
`scan_samples`, which gives every field its type and cuts a torn last line.
"""

from __future__ import annotations

import os
import re
from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice, pairwise
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, TypeVar

from pydantic import ValidationError
from pydantic_core import from_json, to_json

from .atomic import held_alone, write_whole
from .errors import EnvhubError, NotFound, RunError, UsageError
from .metrics import Result
from .records import (
    CapabilityRecord,
    Ended,
    EnvironmentRecord,
    LoadRecord,
    PriceRecord,
    RunRecord,
    RunSettings,
    SampleRow,
    ScoreRow,
    Shard,
    Status,
    Summary,
    parse_shard,
)
from .rescores import Rescore, choose, overlay
from .results import summarise
from .values import Frozen

RUN, SAMPLES, SUMMARY = "run.json", "samples.jsonl", "summary.json"
_BLOCK = 1 << 16
Value = TypeVar("Value", bound=Frozen)


class Run:
    """A run folder, open for reading, as it was judged last."""

    def __init__(
        self, folder: Path, record: RunRecord, summary: Summary | None,
        rescore: Rescore | None = None,
    ) -> None:  # fmt: skip
        self.folder = folder
        self.first_record = record
        """What `run.json` says."""
        self.summary = summary
        self.rescore = rescore
        """The verdicts that are read; None: those that the run itself came to."""

    @property
    def record(self) -> RunRecord:
        """What was run; environment and capabilities are those of the scoring that is read."""
        if self.rescore is None:
            return self.first_record
        again = self.rescore.record
        return self.first_record.model_copy(
            update={"environment": again.environment, "capabilities": again.capabilities}
        )

    @property
    def id(self) -> str:
        return self.first_record.id

    def rows(self) -> Iterator[SampleRow]:
        """Stream the rows; see `scan_samples`."""
        rows = scan_samples(self.folder)
        return rows if self.rescore is None else overlay(self.rescore, rows)

    def result(self) -> Result:
        """Compute every score from the rows."""
        return self.reduce(self.rows())

    def reduce(self, rows: Iterable[SampleRow]) -> Result:
        """Compute every score from rows that the caller reads."""
        record = self.record
        return summarise(record.capabilities, rows, record.environment.digest, record.settings)


def open_run(folder: str | Path, scores: str | None = None) -> Run:
    """Open a run folder, finished or not.

    Args:
        folder: where it stands.
        scores: `original`, or the beginning of a scoring digest; None: the newest scoring.

    Raises:
        NotFound: there is no run, or no such scoring.
        RunError: `run.json` is damaged or of a newer version.
    """
    path = Path(folder)
    if not (path / RUN).is_file():
        raise NotFound(f"no run at `{folder}`: it has no {RUN}")
    record = _read(path / RUN, RunRecord)
    summary = _read(path / SUMMARY, Summary) if (path / SUMMARY).is_file() else None
    return Run(path, record, summary, choose(path, scores))


def _read(path: Path, kind: type[Value]) -> Value:
    try:
        return kind.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        if place == "schema_version":
            message = f"`{path}` was written by another version of envhub: schema_version "
            raise RunError(f"{message}{first['input']}, this one reads 1") from error
        raise RunError(f"`{path}` is damaged: {place or 'it'}: {first['msg']}") from error
    except OSError as error:
        raise RunError(f"`{path}` can't be read: {error.strerror or error}") from error


def scan_samples(folder: str | Path) -> Iterator[SampleRow]:
    """Stream the rows of a run in order; the last row of (sample, epoch) wins.

    A torn last line, left by a killed writer, is cut. Memory grows by 8 bytes a row.

    Raises:
        RunError: a line that is damaged elsewhere, with its number.
    """
    path = Path(folder) / SAMPLES
    if not path.is_file():
        return
    count, last = _repeated(path)
    for number, row in _parsed(path):
        # A row that was appended since the lines were counted belongs to the next reading.
        if number > count:
            return
        if not last or last.get(_key(row.sample_id, row.epoch), number) == number:
            yield row


_ID = re.compile(rb'\{"sample_id":("(?:[^"\\]|\\.)*")')
_EPOCH = re.compile(rb',"epoch":(\d+),')


def _repeated(path: Path) -> tuple[int, dict[bytes, int]]:
    """Count the whole lines, and return the last one of each rollout that has several."""
    with path.open("rb") as stream:
        hashes = array("q", (hash(_line_key(line)) for line in stream if line.endswith(b"\n")))
    ordered = sorted(hashes)
    twice = {one for one, other in pairwise(ordered) if one == other}
    del ordered
    last: dict[bytes, int] = {}
    if twice:
        with path.open("rb") as stream:
            for number, line in enumerate(islice(stream, len(hashes)), start=1):
                if hashes[number - 1] in twice:
                    last[_line_key(line)] = number
    return len(hashes), last


def _line_key(line: bytes) -> bytes:
    """What tells the rollout of a line. A quote inside a text is escaped: none can pose as a key.

    A line that somebody else wrote may have its keys in another order.
    """
    name, epoch = _ID.match(line), _EPOCH.search(line)
    if name is not None and epoch is not None:
        return name.group(1) + epoch.group(1)
    try:
        row = from_json(line)
        return _key(row["sample_id"], row["epoch"])
    except (ValueError, TypeError, KeyError):
        return line  # damaged: whoever reads it next says so


def _key(sample_id: str, epoch: int) -> bytes:
    return to_json(sample_id) + to_json(epoch)


def _parsed(path: Path) -> Iterator[tuple[int, SampleRow]]:
    with path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            if not line.endswith(b"\n"):
                return
            try:
                yield number, SampleRow.model_validate_json(line)
            except ValidationError as error:
                where = ".".join(str(part) for part in error.errors()[0]["loc"])
                what = f", `{where}`" if where else ""
                raise RunError(f"{path}:{number}: a damaged row{what}") from error


class RunWriter:
    """Appends rows to a run folder and flushes each. One process writes a run at a time."""

    def __init__(self, folder: Path, record: RunRecord | None = None) -> None:
        """Make the folder of a run that begins; without a record, go on with one that stopped.

        Of a run that stopped, a torn last line is cut, and it is unfinished until `finish`.

        Raises:
            UsageError: another process is writing it.
            EnvhubError: it can't be written.
        """
        self.folder = folder
        with self._told():
            if record is not None:
                folder.mkdir(parents=True)
                write_whole(folder / RUN, record.model_dump_json(indent=1).encode() + b"\n")
            self._stream = (folder / SAMPLES).open("ab", buffering=0)
        if not held_alone(self._stream):
            self._stream.close()
            message = f"another process is writing the run `{folder.name}`"
            raise UsageError(message, hint="wait until it ends, or stop it")
        if record is None:
            with self._told():
                _cut_torn(self._stream, folder / SAMPLES)
                (folder / SUMMARY).unlink(missing_ok=True)

    def append(self, row: SampleRow) -> None:
        """Write one row; it is in the file when this returns, and no part of it when this fails."""
        data = to_json(row, inf_nan_mode="null") + b"\n"
        left = memoryview(data)
        try:
            while left:
                left = left[self._stream.write(left) :]
        except OSError as error:
            self._stream.truncate(self._stream.tell() - (len(data) - len(left)))
            raise self._unwritten(error) from error

    def finish(self, summary: Summary) -> None:
        """Write the summary: the run ended."""
        with self._told():
            os.fsync(self._stream.fileno())
            write_whole(self.folder / SUMMARY, summary.model_dump_json(indent=1).encode() + b"\n")

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say which folder could not be written."""
        try:
            yield
        except OSError as error:
            raise self._unwritten(error) from error

    def _unwritten(self, error: OSError) -> EnvhubError:
        return EnvhubError(f"could not write to `{self.folder}`: {error.strerror or error}")

    def __enter__(self) -> RunWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self._stream.close()


def _cut_torn(stream: BinaryIO, path: Path) -> None:
    """Cut what stands behind the last whole line."""
    end = size = path.stat().st_size
    with path.open("rb") as reading:
        while end:
            start = max(0, end - _BLOCK)
            reading.seek(start)
            found = reading.read(end - start).rfind(b"\n")
            if found >= 0:
                end = start + found + 1
                break
            end = start
    if end < size:
        stream.truncate(end)


__all__ = [
    "RUN",
    "SAMPLES",
    "SUMMARY",
    "CapabilityRecord",
    "Ended",
    "EnvironmentRecord",
    "LoadRecord",
    "PriceRecord",
    "Rescore",
    "Run",
    "RunRecord",
    "RunSettings",
    "RunWriter",
    "SampleRow",
    "ScoreRow",
    "Shard",
    "Status",
    "Summary",
    "open_run",
    "parse_shard",
    "scan_samples",
    "summarise",
]
