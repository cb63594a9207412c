"""What is known: elements, countries, languages, holidays, from packages that carry the facts."""

from __future__ import annotations

from ...items import Generator
from .chemistry import atomic_numbers, element_names, element_neighbours, element_symbols
from .countries import country_codes, currencies, currency_codes, official_languages
from .feasts import easter_dates, holiday_dates, holiday_names
from .formats import number_formats
from .molecules import lighter_atoms, molar_masses
from .translations import autonyms, foreign_countries, foreign_months, foreign_weekdays

GENERATORS: tuple[Generator, ...] = (
    atomic_numbers,
    autonyms,
    country_codes,
    currencies,
    currency_codes,
    easter_dates,
    element_names,
    element_neighbours,
    element_symbols,
    foreign_countries,
    foreign_months,
    foreign_weekdays,
    holiday_dates,
    holiday_names,
    lighter_atoms,
    molar_masses,
    number_formats,
    official_languages,
)
