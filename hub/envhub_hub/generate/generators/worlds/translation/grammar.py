"""Short sentences in seven languages: a subject, a verb, a place, a day; two of them joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ...time.dates import WEEKDAYS
from ..clues.words import on_day
from .lexicon import ADJECTIVES, LEXICONS, NOUNS, PLACES, PROGRESSIVE, VERBS, Lexicon

_VERB_FIRST = ("de", "nl")
"""Languages in which the verb stands second in a main clause and last in a clause with `while`."""


class Clause(NamedTuple):
    """What a clause says, in English words."""

    definite: bool
    adjective: str
    noun: str
    verb: str
    place: str
    day: int | None = None
    """0 for Monday."""


class Meaning(NamedTuple):
    """What a sentence says."""

    clauses: tuple[Clause, ...]
    link: str = "and"


def in_english(meaning: Meaning, *, progressive: bool = False, day_last: bool = False) -> str:
    """Write a sentence in English."""
    parts = []
    for clause in meaning.clauses:
        article = "the" if clause.definite else "a"
        verb = f"is {PROGRESSIVE[clause.verb]}" if progressive else clause.verb
        text = f"{article} {clause.adjective} {clause.noun} {verb} {clause.place}"
        if clause.day is not None:
            day = f"on {WEEKDAYS[clause.day]}"
            text = f"{text} {day}" if day_last else f"{day} {text}"
        parts.append(text)
    joint = f", {meaning.link} " if meaning.link == "and" else f" {meaning.link} "
    return _sentence(joint.join(parts))


def translations(language: str, meaning: Meaning) -> tuple[str, ...]:
    """Every way of saying it that this grammar knows, the plainest one first."""
    found = []
    lexicon = LEXICONS[language]
    for order in ("day first", "subject first", "day last"):
        for way in range(2):
            parts = [
                _clause(language, one, order, way, last=n > 0 and meaning.link == "while")
                for n, one in enumerate(meaning.clauses)
            ]
            joint = f" {lexicon.conjunctions[meaning.link]} "
            if meaning.link == "while" and language in _VERB_FIRST:
                joint = f",{joint}"
            found.append(_sentence(_elided(language, joint.join(parts))))
    return tuple(dict.fromkeys(found))


def _clause(language: str, clause: Clause, order: str, way: int, *, last: bool) -> str:
    """Put the words of a clause in order; `way` picks among the ways of naming the place.

    A clause without a day is the same in every order, but for German and Dutch, where the place
    may stand first too.
    """
    lexicon = LEXICONS[language]
    places = lexicon.places[PLACES.index(clause.place)]
    place = places[min(way, len(places) - 1)]
    verb = lexicon.verbs[VERBS.index(clause.verb)]
    subject = noun_phrase(language, clause)
    day = "" if clause.day is None else on_day(language, clause.day)
    if language not in _VERB_FIRST:
        if order == "day first" or not day:
            return " ".join(filter(None, (day, subject, verb, place)))
        return " ".join((subject, verb, place, day))
    if last:
        return " ".join(filter(None, (subject, day, place, verb)))
    if order == "day first" and day:
        return " ".join((day, verb, subject, place))
    if order == "day last":
        return " ".join(filter(None, (place, verb, subject, day)))
    return " ".join(filter(None, (subject, verb, day, place)))


def noun_phrase(language: str, clause: Clause) -> str:
    """The subject with its article and its adjective, which agree with it."""
    lexicon = LEXICONS[language]
    noun, gender = lexicon.nouns[NOUNS.index(clause.noun)]
    article = (lexicon.definite if clause.definite else lexicon.indefinite)[gender]
    adjective = _form(lexicon, clause, gender)
    front = clause.adjective in lexicon.before
    words: Sequence[str] = (article, adjective, noun) if front else (article, noun, adjective)
    return " ".join(words)


def _form(lexicon: Lexicon, clause: Clause, gender: str) -> str:
    forms = lexicon.adjectives[ADJECTIVES.index(clause.adjective)]
    return forms[gender] if clause.definite else forms.get(f"ein {gender}", forms[gender])


def _elided(language: str, text: str) -> str:
    """Shorten articles and `que` before a vowel, and a French mute h."""
    if language == "fr":
        return re.sub(r"\b(l|qu)[ea] (?=[aeiouâ]|homme)", r"\1'", text)
    if language == "it":
        return re.sub(r"\bil (?=[aeiou])", "l'", text)
    return text


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."
