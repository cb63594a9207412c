"""Arithmetic, algebra and word problems: the answer is a number, worked out in steps."""

from __future__ import annotations

from ...items import Generator
from .arithmetic import linear_equations, order_of_operations, products, sums
from .money import savings, shopping
from .shares import averages, percentages, ratios
from .word_problems import journeys, stock

GENERATORS: tuple[Generator, ...] = (
    averages,
    journeys,
    linear_equations,
    order_of_operations,
    percentages,
    products,
    ratios,
    savings,
    shopping,
    stock,
    sums,
)
