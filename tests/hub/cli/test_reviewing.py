"""review: a person's grades, resumable, and whose fault the failures of a run are."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest


@pytest.fixture
def typed(monkeypatch):
    """What a person types."""

    def type_in(*lines: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))

    return type_in


def test_samples_are_graded_and_a_later_call_goes_on(envhub, qa, typed):
    samples = len((qa / "data/test.jsonl").read_text().splitlines())
    typed("5", "5 4 2 5", "q")
    first = envhub("review", qa, "--reviewer", "ann")
    assert first.code == 0
    assert "accepted: 1 of 2 samples, 50.0 %" in first.err
    typed(*["4"] * samples)
    rest = envhub("review", qa, "--reviewer", "ann")
    assert f"accepted: {samples - 1} of {samples} samples" in rest.err
    assert Path("qa-1.0.0.reviews.jsonl").read_text().count("\n") == samples


def test_an_answer_that_is_no_grade_is_asked_for_again(envhub, qa, typed):
    typed("6", "good", "5", "q")
    found = envhub("review", qa, "--reviewer", "ann")
    assert found.err.count("four numbers from 1 to 5") == 2
    assert "accepted: 1 of 1 sample," in found.err


def test_two_reviewers_are_told_apart_and_their_agreement_is_said(envhub, qa, typed):
    typed("5", "q")
    envhub("review", qa, "--reviewer", "ann")
    typed("1", "q")
    found = envhub("review", qa, "--reviewer", "bob", "--json").json
    assert (found["reviewed"], found["accepted"], found["agreement"]) == (1, 0, 0.0)


def test_a_summary_asks_nothing(envhub, qa):
    found = envhub("review", qa, "--summary")
    assert (found.code, "no sample was graded yet" in found.err) == (0, True)


def test_failures_are_graded_and_the_report_states_the_audited_share(envhub, finished, typed):
    failures = json.loads(envhub("report", finished, "--failures", "--json").out)
    assert len(failures) > 1
    typed("m", "f", "q")
    found = envhub("review", finished, "--failures", "--reviewer", "ann")
    assert f"2 of {len(failures)} failures were looked at by a person: 1 flawed" in found.err
    report = envhub("report", finished, "--json").json
    assert "1 flawed sample," in report["note"]


def test_what_every_model_fails_comes_first(envhub, qa, typed):
    for model in ("mock/a", "mock/b", "mock/Paris"):
        assert envhub("run", qa, "-m", model, "--name", model[5:]).code == 0
    typed("q")
    found = envhub("review", "a", "--failures", "--reviewer", "ann")
    assert "! all 3 models fail it" in found.err
