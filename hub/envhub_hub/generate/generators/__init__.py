"""Generators by name. A new one is a function in a file here and a line in the table."""

from __future__ import annotations

from ..items import Generator
from .arithmetic import linear_equations, order_of_operations, products, sums
from .chemistry import atomic_numbers, element_names, element_neighbours, element_symbols
from .countries import country_codes, currencies, currency_codes, official_languages
from .dates import clock_times, dates_after, days_between, weekdays
from .knights import knights_and_knaves
from .logic import syllogisms, truth_values
from .money import savings, shopping
from .ordering import ordering
from .sequences import sequences
from .shares import averages, percentages, ratios
from .spatial import turns, walks
from .spelling import alphabetical, reversed_letters
from .translations import autonyms, foreign_countries, foreign_months, foreign_weekdays
from .word_problems import journeys, stock

GENERATORS: dict[str, Generator] = {
    "alphabetical": alphabetical,
    "atomic_numbers": atomic_numbers,
    "autonyms": autonyms,
    "averages": averages,
    "clock_times": clock_times,
    "country_codes": country_codes,
    "currencies": currencies,
    "currency_codes": currency_codes,
    "dates_after": dates_after,
    "days_between": days_between,
    "element_names": element_names,
    "element_neighbours": element_neighbours,
    "element_symbols": element_symbols,
    "foreign_countries": foreign_countries,
    "foreign_months": foreign_months,
    "foreign_weekdays": foreign_weekdays,
    "journeys": journeys,
    "knights_and_knaves": knights_and_knaves,
    "linear_equations": linear_equations,
    "official_languages": official_languages,
    "order_of_operations": order_of_operations,
    "ordering": ordering,
    "percentages": percentages,
    "products": products,
    "ratios": ratios,
    "reversed_letters": reversed_letters,
    "savings": savings,
    "sequences": sequences,
    "shopping": shopping,
    "stock": stock,
    "sums": sums,
    "syllogisms": syllogisms,
    "truth_values": truth_values,
    "turns": turns,
    "walks": walks,
    "weekdays": weekdays,
}

__all__ = ["GENERATORS"]
