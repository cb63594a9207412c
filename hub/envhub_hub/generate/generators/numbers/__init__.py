"""Arithmetic, algebra and word problems: the answer is a number, worked out in steps."""

from __future__ import annotations

from ...items import Generator
from .arithmetic import linear_equations, order_of_operations, products, sums
from .dice import coins, dice
from .drawing import cards, urns
from .events import independent_events
from .money import savings, shopping
from .plane import angles, rectangles
from .price_lists import price_lists
from .progressions import progressions
from .shares import averages, percentages, ratios
from .solids import boxes
from .triangles import coordinates, right_triangles
from .unit_stories import unit_stories
from .units import unit_conversions
from .word_problems import journeys, stock

GENERATORS: tuple[Generator, ...] = (
    angles,
    averages,
    boxes,
    cards,
    coins,
    coordinates,
    dice,
    independent_events,
    journeys,
    linear_equations,
    order_of_operations,
    percentages,
    price_lists,
    products,
    progressions,
    ratios,
    rectangles,
    right_triangles,
    savings,
    shopping,
    stock,
    sums,
    unit_conversions,
    unit_stories,
    urns,
)
