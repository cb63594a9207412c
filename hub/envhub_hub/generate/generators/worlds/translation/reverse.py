"""From a sentence back to what it says, word by word, with a check that all forms agree.

It knows nothing of how sentences are put together, but what each word can mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...facts.tables import weekday_names
from .grammar import Clause
from .lexicon import ADJECTIVES, LEXICONS, NOUNS, PLACES, VERBS


def read(language: str, text: str) -> tuple[list[Clause], str | None] | None:
    """Return the clauses that a sentence says and the English word that joins them; None where
    some word is unknown, is missing or does not agree."""
    lexicon = LEXICONS[language]
    words = _words(language, text)
    for english, joint in lexicon.conjunctions.items():
        parts = re.split(rf" {joint} ", " ".join(words))
        if len(parts) == 2:
            clauses = [_clause(language, part) for part in parts]
            known = [one for one in clauses if one is not None]
            return (known, english) if len(known) == 2 else None
    clause = _clause(language, " ".join(words))
    return None if clause is None else ([clause], None)


def _words(language: str, text: str) -> list[str]:
    """The words in lower case, with elided ones written out."""
    text = text.casefold().replace("qu'", "que ")
    text = re.sub(r"\bl'", "le " if language == "fr" else "il ", text)
    return re.findall(r"[^\W_]+(?:-[^\W_]+)*", text)


def _clause(language: str, text: str) -> Clause | None:
    lexicon = LEXICONS[language]
    day = None
    for number, name in enumerate(weekday_names(language)):
        found = re.search(rf"\b(?:(?:am|el|op|na|no) )?{name.casefold()}\b", text)
        if found:
            day, text = number, _cut(text, found)
    place = None
    for english, ways in zip(PLACES, lexicon.places, strict=True):
        for way in ways:
            found = re.search(rf"\b{way.casefold()}\b", text)
            if found:
                place, text = english, _cut(text, found)
    verbs = [english for english, verb in zip(VERBS, lexicon.verbs, strict=True)
             if verb in text.split()]  # fmt: skip
    if place is None or len(verbs) != 1:
        return None
    rest = [word for word in text.split() if word != lexicon.verbs[VERBS.index(verbs[0])]]
    subject = _subject(language, rest)
    return None if subject is None else Clause(*subject, verbs[0], place, day)


def _cut(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"


def _subject(language: str, words: list[str]) -> tuple[bool, str, str] | None:
    """Whether it is definite, the adjective and the noun, all in one gender."""
    lexicon = LEXICONS[language]
    if len(words) != 3:
        return None
    article, *rest = words
    for english, (noun, gender) in zip(NOUNS, lexicon.nouns, strict=True):
        if noun.casefold() not in rest:
            continue
        other = rest[1 - rest.index(noun.casefold())]
        for definite in (True, False):
            articles = lexicon.definite if definite else lexicon.indefinite
            key = gender if definite else f"ein {gender}"
            fits = [adjective for adjective, forms in zip(ADJECTIVES, lexicon.adjectives,
                    strict=True) if forms.get(key, forms[gender]).casefold() == other]  # fmt: skip
            if articles[gender] == article and fits:
                return definite, _one(fits), english
    return None


def _one(found: Iterable[str]) -> str:
    (only,) = found
    return only
