"""What charts, reports and exports show of a run: scores from 0 to 100, with their intervals.

Pure values, computed from run folders; every text in them is safe to show. No drawing here.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from envhub.errors import UsageError
from envhub.metrics import CapabilityResult, Interval, Result
from envhub.run import CapabilityRecord, Run, RunRecord, summarise
from envhub.values import Frozen

from ..text import counted, one_line, sanitise

UNIT = "score, 0–100"
NO_SAMPLE = "no valid sample"
DRAWN = 12
"""Capabilities that a chart can show legibly; the others are counted in a note."""
RELATIVE = "Scores are relative to this prompt suite; they are not comparable to published ones."
OF_DATASETS = "Scores hold for these estimators as declared; other estimators give other numbers."
SLACK = 1e-6
"""Rounding that a score may carry beyond its ends."""
INTERVALS = {
    "wilson": "Wilson",
    "t": "Student's t",
    "bootstrap": "bootstrap",
    "stratified bootstrap": "stratified bootstrap",
    "stratified normal": "stratified normal",
}


Unit = Literal["prompt", "row"]


class Cell(Frozen):
    """One capability of one run."""

    capability: str
    title: str
    definition: str
    method: str
    pass_rule: str
    score: float | None
    """0 to 100; None where no sample was valid."""
    low: float | None
    high: float | None
    interval: str | None
    """The name of the 95 % interval."""
    prompts: int
    """Planned."""
    n: int
    """Valid, which the score is taken over; of a data set, rows."""
    passed: int
    failed: int
    invalid: int
    weight: float
    pass_rate: float | None
    """0 to 100, and its Wilson interval."""
    pass_low: float | None
    pass_high: float | None
    target_rate: float | None
    """0 to 100: the pass rate that was declared as the goal."""
    target_met: bool | None
    unit: Unit = "prompt"
    """What `n` and `invalid` count."""
    estimator: str | None = None
    """Of a data set: what measured it, how it is normalised, and its known error."""


class Overall(Frozen):
    """The weighted mean of a run's capabilities."""

    score: float | None
    low: float | None
    high: float | None
    interval: str | None
    note: str
    """How it was weighted, or why there is none."""


class Column(Frozen):
    """One run: who was measured, when, and every score."""

    run: str
    name: str | None
    model: str
    weights_digest: str | None
    step: int | None
    status: str
    """`complete`, `interrupted`, `failed` or `unfinished`."""
    created_at: str
    prompts: int
    """Planned; of a data set, dimensions."""
    dataset_digest: str | None = None
    extent: str = ""
    """What was measured in words: `24 prompts`, `1,319 rows`."""
    unit: Unit = "prompt"
    measured: int
    """Rows, valid or not."""
    invalid: int
    suite: str
    """Two runs of one suite asked and judged the same: data, harness and scoring digests."""
    cells: tuple[Cell, ...]
    overall: Overall

    @property
    def label(self) -> str:
        """What tells this run from others on an axis."""
        if self.step is not None:
            return f"step {self.step:,}"
        return self.name or self.model

    def cell(self, capability: str) -> Cell | None:
        """The capability with that id."""
        return next((one for one in self.cells if one.capability == capability), None)


class ChartTable(Frozen):
    """Everything that a chart shows."""

    chart: str
    title: str
    context: str
    environment: str
    """owner/name@version."""
    digest: str
    unit: str = UNIT
    columns: tuple[Column, ...]
    notes: tuple[str, ...] = ()
    """What a reader must know so as not to misread it."""

    @property
    def first(self) -> Column:
        return self.columns[0]

    @property
    def labels(self) -> tuple[str, ...]:
        """The capabilities that are drawn."""
        return tuple(cell.title for cell in self.first.cells[:DRAWN])

    @property
    def values(self) -> tuple[tuple[float | None, ...], ...]:
        """The scores that are drawn, a row for each run."""
        ids = [cell.capability for cell in self.first.cells[:DRAWN]]
        return tuple(
            tuple(cell.score if (cell := column.cell(one)) else None for one in ids)
            for column in self.columns
        )

    @property
    def subtitle(self) -> str:
        """Context, prompt count or number of runs, and model."""
        if len(self.columns) > 1:
            models = list(dict.fromkeys(column.model for column in self.columns))
            who = (
                models[0]
                if len(models) == 1
                else f"{len(models)} {'models' if self.first.unit == 'prompt' else 'data sets'}"
            )
            return f"{self.context} · {len(self.columns)} runs · {who}"
        return f"{self.context} · {self.first.extent} · {self.first.model}"

    @property
    def details(self) -> tuple[str, ...]:
        """What must be said of estimators beside the figures, a line each."""
        return tuple(f"{cell.title}: {cell.estimator}" for cell in self.first.cells[:DRAWN]
                     if cell.estimator is not None)  # fmt: skip


