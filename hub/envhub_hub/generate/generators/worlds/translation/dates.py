"""Dates to be translated, alone and in sentences: names of days and months by babel.

`make` puts a date into words; `verify` takes it out of them again by the same names turned round,
and asks the calendar whether that day has that weekday.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from ....items import Generator, Item, say
from ...facts.tables import language_name, month_names, weekday_names
from ...time.dates import MONTHS, WEEKDAYS
from ..reports.measure import PASS_AT, rouge_l


class _Forms(NamedTuple):
    """How one language writes dates; every way has a weekday, a day, a month and a year."""

    alone: tuple[str, ...]
    at: tuple[str, ...]
    """In a sentence, behind the verb."""
    events: tuple[str, str, str, str]
    both: str
    """What joins two sentences."""


_ENGLISH = _Forms(
    ("{w}, {d} {m} {y}",), ("on {w}, {d} {m} {y}",),
    ("the concert is", "the exam is", "the journey begins", "the shop closes"), "and",
)  # fmt: skip
_FORMS: Mapping[str, _Forms] = {
    "de": _Forms(("{w}, {d}. {m} {y}", "{w}, den {d}. {m} {y}", "{w}, der {d}. {m} {y}"),
                 ("am {w}, dem {d}. {m} {y},", "am {w}, den {d}. {m} {y},"),
                 ("das Konzert ist", "die Prüfung ist", "die Reise beginnt",
                  "der Laden schließt"), "und"),
    "es": _Forms(("{w}, {d} de {m} de {y}", "{w} {d} de {m} del {y}"),
                 ("el {w} {d} de {m} de {y}", "el {w}, {d} de {m} del {y}"),
                 ("el concierto es", "el examen es", "el viaje empieza", "la tienda cierra"),
                 "y"),
    "fr": _Forms(("{w} {d} {m} {y}", "le {w} {d} {m} {y}"),
                 ("le {w} {d} {m} {y}", "{w}, le {d} {m} {y}"),
                 ("le concert a lieu", "l'examen a lieu", "le voyage commence",
                  "le magasin ferme"), "et"),
    "it": _Forms(("{w} {d} {m} {y}",), ("{w} {d} {m} {y}", "il {w} {d} {m} {y}"),
                 ("il concerto è", "l'esame è", "il viaggio comincia", "il negozio chiude"), "e"),
    "nl": _Forms(("{w} {d} {m} {y}",), ("op {w} {d} {m} {y}",),
                 ("het concert is", "het examen is", "de reis begint", "de winkel sluit"), "en"),
    "pt": _Forms(("{w}, {d} de {m} de {y}",),
                 ("na {w}, {d} de {m} de {y},", "na {w}, dia {d} de {m} de {y},"),
                 ("o concerto é", "o exame é", "a viagem começa", "a loja fecha"), "e"),
}  # fmt: skip
_ASK = (
    'Translate into {language}, with the month in words: "{text}"',
    'How is this said in {language}? "{text}"',
    'Put this into {language}, and write out the month: "{text}"',
    'Write in {language} what this says: "{text}"',
    'Give a translation into {language} of this: "{text}"',
)
_GAP = "[...]"
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _make_dates(rng: Random, difficulty: int) -> Item:
    language = rng.choice(sorted(_FORMS))
    days = _days(rng, 2 if difficulty == 3 else 1)
    events = rng.sample(range(4), len(days)) if difficulty > 1 else []
    answers = _ways(language, days, events)
    (text,) = _ways("en", days, events)
    others = [one for one in sorted(_FORMS) if one != language]
    away = [_ways(one, days, events)[0] for one in rng.sample(others, len(others))]
    wrong = [one for one in away if rouge_l(one, answers) < PASS_AT]
    phrasing, question = say(rng, _ASK, {"language": language_name(language), "text": text})
    return Item(
        question=question, answer=answers[0], references=answers[1:],
        wrong=(*wrong[:1], _other(rng, language)), difficulty=difficulty, phrasing=phrasing,
        key=f"{language} {text}",
        facts={"language": language, "days": days, "events": events},
    )  # fmt: skip


def _days(rng: Random, count: int) -> list[date]:
    """Days in order; not the first of a month, which some languages count in another way."""
    found: list[date] = []
    while len(found) < count:
        day = date(2021, 1, 1) + timedelta(days=rng.randrange(365 * 14))
        if day.day > 1 and day not in found:
            found.append(day)
    return sorted(found)


def _other(rng: Random, language: str) -> str:
    """Only a weekday, where a whole date is asked for; of a language that is not meant."""
    away = rng.choice([one for one in sorted(_FORMS) if one != language])
    return _capital(rng.choice(weekday_names(away)))


def _ways(language: str, days: Sequence[date], events: Sequence[int]) -> tuple[str, ...]:
    """Every way of writing it, the usual one first."""
    forms = _ENGLISH if language == "en" else _FORMS[language]
    found = []
    for way in forms.at if events else forms.alone:
        dates = [_filled(language, way, day) for day in days]
        if events:
            told = [f"{forms.events[event]} {one}" for event, one in zip(events, dates,
                                                                        strict=True)]  # fmt: skip
            found.append(_capital(f" {forms.both} ".join(told).rstrip(",")) + ".")
        else:
            found.append(_capital(dates[0]))
    return tuple(found)


def _filled(language: str, way: str, day: date) -> str:
    weekdays, months = _names(language)
    weekday = weekdays[day.weekday()]
    if language == "pt" and not weekday.endswith("feira"):
        way = way.replace("na {w}", "no {w}")
    return way.format(w=weekday, d=day.day, m=months[day.month - 1], y=day.year)


def _names(language: str) -> tuple[Sequence[str], Sequence[str]]:
    if language == "en":
        return WEEKDAYS, MONTHS
    return weekday_names(language), month_names(language)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _verify_dates(item: Item) -> bool:
    language, days, events = (item.facts[name] for name in ("language", "days", "events"))
    answers = (item.answer, *item.references)
    return (
        all(_read(language, text) == (days, events) for text in answers)
        and set(_answers_dates(item)) == {item.answer}
        and all(rouge_l(text, answers) < PASS_AT for text in item.wrong)
    )


def _read(language: str, text: str) -> tuple[list[date], list[int]]:
    """The dates that a text names, if their weekdays are right, and the events."""
    weekdays, months = ([one.casefold() for one in names] for names in _names(language))
    lower = text.casefold()
    found = [
        date(int(named[3]), months.index(named[2]) + 1, int(named[1]))
        for named in re.finditer(r"(\d{1,2})\.? (?:de )?(\w+) (?:del? )?(\d{4})", lower)
        if named[2] in months
    ]
    pattern = "|".join(map(re.escape, weekdays))
    told = [weekdays.index(one) for one in re.findall(rf"\b(?:{pattern})\b", lower)]
    if told != [day.weekday() for day in found]:
        return [], []
    events = [(lower.find(one.casefold()), n) for n, one in enumerate(_FORMS[language].events)]
    return found, [n for place, n in sorted(events) if place >= 0]


def _answers_dates(item: Item) -> set[str]:
    """What the shown date can be translated as: with a gap for its month, in each month."""
    language, days, events = (item.facts[name] for name in ("language", "days", "events"))
    last = days[-1]
    # Not those months in which there is no such day.
    months = [last.month]
    if _GAP in item.question:
        months = [one for one in range(1, 13) if last.day <= _LENGTHS[one - 1]]
    return {_ways(language, [*days[:-1], last.replace(month=month)], events)[0] for month in months}


def _without_month(item: Item) -> Item:
    """The item with a gap where the last weekday and month were named."""
    last = item.facts["days"][-1]
    whole = _filled("en", "{w}, {d} {m} {y}", last)
    gap = f"{last.day} {_GAP} {last.year}"
    return item.model_copy(update={"question": item.question.replace(whole, gap)})


translate_dates = Generator(
    name="translate_dates", title="dates from English into six languages, alone and in sentences",
    gives="reference", make=_make_dates, answers=_answers_dates, verify=_verify_dates,
    withhold=_without_month, package="babel",
)  # fmt: skip
