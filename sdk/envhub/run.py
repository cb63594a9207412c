"""The run folder: what was run on what, one row a rollout, and how it ended.

`run.json` is written first and never again. `samples.jsonl` grows by one flushed line a rollout,
so a run that is killed at any moment loses the samples in flight and nothing else. `summary.json`
says that it ended; it can be rebuilt, and its absence means unfinished. Readers go through
`scan_samples`, which gives every field its type and cuts a torn last line.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Literal, TypeVar

from pydantic import Field, ValidationError, model_validator

from .atomic import write_whole
from .dataset import DatasetIdentity, EstimateRow, EstimatorRecord
from .errors import EnvhubError, NotFound, RunError
from .metrics import CapabilityResult, Result, mean_interval, overall_interval, wilson
from .model import ModelIdentity
from .values import Frozen

RUN, SAMPLES, SUMMARY = "run.json", "samples.jsonl", "summary.json"
Status = Literal["pass", "fail", "invalid"]
Value = TypeVar("Value", bound=Frozen)


class CapabilityRecord(Frozen):
    """A capability as it was run: all that a report needs, without the environment."""

    id: str
    title: str
    definition: str = ""
    weight: float = 1.0
    harness: str
    """The type of the harness."""
    scorer: str
    method: str
    graded: bool
    """Whether scores between 0 and 1 occur."""
    pass_at: float | Literal["rank1"]
    target_rate: float | None = None
    samples: int = 0
    """Rollouts that were planned; of a data set 1, the row of the dimension."""
    estimator: EstimatorRecord | None = None
    """Of a data set: what measures it, and how far it can be trusted."""


class EnvironmentRecord(Frozen):
    """Which environment, by name and by content."""

    name: str
    version: str
    title: str
    digest: str
    data_digest: str
    """Of the split that was run."""
    harness_digest: str
    scoring_digest: str
    split: str = "test"
    samples: int
    """In the split; a run with `--limit` plans fewer."""


class RunSettings(Frozen):
    """What a person chose for the run; None leaves it to the environment."""

    limit: int | None = Field(default=None, ge=1)
    """The first N samples of the split."""
    seed: int = 0
    max_tokens: int | None = Field(default=None, ge=1)
    temperature: float | None = Field(default=None, ge=0)
    sample_ids: tuple[str, ...] = ()
    split: str = "test"


class RunRecord(Frozen):
    """`run.json`: everything that can explain a number, known before the first sample."""

    schema_version: Literal[1] = 1
    id: str
    name: str | None = None
    rows: Literal["samples", "latents", "dimensions"] = "samples"
    created_at: str
    """ISO 8601, UTC."""
    environment: EnvironmentRecord
    capabilities: tuple[CapabilityRecord, ...]
    model: ModelIdentity | None = None
    """What was run; None where a data set was measured."""
    dataset: DatasetIdentity | None = None
    """What was measured, where that was a data set."""
    context: str = "model inspection"
    """`model inspection`, `data inspection` or `training step`."""
    step: int | None = None
    settings: RunSettings = RunSettings()
    planned: int
    """Rollouts."""
    packages: dict[str, str] = Field(default_factory=dict)
    hardware: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _has_one_subject(self) -> RunRecord:
        if (self.model is None) == (self.dataset is None):
            raise ValueError("a run is of a model or of a data set")
        return self

    @property
    def subject(self) -> str:
        """The name of the model, or of the data set."""
        named = self.model or self.dataset
        return named.name if named else ""

    @property
    def context_label(self) -> str:
        """The context as cards show it."""
        return self.context if self.step is None else f"training monitor · step {self.step}"


class ScoreRow(Frozen):
    """One scorer's verdict, as it is stored."""

    scorer: str
    value: float
    answer: str | None = None
    filter: str | None = None
    explanation: str | None = None
    near_miss: bool = False
    """Below the maximum though a target stands in the output."""


class SampleRow(Frozen):
    """One line of `samples.jsonl`: a rollout. Every key is always written; null is typed."""

    sample_id: str
    sample_hash: str
    capability: str
    subtype: str | None
    group: str | None
    epoch: int
    question: str
    prompt: str
    """As sent, after the model's template."""
    output: str
    continuations: str
    """JSON list of the scored continuations."""
    target: str
    """JSON list of the targets."""
    status: Status
    cause: str | None
    """Why it is invalid; for a failure None."""
    message: str | None
    score: float | None = Field(ge=0, le=1, allow_inf_nan=False)
    """In [0, 1]; null where invalid."""
    scores: tuple[ScoreRow, ...]
    stop_reason: str
    input_tokens: int
    output_tokens: int
    latency_ms: float | None
    cost: float | None
    """US dollars; null where unknown."""
    cached: bool
    exchange: str | None = None
    """JSON of what the other columns do not hold: the turns, the tools' state, the files that a
    workspace was left with. Null for one plain question and its answer."""
    estimate: EstimateRow | None = None
    """Where a row is a dimension of a data set: what its score was taken over."""


class Summary(Frozen):
    """`summary.json`: how the run ended. Scores are computed from the rows, not from here."""

    status: Literal["complete", "interrupted", "failed"]
    ended_at: str
    seconds: float
    rows: int
    passed: int
    failed: int
    invalid: int
    message: str | None = None


