"""Data sets on disk: CSV, TSV, JSONL and Parquet files, or a folder of them, read lazily by polars.

Only the two columns that are measured pass through Python, a batch at a time, so a file may be far
larger than memory. What is measured stands in the SDK.
"""

from __future__ import annotations

from .formats import FORMATS
from .opening import TableSettings, open_table

__all__ = ["FORMATS", "TableSettings", "open_table"]
