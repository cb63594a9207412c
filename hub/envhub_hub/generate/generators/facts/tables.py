"""The tables of facts: elements from periodictable, territories, currencies and names from babel.

Loaded when the first fact is asked for. What is ambiguous or contested is left out here, once.
"""

from __future__ import annotations

import unicodedata
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple

from ..packages import load_package

AS_OF = date(2025, 1, 1)
"""The day for which legal tender is looked up: a fixed one, so that a seed gives the same items."""

TERRITORIES: tuple[tuple[str, ...], ...] = (
    ("AR", "AU", "BR", "CA", "CH", "CN", "DE", "DK", "EG", "ES", "FR", "GB", "GR", "IN", "IT", "JP",
     "KR", "MX", "NL", "NO", "PL", "PT", "SE", "TH", "US", "VN"),
    ("AT", "BE", "CL", "CO", "CZ", "FI", "HU", "ID", "IE", "IR", "IS", "JM", "KE", "KH", "MA", "MN",
     "MY", "NG", "NP", "NZ", "PE", "PH", "PK", "RO", "SA", "TZ", "UY", "ZA"),
    ("AL", "AM", "AO", "AZ", "BD", "BO", "BW", "CR", "CV", "DO", "DZ", "EE", "ET", "GE", "GH", "GT",
     "GY", "HN", "HR", "IQ", "JO", "KW", "KZ", "LA", "LB", "LK", "LT", "LV", "MD", "MG", "MK", "MT",
     "MU", "MV", "MZ", "NI", "OM", "PG", "PY", "QA", "RS", "RW", "SI", "SK", "SN", "SR", "TJ", "TM",
     "TN", "UG", "WS", "ZM"),
)  # fmt: skip
"""Members of the United Nations by how well they are known, with names that need no explanation."""
_WITH_ARTICLE = ("DO", "GB", "MV", "NL", "PH", "US")
LANGUAGES: tuple[tuple[str, ...], ...] = (
    ("de", "es", "fr", "it"), ("da", "nl", "pt", "sv"), ("hu", "id", "nb", "ro", "tr"),
)  # fmt: skip
"""Languages by how well they are known, of which babel's tables hold weekdays and months in the
form in which they are cited."""
AUTONYMS: tuple[tuple[str, ...], ...] = (
    ("de", "es", "fr", "it", "nl", "pl", "pt", "sv"),
    ("ca", "cs", "cy", "da", "fi", "ga", "hr", "hu", "ro", "tr", "vi"),
    ("az", "bs", "et", "eu", "fo", "gl", "is", "lt", "lv", "mt", "sk", "sl", "sq", "sw", "uz"),
)  # fmt: skip
"""Languages in Latin letters whose own name babel gives as people say it."""
_LANGUAGE_NAMES = {"nb": "Norwegian"}
"""Where babel's name says more than a sentence needs."""


class Element(NamedTuple):
    """A chemical element."""

    number: int
    symbol: str
    name: str


class Territory(NamedTuple):
    """A country, with its name as it stands in a sentence."""

    code: str
    name: str
    level: int


@lru_cache(maxsize=1)
def elements() -> tuple[Element, ...]:
    """Return every element up to lawrencium; the later ones are known to few and for seconds."""
    table = load_package("periodictable").elements
    return tuple(Element(e.number, e.symbol, e.name) for e in table if 1 <= e.number <= 103)


def element_table() -> Any:
    """Return periodictable's own table, for looking things up the other way round."""
    return load_package("periodictable").elements


@cache
def locale(language: str) -> Any:
    """Return babel's data of one language."""
    return load_package("babel").Locale(language)


def babel_module(name: str) -> Any:
    """Return a module of babel, for looking things up another way."""
    return load_package(f"babel.{name}")


@lru_cache(maxsize=1)
def territories() -> tuple[Territory, ...]:
    """Return the countries of the list above with their English names."""
    names = locale("en").territories
    return tuple(
        Territory(code, ("the " if code in _WITH_ARTICLE else "") + names[code], level)
        for level, codes in enumerate(TERRITORIES, start=1)
        for code in codes
    )


@lru_cache(maxsize=1)
def tender() -> dict[str, str]:
    """Return the one legal tender of each country, by code; countries with several are left out."""
    ask = babel_module("numbers").get_territory_currencies
    found = {one.code: ask(one.code, AS_OF) for one in territories()}
    return {code: held[0] for code, held in found.items() if len(held) == 1}


@cache
def currency_noun(currency: str) -> str:
    """Return what a currency is called without its country: `yen`, `krone`, `peso`."""
    name: str = locale("en").currencies[currency]
    return name.split()[-1].lower()


_LANGUAGE_DISPUTED = ("BD", "ET", "GB", "IQ", "MK", "ZA")
"""Where CLDR names one official language and the law, or common usage, more or none."""


@lru_cache(maxsize=1)
def official_language() -> dict[str, str]:
    """Return the one official language of each country, by code, as its English name.

    Countries with several, by law or in fact, are left out.
    """
    ask, names = babel_module("languages").get_official_languages, locale("en").languages
    found = {}
    for one in territories():
        held = ask(one.code)
        if len(held) == 1 and held == ask(one.code, de_facto=True):
            found[one.code] = names[held[0]]
    return {code: name for code, name in found.items() if code not in _LANGUAGE_DISPUTED}


@cache
def language_name(language: str) -> str:
    """Return the English name of one of `LANGUAGES`."""
    return _LANGUAGE_NAMES.get(language) or str(locale("en").languages[language])


@cache
def weekday_names(language: str) -> tuple[str, ...]:
    """Return Monday to Sunday in a language.

    Out of babel's `format` table: what `stand-alone` holds depends on which locales were opened
    before (babel 2.18).
    """
    days = locale(language).days["format"]["wide"]
    return tuple(days[n] for n in range(7))


@cache
def month_names(language: str) -> tuple[str, ...]:
    """Return January to December in a language."""
    months = locale(language).months["format"]["wide"]
    return tuple(months[n] for n in range(1, 13))


@cache
def autonym(language: str) -> str:
    """Return what a language calls itself."""
    return str(locale(language).languages[language])


@cache
def country_names(language: str) -> dict[str, str]:
    """Return what a language calls the countries, by code.

    Left out: those with an article, and those that are called the same as in English.
    """
    own, english = locale(language).territories, locale("en").territories
    codes = [one.code for one in territories() if one.code not in _WITH_ARTICLE]
    return {code: own[code] for code in codes if _folded(own[code]) != _folded(english[code])}


def _folded(text: str) -> str:
    """A name without accents and case."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold()
