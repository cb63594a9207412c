"""How long a text is: sentences, words, paragraphs."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar

from pydantic import Field, model_validator

from .base import Check, Count, Instruction, Relation, compared
from .text import count_sentences, count_words

Parts = Annotated[int, Field(ge=1, le=100_000)]
_DIVIDER = re.compile(r"\s?\*\*\*\s?")
_QUOTES_AND_STOPS = re.compile(r"[.,?!'\"]")


class NumberSentences(Instruction):
    """So many sentences."""

    id: ClassVar[str] = "length_constraints:number_sentences"
    num_sentences: int = Count
    relation: Relation

    def check(self, text: str) -> Check:
        return compared(count_sentences(text), self.relation, self.num_sentences, "sentences")


class NumberWords(Instruction):
    """So many words."""

    id: ClassVar[str] = "length_constraints:number_words"
    num_words: int = Count
    relation: Relation

    def check(self, text: str) -> Check:
        return compared(count_words(text), self.relation, self.num_words, "words")


class NumberParagraphs(Instruction):
    """Exactly so many paragraphs, divided by `***`; none is empty but what stands at the ends."""

    id: ClassVar[str] = "length_constraints:number_paragraphs"
    num_paragraphs: Parts

    def check(self, text: str) -> Check:
        parts = [bool(one.strip()) for one in _DIVIDER.split(text)]
        if not all(parts[1:-1]):
            return Check(False, "an empty paragraph between two dividers")
        count = sum(parts)
        return Check(
            count == self.num_paragraphs, f"{count} paragraphs, wanted {self.num_paragraphs}"
        )


class NthParagraphFirstWord(Instruction):
    """Exactly so many paragraphs, divided by an empty line, and the n-th begins with a word."""

    id: ClassVar[str] = "length_constraints:nth_paragraph_first_word"
    num_paragraphs: Parts
    nth_paragraph: Parts
    first_word: str = Field(min_length=1, max_length=1_000)

    @model_validator(mode="after")
    def _there_is_one(self) -> NthParagraphFirstWord:
        if self.nth_paragraph > self.num_paragraphs:
            raise ValueError(
                f"paragraph {self.nth_paragraph} of {self.num_paragraphs} can't begin with a word"
            )
        return self

    def check(self, text: str) -> Check:
        parts = text.split("\n\n")
        count = sum(1 for one in parts if one.strip())
        if self.nth_paragraph > count:
            return Check(False, f"{count} paragraphs, wanted {self.num_paragraphs}")
        words = parts[self.nth_paragraph - 1].split(maxsplit=1)
        if not words:
            return Check(False, f"paragraph {self.nth_paragraph} is empty")
        first = _QUOTES_AND_STOPS.split(words[0].lstrip("'").lstrip('"'), maxsplit=1)[0].lower()
        return Check(
            count == self.num_paragraphs and first == self.first_word.lower(),
            f"{count} paragraphs, wanted {self.num_paragraphs}; paragraph {self.nth_paragraph} "
            f"begins with `{first[:40]}`",
        )
