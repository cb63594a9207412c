"""Public holidays: on which day a country has which, and when Easter and its feasts fall.

Only holidays that kept their date in every year of `YEARS`. `make` reads the calendars of the
package `holidays` from date to name, and computes Easter itself; `answers` asks the package for a
date, or for a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from ...items import Generator, Item, say
from ..gaps import Facts, judged
from ..packages import load_package
from ..time.dates import MONTHS
from .tables import Territory, territories

YEARS = range(2015, 2025)
_EVERYWHERE = re.compile(r"^(?:International )?New Year|Christmas|[(/;\d]|Holiday|Day [Aa]fter")
"""New Year and Christmas would be asked of every country; the others are no names."""
_LONGEST = 45
"""Characters; a longer name is an explanation."""


def written(day: date) -> str:
    """Write a day of the year."""
    return f"{MONTHS[day.month - 1]} {day.day}"


@cache
def _calendar(code: str) -> Any:
    """Return the public holidays of a country, with English names; None where there are none.

    Without days off in lieu of a holiday on a weekend.
    """
    package = load_package("holidays")
    country = getattr(package, code, None)
    if country is None:
        return None
    languages = country.supported_languages
    language = next((one for one in ("en_US", "en_GB") if one in languages), None)
    if language is None and not (country.default_language or "en").startswith("en"):
        return None
    return package.country_holidays(code, years=YEARS, language=language, observed=False)


@cache
def fixed_holidays(code: str) -> Mapping[str, date]:
    """Return the holidays of a country that have one date in all years, by name."""
    held: dict[str, list[date]] = {}
    for day, names in (_calendar(code) or {}).items():
        for name in names.split("; "):
            held.setdefault(name, []).append(day)
    months = "|".join(MONTHS)
    return {
        name: days[0]
        for name, days in sorted(held.items())
        if len({(day.month, day.day) for day in days}) == 1
        and len(days) == len(YEARS)
        and len(name) <= _LONGEST
        and not _EVERYWHERE.search(name)
        and not re.search(months, name)
    }


def _pick(rng: Random, difficulty: int) -> Territory:
    """A country with enough holidays for one to be asked and three to be wrong."""
    known = [t for t in territories() if t.level == difficulty]
    while len({*fixed_holidays((country := rng.choice(known)).code).values()}) < 4:
        pass
    return country


_DATE = (
    "In {country}, the public holiday called {holiday} falls on",
    "Every year, people in {country} keep the holiday called {holiday} on",
    "The date of {holiday}, a public holiday in {country}, is",
    "On the calendar of {country}, the holiday {holiday} is marked on",
    "Schools and offices in {country} close for the holiday of {holiday} on",
)
_NAME = (
    "The public holiday that {country} has every year on {day} is",
    "On {day}, the public holiday in {country} is",
    "Offices in {country} are closed on {day} for",
    "What people in {country} have as a public holiday on {day} is",
    "On the calendar of {country}, {day} is marked as",
)


def _make_holiday_dates(rng: Random, difficulty: int) -> Item:
    country = _pick(rng, difficulty)
    held = fixed_holidays(country.code)
    name = rng.choice(tuple(held))
    wrong = rng.sample(sorted({*held.values()} - {held[name]}), 3)
    phrasing, question = say(rng, _DATE, {"country": country.name, "holiday": name})
    return Item(
        question=question, answer=written(held[name]), distractors=tuple(map(written, wrong)),
        difficulty=difficulty, phrasing=phrasing, key=f"{country.code}:{name}",
        facts={"code": country.code, "name": name},
    )  # fmt: skip


def _make_holiday_names(rng: Random, difficulty: int) -> Item:
    country = _pick(rng, difficulty)
    held = fixed_holidays(country.code)
    name = rng.choice(tuple(held))
    wrong = rng.sample([one for one in held if held[one] != held[name]], 3)
    fields = {"country": country.name, "day": written(held[name])}
    phrasing, question = say(rng, _NAME, fields)
    return Item(
        question=question, answer=name, distractors=tuple(wrong), difficulty=difficulty,
        phrasing=phrasing, key=f"{country.code}:{written(held[name])}",
        facts={"code": country.code, "day": held[name]},
    )  # fmt: skip


def _is_date_of(facts: Facts, option: str) -> bool:
    """Whether a day has the name in any year."""
    month, day = option.split()
    days = [date(year, MONTHS.index(month) + 1, int(day)) for year in YEARS]
    calendar = _calendar(facts["code"])
    return any(facts["name"] in calendar.get_list(day) for day in days)


def _is_name_on(facts: Facts, name: str) -> bool:
    """Whether a name is kept on the day in any year."""
    found = _calendar(facts["code"]).get_named(name, lookup="exact", split_multiple_names=True)
    return any((day.month, day.day) == (facts["day"].month, facts["day"].day) for day in found)


_FEASTS = (
    {"Easter Sunday": 0},
    {"Good Friday": -2, "Easter Monday": 1},
    {"Ascension Day": 39, "Whit Monday": 50},
)
"""Days after Easter Sunday, by difficulty."""
_FEAST_YEARS = range(1995, 2041)
_FEAST = (
    "In {year}, {feast} falls on",
    "The date of {feast} in the year {year} is",
    "In {year}, the western churches celebrate {feast} on",
    "On the calendar of {year}, {feast} is marked on",
    "Those who look forward to {feast} in {year} have to wait for",
)


def easter(year: int) -> date:
    """Compute Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    f = (b + 8) // 25
    h = (19 * a + b - d - (b - f + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    late = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _make_easter_dates(rng: Random, difficulty: int) -> Item:
    year = rng.choice(_FEAST_YEARS)
    feast, after = rng.choice(tuple(_FEASTS[difficulty - 1].items()))
    day = easter(year) + timedelta(days=after)
    wrong = [day + timedelta(days=off) for off in rng.sample((-14, -7, 7, 14, 21), 3)]
    phrasing, question = say(rng, _FEAST, {"year": year, "feast": feast})
    return Item(
        question=question, answer=written(day), distractors=tuple(map(written, wrong)),
        difficulty=difficulty, phrasing=phrasing, key=f"{feast}:{year}",
        facts={"feast": feast, "year": year},
    )  # fmt: skip


_IN_GERMANY = {"Whit Monday": "Pentecost Monday"}


@cache
def _feasts_of(year: int) -> tuple[tuple[str, date], ...]:
    """Return the names and dates that Germany and Poland have in a year."""

    def listed() -> Iterator[tuple[str, date]]:
        for code in ("DE", "PL"):
            days = load_package("holidays").country_holidays(code, years=year, language="en_US")
            for day, names in days.items():
                for name in names.split("; "):
                    yield name, day

    return tuple(listed())


def _is_feast(facts: Facts, option: str) -> bool:
    name = _IN_GERMANY.get(facts["feast"], facts["feast"])
    return option in [written(day) for held, day in _feasts_of(facts["year"]) if held == name]


easter_dates = Generator(
    name="easter_dates", title="the dates of Easter and its feasts", gives="continuation",
    make=_make_easter_dates, answers=judged(_is_feast), package="holidays",
)  # fmt: skip
holiday_dates = Generator(
    name="holiday_dates", title="the dates of public holidays", gives="continuation",
    make=_make_holiday_dates, answers=judged(_is_date_of), package="holidays",
)  # fmt: skip
holiday_names = Generator(
    name="holiday_names", title="the public holidays of countries", gives="continuation",
    make=_make_holiday_names, answers=judged(_is_name_on), package="holidays",
)  # fmt: skip