def single(runs: Sequence[Run], chart: str) -> ChartTable:
    """Tabulate the one run that a chart of this kind shows.

    Raises:
        UsageError: there is not exactly one.
    """
    if len(runs) != 1:
        raise UsageError(
            f"a {chart} chart shows one run, not {len(runs)}",
            hint="`--chart line` draws several runs",
        )
    return _table(chart, runs, tuple(column_of(run) for run in runs))


def several(runs: Sequence[Run], chart: str) -> ChartTable:
    """Tabulate runs side by side: by training step where all have one, else as given.

    Raises:
        UsageError: there is none.
    """
    if not runs:
        raise UsageError(f"a {chart} chart needs a run")
    columns = [column_of(run) for run in runs]
    if all(column.step is not None for column in columns):
        columns.sort(key=lambda column: column.step or 0)
    return _table(chart, runs, tuple(columns))


def _table(chart: str, runs: Sequence[Run], columns: tuple[Column, ...]) -> ChartTable:
    environment = runs[0].record.environment
    contexts = list(dict.fromkeys(run.record.context_label for run in runs))
    many = "training monitor" if all(c.step is not None for c in columns) else "several contexts"
    return ChartTable(
        chart=chart,
        title=one_line(environment.title or environment.name, 160),
        context=one_line(contexts[0] if len(contexts) == 1 else many, 80),
        environment=one_line(f"{environment.name}@{environment.version}", 160),
        digest=one_line(environment.digest, 80),
        columns=columns,
        notes=tuple(_notes(columns)),
    )


def _notes(columns: tuple[Column, ...]) -> list[str]:
    notes = []
    for column in columns:
        name = f"{column.label}: " if len(columns) > 1 else ""
        if column.status != "complete":
            noun = "prompt" if column.unit == "prompt" else "dimension"
            counts = f"{column.measured:,} of {counted(column.prompts, noun)}"
            notes.append(f"{name}{column.status}, {counts} measured")
        lost = [f"{cell.title} {cell.invalid:,} of {counted(cell.n + cell.invalid, 'row')}"
                for cell in column.cells if cell.unit == "row" and cell.invalid]  # fmt: skip
        if lost:
            notes.append(f"{name}left out: {', '.join(lost)}")
        if column.invalid and column.unit == "prompt":
            notes.append(f"{name}{column.invalid:,} of {column.measured:,} invalid, left out")
    if len({column.suite for column in columns}) > 1:
        notes.append("the runs used different suites: no line joins them")
    hidden = len(columns[0].cells) - DRAWN
    if hidden > 0:
        notes.append(f"{hidden} more not drawn")
    return notes


