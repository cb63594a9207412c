"""`scorer.py` of a bundle: what it is told, and which of its answers count."""

from __future__ import annotations

import pytest
from tests.doubles import Told

from envhub import (
    Continuation,
    Failure,
    InvalidEnvironment,
    MockModel,
    Sample,
    Target,
    Trace,
    check,
    evaluate,
)
from envhub.scorers import Custom
from envhub.services import GuestFailed

SAMPLE = Sample(id="a", capability="m", input="Which?")
TARGET = Target(id="a", targets=("blue",), data={"rubric": {"points": 3}})
CODE = "def score(sample, target, trace): ..."


def judged(said, **scorer):
    def call(call):
        if isinstance(said, Exception):
            raise said
        return said

    spec = Custom(**scorer).with_texts({"scoring/scorer.py": CODE})
    return spec.score(SAMPLE, TARGET, Trace(output="blue"), Told(call=call))


@pytest.mark.parametrize(("said", "value"), [(1, 1.0), (0, 0.0), (0.25, 0.25)])
def test_a_number_from_0_to_1_counts(said, value):
    assert judged(said).value == value


def test_it_may_say_why():
    score = judged({"value": 0.5, "answer": "blue", "explanation": "near"})
    assert (score.value, score.answer, score.explanation) == (0.5, "blue", "near")


@pytest.mark.parametrize(
    "said",
    [float("nan"), float("inf"), -0.1, 1.1, True, "1", None, [1], {"value": "1"}, {}, 10**400],
    ids=str,
)
def test_anything_else_is_invalid_and_no_score(said):
    verdict = judged(said)
    assert isinstance(verdict, Failure)
    assert verdict.cause == "scorer"


def test_a_scorer_that_declares_only_0_and_1_is_held_to_it():
    assert judged(0.5, partial=False).cause == "scorer"
    assert judged(1, partial=False).value == 1.0
    assert (Custom().graded, Custom(partial=False).graded) == (True, False)


@pytest.mark.parametrize(("status", "cause"), [("failed", "scorer"), ("timeout", "scorer"),
                                               ("lost", "sandbox")])  # fmt: skip
def test_code_that_fails_makes_the_sample_invalid(status, cause):
    verdict = judged(GuestFailed(status, "so"))
    assert (verdict.cause, "so" in verdict.message) == (cause, True)


def test_it_is_told_sample_target_and_trace_as_plain_data(make):
    services = Told(call=lambda call: 1.0)
    environment = make({"type": "custom"}, [(SAMPLE, TARGET)],
                       files={"scoring/scorer.py": CODE.encode()})  # fmt: skip
    (row,) = evaluate(environment, MockModel("blue"), services=services)
    (call,) = services.asked
    sample, target, trace = call.arguments
    assert row.status == "pass"
    assert (call.code, call.name) == (CODE, "score")
    assert (sample["input"], target["data"], trace["output"]) == (
        "Which?", {"rubric": {"points": 3}}, "blue",
    )  # fmt: skip
    assert not {"cost", "latency_ms", "usage"} & trace.keys()


def test_a_log_probability_that_is_no_number_is_null_to_it():
    services = Told(call=lambda call: 0.0)
    spec = Custom().with_texts({"scoring/scorer.py": CODE})
    one = Continuation(text="x", logprob=float("-inf"), tokens=1, greedy=False)
    spec.score(SAMPLE, TARGET, Trace(continuations=(one,)), services)
    assert services.asked[0].arguments[2]["continuations"][0]["logprob"] is None


def test_a_missing_file_is_a_problem_of_the_environment(make):
    report = check(make({"type": "custom"}, [(SAMPLE, TARGET)]))
    assert any("file `scoring/scorer.py` is missing" in one for one in report.problems)
    with pytest.raises(InvalidEnvironment, match="does not stand below `scoring/`"):
        make({"type": "custom", "file": "harness/s.py"}, [(SAMPLE, TARGET)])
