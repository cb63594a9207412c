"""Numbers: exact arithmetic, tolerances, and credit for steps."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from envhub import Sample, Target, Trace
from envhub.scorers import Numeric
from envhub.scorers.extract import last_number, numbers
from envhub.scorers.numeric import parse_number
from envhub.services import LOCAL

SAMPLE = Sample(id="a", capability="m", input="q")


def score(output: str, *targets: str, steps: tuple[str, ...] = (), **said: object):
    target = Target(id="a", targets=targets, data={"steps": list(steps)} if steps else {})
    return Numeric(**said).score(SAMPLE, target, Trace(output=output), LOCAL)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("42", 42), ("-3.5", "-7/2"), ("+1", 1), ("1,234,567.5", "2469135/2"), ("1e3", 1000),
        ("1/3", "1/3"), ("$5", 5), ("50%", 50), ("−7", -7), (".5", "1/2"), ("5.", 5), ("٣", 3),
    ],
)  # fmt: skip
def test_a_number_is_read_exactly(text, value):
    assert parse_number(text) == Fraction(value)


@pytest.mark.parametrize(
    "text",
    ["", "x", "1/0", "nan", "inf", "1e9999", "1_000", "1e9_9_9_9_9", "1 2", "0x10", "9" * 61],
)
def test_what_is_no_number_is_none(text):
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It is 7.", ["7"]),
        ("1,234.5 and 1,23", ["1,234.5", "1", "23"]),
        ("square e5 of v2", []),
        ("-5 or x-5", ["-5", "5"]),
        ("3/4, .5 and 1e5", ["3/4", ".5", "1e5"]),
        ("1.2.3", ["1.2"]),
        ("²", []),
    ],
)
def test_numbers_are_found_as_written(text, found):
    assert list(numbers(text)) == found
    assert last_number(text) == (found[-1] if found else None)


@given(st.integers(-(10**15), 10**15) | st.decimals(-1000, 1000, places=3))
def test_every_number_equals_itself(number):
    assert score(f"So the answer is {number}.", str(number)).value == 1.0


def test_the_last_number_counts():
    assert score("First 7, then 42.", "42").value == 1.0
    assert score("42, or maybe 7", "42").value == 0.0


@pytest.mark.parametrize(
    ("output", "said", "value"),
    [
        ("3.14", {"tolerance": 0.01}, 1.0),
        ("3.10", {"tolerance": 0.01}, 0.0),
        ("3.14", {"relative_tolerance": 0.001}, 1.0),
        ("3.14", {}, 0.0),
        ("0.3", {"tolerance": 2.8415}, 1.0),
    ],
)
def test_a_tolerance_is_kept(output, said, value):
    assert score(output, "3.1415", **said).value == value


def test_steps_earn_credit_up_to_the_first_that_is_missing():
    said = {"steps": ("3", "12", "20"), "step_credit": 0.6}
    assert score("3 * 4 = 12, so 99", "21", **said).value == pytest.approx(0.4)
    assert score("12, so 99", "21", **said).value == 0.0
    assert score("3 12 20 99", "21", **said).explanation == "3 of 3 steps"
    assert score("21", "21", **said).value == 1.0


def test_steps_earn_nothing_unless_declared():
    assert score("3 and 4", "21", steps=("3",)).value == 0.0
    assert not Numeric().graded
    assert Numeric(step_credit=0.5).graded


@pytest.mark.parametrize(
    "target",
    [
        Target(id="a"),
        Target(id="a", targets=("seven",)),
        Target(id="a", targets=("1e9999",)),
        Target(id="a", targets=("1",), data={"steps": ["x"]}),
    ],
)
def test_a_target_that_is_no_number_is_a_problem(target):
    assert Numeric().problem(SAMPLE, target)


def test_no_number_is_explained():
    assert score("none", "1").explanation == "no number found in the output"
