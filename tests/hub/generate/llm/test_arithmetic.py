"""Arithmetic that a model wrote, computed exactly, and nothing else computed."""

from __future__ import annotations

import time
from fractions import Fraction

import pytest

from envhub_hub.generate.llm.arithmetic import (
    NoValue,
    decimal,
    decimal_string,
    numbers_of,
    partial_values,
    steps_of,
    value_of,
)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("0.1 + 0.2", Fraction(3, 10)),
        ("(12 - 4) * 3 / 2", Fraction(12)),
        ("1 / 3", Fraction(1, 3)),
        ("-(2 + .5)", Fraction(-5, 2)),
        (" 7", Fraction(7)),
        ("1_000 * 2", Fraction(2000)),
    ],
)
def test_values_are_exact(expression, value):
    assert value_of(expression) == value


@pytest.mark.parametrize(
    "expression",
    ["", "2 ** 9", "9 // 2", "9 % 2", "x + 1", "f(2)", "1 / 0", "'a' * 9", "True + 1",
     "1e999999999", "[1][0]", "2 if 1 else 3", "1;2", "(" * 200, "-" * 299 + "1e9", "0x10 + 1",
     "1j + 1", "1 + 2 " * 100, "__import__('os')"],
)  # fmt: skip
def test_everything_else_has_no_value_and_takes_no_time(expression):
    started = time.perf_counter()
    with pytest.raises(NoValue):
        value_of(expression)
    assert time.perf_counter() - started < 0.5


def test_what_an_expression_is_made_of():
    assert sorted(numbers_of("3 * (4 + 4) - 0.5")) == [Fraction(1, 2), 3, 4, 4]
    assert (steps_of("3 * (4 + 4) - 0.5"), steps_of("42"), steps_of("-42")) == (3, 0, 0)


@pytest.mark.parametrize(
    ("text", "number"),
    [("1,250.5", Fraction(2501, 2)), ("−3", Fraction(-3)), ("1e9", None), ("1/2", None),
     ("12 apples", None), ("", None), ("9" * 19, None), ("٣", None)],
)  # fmt: skip
def test_a_number_is_read_as_digits(text, number):
    assert decimal(text) == number


def test_what_an_expression_comes_to_on_the_way():
    assert partial_values("(18 * 12 - 50) / 4 + 0.5") == (216, 166, Fraction(83, 2))
    assert partial_values("2 + 2") == ()


@pytest.mark.parametrize(
    ("number", "text"),
    [(Fraction(5), "5"), (Fraction(-5, 4), "-1.25"), (Fraction(1, 3), None), (Fraction(0), "0"),
     (Fraction(1, 1000), "0.001")],
)  # fmt: skip
def test_a_number_with_an_end_is_a_decimal_string(number, text):
    assert decimal_string(number) == text
