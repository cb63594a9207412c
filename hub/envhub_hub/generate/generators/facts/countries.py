"""Facts about countries: currencies, official languages, ISO codes, as sentences to be finished.

`make` reads babel's tables by way of `tables`; `answers` asks babel itself, the other way
round where it can.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from ...items import Generator, Item, say
from ..gaps import Facts, judged, solved
from .tables import (
    AS_OF,
    Territory,
    babel_module,
    currency_noun,
    locale,
    official_language,
    tender,
    territories,
)


def _pick(rng: Random, difficulty: int, known: Mapping[str, str]) -> Territory:
    return rng.choice([t for t in territories() if t.level == difficulty and t.code in known])


def _ending(
    rng: Random, difficulty: int, wordings: Sequence[str], country: Territory,
    answer: str, wrong: Sequence[str],
) -> Item:  # fmt: skip
    phrasing, question = say(rng, wordings, {"country": country.name})
    return Item(
        question=question, answer=answer, distractors=tuple(wrong), difficulty=difficulty,
        phrasing=phrasing, key=country.code, facts={"code": country.code},
    )  # fmt: skip


_CURRENCY = (
    "The currency of {country} is the",
    "In {country}, people pay with the",
    "The legal tender of {country} is the",
    "The money used in {country} is called the",
    "Prices in the shops of {country} are given in the local currency, the",
)


def _make_currencies(rng: Random, difficulty: int) -> Item:
    country = _pick(rng, difficulty, tender())
    answer = currency_noun(tender()[country.code])
    nouns = {currency_noun(currency) for currency in tender().values()}
    # Krone, krona and koruna are too alike to be told apart fairly.
    wrong = sorted(noun for noun in nouns if noun[0] != answer[0])
    return _ending(rng, difficulty, _CURRENCY, country, answer, rng.sample(wrong, 3))


def _is_money_of(facts: Facts, noun: str) -> bool:
    listed = babel_module("core").get_global("territory_currencies")[facts["code"]]
    limit = (AS_OF.year, AS_OF.month, AS_OF.day)
    names = locale("en").currencies
    current = [
        names[code].casefold()
        for code, start, end, is_tender in listed
        if is_tender and (not start or start <= limit) and (not end or end >= limit)
    ]
    return any(noun in name for name in current)


_CURRENCY_CODE = (
    "The three-letter code for the currency of {country} is",
    "On exchange markets, the currency of {country} has the code",
    "The ISO 4217 code of the currency of {country} is",
    "Banks abbreviate the currency of {country} as",
    "In a table of exchange rates, the currency of {country} is listed as",
)


def _make_currency_codes(rng: Random, difficulty: int) -> Item:
    country = _pick(rng, difficulty, tender())
    answer = tender()[country.code]
    codes = sorted(set(tender().values()) - {answer})
    alike = [code for code in codes if code[0] == answer[0] or code[2] == answer[2]]
    wrong = rng.sample(alike if len(alike) > 5 else codes, 3)
    return _ending(rng, difficulty, _CURRENCY_CODE, country, answer, wrong)


def _codes_in_use(facts: Facts) -> list[str]:
    users = babel_module("core").get_global("territory_currencies")[facts["code"]]
    # An end of None: the currency is in use today as well.
    return [code for code, _, end, is_tender in users if is_tender and end is None]


_LANGUAGE = (
    "The official language of {country} is",
    "In {country}, the official language is",
    "Laws in {country} are published in the official language, which is",
    "The language that {country} has made its official one is",
    "By law, the official language of {country} is",
)


def _make_official_languages(rng: Random, difficulty: int) -> Item:
    known = official_language()
    country = _pick(rng, difficulty, known)
    wrong = sorted(set(known.values()) - {known[country.code]})
    right = known[country.code]
    return _ending(rng, difficulty, _LANGUAGE, country, right, rng.sample(wrong, 3))


def _has_a_status(facts: Facts, language: str) -> bool:
    """Whether a language is official in any way, in a region too."""
    names = locale("en").languages
    info = babel_module("languages").get_territory_language_info(facts["code"])
    ranked = {names.get(code): entry["official_status"] for code, entry in info.items()}
    return bool(ranked.get(language))


_CODE = (
    "The two-letter ISO country code of {country} is",
    "In the list of ISO 3166 country codes, {country} is",
    "In two letters, the ISO country code for {country} is",
    "The ISO 3166 alpha-2 code for {country} is",
    "By the two-letter code of ISO 3166, {country} is abbreviated as",
)


def _make_country_codes(rng: Random, difficulty: int) -> Item:
    country = rng.choice([t for t in territories() if t.level == difficulty])
    first = country.code[0]
    wrong = [t.code for t in territories() if t.code[0] == first and t.code != country.code]
    if len(wrong) < 3:
        wrong = [t.code for t in territories() if t.code != country.code]
    return _ending(rng, difficulty, _CODE, country, country.code, rng.sample(wrong, 3))


def _codes_of_the_name(facts: Facts) -> list[str]:
    names = locale("en").territories
    return [code for code, name in names.items() if name == names[facts["code"]]]


country_codes = Generator(
    name="country_codes", title="two-letter country codes", gives="continuation",
    make=_make_country_codes, answers=solved(_codes_of_the_name), package="babel",
)  # fmt: skip
currencies = Generator(
    name="currencies", title="currencies of countries", gives="continuation",
    make=_make_currencies, answers=judged(_is_money_of), package="babel",
)  # fmt: skip
currency_codes = Generator(
    name="currency_codes", title="three-letter currency codes", gives="continuation",
    make=_make_currency_codes, answers=solved(_codes_in_use), package="babel",
)  # fmt: skip
official_languages = Generator(
    name="official_languages", title="official languages of countries", gives="continuation",
    make=_make_official_languages, answers=judged(_has_a_status), package="babel",
)  # fmt: skip
