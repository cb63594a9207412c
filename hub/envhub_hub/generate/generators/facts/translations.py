"""Names in other languages: weekdays, months, countries, and what a language calls itself.

Closed vocabularies out of babel's tables, as sentences to be finished. `verify` has babel format a
date, or name a locale, where `make` reads the table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from random import Random

from ...items import Generator, Item, say
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


def _verify_weekday_names(item: Item) -> bool:
    write = babel_module("dates").format_date
    days = [_MONDAY.replace(day=n + 1) for n in range(7)]
    written = [write(day, "EEEE", locale=item.facts["language"]) for day in days]
    right = [n for n, word in enumerate(written) if word == item.answer]
    return right == [item.facts["place"]] and set(item.distractors) < set(written)


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


def _verify_month_names(item: Item) -> bool:
    write = babel_module("dates").format_date
    language = item.facts["language"]
    written = [write(date(2024, n, 15), "MMMM", locale=language) for n in range(1, 13)]
    right = [n for n, word in enumerate(written) if word == item.answer]
    return right == [item.facts["place"]] and set(item.distractors) < set(written)


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


def _verify_country_names(item: Item) -> bool:
    language, code = item.facts["language"], item.facts["code"]
    named = {t.code: _place_name(t.code, language) for t in territories()}
    right = named.pop(code)
    others = set(named.values())
    return item.answer == right and right not in others and set(item.distractors) < others


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


def _verify_autonyms(item: Item) -> bool:
    display = babel_module("core").Locale(item.facts["language"]).get_language_name()
    english = locale("en").languages[item.facts["language"]]
    return item.answer == display != english and display not in item.distractors


autonyms = Generator(
    name="autonyms", title="what languages call themselves", gives="continuation",
    make=_make_autonyms, verify=_verify_autonyms, package="babel",
)  # fmt: skip
foreign_countries = Generator(
    name="foreign_countries", title="names of countries in other languages", gives="continuation",
    make=_make_country_names, verify=_verify_country_names, package="babel",
)  # fmt: skip
foreign_months = Generator(
    name="foreign_months", title="names of months in other languages", gives="continuation",
    make=_make_month_names, verify=_verify_month_names, package="babel",
)  # fmt: skip
foreign_weekdays = Generator(
    name="foreign_weekdays", title="names of weekdays in other languages", gives="continuation",
    make=_make_weekday_names, verify=_verify_weekday_names, package="babel",
)  # fmt: skip
