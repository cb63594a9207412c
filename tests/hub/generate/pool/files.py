"""Small files of records to try a pool on."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

PUBLIC = Path(__file__).parents[5] / "shared/data"
Row = Mapping[str, Any]


def towns(count: int = 60) -> list[dict[str, Any]]:
    """A table of facts: every town has a mayor of its own, a part and a number of people."""
    return [
        {
            "id": n, "name": f"Town{n}ville", "part": ("north", "south", "west")[n % 3],
            "mayor": f"Mayor{n}", "people": 1.0 + 3.0 * 1.3**n, "note": f"{n} (see below); old",
        }
        for n in range(count)
    ]  # fmt: skip


def sums(count: int = 30) -> list[dict[str, Any]]:
    """Questions with a number for an answer."""
    return [{"question": f"What is {n} and {n + 3} in all, said Ann?", "answer": str(2 * n + 3)}
            for n in range(count)]  # fmt: skip


def write(path: Path, rows: Sequence[Row]) -> Path:
    """Write records in the format of a file's ending."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    elif path.suffix == ".json":
        path.write_text(json.dumps(rows), encoding="utf-8")
    elif path.suffix == ".parquet":
        import polars

        polars.DataFrame(rows).write_parquet(path)
    else:
        with path.open("w", newline="", encoding="utf-8") as stream:
            separator = "\t" if path.suffix == ".tsv" else ","
            writer = csv.DictWriter(stream, list(rows[0]), delimiter=separator)
            writer.writeheader()
            writer.writerows(rows)
    return path
