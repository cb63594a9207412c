"""Names in other languages: weekdays, months, countries, and what a language calls itself.

Closed vocabularies out of babel's tables, as sentences to be finished. `answers` has babel format a
date, or name a locale, where `make` reads the table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from random import Random

from ...items import Generator, Item, say
from ..gaps import Facts, judged, solved
from ..time.dates import MONTHS, WEEKDAYS
from .tables import (
    AUTONYMS,
    LANGUAGES,
    autonym,
    babel_module,
    country_names,
    language_name,
    locale,
    month_names,
    territories,
    weekday_names,
)


def _ending(
    rng: Random, wordings: Sequence[str], fields: Mapping[str, str], facts: dict[str, object],
    options: Sequence[str], difficulty: int,
) -> Item:  # fmt: skip
    """Write the sentence; the first option ends it rightly."""
    phrasing, question = say(rng, wordings, fields)
    return Item(
        question=question, answer=options[0], distractors=tuple(options[1:]),
        difficulty=difficulty, phrasing=phrasing, key=str(sorted(facts.items())), facts=facts,
    )  # fmt: skip


_WEEKDAY = (
    "The {language} word for {word} is",
    "In {language}, {word} is called",
    "The day after {before} is, in {language},",
    "Translated into {language}, {word} is",
    "On a calendar in {language}, {word} is written as",
)


def _make_weekday_names(rng: Random, difficulty: int) -> Item:
    language, place = rng.choice(LANGUAGES[difficulty - 1]), rng.randrange(7)
    words = weekday_names(language)
    wrong = rng.sample([word for word in words if word != words[place]], 3)
    fields = {"language": language_name(language), "word": WEEKDAYS[place],
              "before": WEEKDAYS[place - 1]}  # fmt: skip
    facts: dict[str, object] = {"language": language, "place": place}
    return _ending(rng, _WEEKDAY, fields, facts, (words[place], *wrong), difficulty)


# A Monday, so that adding the place of a weekday gives that weekday.
_MONDAY = date(2024, 1, 1)


def _is_weekday(facts: Facts, word: str) -> bool:
    write = babel_module("dates").format_date
    day = _MONDAY.replace(day=facts["place"] + 1)
    return bool(write(day, "EEEE", locale=facts["language"]) == word)


_MONTH = (
    "The {language} word for the month of {word} is",
    "In {language}, the month of {word} is called",
    "Translated into {language}, the name of the month {word} is",
    "On a calendar in {language}, the page for {word} bears the name",
    "The month that English calls {word} is, in {language},",
)


def _make_month_names(rng: Random, difficulty: int) -> Item:
    language, place = rng.choice(LANGUAGES[difficulty - 1]), rng.randrange(12)
    words = month_names(language)
    if words[place].casefold() == MONTHS[place].casefold():
        # German calls April April: nothing would be asked.
        return _make_month_names(rng, difficulty)
    wrong = rng.sample([word for word in words if word != words[place]], 3)
    fields = {"language": language_name(language), "word": MONTHS[place]}
    facts: dict[str, object] = {"language": language, "place": place}
    return _ending(rng, _MONTH, fields, facts, (words[place], *wrong), difficulty)


def _is_month(facts: Facts, word: str) -> bool:
    write = babel_module("dates").format_date
    day = date(2024, facts["place"] + 1, 15)
    return bool(write(day, "MMMM", locale=facts["language"]) == word)


_COUNTRY = (
    "The {language} name for {word} is",
    "In {language}, the country {word} is called",
    "Translated into {language}, the name of the country {word} is",
    "On a map in {language}, {word} is labelled",
    "The country that English calls {word} is, in {language},",
)


def _make_country_names(rng: Random, difficulty: int) -> Item:
    language = rng.choice(LANGUAGES[difficulty - 1])
    names = country_names(language)
    known = [t for t in territories() if t.level == difficulty and t.code in names]
    country = rng.choice(known)
    right = names[country.code]
    wrong = rng.sample(sorted({names[t.code] for t in known} - {right}), 3)
    fields = {"language": language_name(language), "word": country.name}
    facts: dict[str, object] = {"language": language, "code": country.code}
    return _ending(rng, _COUNTRY, fields, facts, (right, *wrong), difficulty)


def _is_country(facts: Facts, name: str) -> bool:
    return _place_name(facts["code"], facts["language"]) == name


@cache
def _place_name(code: str, language: str) -> str:
    """Ask the locale that is likely in a country for the name of its own territory."""
    place = babel_module("core").Locale.parse(f"und_{code}")
    return str(place.get_territory_name(language))


_AUTONYM = (
    "In its own language, {language} is called",
    "The {language} word for the {language} language is",
    "Speakers of {language} call their own language",
    "In {language}, the {language} language is called",
    "The name that {language} has for itself is",
)


def _make_autonyms(rng: Random, difficulty: int) -> Item:
    known = AUTONYMS[difficulty - 1]
    language = rng.choice(known)
    wrong = [autonym(code) for code in known if autonym(code) != autonym(language)]
    fields = {"language": language_name(language)}
    options = (autonym(language), *rng.sample(wrong, 3))
    return _ending(rng, _AUTONYM, fields, {"language": language}, options, difficulty)


def _calls_itself(facts: Facts) -> str | None:
    """None where it is the English name: nothing would be asked."""
    display = babel_module("core").Locale(facts["language"]).get_language_name()
    english = locale("en").languages[facts["language"]]
    return None if display == english else str(display)


autonyms = Generator(
    name="autonyms", title="what languages call themselves", gives="continuation",
    make=_make_autonyms, answers=solved(_calls_itself), package="babel",
)  # fmt: skip
foreign_countries = Generator(
    name="foreign_countries", title="names of countries in other languages", gives="continuation",
    make=_make_country_names, answers=judged(_is_country), package="babel",
)  # fmt: skip
foreign_months = Generator(
    name="foreign_months", title="names of months in other languages", gives="continuation",
    make=_make_month_names, answers=judged(_is_month), package="babel",
)  # fmt: skip
foreign_weekdays = Generator(
    name="foreign_weekdays", title="names of weekdays in other languages", gives="continuation",
    make=_make_weekday_names, answers=judged(_is_weekday), package="babel",
)  # fmt: skip
