"""CSV: one row a capability, every row with what explains it. Opens in Excel and in pandas.

No cell can become a formula: a text that a spreadsheet would compute begins with an apostrophe.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from envhub.dataset import DatasetIdentity
from envhub.run import Run

from ..charts import Cell, Column, column_of
from ..text import one_line
from .writing import whole_file

_FORMULA = re.compile(r"(^|[;,\t|\"'])(\s*)(?=[=+\-@＝＋－＠])")
"""What begins a formula, also behind a sign that another spreadsheet takes for a new cell."""

Figure = str | float | int | None


def export(run: Run, path: Path) -> None:
    """Write a run's scores."""
    column = column_of(run)
    rows = [_row(run, column, cell) for cell in column.cells] or [_row(run, column, None)]
    text = io.StringIO()
    # Quotes around every text keep it one cell whatever the separator of the reader's locale is.
    writer = csv.DictWriter(
        text, list(rows[0]), quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n"
    )
    csv.writer(text, lineterminator="\r\n").writerow(rows[0])
    writer.writerows({key: safe(value) for key, value in row.items()} for row in rows)
    with whole_file(path) as stream:
        # Excel reads UTF-8 only behind a byte order mark; pandas and polars skip it.
        stream.write(text.getvalue().encode("utf-8-sig", "replace"))


def safe(value: Figure) -> Figure:
    """Return a cell that no spreadsheet computes."""
    if not isinstance(value, str):
        return "" if value is None else value
    return _FORMULA.sub(r"\1\2'", value)


def _row(run: Run, column: Column, cell: Cell | None) -> dict[str, Figure]:
    record = run.record
    about: dict[str, Figure] = {
        "title": one_line(record.environment.title),
        "context": one_line(record.context_label),
        "environment": one_line(f"{record.environment.name}@{record.environment.version}"),
        "environment_digest": one_line(record.environment.digest),
        "split": one_line(record.environment.split),
        "model": column.model if record.model else None,
        "weights_digest": column.weights_digest,
    }
    ends: dict[str, Figure] = {
        "overall": column.overall.score,
        "overall_low": column.overall.low,
        "overall_high": column.overall.high,
        "overall_note": column.overall.note,
        "run_prompts": column.prompts,
        "run": column.run,
        "run_name": column.name,
        "status": column.status,
        "step": column.step,
        "seed": record.settings.seed,
        "created_at": column.created_at,
    }
    return about | _scores(cell) | ends | _of_dataset(record.dataset, cell)


def _of_dataset(dataset: DatasetIdentity | None, cell: Cell | None) -> dict[str, Figure]:
    """What was measured instead of a model, and by what; empty for a model."""
    return {
        "dataset": one_line(dataset.name) if dataset else None,
        "dataset_digest": one_line(dataset.digest) if dataset else None,
        "dataset_rows": dataset.rows if dataset else None,
        "dataset_filter": one_line(dataset.filter) if dataset and dataset.filter else None,
        "estimator": cell.estimator if cell else None,
    }


def _scores(cell: Cell | None) -> dict[str, Figure]:
    """The capability's own columns; empty for a run that has none."""
    return {
        "capability": cell.capability if cell else None,
        "capability_title": cell.title if cell else None,
        "prompts": cell.prompts if cell else None,
        "method": cell.method if cell else None,
        "pass_rule": cell.pass_rule if cell else None,
        "score": cell.score if cell else None,
        "interval_low": cell.low if cell else None,
        "interval_high": cell.high if cell else None,
        "interval_method": cell.interval if cell else None,
        "n": cell.n if cell else None,
        "passed": cell.passed if cell else None,
        "failed": cell.failed if cell else None,
        "invalid": cell.invalid if cell else None,
        "weight": cell.weight if cell else None,
        "target_rate": cell.target_rate if cell else None,
    }
