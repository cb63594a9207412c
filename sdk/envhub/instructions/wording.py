"""The words themselves: language, case, punctuation, how a text begins and ends."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field, field_validator

from .base import Check, Count, Instruction, Phrase, Relation, compared
from .language import CODES, detect_language
from .text import count_capital_words


def _known_codes() -> str:
    return ", ".join(sorted(CODES))


class ResponseLanguage(Instruction):
    """Most of the text is in a language, by its ISO 639-1 code."""

    id: ClassVar[str] = "language:response_language"
    language: str

    @field_validator("language")
    @classmethod
    def _known(cls, value: str) -> str:
        if value not in CODES:
            raise ValueError(f"language `{value}` can't be told (known: {_known_codes()})")
        return value

    def check(self, text: str) -> Check:
        found = detect_language(text)
        return Check(found == self.language, f"reads as `{found}`, wanted `{self.language}`")


class EnglishCapital(Instruction):
    """English, in capital letters only."""

    id: ClassVar[str] = "change_case:english_capital"

    def check(self, text: str) -> Check:
        if not text.isupper():
            return Check(False, "not all in capitals")
        return _english(text)


class EnglishLowercase(Instruction):
    """English, without a capital letter."""

    id: ClassVar[str] = "change_case:english_lowercase"

    def check(self, text: str) -> Check:
        if not text.islower():
            return Check(False, "not all in lower case")
        return _english(text)


def _english(text: str) -> Check:
    found = detect_language(text)
    return Check(found == "en", f"the case is right, reads as `{found}`")


class CapitalWordFrequency(Instruction):
    """So many words in capitals only."""

    id: ClassVar[str] = "change_case:capital_word_frequency"
    capital_frequency: int = Count
    capital_relation: Relation

    def check(self, text: str) -> Check:
        count = count_capital_words(text)
        noun = "words in capitals"
        return compared(count, self.capital_relation, self.capital_frequency, noun)


class NoComma(Instruction):
    """No comma."""

    id: ClassVar[str] = "punctuation:no_comma"

    def check(self, text: str) -> Check:
        count = text.count(",")
        return Check(count == 0, f"{count} commas")


class Quotation(Instruction):
    """The whole text stands in double quotation marks."""

    id: ClassVar[str] = "startend:quotation"

    def check(self, text: str) -> Check:
        text = text.strip()
        wrapped = len(text) > 1 and text[0] == text[-1] == '"'
        return Check(wrapped, "in quotation marks" if wrapped else "not in quotation marks")


class EndChecker(Instruction):
    """The text ends with a phrase, in any case; quotation marks may follow it."""

    id: ClassVar[str] = "startend:end_checker"
    end_phrase: str = Phrase

    def check(self, text: str) -> Check:
        text = text.strip().strip('"').lower()
        ends = text.endswith(self.end_phrase.strip().lower())
        return Check(ends, "ends as wanted" if ends else f"ends with `{text[-40:]}`")


class TwoResponses(Instruction):
    """Two different answers, divided by `******`."""

    id: ClassVar[str] = "combination:two_responses"

    def check(self, text: str) -> Check:
        parts = [one.strip() for one in text.split("******")]
        if not all(parts[1:-1]):
            return Check(False, "an empty response between two dividers")
        given = [one for one in parts if one]
        if len(given) != 2:
            return Check(False, f"{len(given)} responses, wanted 2")
        return Check(given[0] != given[1], "two responses" + ", the same" * (given[0] == given[1]))


class RepeatPrompt(Instruction):
    """The text begins with the request, word for word, in any case."""

    id: ClassVar[str] = "combination:repeat_prompt"
    prompt_to_repeat: str = Field(min_length=1, max_length=100_000)

    def check(self, text: str) -> Check:
        begins = text.strip().lower().startswith(self.prompt_to_repeat.strip().lower())
        return Check(begins, "repeats the request" if begins else "does not repeat the request")
