"""What a chart shows of one run or of several: a column for each. No drawing here."""

from __future__ import annotations

from collections.abc import Sequence

from envhub.errors import UsageError
from envhub.run import Run
from envhub.values import Frozen

from ..text import counted, one_line
from .column import Column, column_of

UNIT = "score, 0–100"
DRAWN = 12
"""Capabilities that a chart can show legibly; the others are counted in a note."""


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
                else f"{len(models)} {'models' if self.first.unit == 'sample' else 'data sets'}"
            )
            return f"{self.context} · {len(self.columns)} runs · {who}"
        return f"{self.context} · {self.first.extent} · {self.first.model}"

    @property
    def details(self) -> tuple[str, ...]:
        """What must be said of estimators beside the figures, a line each."""
        return tuple(f"{cell.title}: {cell.estimator}" for cell in self.first.cells[:DRAWN]
                     if cell.estimator is not None)  # fmt: skip

    @property
    def folded(self) -> tuple[str, ...]:
        """What is shown to those who unfold it, and on no picture: the question behind."""
        background = self.first.background
        return (f"asked in this context: {background}",) if background else ()


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
            notes.append(f"{name}{column.status}, {column.done} measured")
        lost = [f"{cell.title} {cell.invalid:,} of {counted(cell.n + cell.invalid, 'row')}"
                for cell in column.cells if cell.unit == "row" and cell.invalid]  # fmt: skip
        if lost:
            notes.append(f"{name}left out: {', '.join(lost)}")
        if column.invalid and column.unit == "sample":
            notes.append(f"{name}{column.invalid:,} of {column.measured:,} invalid, left out")
    if len({column.suite for column in columns}) > 1:
        notes.append("the runs used different suites: no line joins them")
    hidden = len(columns[0].cells) - DRAWN
    if hidden > 0:
        notes.append(f"{hidden} more not drawn")
    return notes
