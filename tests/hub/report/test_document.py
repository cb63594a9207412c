"""The report as values."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.runs import (
    FACTUALITY,
    HOSTILE,
    MATH,
    REASONING,
    Setup,
    make_run,
    record_of,
    row_of,
)

from envhub.run import Run, SampleRow, ScoreRow
from envhub_hub.report import failed_samples, failures_json, report_json
from envhub_hub.report.failures import _failed
from envhub_hub.report.reading import quantile


def test_its_keys_are_stable(tmp_path: Path) -> None:
    found = report_json(make_run(tmp_path))
    assert list(found) == [
        "schema_version", "run", "title", "environment", "model", "judge", "judge_differs", "user",
        "context", "step", "settings", "prompts", "coverage", "unit", "level", "capabilities",
        "overall", "usage", "reading", "note", "rows", "dataset",
    ]  # fmt: skip
    assert list(found["capabilities"][0]) == [
        "capability", "title", "definition", "method", "pass_rule", "score", "low", "high",
        "interval", "prompts", "n", "worst", "best", "passed", "failed", "invalid", "weight",
        "pass_rate", "pass_low", "pass_high", "target_rate", "target_met", "groups", "unit",
        "estimator", "causes",
    ]  # fmt: skip


def test_its_scores_are_those_of_the_run(tmp_path: Path) -> None:
    run = make_run(tmp_path)
    found, result = report_json(run), run.result()
    assert result.overall is not None
    assert found["overall"]["score"] == pytest.approx(100 * result.overall)
    for shown, one in zip(found["capabilities"], result.capabilities, strict=True):
        assert one.score is not None
        assert one.interval is not None
        assert shown["score"] == pytest.approx(100 * one.score)
        assert shown["low"] == pytest.approx(100 * one.interval.low, abs=1e-5)
    assert found["prompts"] == {"planned": 24, "measured": 24, "valid": 24}
    assert found["coverage"] == 100.0


def test_it_is_json_whatever_the_run_holds(tmp_path: Path) -> None:
    parts = (replace(REASONING, scores=(None, 1, 0)), replace(MATH, scores=()))
    run = make_run(tmp_path, parts, Setup(title=HOSTILE, status=None, text="\x00"))
    found = json.loads(json.dumps(report_json(run), allow_nan=False))
    assert found["capabilities"][1]["score"] is None
    assert found["capabilities"][0]["causes"] == {"backend": 1}
    assert found["run"]["status"] == "unfinished"
    assert json.dumps(failures_json(run), allow_nan=False)


def test_usage_is_summed_over_rows_that_were_measured(tmp_path: Path) -> None:
    usage = report_json(make_run(tmp_path))["usage"]
    assert usage == {
        "input_tokens": 1_044, "output_tokens": 168, "cached": 0, "latency_p50": 135.0,
        "latency_p95": 170.0, "cost": None, "cost_rows": 0,
        "judging": None,
    }  # fmt: skip


def test_quantiles_are_interpolated() -> None:
    assert quantile([1.0, 2.0, 3.0, 4.0], 0.5) == 2.5
    assert quantile([7.0], 0.95) == 7.0
    assert quantile([], 0.5) is None


def row(part: Any, **changes: Any) -> SampleRow:
    return row_of(part, 0, Setup()).model_copy(update=changes)


def why(part: Any, **changes: Any) -> str:
    return _failed(row(part, **changes), record_of((part,), Setup(), "r").capabilities[0]).why


def test_a_failure_says_why() -> None:
    verdict = ScoreRow(scorer="numeric", value=0.0, explanation="no number found in the output")
    rouge = replace(FACTUALITY, pass_at=0.3)
    assert why(MATH, scores=(verdict,)) == "no number found in the output"
    assert why(MATH, scores=(ScoreRow(scorer="exact", value=0.0),)) == (
        "no answer was found in the output"
    )
    assert why(rouge, score=0.21) == "score 0.21, a pass needs 0.3"
    assert why(MATH, stop_reason="length").endswith("the output was cut at the token limit")
    assert why(MATH, status="invalid", cause="backend", message="gone") == "backend: gone"


def test_the_answer_to_log_probabilities_is_the_most_probable_choice() -> None:
    ranked = [{"text": "Rome", "logprob": -0.2}, {"text": "Paris", "logprob": -3.0}]
    record = record_of((FACTUALITY,), Setup(), "r").capabilities[0]
    found = _failed(row(FACTUALITY, continuations=json.dumps(ranked)), record)
    assert (found.answer, found.why) == ("Rome", "the target does not rank first")


@pytest.mark.parametrize("text", ["not json", "5", '"x"', "{}", "[" * 5_000])
def test_stored_lists_that_are_none_are_shown_as_text(text: str) -> None:
    record = record_of((FACTUALITY,), Setup(), "r").capabilities[0]
    assert len(_failed(row(FACTUALITY, target=text, continuations=text), record).targets) == 1


def test_failures_of_one_capability(tmp_path: Path) -> None:
    run: Run = make_run(tmp_path)
    assert {one.capability for one in failed_samples(run, "math")} == {"math"}
    assert failures_json(run, "reasoning")[0]["sample_id"] == "reasoning-001"
