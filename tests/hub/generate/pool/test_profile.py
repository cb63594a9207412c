"""Statistics of fields, and the roles that follow from them."""

from __future__ import annotations

import pytest

from envhub_hub.generate.pool.profile import DENSE, Distinct, Profile


def profiled(rows):
    profile = Profile()
    profile.read(rows)
    return profile


def roles(rows) -> dict[str, str]:
    return {field.name: field.role for field in profiled(rows).fields()}


@pytest.mark.parametrize("count", [0, 1, 2_047])
def test_few_different_values_are_counted_exactly(count):
    distinct = Distinct()
    for n in range(3 * count):
        distinct.add(str(n % max(1, count)))
    assert distinct.count() == count


def test_many_different_values_are_estimated_within_five_per_cent():
    distinct = Distinct()
    for n in range(50_000):
        distinct.add(f"value {n}")
    assert distinct.count() == pytest.approx(50_000, rel=0.05)


def test_a_long_stream_is_counted_whole_and_looked_at_in_part():
    profile = profiled({"n": n} for n in range(10 * DENSE))
    assert profile.records == 10 * DENSE
    assert DENSE < profile.seen < 5 * DENSE


def test_a_field_that_appears_late_is_seen():
    rows = [{"a": 1}] * (3 * DENSE + 1) + [{"a": 1, "late": "x"}]
    assert [field.name for field in profiled(rows).fields()] == ["a", "late"]


def test_roles_follow_names_where_they_say_it():
    row = {
        "question": "Who?", "context": 30 * "word ", "answer": "Ann", "choices": ["Ann", "Bo"],
        "explanation": "since", "topic": "people", "label": "true", "idx": 3, "date": "today",
        "Incorrect Answers": "a; b", "A": "x", "B": "y",
    }  # fmt: skip
    assert roles([row] * 3) == {
        "question": "question", "context": "context", "answer": "answer", "choices": "options",
        "explanation": "rationale", "topic": "category", "label": "label", "idx": "id",
        "date": "date", "Incorrect Answers": "options", "A": "options", "B": "options",
    }  # fmt: skip


def test_roles_follow_values_where_names_say_nothing():
    rows = [{"x": f"Thing{n}", "y": "red" if n % 2 else "blue", "z": n / 2, "w": 20 * f"text {n}, ",
             "d": f"2026-01-{n + 10}", "o": {"k": n}, "b": n > 3, "u": f"https://x/{n}"}
            for n in range(12)]  # fmt: skip
    assert roles(rows) == {
        "x": "entity", "y": "category", "z": "number", "w": "text", "d": "date", "o": "other",
        "b": "label", "u": "other",
    }  # fmt: skip
