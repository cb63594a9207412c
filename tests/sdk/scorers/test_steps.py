"""Partial credit over steps."""

from __future__ import annotations

import pytest

from envhub import Sample, Target, Trace
from envhub.scorers import Steps
from envhub.services import LOCAL

SAMPLE = Sample(id="a", capability="m", input="How much for six teas at 1.75, less 2?")
STEPS = [
    {"text": "six teas", "weight": 2.0},
    {"number": "10.5", "tolerance": 0.01},
    {"pattern": r"(?i)less|minus|-\s*2", "example": "less 2"},
]
RIGHT = "Six teas at 1.75 make 10.50. Less 2, the answer is 8.50"


def judged(output, targets=("8.5",), steps=STEPS, **said):
    target = Target(id="a", targets=targets, data={"steps": steps})
    return Steps(**said).score(SAMPLE, target, Trace(output=output), LOCAL)


@pytest.mark.parametrize(
    ("output", "said", "credit"),
    [
        (RIGHT, {}, 1.0),
        ("The answer is 8.5", {}, 1 / 5),
        ("Six teas; the answer is 9", {}, 2 / 5),
        ("Six teas; the answer is 8.5", {"final_weight": 5.0}, 7 / 9),
        ("Six teas; 10.495; the answer is 9", {"final": "required"}, 0.0),
        ("Six teas; 10.495; the answer is 8.5", {"final": "required"}, 3 / 4),
        ("Six teas; 10.495; the answer is 9", {"final": "ignored"}, 3 / 4),
        ("The answer is 8.4", {"tolerance": 0.1}, 1 / 5),
        ("sixty teas and 110.5", {}, 0.0),
        ("", {}, 0.0),
    ],
)
def test_credit_is_the_weighted_share(output, said, credit):
    assert judged(output, **said).value == pytest.approx(credit)


def test_without_targets_the_steps_are_all():
    assert judged("six teas, minus 2", targets=()).value == pytest.approx(3 / 4)


def test_a_final_answer_may_be_a_text():
    steps = [{"text": "boil"}]
    assert judged("Boil it. Answer: Hot tea.", ("hot tea",), steps).value == 1.0
    assert judged("Boil it. Answer: cold tea.", ("hot tea",), steps).value == 0.5


@pytest.mark.parametrize(
    ("output", "credit"),
    [
        ("boil water, add 2 leaves, wait 3 minutes", 1.0),
        ("wait 3 minutes, add 2 leaves, boil water", 1 / 4),
        ("add 2 leaves, boil water, wait 3", 2 / 4),
        ("boil 3 leaves", 2 / 4),
    ],
)
def test_order_counts_where_it_is_declared(output, credit):
    steps = [{"text": "boil"}, {"number": "2"}, {"text": "leaves"}, {"number": "3"}]
    assert judged(output, (), steps, ordered=True).value == pytest.approx(credit)


def test_what_was_found_is_told_and_a_near_miss_marked():
    found = judged("six teas cost 8.5 or so. The answer is 9")
    assert found.explanation == "1 of 3 steps; the final answer is wrong or missing"
    assert found.near_miss
    assert not judged("The answer is 9").near_miss


@pytest.mark.parametrize(
    ("step", "problem"),
    [
        ({}, "exactly one of"),
        ({"text": "a", "number": "1"}, "exactly one of"),
        ({"text": "?!"}, "`text` is empty"),
        ({"number": "many"}, "`many` is no number"),
        ({"pattern": "a"}, "shows an `example`"),
        ({"pattern": "(", "example": "a"}, "not a regular expression"),
        ({"text": "a", "weight": 0}, "greater than 0"),
        ({"txt": "a"}, "Extra inputs"),
    ],
)
def test_a_step_that_makes_no_sense_is_told(step, problem):
    target = Target(id="a", targets=("1",), data={"steps": [step]})
    assert problem in Steps().problem(SAMPLE, target)


@pytest.mark.parametrize(
    ("targets", "steps", "said", "problem"),
    [
        (("1",), [], {}, "without steps"),
        ((), STEPS, {"final": "required"}, "has no target"),
        (("?",), STEPS, {}, "an empty target"),
        (("1",), STEPS, {"ordered": True}, "no place in an order"),
    ],
)
def test_a_target_that_makes_no_sense_is_told(targets, steps, said, problem):
    target = Target(id="a", targets=targets, data={"steps": steps})
    assert problem in Steps(**said).problem(SAMPLE, target)


@pytest.mark.parametrize("extract", ["after_answer", "last_number", "last_line", "first_line"])
def test_the_right_solution_is_laid_out_for_every_filter(extract):
    spec = Steps(extract=extract, final="required")
    target = Target(id="a", targets=("8.5", "17/2"), data={"steps": STEPS})
    for trace in spec.gold(SAMPLE, target):
        assert spec.score(SAMPLE, target, trace, LOCAL).value == 1.0
