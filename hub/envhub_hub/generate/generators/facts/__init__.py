"""What is known: elements, countries, currencies, languages, from packages that carry the facts."""

from __future__ import annotations

from ...items import Generator
from .chemistry import atomic_numbers, element_names, element_neighbours, element_symbols
from .countries import country_codes, currencies, currency_codes, official_languages
from .translations import autonyms, foreign_countries, foreign_months, foreign_weekdays

GENERATORS: tuple[Generator, ...] = (
    atomic_numbers,
    autonyms,
    country_codes,
    currencies,
    currency_codes,
    element_names,
    element_neighbours,
    element_symbols,
    foreign_countries,
    foreign_months,
    foreign_weekdays,
    official_languages,
)
