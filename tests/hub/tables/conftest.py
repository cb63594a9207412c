"""Tables on disk in every format, with the same rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from envhub_hub.tables import TableSettings, open_table

ROWS = [("a, b", "1"), ('he said "no"', "2"), (None, "2"), ("é 汤", None)]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write rows as `text` and `label`, in the format that the ending names."""
    pl = pytest.importorskip("polars")

    def table(name: str, rows: Any = ROWS) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        frame = pl.DataFrame(rows, schema={"text": pl.String, "label": pl.String}, orient="row")
        writers = {
            ".csv": frame.write_csv, ".jsonl": frame.write_ndjson, ".ndjson": frame.write_ndjson,
            ".parquet": frame.write_parquet,
            ".tsv": lambda to: frame.write_csv(to, separator="\t", quote_style="never"),
        }  # fmt: skip
        writers[path.suffix](path)
        return path

    return table


@pytest.fixture
def opened() -> Callable[..., Any]:
    def call(path: Path | str, **settings: str) -> Any:
        return open_table(path, TableSettings(**settings))

    return call
