"""Environments of data sets, and tables for them, for tests of everything that reads them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from envhub import Environment, MemoryTable, Run

BALANCE = {"id": "balance", "title": "Balance", "definition": "High: all labels alike.",
           "estimator": {"type": "label_balance"}}  # fmt: skip
EXPECTED = {"id": "expected", "title": "Expected", "definition": "High: as last year.",
            "pass_at": 0.9,
            "estimator": {"type": "divergence",
                          "reference": {"ham": 0.75, "spam": 0.25}}}  # fmt: skip
TERMS = {"id": "terms", "title": "Terms", "definition": "High: all terms are used.",
         "estimator": {"type": "term_coverage", "terms": ["invoice", "refund"]}}  # fmt: skip
ROWS = [("Pay the invoice.", "ham"), ("Win now!", "spam"), (None, "ham"), ("Hi Bob.", "ham")]
GOLD = [
    {"capability": "balance", "rows": [{"label": "ham"}, {"label": "spam"}], "at_least": 0.99},
    {"capability": "expected", "rows": [{"label": "ham"}] * 75 + [{"label": "spam"}] * 25},
    {"capability": "terms", "rows": [{"text": "The invoice and the refund."}]},
]
NOOP = [{"capability": "terms", "rows": [{"text": "Hi."}]}]


def lines(*rows: Any) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def dataset_environment(
    *capabilities: dict[str, Any], files: dict[str, bytes] | None = None, **declared: Any
) -> Environment:
    """Balance, divergence and terms, with their planted tables, unless told otherwise."""
    planted = {} if capabilities else {"checks/gold.jsonl": lines(*GOLD),
                                       "checks/noop.jsonl": lines(*NOOP)}  # fmt: skip
    return Environment.create(
        {
            "schema_version": 1, "name": "acme/mix", "version": "1.0.0", "kind": "dataset",
            "title": "Mix", "license": "CC0-1.0",
            "capability": list(capabilities or (BALANCE, EXPECTED, TERMS)), **declared,
        },
        files={"README.md": b"Mix.\n", "LICENSE": b"CC0\n", **planted, **(files or {})},
    )  # fmt: skip


def make_dataset_run(
    root: Path, rows: Any = ROWS, name: str = "tickets.csv", **declared: Any
) -> Run:
    """Measure a table in memory into a run folder."""
    from envhub_hub.runner import RunPlace, run_dataset

    table = MemoryTable(rows, name)
    return run_dataset(dataset_environment(**declared), table, RunPlace(runs_folder=root))
