"""JSON: the complete result, with every prompt, output and verdict as they were recorded.

Scores of capabilities are 0 to 100, those of samples 0 to 1. Texts are those of the run, not
cleaned for a screen. Samples are streamed, so a large run needs little memory.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

from envhub.run import Run, SampleRow

from ..charts import Column, column_of
from .writing import whole_file

SCHEMA_VERSION = 1
DEPTH = 5
"""A stored list that nests deeper is no list of targets or continuations; it stays text."""


def export(run: Run, path: Path) -> None:
    """Write a run with its samples."""
    head = json.dumps(plain(_head(run)), ensure_ascii=False, indent=1, allow_nan=False)
    with whole_file(path) as stream:
        stream.write(_encoded(head[: head.rindex("}")].rstrip() + ',\n "samples": ['))
        for index, row in enumerate(run.rows()):
            stream.write(_encoded((",\n  " if index else "\n  ") + _sample(row)))
        stream.write(b"\n ]\n}\n")


def _head(run: Run) -> dict[str, Any]:
    """Everything but the samples."""
    record, column = run.record, column_of(run)
    known = record.model_dump(
        mode="json", exclude={"environment", "model", "dataset", "capabilities"}
    )
    ended = run.summary.model_dump(mode="json") if run.summary else None
    return {
        "schema_version": SCHEMA_VERSION,
        "format": "envhub results",
        "units": {"capabilities": "0 to 100", "samples": "0 to 1", "intervals": "95 %"},
        "card": {
            "title": record.environment.title,
            "context": record.context_label,
            "environment": f"{record.environment.name}@{record.environment.version}",
            "digest": record.environment.digest,
            "model": record.model.name if record.model else None,
            "dataset": record.dataset.name if record.dataset else None,
            "prompts": record.planned,
            "created_at": record.created_at,
            "status": column.status,
        },
        "run": known,
        "summary": ended,
        "environment": record.environment.model_dump(mode="json"),
        "model": record.model.model_dump(mode="json") if record.model else None,
        "capabilities": _capabilities(run, column),
        "overall": column.overall.model_dump(mode="json"),
        "dataset": record.dataset.model_dump(mode="json") if record.dataset else None,
    }


def _capabilities(run: Run, column: Column) -> list[dict[str, Any]]:
    """The capabilities as they were declared, each with its result."""
    declared = {"capability", "title", "definition", "method", "weight", "target_rate", "prompts"}
    return [
        {
            **record.model_dump(mode="json"),
            "result": cell.model_dump(mode="json", exclude=declared),
        }
        for record, cell in zip(run.record.capabilities, column.cells, strict=True)
    ]


def _sample(row: SampleRow) -> str:
    """A row with the lists that it keeps as text opened up, and the answer beside the targets."""
    opened = {
        "targets": _opened(row.target),
        "continuations": _opened(row.continuations),
        "answer": row.scores[0].answer if row.scores else None,
    }
    # pydantic writes what is no number as null, and a hundred thousand rows in a second.
    text = row.model_dump_json(exclude={"target", "continuations"})
    more = json.dumps(plain(opened), ensure_ascii=False, allow_nan=False)
    return f"{text[:-1]},{more[1:]}"


def _opened(text: str) -> Any:
    """The list in a text; a text that holds none, as it is."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return value if _depth(value) < DEPTH else text


def _depth(value: Any, so_far: int = 0) -> int:
    """How deep lists and objects nest; counting ends at `DEPTH`."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if so_far >= DEPTH:
        return so_far
    return max((_depth(one, so_far + 1) for one in inner), default=so_far)


def plain(value: Any) -> Any:
    """Return a value that is JSON: what is no number (NaN, infinity) becomes null."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value


def _encoded(text: str) -> bytes:
    """UTF-8; half of a surrogate pair, which JSON escapes can smuggle in, becomes `?`."""
    return text.encode("utf-8", "replace")
