"""A text that follows given instructions: the proof that they can be followed together.

It says nothing about the prompt. Where none is found, either the instructions contradict each
other or the composer is not clever enough; an author then shows an answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import cycle, islice, product
from typing import TypeVar

from . import keywords, layout, length, wording
from .base import Instruction
from .language_words import ALONE, ARABIC, CYRILLIC, DEVANAGARI, LATIN

SIZES = (12, 4, 2, 1, 40, 150, 500)
"""Words of filling that are tried, beside the number that is asked for."""
MAX_WORDS = 5_000
"""A longer text is not composed."""
Kind = TypeVar("Kind", bound=Instruction)


def compose(instructions: Sequence[Instruction]) -> str | None:
    """Return a text that follows all instructions, or None where none was found."""
    plan = _Plan(instructions)
    if not plan.words:
        return None
    for size, ends in product(plan.sizes, (True, False)):
        text = plan.draft(size, ends=ends)
        if all(text.strip() and one.check(text).followed for one in instructions):
            return text
    return None


class _Plan:
    """What the instructions ask for, taken apart."""

    def __init__(self, instructions: Sequence[Instruction]) -> None:
        self._all = instructions
        self.words = self._vocabulary()
        self._next = cycle(self.words)
        wanted = [one.num_words for one in self._of(length.NumberWords) if one.relation[0] == "a"]
        self._sentences = max(
            (one.num_sentences for one in self._of(length.NumberSentences)
             if one.relation[0] == "a"), default=0,
        )  # fmt: skip
        least = max([2 * self._sentences, *wanted, 0])
        sizes = [least, *(one for one in SIZES if one > least)]
        self.sizes = [one for one in sizes if 0 < one <= MAX_WORDS]

    def _of(self, kind: type[Kind]) -> list[Kind]:
        return [one for one in self._all if isinstance(one, kind)]

    def _vocabulary(self) -> list[str]:
        """Words of the language that no instruction forbids."""
        code = next((one.language for one in self._of(wording.ResponseLanguage)), "en")
        tables = (LATIN, CYRILLIC, DEVANAGARI, ARABIC, ALONE)
        text = next((table[code] for table in tables if code in table), "")
        letters = {
            one.letter.lower() for one in self._of(keywords.LetterFrequency)
            if one.let_relation == "less than"
        }  # fmt: skip
        rare = {
            one.keyword.lower() for one in self._of(keywords.Frequency)
            if one.relation == "less than"
        }  # fmt: skip
        never = {
            word.lower() for one in self._of(keywords.ForbiddenWords)
            for word in one.forbidden_words
        }  # fmt: skip
        return [
            word for word in text.split()
            if word not in never and len(word) > 1
            and not any(part in word for part in letters | rare)
        ]  # fmt: skip

    def draft(self, size: int, *, ends: bool) -> str:
        """A text with so many words of filling, in sentences that are ended or not."""
        paragraphs = self._of(length.NumberParagraphs)
        nth = self._of(length.NthParagraphFirstWord)
        count, divider = 1, "\n\n"
        if self._of(wording.TwoResponses):
            count, divider = 2, "\n******\n"
        elif paragraphs:
            count, divider = paragraphs[0].num_paragraphs, "\n***\n"
        elif nth:
            count = nth[0].num_paragraphs
        parts = [self._filling(2 + place, 0, "") for place in range(count - 1)]
        parts.append("\n".join([self._filling(size, self._sentences, "." * ends), *self._marks()]))
        for one in nth:
            parts[one.nth_paragraph - 1] = f"{one.first_word} {parts[one.nth_paragraph - 1]}"
        text = divider.join(parts)
        for request in self._of(wording.RepeatPrompt):
            text = f"{request.prompt_to_repeat.strip()}\n{text}"
        return self._wrapped("\n".join([text, *self._endings()]))

    def _filling(self, size: int, sentences: int, stop: str) -> str:
        """So many words, in at least so many sentences."""
        each = max(1, size // max(1, sentences))
        rows = [self._some(each) for _ in range(max(1, sentences))]
        return " ".join(f"{row}{stop or '.' * bool(sentences)}" for row in rows)

    def _some(self, count: int) -> str:
        return " ".join(islice(self._next, count))

    def _marks(self) -> Iterator[str]:
        """The lines that single instructions ask for."""
        for one in self._all:
            if isinstance(one, layout.Title):
                yield f"<<{self._some(2)}>>"
            elif isinstance(one, layout.NumberBulletLists):
                yield from (f"- {self._some(2)}" for _ in range(min(one.num_bullets, MAX_WORDS)))
            elif isinstance(one, layout.MultipleSections):
                for number in range(1, min(one.num_sections, MAX_WORDS) + 1):
                    yield f"{one.section_spliter.strip()} {number}\n{self._some(2)}"
            elif isinstance(one, layout.ConstrainedResponse):
                yield layout.ANSWERS[0]
            else:
                yield from self._words_for(one)

    def _words_for(self, one: Instruction) -> Iterator[str]:
        if isinstance(one, keywords.Existence):
            yield " ".join(one.keywords)
        elif isinstance(one, keywords.Frequency) and one.relation == "at least":
            yield self._repeated(one.keyword.strip(), one.frequency)
        elif isinstance(one, keywords.LetterFrequency) and one.let_relation == "at least":
            yield one.letter * min(one.let_frequency, MAX_WORDS)
        elif isinstance(one, wording.CapitalWordFrequency) and one.capital_relation == "at least":
            yield self._repeated(self._some(1).upper(), one.capital_frequency)
        elif isinstance(one, layout.NumberPlaceholders):
            yield self._repeated(f"[{self._some(1)}]", one.num_placeholders)
        elif isinstance(one, layout.NumberHighlightedSections):
            highlights = self._repeated(f"*{self._some(1)}*", one.num_highlights)
            yield f"{self._some(1)} {highlights}"

    def _repeated(self, word: str, count: int) -> str:
        return " ".join([word] * min(count, MAX_WORDS))

    def _endings(self) -> Iterator[str]:
        for one in self._of(layout.Postscript):
            yield f"{one.postscript_marker.strip()} {self._some(2)}"
        for end in self._of(wording.EndChecker):
            yield end.end_phrase.strip()

    def _wrapped(self, text: str) -> str:
        quoted = bool(self._of(wording.Quotation))
        if self._of(wording.EnglishCapital):
            text = text.upper()
        elif self._of(wording.EnglishLowercase):
            text = text.lower()
        if self._of(layout.JsonFormat):
            return json.dumps(text if quoted else {"text": text}, ensure_ascii=False)
        return f'"{text}"' if quoted else text