class Run:
    """A run folder, open for reading."""

    def __init__(self, folder: Path, record: RunRecord, summary: Summary | None) -> None:
        self.folder = folder
        self.record = record
        self.summary = summary

    @property
    def id(self) -> str:
        return self.record.id

    def rows(self) -> Iterator[SampleRow]:
        """Stream the rows; see `scan_samples`."""
        return scan_samples(self.folder)

    def result(self) -> Result:
        """Compute every score from the rows."""
        return summarise(self.record.capabilities, self.rows(), seed=self.record.environment.digest)


def open_run(folder: str | Path) -> Run:
    """Open a run folder, finished or not.

    Raises:
        NotFound: there is none.
        RunError: `run.json` is damaged or of a newer version.
    """
    path = Path(folder)
    if not (path / RUN).is_file():
        raise NotFound(f"no run at `{folder}`: it has no {RUN}")
    record = _read(path / RUN, RunRecord)
    summary = _read(path / SUMMARY, Summary) if (path / SUMMARY).is_file() else None
    return Run(path, record, summary)


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

    A torn last line, left by a killed writer, is cut.

    Raises:
        RunError: a line that is damaged elsewhere, with its number.
    """
    path = Path(folder) / SAMPLES
    if not path.is_file():
        return
    last: dict[tuple[str, int], int] = {}
    for number, row in _parsed(path):
        last[row.sample_id, row.epoch] = number
    for number, row in _parsed(path):
        # A row that was appended between the two passes belongs to the next reading.
        if last.get((row.sample_id, row.epoch)) == number:
            yield row


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
    """Appends rows to a run folder and flushes each."""

    def __init__(self, folder: Path, record: RunRecord) -> None:
        self.folder = folder
        with self._told():
            folder.mkdir(parents=True)
            write_whole(folder / RUN, record.model_dump_json(indent=1).encode() + b"\n")
            self._stream = (folder / SAMPLES).open("ab", buffering=0)

    def append(self, row: SampleRow) -> None:
        """Write one row; it is in the file when this returns, and no part of it when this fails."""
        line = memoryview(row.model_dump_json().encode() + b"\n")
        start = self._stream.tell()
        with self._told():
            try:
                while line:
                    line = line[self._stream.write(line) :]
            except OSError:
                self._stream.truncate(start)
                raise

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
            reason = error.strerror or str(error)
            raise EnvhubError(f"could not write to `{self.folder}`: {reason}") from error

    def __enter__(self) -> RunWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self._stream.close()


def summarise(
    capabilities: Sequence[CapabilityRecord], rows: Iterator[SampleRow], seed: str = ""
) -> Result:
    """Reduce rows to one result per capability and the overall.

    The overall is None until every capability has a valid sample: a mean over fewer dimensions
    would be another number.
    """
    values: dict[str, list[float]] = {one.id: [] for one in capabilities}
    estimates: dict[str, EstimateRow] = {}
    counts = {one.id: {"pass": 0, "fail": 0, "invalid": 0} for one in capabilities}
    for row in rows:
        if row.capability not in counts:
            raise RunError(f"a row of capability `{row.capability}`, which run.json does not name")
        counts[row.capability][row.status] += 1
        if row.estimate is not None:
            estimates[row.capability] = row.estimate
        if row.status != "invalid" and row.score is not None:
            values[row.capability].append(row.score)
    results = tuple(
        _reduce(one, values[one.id], counts[one.id], seed, estimates.get(one.id))
        for one in capabilities
    )
    scores = [one.score for one in results if one.score is not None]
    if len(scores) < len(results) or not results:
        return Result(capabilities=results, overall=None, overall_interval=None)
    weights = [one.weight for one in results]
    overall = sum(w * s for w, s in zip(weights, scores, strict=True)) / sum(weights)
    if len(results) == 1:  # the overall is that capability, and so is its interval
        return Result(capabilities=results, overall=overall, overall_interval=results[0].interval)
    interval = overall_interval([values[one.id] for one in results], weights, f"{seed}|overall")
    return Result(capabilities=results, overall=overall, overall_interval=interval)


def _reduce(
    record: CapabilityRecord, values: list[float], counts: dict[str, int], seed: str,
    estimate: EstimateRow | None,
) -> CapabilityResult:  # fmt: skip
    n = counts["pass"] + counts["fail"]
    passes = wilson(counts["pass"], n)
    binary = not record.graded and all(value in (0.0, 1.0) for value in values)
    if estimate is not None:  # one row, which knows its own interval
        interval, passes = estimate.ends, None
    elif binary:
        interval = wilson(round(sum(values)), n)
    else:
        interval = mean_interval(values, f"{seed}|{record.id}")
    return CapabilityResult(
        id=record.id,
        title=record.title,
        method=record.method,
        score=sum(values) / len(values) if values else None,
        interval=interval,
        passed=counts["pass"],
        failed=counts["fail"],
        invalid=counts["invalid"],
        pass_interval=passes,
        pass_rule=record.pass_at,
        weight=record.weight,
        target_rate=record.target_rate,
        rows=estimate.rows if estimate else None,
        rows_lost=estimate.lost if estimate else 0,
    )