def column_of(run: Run, result: Result | None = None) -> Column:
    """Compute the scores of a run, or take the result that a caller already has."""
    record = run.record
    if result is None:
        seed = record.environment.digest
        result = summarise(record.capabilities, run.rows(), seed=seed)
    environment, model = record.environment, record.model
    digest = model.weights_digest if model else None
    return Column(
        run=one_line(record.id, 80),
        name=one_line(record.name, 80) if record.name else None,
        model=_subject(record),
        weights_digest=one_line(digest, 80) if digest else None,
        step=record.step,
        status=run.summary.status if run.summary else "unfinished",
        created_at=one_line(record.created_at, 40),
        prompts=record.planned,
        dataset_digest=one_line(record.dataset.digest, 80) if record.dataset else None,
        extent=one_line(record.dataset.said, 120)
        if record.dataset
        else counted(record.planned, "prompt"),
        unit="row" if record.dataset else "prompt",
        measured=result.passed + result.failed + result.invalid,
        invalid=result.invalid,
        suite="|".join(
            (environment.data_digest, environment.harness_digest, environment.scoring_digest)
        ),
        cells=tuple(
            _cell(known, one)
            for known, one in zip(record.capabilities, result.capabilities, strict=True)
        ),
        overall=_overall(result),
    )


def _subject(record: RunRecord) -> str:
    """The model with what was changed about it, or the data set."""
    model, who = record.model, one_line(record.subject, 120)
    if model and model.adapter:
        who += f" + {one_line(model.adapter, 60)}"
    if model and model.interventions:
        who += f" + {counted(len(model.interventions), 'intervention')}"
    return who


def _cell(record: CapabilityRecord, result: CapabilityResult) -> Cell:
    score, (low, high, interval) = percent(result.score), _ends(result.interval)
    pass_low, pass_high, _ = _ends(result.pass_interval)
    met = None
    if result.target_rate is not None and result.pass_rate is not None:
        met = result.pass_rate >= result.target_rate - 1e-9
    return Cell(
        capability=one_line(record.id, 80),
        title=one_line(record.title, 160) or one_line(record.id, 80),
        definition=sanitise(record.definition, 1_000),
        method=one_line(record.method, 60),
        pass_rule=_rule_text(record),
        score=score,
        low=low if score is not None else None,
        high=high if score is not None else None,
        interval=interval if score is not None else None,
        prompts=record.samples,
        n=result.n,
        passed=result.passed,
        failed=result.failed,
        invalid=result.invalid if result.rows is None else result.rows_lost,
        weight=result.weight,
        pass_rate=percent(result.pass_rate),
        pass_low=pass_low,
        pass_high=pass_high,
        target_rate=percent(result.target_rate),
        target_met=met,
        unit="prompt" if result.rows is None else "row",
        estimator=one_line(record.estimator.said, 400) if record.estimator else None,
    )


def _overall(result: Result) -> Overall:
    low, high, interval = _ends(result.overall_interval)
    score = percent(result.overall)
    if score is None:
        low = high = interval = None
    return Overall(score=score, low=low, high=high, interval=interval, note=_note(result))


def _note(result: Result) -> str:
    count = len(result.capabilities)
    empty = [one_line(one.title, 40) for one in result.capabilities if one.score is None]
    if not count:
        return "no capability was run"
    if empty:
        more = f" and {len(empty) - 1} more" if len(empty) > 1 else ""
        return f"no overall: {empty[0]}{more} has {NO_SAMPLE}"
    if not result.weighted:
        return "mean of 1 capability" if count == 1 else f"mean of {count}, equal weights"
    weights = [
        f"{one_line(one.title, 40)} {one.weight:g}×"
        for one in result.capabilities
        if one.weight != 1
    ]
    more = f", {len(weights) - 4} more" if len(weights) > 4 else ""
    return f"weights: {', '.join(weights[:4])}{more}"


def _rule_text(record: CapabilityRecord) -> str:
    """What a pass is, in words."""
    if record.pass_at == "rank1":
        return "rank 1"
    if record.pass_at == 1.0 and not record.graded:
        return "exact"
    return f"score ≥ {record.pass_at:g}"


def _ends(interval: Interval | None) -> tuple[float | None, float | None, str | None]:
    if interval is None:
        return None, None, None
    low, high = percent(interval.low), percent(interval.high)
    if low is None or high is None:
        return None, None, None
    return low, high, INTERVALS.get(interval.method, one_line(interval.method, 40))


def percent(share: float | None) -> float | None:
    """Return a share as 0 to 100, without the noise of the multiplication; None for no number."""
    return None if share is None or not math.isfinite(share) else round(share * 100, 6)
