"""Clues in seven languages: full sentences by template, names of days and countries by babel.

Names of people take no article and no ending, and the sentences are in the present tense, so that
nothing has to agree with a person's gender.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from random import Random
from typing import NamedTuple

from ...facts.tables import language_name, locale, weekday_names

LANGUAGES = ("de", "es", "fr", "it", "nl", "pt", "sv")
ANIMALS = ("dog", "cat", "horse", "parrot", "goat", "rabbit", "donkey", "tortoise")
COUNTRIES = ("DE", "FR", "ES", "IT", "PT", "SE", "PL", "GR", "JP", "BR", "CA", "MX", "IN")
"""Codes of countries whose names need no article where people live in them, but for Portuguese and
French, which are told apart below."""


class Tongue(NamedTuple):
    """What one language needs for its clues."""

    days: tuple[str, str, str]
    """One day, two days, three days, as a distance in time."""
    animals: tuple[str, ...]
    """In the order of `ANIMALS`, with the indefinite article, as an object."""
    no_animals: tuple[str, ...]
    """The same as what somebody does not have, with what denies it."""
    says: Mapping[str, tuple[str, ...]]
    """Sentences by the kind of clue."""


def _each(words: str, article: str = "") -> tuple[str, ...]:
    return tuple(article + word for word in words.split())


_DE = "einen Hund, eine Katze, ein Pferd, einen Papagei, eine Ziege, ein Kaninchen, einen Esel, "
_DE += "eine Schildkröte"
_ES = _each("perro gato caballo loro cabra conejo burro tortuga")
_FR = _each("chien chat cheval perroquet chèvre lapin âne tortue")
_IT = "un cane, un gatto, un cavallo, un pappagallo, una capra, un coniglio, un asino, "
_IT += "una tartaruga"
_NL = "hond kat paard papegaai geit konijn ezel schildpad"
_PT = "um cão, um gato, um cavalo, um papagaio, uma cabra, um coelho, um burro, uma tartaruga"
_SV = "hund katt häst papegoja get kanin åsna sköldpadda"
_FEMININE = ("chèvre", "tortue", "cabra", "tortuga")

TONGUES: Mapping[str, Tongue] = {
    "de": Tongue(
        days=("einen Tag", "zwei Tage", "drei Tage"),
        animals=tuple(_DE.split(", ")),
        no_animals=tuple(f"k{word}" for word in _DE.split(", ")),
        says={
            "on": ("{a} kommt {day}.", "{Day} kommt {a}."),
            "not on": ("{a} kommt nicht {day}.", "{Day} kommt {a} nicht."),
            "before": ("{a} kommt früher in der Woche als {b}.", "Erst kommt {a}, später {b}."),
            "gap": ("{a} kommt {days} nach {b}.",),
            "lives": ("{a} wohnt {place}.", "Die Wohnung von {a} ist {place}."),
            "not lives": ("{a} wohnt nicht {place}.",),
            "has": ("{a} hat {animal}.", "{a} besitzt {animal}."),
            "not has": ("{a} hat {no_animal}.",),
            "there has": ("Wer {place} wohnt, hat {animal}.",),
            "there not has": ("Wer {place} wohnt, hat {no_animal}.",),
            "step": ("Erst {x}, dann {y}.", "Zuerst {x}, danach {y}."),
        },
    ),
    "es": Tongue(
        days=("un día", "dos días", "tres días"),
        animals=tuple(f"{'una' if word in _FEMININE else 'un'} {word}" for word in _ES),
        no_animals=_ES,
        says={
            "on": ("{a} viene {day}.", "{Day} viene {a}."),
            "not on": ("{a} no viene {day}.", "{Day} no viene {a}."),
            "before": ("{a} viene antes que {b}.", "Primero viene {a}, más tarde {b}."),
            "gap": ("{a} viene {days} después que {b}.",),
            "lives": ("{a} vive {place}.", "La casa de {a} está {place}."),
            "not lives": ("{a} no vive {place}.",),
            "has": ("{a} tiene {animal}.",),
            "not has": ("{a} no tiene {no_animal}.",),
            "there has": ("La persona que vive {place} tiene {animal}.",),
            "there not has": ("La persona que vive {place} no tiene {no_animal}.",),
            "step": ("Primero {x}, luego {y}.", "Hay que {x} antes de {y}."),
        },
    ),
    "fr": Tongue(
        days=("un jour", "deux jours", "trois jours"),
        animals=tuple(f"{'une' if word in _FEMININE else 'un'} {word}" for word in _FR),
        no_animals=_FR,
        says={
            "on": ("{a} vient {day}.", "{Day}, c'est {a} qui vient."),
            "not on": ("{a} ne vient pas {day}.", "Ce n'est pas {day} que vient {a}."),
            "before": ("{a} vient avant {b}.", "{a} vient plus tôt dans la semaine que {b}."),
            "gap": ("{a} vient {days} après {b}.",),
            "lives": ("{a} habite {place}.", "La maison de {a} est {place}."),
            "not lives": ("{a} n'habite pas {place}.",),
            "has": ("{a} a {animal}.", "{a} possède {animal}."),
            "not has": ("{a} n'a pas de {no_animal}.",),
            "there has": ("La personne qui habite {place} a {animal}.",),
            "there not has": ("La personne qui habite {place} n'a pas de {no_animal}.",),
            "step": ("D'abord {x}, ensuite {y}.", "Il faut {x} avant de {y}."),
        },
    ),
    "it": Tongue(
        days=("un giorno", "due giorni", "tre giorni"),
        animals=tuple(_IT.split(", ")),
        no_animals=tuple(_IT.split(", ")),
        says={
            "on": ("{a} viene {day}.", "{Day} viene {a}."),
            "not on": ("{a} non viene {day}.", "{Day} {a} non viene."),
            "before": ("{a} viene prima di {b}.", "Prima viene {a}, più tardi {b}."),
            "gap": ("{a} viene {days} dopo {b}.",),
            "lives": ("{a} vive {place}.", "La casa di {a} è {place}."),
            "not lives": ("{a} non vive {place}.",),
            "has": ("{a} ha {animal}.", "{a} possiede {animal}."),
            "not has": ("{a} non ha {no_animal}.",),
            "there has": ("La persona che vive {place} ha {animal}.",),
            "there not has": ("La persona che vive {place} non ha {no_animal}.",),
            "step": ("Prima {x}, poi {y}.", "Bisogna {x} prima di {y}."),
        },
    ),
    "nl": Tongue(
        days=("één dag", "twee dagen", "drie dagen"),
        animals=_each(_NL, "een "),
        no_animals=_each(_NL, "geen "),
        says={
            "on": ("{a} komt {day}.", "{Day} komt {a}."),
            "not on": ("{a} komt niet {day}.", "{Day} komt {a} niet."),
            "before": ("{a} komt eerder in de week dan {b}.", "Eerst komt {a}, later {b}."),
            "gap": ("{a} komt {days} na {b}.",),
            "lives": ("{a} woont {place}.", "Het huis van {a} staat {place}."),
            "not lives": ("{a} woont niet {place}.",),
            "has": ("{a} heeft {animal}.",),
            "not has": ("{a} heeft {no_animal}.",),
            "there has": ("Wie {place} woont, heeft {animal}.",),
            "there not has": ("Wie {place} woont, heeft {no_animal}.",),
            "step": ("Eerst {x}, dan {y}.", "Eerst {x} en daarna {y}."),
        },
    ),
    "pt": Tongue(
        days=("um dia", "dois dias", "três dias"),
        animals=tuple(_PT.split(", ")),
        no_animals=tuple(_PT.split(", ")),
        says={
            "on": ("{a} vem {day}.", "{Day} vem {a}."),
            "not on": ("{a} não vem {day}.", "{Day} {a} não vem."),
            "before": ("{a} vem antes de {b}.", "Primeiro vem {a}, mais tarde {b}."),
            "gap": ("{a} vem {days} depois de {b}.",),
            "lives": ("{a} mora {place}.", "A casa de {a} fica {place}."),
            "not lives": ("{a} não mora {place}.",),
            "has": ("{a} tem {animal}.",),
            "not has": ("{a} não tem {no_animal}.",),
            "there has": ("A pessoa que mora {place} tem {animal}.",),
            "there not has": ("A pessoa que mora {place} não tem {no_animal}.",),
            "step": ("Primeiro {x}, depois {y}.", "É preciso {x} antes de {y}."),
        },
    ),
    "sv": Tongue(
        days=("en dag", "två dagar", "tre dagar"),
        animals=_each(_SV, "en "),
        no_animals=_each(_SV, "ingen "),
        says={
            "on": ("{a} kommer {day}.", "{Day} kommer {a}."),
            "not on": ("{a} kommer inte {day}.", "{Day} kommer {a} inte."),
            "before": ("{a} kommer tidigare i veckan än {b}.", "Först kommer {a}, senare {b}."),
            "gap": ("{a} kommer {days} efter {b}.",),
            "lives": ("{a} bor {place}.", "Huset som {a} bor i ligger {place}."),
            "not lives": ("{a} bor inte {place}.",),
            "has": ("{a} har {animal}.", "{a} äger {animal}."),
            "not has": ("{a} har {no_animal}.",),
            "there has": ("Den som bor {place} har {animal}.",),
            "there not has": ("Den som bor {place} har {no_animal}.",),
            "step": ("Först {x}, sedan {y}.", "Först {x} och sedan {y}."),
        },
    ),
}
_ON = {"de": "am {}", "es": "el {}", "fr": "{}", "it": "{}", "nl": "op {}", "sv": "på {}"}
_IN = {"de": "in {}", "es": "en {}", "it": "in {}", "nl": "in {}", "sv": "i {}"}
_MASCULINE = {"fr": ("PT", "JP", "BR", "CA", "MX"), "pt": ("JP", "BR", "CA", "MX")}


def on_day(language: str, place: int) -> str:
    """Say on which weekday, Monday being 0: `am Montag`, `na segunda-feira`."""
    name = weekday_names(language)[place]
    if language == "pt":
        return f"{'na' if name.endswith('feira') else 'no'} {name}"
    return _ON[language].format(name)


def in_country(language: str, code: str) -> str:
    """Say in which country: `in Spanien`, `au Japon`, `na Itália`."""
    name = locale(language).territories[code]
    if language == "fr":
        return f"{'au' if code in _MASCULINE['fr'] else 'en'} {name}"
    if language == "pt":
        short = "em" if code == "PT" else "no" if code in _MASCULINE["pt"] else "na"
        return f"{short} {name}"
    return _IN[language].format(name)


def country(code: str) -> str:
    """The English name of a country."""
    return str(locale("en").territories[code])


def tell(rng: Random, language: str, kind: str, words: Mapping[str, str]) -> str:
    """Write a clue of a kind as a sentence of a language."""
    text = rng.choice(TONGUES[language].says[kind]).format_map(words)
    if language == "fr":
        text = re.sub(r"\b(d|qu)e (?=[aeiouyâéèêAEIOU])", r"\1'", text)
    return text[0].upper() + text[1:]


def english(language: str) -> str:
    """The English name of a language."""
    return language_name(language)
