"""Polynomials with whole coefficients: as text, and as values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Term = tuple[Any, ...]
"""`("poly", coefficients)` from the constant one on, `("product", number, terms...)`, or
`("square", term)`."""


def written(coefficients: Sequence[int], letter: str = "x") -> str:
    """Write a polynomial: `x^2 - 3x + 2`."""
    parts: list[str] = []
    for power in range(len(coefficients) - 1, -1, -1):
        number = coefficients[power]
        if number == 0:
            continue
        base = "" if power == 0 else letter if power == 1 else f"{letter}^{power}"
        size = "" if abs(number) == 1 and power else str(abs(number))
        sign = ("- " if number < 0 else "+ ") if parts else ("-" if number < 0 else "")
        parts.append(f"{sign}{size}{base}")
    return " ".join(parts) or "0"


def shown(term: Term, letter: str = "x") -> str:
    """Write a term."""
    if term[0] == "poly":
        return written(term[1], letter)
    if term[0] == "square":
        return f"({shown(term[1], letter)})^2"
    number, *factors = term[1:]
    first = "" if number == 1 else str(number)
    return first + "".join(_factor(one, letter) for one in factors)


def _factor(term: Term, letter: str) -> str:
    text = shown(term, letter)
    return text if term[0] == "square" or text == letter else f"({text})"


def value(term: Term, at: int) -> int:
    """What a term is at a whole number."""
    if term[0] == "poly":
        return int(sum(number * at**power for power, number in enumerate(term[1])))
    if term[0] == "square":
        inner = value(term[1], at)
        return inner * inner
    result = int(term[1])
    for factor in term[2:]:
        result *= value(factor, at)
    return result
