"""Words and letters that must, or must not, stand in a text."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from .base import Check, Count, Instruction, Relation, compared

Keyword = Annotated[str, Field(min_length=1, max_length=200)]
Keywords = Annotated[tuple[Keyword, ...], Field(min_length=1, max_length=100)]


class Existence(Instruction):
    """Every keyword stands in the text, in any case, also inside another word."""

    id: ClassVar[str] = "keywords:existence"
    keywords: Keywords

    def check(self, text: str) -> Check:
        text = text.lower()
        missing = [one for one in self.keywords if one.lower() not in text]
        return Check(not missing, f"missing: {', '.join(missing)}" if missing else "all there")


class Frequency(Instruction):
    """A keyword stands in the text so many times, in any case, also inside other words."""

    id: ClassVar[str] = "keywords:frequency"
    keyword: Keyword
    frequency: int = Count
    relation: Relation

    def check(self, text: str) -> Check:
        keyword = self.keyword.strip()
        count = text.lower().count(keyword.lower())
        return compared(count, self.relation, self.frequency, f"times `{keyword}`")


class ForbiddenWords(Instruction):
    """None of the words stands in the text, in any case, as a word of its own."""

    id: ClassVar[str] = "keywords:forbidden_words"
    forbidden_words: Keywords

    def check(self, text: str) -> Check:
        text = text.lower()
        found = [one for one in self.forbidden_words if _as_word(one.lower(), text)]
        return Check(not found, f"found: {', '.join(found)}" if found else "none there")


class LetterFrequency(Instruction):
    """A letter, or another character, stands in the text so many times, in any case."""

    id: ClassVar[str] = "keywords:letter_frequency"
    letter: str = Field(min_length=1, max_length=1)
    let_frequency: int = Count
    let_relation: Relation

    def check(self, text: str) -> Check:
        count = text.lower().count(self.letter.lower())
        return compared(count, self.let_relation, self.let_frequency, f"times `{self.letter}`")


def _as_word(word: str, text: str) -> bool:
    """Whether a word stands in a text with its edges where `\\b` is."""
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        if _edge(text[max(0, start - 1) : start], word[0]) and _edge(word[-1], text[end : end + 1]):
            return True
        start = text.find(word, start + 1)
    return False


def _edge(before: str, after: str) -> bool:
    return _is_word(before) != _is_word(after)


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"
