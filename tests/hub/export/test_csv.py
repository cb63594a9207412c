"""The CSV, read back by the readers that people use."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from tests.runs import FACTUALITY, HOSTILE, MATH, REASONING, Part, Setup, make_run

from envhub_hub.export import EXPORTERS
from envhub_hub.export.csv_rows import safe

COLUMNS = [
    "title", "context", "environment", "environment_digest", "split", "model", "weights_digest",
    "capability", "capability_title", "prompts", "method", "pass_rule", "score", "interval_low",
    "interval_high", "interval_method", "n", "passed", "failed", "invalid", "weight",
    "target_rate", "overall", "overall_low", "overall_high", "overall_note", "run_prompts", "run",
    "run_name", "status", "step", "seed", "created_at", "dataset", "dataset_digest",
    "dataset_rows", "dataset_filter", "estimator",
]  # fmt: skip


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_there_is_one_row_a_capability_with_everything_that_explains_it(tmp_path: Path) -> None:
    parts = (REASONING, replace(MATH, weight=2.0), FACTUALITY)
    EXPORTERS["csv"](make_run(tmp_path, parts, Setup(step=500)), tmp_path / "r.csv")
    rows = read(tmp_path / "r.csv")
    assert list(rows[0]) == COLUMNS
    assert [row["capability_title"] for row in rows] == ["Reasoning", "Math", "Factuality"]
    row = rows[1]
    assert (row["score"], row["n"], row["passed"], row["weight"]) == ("12.5", "8", "1", "2.0")
    assert (row["interval_method"], row["pass_rule"], row["prompts"]) == ("Wilson", "exact", "8")
    assert (row["context"], row["step"]) == ("training monitor · step 500", "500")
    assert (row["model"], row["seed"]) == ("demo/smollm2", "7")
    assert row["created_at"] == "2026-11-21T05:22:10Z"
    assert row["overall_note"] == "weights: Math 2×"


def test_a_missing_score_is_an_empty_cell(tmp_path: Path) -> None:
    EXPORTERS["csv"](make_run(tmp_path, (Part("a", (None,)),)), tmp_path / "r.csv")
    row = read(tmp_path / "r.csv")[0]
    assert (row["score"], row["interval_low"], row["n"], row["invalid"]) == ("", "", "0", "1")


@pytest.mark.parametrize("reader", ["pandas", "polars"])
def test_data_frames_read_numbers_as_numbers(tmp_path: Path, reader: str) -> None:
    library = pytest.importorskip(reader)
    parts = (REASONING, replace(MATH, title="Mathématiques, 数学"), Part("none", (None,)))
    EXPORTERS["csv"](make_run(tmp_path, parts), tmp_path / "r.csv")
    frame = library.read_csv(tmp_path / "r.csv")
    assert list(frame.columns) == COLUMNS
    assert [float(one) for one in frame["score"][:2]] == [50.0, 12.5]
    assert frame["capability_title"][1] == "Mathématiques, 数学"
    assert frame["n"].sum() == 16


@pytest.mark.parametrize(
    "text",
    [
        "=cmd()",
        "+1+1",
        "-2",
        "@SUM(A1)",
        "  =x",
        "＝cmd()",
        "a;=cmd()",
        'a","=cmd()',
        "a\t=x",
        "'=x",
    ],
)
def test_no_cell_is_a_formula_in_any_locale(text: str) -> None:
    for sign in ";,\t|":
        for piece in str(safe(text)).split(sign):
            assert not piece.strip().strip("\"'").startswith(("=", "+", "-", "@", "＝")) or (
                "'" in piece
            )


def test_ordinary_texts_are_left_alone() -> None:
    for text in ("score ≥ 0.3", "next-token probability", "envhub/first-steps@1.0.0", "a = b"):
        assert safe(text) == text
    assert safe(-2.5) == -2.5


def test_hostile_titles_stay_in_their_cell(tmp_path: Path) -> None:
    title = '=HYPERLINK("http://evil")\r\nsecond,"third"'
    run = make_run(tmp_path, (replace(REASONING, title=title, method=HOSTILE),), Setup(title=title))
    EXPORTERS["csv"](run, tmp_path / "r.csv")
    rows = read(tmp_path / "r.csv")
    assert len(rows) == 1
    assert rows[0]["title"].startswith("'=HYPERLINK")
    assert rows[0]["status"] == "complete"
