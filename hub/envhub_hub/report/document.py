"""The report as values, for `--json`: stable keys, scores and rates from 0 to 100."""

from __future__ import annotations

from typing import Any

from envhub.run import Run

from ..charts import Cell
from .failures import failed_samples
from .reading import Reading, contrast_sentence, read

SCHEMA_VERSION = 1


def report_json(run: Run) -> dict[str, Any]:
    """Return everything that the terminal report says."""
    return document(read(run))


def document(reading: Reading) -> dict[str, Any]:
    """Return a reading as plain values."""
    record, summary, column = reading.record, reading.summary, reading.column
    measured = column.measured
    valid = measured - column.invalid
    return {
        "schema_version": SCHEMA_VERSION,
        "run": {
            "id": record.id,
            "name": record.name,
            "status": column.status,
            "message": summary.message if summary else None,
            "created_at": record.created_at,
            "ended_at": summary.ended_at if summary else None,
            "seconds": summary.seconds if summary else None,
        },
        "title": record.environment.title,
        "environment": record.environment.model_dump(mode="json"),
        "model": record.model.model_dump(mode="json") if record.model else None,
        "judge": record.judge.model_dump(mode="json") if record.judge else None,
        "judge_differs": list(record.judge_differs),
        "user": record.user.model_dump(mode="json") if record.user else None,
        "context": record.context_label,
        "step": record.step,
        "settings": record.settings.model_dump(mode="json"),
        "prompts": {"planned": record.planned, "measured": measured, "valid": valid},
        "coverage": round(100 * valid / measured, 6) if measured else None,
        "unit": "0 to 100",
        "level": "95 %",
        "capabilities": [
            cell.model_dump(mode="json") | _found(reading, cell) for cell in column.cells
        ],
        "overall": column.overall.model_dump(mode="json"),
        "usage": reading.tally.model_dump(mode="json", exclude={"causes", "explanations", "lost"}),
        "reading": contrast_sentence(column),
        "note": column.caution,
        "rows": record.rows,
        "dataset": record.dataset.model_dump(mode="json") if record.dataset else None,
    }


def _found(reading: Reading, cell: Cell) -> dict[str, Any]:
    """Why samples, or rows of a data set, were lost; and what was found in such a dimension."""
    tally = reading.tally
    if cell.unit == "sample":
        return {"causes": tally.causes.get(cell.capability, {})}
    causes, found = tally.lost.get(cell.capability, {}), tally.explanations.get(cell.capability)
    return {"causes": causes, "explanation": found}


def failures_json(run: Run, capability: str | None = None) -> list[dict[str, Any]]:
    """Return the samples that did not pass, as the terminal lists them."""
    return [one.model_dump(mode="json") for one in failed_samples(run, capability)]
