"""Calls compared by structure: which function, which arguments, how many, in which order."""

from __future__ import annotations

import pytest

from envhub import Failure, Sample, Score, Target, Trace
from envhub.messages import Message, ToolCall
from envhub.scorers import ToolCalls
from envhub.services import LOCAL

SAMPLE = Sample(id="a", capability="m", input="Weather, then a table for two.")
WEATHER = {"name": "weather", "arguments": {"city": ["Oslo", "OSL"], "unit": ["C"]},
           "optional": ["unit"]}  # fmt: skip
TABLE = {"name": "table", "arguments": {"people": [2], "at": [{"hour": 19, "half": False}]}}
TWO = Target(id="a", data={"calls": [WEATHER, TABLE]})
NONE = Target(id="a", data={"calls": []})
RIGHT = [("weather", {"city": "OSL"}), ("table", {"people": 2, "at": {"half": False, "hour": 19}})]


def judged(calls, target=TWO, text="", **fields) -> Score:
    made = [ToolCall(id=str(n), name=name, arguments=said) for n, (name, said) in enumerate(calls)]
    messages = [Message(role="assistant", content="", tool_calls=(one,)) for one in made]
    trace = Trace(messages=tuple(messages), output=text)
    found = ToolCalls(**fields).score(SAMPLE, target, trace, LOCAL)
    assert not isinstance(found, Failure)
    return found


def test_any_of_the_values_is_right_and_keys_have_no_order():
    assert judged(RIGHT).value == 1.0
    assert judged([("weather", {"city": "Oslo", "unit": "C"}), RIGHT[1]]).value == 1.0


@pytest.mark.parametrize(
    ("first", "why"),
    [
        (("wether", {"city": "Oslo"}), "`wether` was called, not `weather`"),
        (("weather", {"unit": "C"}), "`city` is missing"),
        (("weather", {"city": "Bergen"}), '`city` is "Bergen"'),
        (("weather", {"city": ["Oslo"]}), '`city` is ["Oslo"]'),
        (("weather", {"city": "Oslo", "day": 1}), "`day` is no argument of it"),
    ],
)
def test_a_call_that_differs_fails_and_is_told(first, why):
    found = judged([first, RIGHT[1]])
    assert (found.value, found.explanation) == (0.0, why)


@pytest.mark.parametrize("people", ["2", True, 2.5, None, [2]])
def test_a_value_of_another_kind_is_another_value(people):
    assert judged([RIGHT[0], ("table", {**RIGHT[1][1], "people": people})]).value == 0.0


def test_order_counts_where_it_is_declared():
    assert judged(RIGHT[::-1]).value == 1.0
    assert judged(RIGHT[::-1], ordered=True).value == 0.0
    assert judged(RIGHT, ordered=True).value == 1.0


def test_a_call_too_few_or_too_many_fails_and_earns_a_share_where_declared():
    for calls, share in ((RIGHT[:1], 1 / 2), ([*RIGHT, RIGHT[0]], 2 / 3), ([], 0.0)):
        assert judged(calls).value == 0.0
        assert judged(calls, partial=True).value == pytest.approx(share)


def test_two_equal_calls_are_two():
    twice = Target(id="a", data={"calls": [WEATHER, WEATHER]})
    assert judged([RIGHT[0]], twice).value == 0.0
    assert judged([RIGHT[0], RIGHT[0]], twice).value == 1.0


def test_where_no_call_is_right_a_model_makes_none_and_says_so():
    assert judged([], NONE, text="I can't.").value == 1.0
    assert judged([], NONE).value == 0.0
    assert judged(RIGHT[:1], NONE, text="I can't.").value == 0.0


def test_a_call_that_can_not_be_read_is_a_call():
    call = ToolCall(id="c", name="weather", malformed="{", arguments={})
    trace = Trace(messages=(Message(role="assistant", content="", tool_calls=(call,)),), output="x")
    for target in (NONE, Target(id="a", data={"calls": [WEATHER]})):
        assert ToolCalls().score(SAMPLE, target, trace, LOCAL).value == 0.0


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "names no `calls`"),
        ({"calls": [{"name": "f", "arguments": {"a": []}}]}, "allows no value for `a`"),
        ({"calls": [{"name": "f", "optional": ["a"]}]}, "names `a` as optional"),
    ],
)
def test_a_target_that_makes_no_sense_is_told(data, said):
    assert said in (ToolCalls().problem(SAMPLE, Target(id="a", data=data)) or "")
