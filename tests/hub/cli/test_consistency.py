"""consistency: several models on one environment, their order, and what its samples are worth."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

CITIES = ("Paris", "Rome", "Oslo", "Lima", "Cairo")


@pytest.fixture
def capitals(envhub, qa) -> Path:
    """An environment whose answers are known, so that mock models reach what is wanted."""
    samples = [{"id": f"s{n}", "capability": "capitals", "input": f"Q{n}?"} for n in range(5)]
    targets = [{"id": f"s{n}", "targets": [city]} for n, city in enumerate(CITIES)]
    old = json.loads((qa / "data/test.jsonl").read_text().splitlines()[0])["capability"]
    for row in samples:
        row["capability"] = old
    (qa / "data/test.jsonl").write_text("".join(json.dumps(row) + "\n" for row in samples))
    (qa / "data/test.targets.jsonl").write_text("".join(json.dumps(row) + "\n" for row in targets))
    for path in (qa / "checks").glob("*"):
        path.unlink()
    return qa


def test_models_are_ranked_and_the_order_is_held_against_what_was_expected(envhub, capitals):
    found = envhub("consistency", capitals, "--models", "mock/none,mock/Paris",
                   "--order", "mock/none<mock/Paris", "--json").json  # fmt: skip
    assert found["models"] == ["mock/Paris", "mock/none"]
    assert found["overall"] == [0.2, 0.0]
    assert found["tau"] == pytest.approx(1.0)
    assert (found["floor"], found["ceiling"]) == (0.8, 0.0)
    assert found["warnings"] == ["the two best can't be told apart (p = 1.00, exact sign test)"]


def test_the_wrong_order_has_a_negative_tau(envhub, capitals):
    found = envhub("consistency", capitals, "--models", "mock/none,mock/Paris",
                   "--order", "mock/Paris<mock/none", "--json").json  # fmt: skip
    assert found["tau"] == pytest.approx(-1.0)


def test_runs_that_are_there_are_used_again(envhub, capitals):
    first = envhub("consistency", capitals, "--models", "mock/none,mock/Paris")
    assert "is used again" not in first.err
    again = envhub("consistency", capitals, "--models", "mock/none,mock/Paris")
    assert again.err.count("is used again") == 2
    assert again.out == first.out or "Kendall" not in again.out


def test_a_warning_names_the_line_that_makes_it_harder(envhub, capitals):
    found = envhub("consistency", capitals, "--models", "mock/none,mock/Paris")
    assert "envhub generate --refresh qa --harder -o DIR" in found.err


@pytest.mark.parametrize(
    ("words", "said"),
    [(("--models", "mock/a"), "at least two"), (("--models", "mock/a,mock/a"), "at least two"),
     (("--models", "mock/a,mock/b", "--order", "mock/a<mock/c"), "must name each"),
     (("--models", "mock/a,mock/b", "--order", "size"), "is not known")],
)  # fmt: skip
def test_what_can_not_be_ordered_is_a_usage_error(envhub, capitals, words, said):
    found = envhub("consistency", capitals, *words)
    assert found.code == 2
    assert said in found.err
