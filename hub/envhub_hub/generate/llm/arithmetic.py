"""Computes an arithmetic expression exactly: numbers, + - * / and brackets, and nothing else.

It is a stranger's text: there are no names, no calls and no powers, so it always ends, at once.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction

MAX_EXPRESSION = 300
"""Characters."""
MAX_DIGITS = 18
"""Of one number."""
_DECIMAL = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
"""Without an exponent: one of nine digits is a number of a gigabyte."""
_STEPS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


class NoValue(ValueError):
    """A text that is no such expression, or has no value."""


def value_of(expression: str) -> Fraction:
    """Return the value of an expression.

    Raises:
        NoValue: it has none.
    """
    try:
        return _value(_tree(expression), expression)
    except ZeroDivisionError as error:
        raise NoValue(f"`{expression:.60}` divides by zero") from error


def numbers_of(expression: str) -> tuple[Fraction, ...]:
    """Return the numbers that an expression is written with. Raises: NoValue."""
    return tuple(
        _number(node, expression)
        for node in ast.walk(_tree(expression))
        if isinstance(node, ast.Constant)
    )


def steps_of(expression: str) -> int:
    """Return how many numbers are joined to others in it. Raises: NoValue."""
    return sum(isinstance(node, ast.BinOp) for node in ast.walk(_tree(expression)))


def partial_values(expression: str) -> tuple[Fraction, ...]:
    """Return what an expression comes to on the way to its value, in order. Raises: NoValue."""
    tree = _tree(expression)
    found = [_value(node, expression) for node in _joined(tree)]
    return tuple(dict.fromkeys(found[:-1]))


def decimal_string(number: Fraction) -> str | None:
    """Return a number as a decimal string; None where it has no end."""
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return None
    if number.denominator == 1:
        return str(number.numerator)
    return f"{Decimal(number.numerator) / Decimal(number.denominator):f}"


def decimal(text: str) -> Fraction | None:
    """Return the number that a text is, thousands with or without commas; None where it is none."""
    plain = text.strip().replace(",", "").replace("−", "-")
    return Fraction(plain) if _DECIMAL.fullmatch(plain) and len(plain) <= MAX_DIGITS else None


def decimals_in(texts: Iterator[str]) -> set[Fraction]:
    """Return the numbers among some texts."""
    return {found for text in texts if (found := decimal(text)) is not None}


def _joined(node: ast.AST) -> Iterator[ast.BinOp]:
    """The steps of a tree, inner ones first."""
    for inner in ast.iter_child_nodes(node):
        yield from _joined(inner)
    if isinstance(node, ast.BinOp):
        yield node


def _tree(expression: str) -> ast.expr:
    if len(expression) > MAX_EXPRESSION:
        raise NoValue(f"an expression of {len(expression)} characters, at most {MAX_EXPRESSION}")
    try:
        return ast.parse(expression.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise NoValue(f"`{expression:.60}` is no arithmetic expression") from error


def _value(node: ast.expr, source: str) -> Fraction:
    if isinstance(node, ast.BinOp) and type(node.op) in _STEPS:
        return _STEPS[type(node.op)](_value(node.left, source), _value(node.right, source))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        inside = _value(node.operand, source)
        return -inside if isinstance(node.op, ast.USub) else inside
    return _number(node, source)


def _number(node: ast.expr, source: str) -> Fraction:
    """As it is written, so that 0.1 is a tenth."""
    written = ast.get_source_segment(source.strip(), node)
    if not isinstance(node, ast.Constant) or type(node.value) not in (int, float):
        raise NoValue(f"`{written or source:.60}` is neither a number nor one of + - * /")
    found = decimal((written or "").replace("_", ""))
    if found is None:
        raise NoValue(f"`{written or source:.60}` is no number that is computed with")
    return found
