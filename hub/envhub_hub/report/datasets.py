"""What a report says of a data set: which rows were measured, and what stands behind each score."""

from __future__ import annotations

import shlex

from envhub.run import RunRecord

from ..charts import Cell
from ..charts.wording import short_digest
from ..text import counted, one_line
from .reading import Reading
from .wording import intervals_line


def head_of_dataset(record: RunRecord) -> list[tuple[str, str]]:
    """Which data set, and how it was read."""
    dataset = record.dataset
    if dataset is None:
        return []
    columns = {"text": dataset.text_column, "label": dataset.label_column}
    named = [f"{use} {one_line(name, 60)}" for use, name in columns.items() if name]
    shown = [one_line(dataset.name, 120), one_line(dataset.said, 160), short_digest(dataset.digest)]
    context = [one_line(record.context_label, 80), f"columns: {', '.join(named)}"]
    return [
        ("data set", " · ".join(shown)),
        ("context", " · ".join([*context, f"seed {record.settings.seed}"])),
    ]


def foot_of_dataset(reading: Reading) -> list[tuple[str, str]]:
    """What stands behind each dimension: what was found, and by which estimator."""
    pairs = [("intervals", intervals_line(reading))] if reading.column.cells else []
    found = reading.tally.explanations
    for cell in reading.column.cells:
        pairs.append((one_line(cell.title, 24), found.get(cell.capability) or "–"))
        pairs.append(("", one_line(cell.estimator or "", 400)))
    lost = [
        f"{cell.title}: {cell.invalid:,} of {counted(cell.n + cell.invalid, 'row')} left out"
        f" ({_causes(reading, cell)})"
        for cell in reading.column.cells
        if cell.invalid
    ]
    pairs += [("" if index else "coverage", text) for index, text in enumerate(lost)]
    pairs.append(("note", reading.column.caution))
    run = shlex.quote(one_line(reading.record.id))
    return [*pairs, ("next", f"envhub card {run}"), ("", f"envhub export {run}")]


def _causes(reading: Reading, cell: Cell) -> str:
    causes = reading.tally.lost.get(cell.capability, {})
    return ", ".join(f"{cause} {count:,}" for cause, count in causes.items())
