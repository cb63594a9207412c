"""The seam to a data set: who it is, its rows as a stream, and what a run keeps of a dimension.

Tables are read by the hub (`envhub_hub.tables`), which streams files of any size. `MemoryTable` is
the public fake. What is measured of a table stands in `estimators`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Protocol

from .metrics import Interval
from .values import Frozen, sha256_hex

TableRow = tuple[str | None, str | None]
"""Text and label of a row; None is a null, or a column that was not named."""


class DatasetFile(Frozen):
    """One file of a data set."""

    path: str
    """Relative to the folder that was named; of a single file, its name."""
    sha256: str
    size: int


class DatasetIdentity(Frozen):
    """Everything about a data set that can change a number."""

    name: str
    """The file or folder, without the folders above it."""
    digest: str
    """sha256 of the file; of several, over `path NUL sha256 LF` in order."""
    files: tuple[DatasetFile, ...] = ()
    format: str
    """csv, tsv, jsonl or parquet."""
    columns: tuple[str, ...]
    """All of them, in order."""
    text_column: str | None = None
    label_column: str | None = None
    filter: str | None = None
    """The expression that rows had to fulfil."""
    rows: int
    """That are left by the filter."""
    total_rows: int
    """Before the filter."""

    @property
    def said(self) -> str:
        """The rows in words: `120 of 1,319 rows where …`."""
        if self.filter is None:
            return f"{self.rows:,} rows" if self.rows != 1 else "1 row"
        return f"{self.rows:,} of {self.total_rows:,} rows where {self.filter}"


class EstimatorRecord(Frozen):
    """An estimator as it was run: what a card must say of it."""

    type: str
    version: int
    normalisation: str
    """The formula that brings the value into [0, 1]."""
    known_error: str
    reference: str | None = None
    """The declared distribution that is compared with, in words."""
    source: str = ""
    """Where the formula comes from."""

    @property
    def said(self) -> str:
        """All of it in one sentence."""
        parts = [f"{self.type} {self.version}", self.normalisation]
        if self.reference:
            parts.append(f"reference: {self.reference}")
        return " · ".join([*parts, f"known error: {self.known_error}"])


class EstimateRow(Frozen):
    """What an estimator found, as it is stored."""

    rows: int
    """That it was measured over."""
    lost: int
    """Rows that could not be measured."""
    causes: str
    """JSON object: how many of them for each cause."""
    low: float | None
    """Ends of the 95 % interval, in [0, 1]."""
    high: float | None
    interval: str | None
    """The name of the interval; null where none is honest."""
    details: str
    """JSON object: the figures behind the value."""

    @property
    def ends(self) -> Interval | None:
        """The interval as metrics have it."""
        if self.interval is None or self.low is None or self.high is None:
            return None
        return Interval(low=self.low, high=self.high, method=self.interval)


class Table(Protocol):
    """A data set that can be measured."""

    @property
    def identity(self) -> DatasetIdentity: ...

    def rows(self) -> Iterator[TableRow]:
        """Stream the rows in their order; each call begins anew."""
        ...


class MemoryTable:
    """A table of rows at hand: the public fake, and what planted tables are."""

    def __init__(self, rows: Sequence[TableRow], name: str = "memory") -> None:
        self._rows = list(rows)
        digest = sha256_hex(json.dumps(self._rows).encode())
        self.identity = DatasetIdentity(
            name=name, digest=f"sha256:{digest}", format="memory", columns=("text", "label"),
            text_column="text", label_column="label", rows=len(self._rows),
            total_rows=len(self._rows),
        )  # fmt: skip

    def rows(self) -> Iterator[TableRow]:
        return iter(self._rows)
