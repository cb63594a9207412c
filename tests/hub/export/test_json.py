"""The JSON: complete, and always JSON."""

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
    spoiled,
)

from envhub.run import RunWriter, open_run
from envhub_hub.export import EXPORTERS


def exported(run: Any, folder: Path) -> Any:
    def refuse(name: str) -> None:
        raise AssertionError(f"{name} is no JSON")

    EXPORTERS["json"](run, folder / "r.json")
    return json.loads((folder / "r.json").read_text("utf-8"), parse_constant=refuse)


def test_it_holds_the_whole_run(tmp_path: Path) -> None:
    run = make_run(tmp_path)
    found = exported(run, tmp_path)
    assert list(found) == [
        "schema_version", "format", "units", "card", "run", "summary", "environment", "model",
        "capabilities", "overall", "dataset", "samples",
    ]  # fmt: skip
    assert found["card"]["context"] == "model inspection"
    assert found["card"]["prompts"] == 24
    assert found["environment"] == run.record.environment.model_dump(mode="json")
    assert found["model"] == run.record.model.model_dump(mode="json")
    assert found["run"]["settings"]["seed"] == 7
    assert found["summary"]["status"] == "complete"


def test_capabilities_are_as_declared_with_their_result(tmp_path: Path) -> None:
    one = exported(make_run(tmp_path), tmp_path)["capabilities"][0]
    assert one["definition"].startswith("Picks the conclusion")
    assert (one["method"], one["pass_at"], one["samples"]) == ("multiple choice", 1.0, 8)
    assert one["result"]["score"] == 50.0
    assert one["result"]["interval"] == "Wilson"
    assert (one["result"]["passed"], one["result"]["pass_rule"]) == (4, "exact")


def test_every_sample_has_prompt_output_answer_targets_and_verdict(tmp_path: Path) -> None:
    run = make_run(tmp_path)
    samples = exported(run, tmp_path)["samples"]
    assert [one["sample_id"] for one in samples] == [row.sample_id for row in run.rows()]
    assert samples[9] | {"sample_hash": ""} == {
        "sample_id": "math-001", "sample_hash": "", "capability": "math", "subtype": None,
        "group": None, "epoch": 0, "split": "test", "question": "What is 1 + 2? Think about Math.",
        "prompt": "<|im_start|>user\nWhat is 1 + 2? Think about Math.<|im_end|>\n",
        "output": "The answer is 1.", "status": "fail", "cause": None, "message": None,
        "score": 0.0, "scores": samples[9]["scores"], "stop_reason": "stop", "input_tokens": 41,
        "output_tokens": 7, "latency_ms": 110.0, "cost": None, "cached": False, "judging": None,
        "exchange": None, "estimate": None, "targets": ["3"], "continuations": [], "answer": "1",
    }  # fmt: skip


def test_texts_are_kept_as_they_were(tmp_path: Path) -> None:
    text = HOSTILE + "\x00\u2028 5 MB " + "x" * 100_000
    found = exported(make_run(tmp_path, (MATH,), Setup(text=text)), tmp_path)
    assert found["samples"][0]["question"] == text


def test_numbers_that_are_none_become_null(tmp_path: Path) -> None:
    parts = (replace(FACTUALITY, scores=(0.25, 0.75, 0.5)), REASONING)
    run = spoiled(make_run(tmp_path, parts), '"value":0.25', '"value":NaN')
    found = exported(spoiled(run, '"value":0.75', '"value":Infinity'), tmp_path)
    values = [one["scores"][0]["value"] for one in found["samples"][:3]]
    assert values == [None, None, 0.5]


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ('["a", 1]', ["a", 1]),
        ("no json", "no json"),
        ('["\\ud800"]', ["?"]),
        ("[NaN, 1e999]", [None, None]),
        ("[" * 50 + "]" * 50, "[" * 50 + "]" * 50),
        ("[" * 100_000, "[" * 100_000),
        ("9" * 5_000, "9" * 5_000),
    ],
)
def test_stored_lists_are_opened_and_anything_else_stays_text(
    tmp_path: Path, stored: str, shown: object
) -> None:
    with RunWriter(tmp_path / "run", record_of((MATH,), Setup(), "run")) as writer:
        writer.append(row_of(MATH, 0, Setup()).model_copy(update={"target": stored}))
    found = exported(open_run(tmp_path / "run"), tmp_path)
    assert found["samples"][0]["targets"] == shown


def test_an_empty_run_has_an_empty_list(tmp_path: Path) -> None:
    assert exported(make_run(tmp_path, ()), tmp_path)["samples"] == []
