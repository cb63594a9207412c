"""Find declared words and phrases in a text: whole words, case-folded, in one pass.

It knows no inflection and no meaning: a word that is quoted or denied is found all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .base import Entry


class Phrases:
    """An index of phrases by their first word."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase in phrases:
            words = words_of(phrase)
            if words:
                self._by_first.setdefault(words[0], []).append((words, phrase))

    def found(self, words: Sequence[str]) -> set[str]:
        """Return the phrases that stand in a text, given as its words."""
        hits: set[str] = set()
        for first in self._by_first.keys() & set(words):
            entries = self._by_first[first]
            hits.update(phrase for parts, phrase in entries if len(parts) == 1)
            longer = [entry for entry in entries if len(entry[0]) > 1]
            if longer:
                hits.update(_following(words, first, longer))
        return hits


def _following(
    words: Sequence[str], first: str, entries: list[tuple[tuple[str, ...], str]]
) -> Iterable[str]:
    for place, word in enumerate(words):
        if word == first:
            for parts, phrase in entries:
                if tuple(words[place : place + len(parts)]) == parts:
                    yield phrase


def words_of(phrase: str) -> tuple[str, ...]:
    """The words that a phrase is compared by."""
    return tuple(Entry(phrase).words)


def same_words(phrases: Iterable[str]) -> tuple[str, str] | None:
    """Return two phrases that no text tells apart, or None."""
    seen: dict[tuple[str, ...], str] = {}
    for phrase in phrases:
        before = seen.setdefault(words_of(phrase), phrase)
        if before is not phrase:
            return before, phrase
    return None
