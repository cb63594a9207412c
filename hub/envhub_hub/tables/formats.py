"""How a file of each ending is scanned. A format is one row here, and one function where it needs
one; polars is imported when the first table is opened.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from glob import escape
from pathlib import Path
from typing import Any

from envhub.errors import MissingRequirement

INSTALL = "pip install 'envhub[all]'"
INFERRED = 1_000
"""Rows that types are read off where a file does not say them. The text and the label column do
not depend on it: they are read as text throughout."""
Scan = Callable[[Any, Sequence[Path], Sequence[str]], Any]
"""polars, the files, and the columns that are text whatever they look like."""


@functools.cache
def polars() -> Any:
    """Return polars.

    Raises:
        MissingRequirement: it is not installed.
    """
    try:
        import polars as module
    except ImportError as error:
        raise MissingRequirement("data sets are read by polars", hint=INSTALL) from error
    return module


def _separated(separator: str, quote: str | None) -> Scan:
    def scan(pl: Any, paths: Sequence[Path], texts: Sequence[str]) -> Any:
        return pl.scan_csv(
            list(paths), separator=separator, quote_char=quote, glob=False,
            infer_schema_length=INFERRED, schema_overrides=dict.fromkeys(texts, pl.String),
        )  # fmt: skip

    return scan


def _lines(pl: Any, paths: Sequence[Path], texts: Sequence[str]) -> Any:
    # With a type for them, keys that appear late in the file are not lost.
    overrides = dict.fromkeys(texts, pl.String)
    return pl.scan_ndjson(  # it has no `glob`, so signs of patterns in names are escaped
        [escape(str(path)) for path in paths],
        infer_schema_length=INFERRED,
        schema_overrides=overrides or None,
    )


def _parquet(pl: Any, paths: Sequence[Path], texts: Sequence[str]) -> Any:  # noqa: ARG001
    # The file says its types.
    return pl.scan_parquet(list(paths), glob=False)


FORMATS: dict[str, tuple[str, Scan]] = {
    ".csv": ("csv", _separated(",", '"')),
    ".jsonl": ("jsonl", _lines),
    ".ndjson": ("jsonl", _lines),
    ".parquet": ("parquet", _parquet),
    ".tsv": ("tsv", _separated("\t", None)),  # as IANA has it: a quote is a character
}
