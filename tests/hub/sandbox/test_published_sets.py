"""HumanEval and MBPP: every solution of theirs holds in the sandbox, and an empty one never."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from envhub.services import Program

DATA = Path(__file__).parents[4] / "shared/data"


def humaneval(*, solved: bool) -> list[Program]:
    path = DATA / "humaneval/HumanEval.jsonl"
    if not path.exists():
        pytest.skip("HumanEval is not here")
    return [
        Program(
            code=row["prompt"] + (row["canonical_solution"] if solved else ""),
            setup=row["prompt"],
            tests=f"{row['test']}\ncheck({row['entry_point']})",
            entry_point=row["entry_point"],
        )
        for row in map(json.loads, path.read_text("utf-8").splitlines())
    ]


def mbpp(*, solved: bool) -> list[Program]:
    path = DATA / "mbpp_sanitized/sanitized-mbpp.json"
    if not path.exists():
        pytest.skip("MBPP is not here")
    return [
        Program(
            code=row["code"] if solved else "",
            # One row's test compares sizes of objects and leaves the import to the answer.
            setup="\n".join(["import sys", *row["test_imports"]]),
            tests="\n".join(row["test_list"]),
            entry_point="sum" if "assert sum(" in row["test_list"][0] else None,
        )
        for row in json.loads(path.read_text("utf-8"))
    ]


@pytest.mark.parametrize(("rows", "count"), [(humaneval, 164), (mbpp, 427)])
def test_every_published_solution_holds_and_no_empty_one(sandbox, rows, count):
    with ThreadPoolExecutor(4) as pool:
        held = list(pool.map(sandbox.execute, rows(solved=True)))
        empty = list(pool.map(sandbox.execute, rows(solved=False)))
    assert [one.error for one in held if one.status != "ok"] == []
    assert len(held) == count
    assert [one for one in empty if one.status == "ok"] == []
