"""The form of a text: lists, highlights, sections, titles, placeholders, JSON."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar

from pydantic import Field

from ..json_text import read_json
from .base import Check, Count, Instruction

Marker = Annotated[str, Field(min_length=1, max_length=1_000)]
ANSWERS = ("My answer is yes.", "My answer is no.", "My answer is maybe.")
_SINGLE = re.compile(r"\*([^\n*]*)\*")
_DOUBLE = re.compile(r"\*\*([^\n*]*)\*\*")
_FENCES = ("```json", "```Json", "```JSON", "```")


def _at_least(count: int, wanted: int, noun: str) -> Check:
    return Check(count >= wanted, f"{count} {noun}, wanted at least {wanted}")


class NumberPlaceholders(Instruction):
    """At least so many placeholders in square brackets, each on one line."""

    id: ClassVar[str] = "detectable_content:number_placeholders"
    num_placeholders: int = Count

    def check(self, text: str) -> Check:
        count = sum(_brackets(line) for line in text.split("\n"))
        return _at_least(count, self.num_placeholders, "placeholders")


def _brackets(line: str) -> int:
    count, end = 0, 0
    while (start := line.find("[", end)) >= 0 and (end := line.find("]", start) + 1) > 0:
        count += 1
    return count


class Postscript(Instruction):
    """A postscript that begins with a marker."""

    id: ClassVar[str] = "detectable_content:postscript"
    postscript_marker: Marker

    def check(self, text: str) -> Check:
        marker = self.postscript_marker.strip()
        patterns = {"P.P.S": r"p\.\s?p\.\s?s", "P.S.": r"p\.\s?s\."}
        pattern = patterns.get(marker, re.escape(marker.lower()))
        found = re.search(pattern, text.lower()) is not None
        return Check(found, f"{'a' if found else 'no'} postscript `{marker}`")


class NumberBulletLists(Instruction):
    """Exactly so many bullet points, each a line that begins with `*` or `-`."""

    id: ClassVar[str] = "detectable_format:number_bullet_lists"
    num_bullets: int = Count

    def check(self, text: str) -> Check:
        count = _stars(text) + sum(one.lstrip().startswith("-") for one in text.split("\n"))
        return Check(count == self.num_bullets, f"{count} bullets, wanted {self.num_bullets}")


def _stars(text: str) -> int:
    """Lines that begin with one star; a star alone takes the next line as its own."""
    count, taken = 0, False
    lines = text.split("\n")
    for place, line in enumerate(lines):
        line = "" if taken else line.lstrip()
        alone = line == "*" and place + 1 < len(lines)
        taken = alone
        count += alone or (len(line) > 1 and line[0] == "*" != line[1])
    return count


class ConstrainedResponse(Instruction):
    """One of three answers stands in the text."""

    id: ClassVar[str] = "detectable_format:constrained_response"

    def check(self, text: str) -> Check:
        found = next((one for one in ANSWERS if one in text), None)
        return Check(found is not None, f"says `{found}`" if found else "none of the answers")


class NumberHighlightedSections(Instruction):
    """At least so many highlights: `*this*`, and `**this**` counts again."""

    id: ClassVar[str] = "detectable_format:number_highlighted_sections"
    num_highlights: int = Count

    def check(self, text: str) -> Check:
        found = [*_SINGLE.finditer(text), *_DOUBLE.finditer(text)]
        count = sum(bool(one.group(1).strip()) for one in found)
        return _at_least(count, self.num_highlights, "highlights")


class MultipleSections(Instruction):
    """At least so many sections, each begun by a word and a number."""

    id: ClassVar[str] = "detectable_format:multiple_sections"
    section_spliter: Marker
    """Spelt as IFEval spells it."""
    num_sections: int = Count

    def check(self, text: str) -> Check:
        heading = re.compile(re.escape(self.section_spliter.strip()) + r"\s?\d+")
        count = sum(1 for _ in heading.finditer(text))
        return _at_least(count, self.num_sections, "sections")


class JsonFormat(Instruction):
    """The whole text is JSON, bare or in a fence."""

    id: ClassVar[str] = "detectable_format:json_format"

    def check(self, text: str) -> Check:
        text = text.strip()
        for fence in _FENCES:
            text = text.removeprefix(fence)
        found = read_json(text.removesuffix("```").strip())
        return Check(found.problem is None, found.problem or "JSON")


class Title(Instruction):
    """A title in double angular brackets, on one line."""

    id: ClassVar[str] = "detectable_format:title"

    def check(self, text: str) -> Check:
        found = any(_title(line) for line in text.split("\n"))
        return Check(found, "a title" if found else "no title")


def _title(line: str) -> bool:
    start, end = line.find("<<"), line.rfind(">>")
    return 0 <= start < end - 2 and bool(line[start:end].lstrip("<").rstrip(">").strip())
