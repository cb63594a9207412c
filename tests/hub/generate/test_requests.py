"""The labelled requests keep their form; what the parser makes of them is judged elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

DATA = Path(__file__).parents[2] / "data/requests"
KEYS = {
    "id", "request", "refuse", "why_refused", "kind", "capabilities", "total", "each", "quick",
    "exclude", "difficulty", "format", "language", "standard_benchmarks",
}  # fmt: skip


def rows(name: str) -> list[dict]:
    return [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]


@pytest.mark.parametrize(
    ("name", "count"),
    [("open.jsonl", 80), ("second.jsonl", 120), ("third.jsonl", 257), ("held.jsonl", 40)],
)
def test_every_row_has_the_same_keys(name, count):
    found = rows(name)
    assert len(found) == count
    assert all(set(row) == KEYS for row in found)
    assert {row["kind"] for row in found} == {"model", "dataset", "features"}


def test_no_request_stands_in_two_files():
    names = ("open.jsonl", "second.jsonl", "third.jsonl", "held.jsonl")
    requests = [{row["request"] for row in rows(name)} for name in names]
    assert len(set.union(*requests)) == sum(map(len, requests)) == 80 + 120 + 257 + 40


@pytest.mark.parametrize("name", ["open.jsonl", "second.jsonl", "third.jsonl"])
def test_a_refused_request_says_why(name):
    assert all(row["refuse"] == (row["why_refused"] is not None) for row in rows(name))
