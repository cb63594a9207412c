"""Checkable instructions: constraints on a text, by the ids and arguments of IFEval."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..errors import near_miss
from . import keywords, layout, length, wording
from .base import Check, Instruction

INSTRUCTIONS: dict[str, type[Instruction]] = {
    one.id: one
    for one in (
        wording.CapitalWordFrequency,
        wording.EnglishCapital,
        wording.EnglishLowercase,
        wording.RepeatPrompt,
        wording.TwoResponses,
        layout.NumberPlaceholders,
        layout.Postscript,
        layout.ConstrainedResponse,
        layout.JsonFormat,
        layout.MultipleSections,
        layout.NumberBulletLists,
        layout.NumberHighlightedSections,
        layout.Title,
        keywords.Existence,
        keywords.ForbiddenWords,
        keywords.Frequency,
        keywords.LetterFrequency,
        wording.ResponseLanguage,
        length.NthParagraphFirstWord,
        length.NumberParagraphs,
        length.NumberSentences,
        length.NumberWords,
        wording.NoComma,
        wording.EndChecker,
        wording.Quotation,
    )
}
"""Every instruction, by its id."""


def make_instruction(name: str, arguments: Mapping[str, Any]) -> Instruction:
    """Return an instruction. An argument of None is one that was not given, as rows are published.

    Raises:
        ValueError: no such id, or arguments that are not its own.
    """
    if name not in INSTRUCTIONS:
        raise ValueError(f"unknown instruction `{name}`{near_miss(name, INSTRUCTIONS)}")
    given = {key: value for key, value in arguments.items() if value is not None}
    return INSTRUCTIONS[name].model_validate(given)


def loosely(text: str) -> Iterator[str]:
    """Yield IFEval's eight readings of a text: without its first line, its last, its stars."""
    lines = text.split("\n")
    parts = (lines, lines[1:], lines[:-1], lines[1:-1])
    readings = [text, *("\n".join(one).strip() for one in parts[1:])]
    yield from dict.fromkeys([*readings, *(one.replace("*", "") for one in readings)])


def follows(instruction: Instruction, text: str, *, loose: bool = False) -> Check:
    """Whether a text follows an instruction: as it stands, or in one of its eight readings."""
    first = Check(False, "an empty text")
    for place, reading in enumerate(loosely(text) if loose else (text,)):
        if not reading.strip():
            continue
        found = instruction.check(reading)
        if found.followed:
            return found
        first = found if place == 0 else first
    return first


__all__ = [
    "INSTRUCTIONS",
    "Check",
    "Instruction",
    "follows",
    "loosely",
    "make_instruction",
]
