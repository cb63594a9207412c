"""Filters that find the answer inside an output. Each is named, and its name is recorded.

They are total and linear in the length of the output, which is a stranger's text.
"""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Callable, Iterator
from typing import Annotated, Any

from pydantic import AfterValidator, Field, field_validator

from ..errors import near_miss
from ..patterns import compile_pattern
from ..services import Services
from ..values import Frozen

NUMBER = re.compile(
    r"(?<![\w.])(?=[-+−]?\.?\d)[-+−]?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)?(?:\.\d+)?"
    r"(?:[eE][-+]?\d{1,3})?(?:/\d+)?"
)
_ANSWER = re.compile(r"(?:####|\banswer\s*(?:is|:)|\banswer\s*=|\\boxed\{)[\s:*]*", re.IGNORECASE)
_PIECE = re.compile(r"[\x00-\x7f]+[^\x00-\x7f]{0,256}|[^\x00-\x7f]{1,256}")
_EDGES = " \t\r\n.,;:!?\"'`´“”‘’«»()[]{}*_¿¡。，；：！？「」"


def numbers(text: str) -> Iterator[str]:
    """Yield every number of a text, in order, as written."""
    return (match.group(0) for match in NUMBER.finditer(text))


def whole(text: str) -> str | None:
    """Return the whole output, stripped."""
    return text.strip() or None


def first_line(text: str) -> str | None:
    """Return the first line that is not blank."""
    return next((line.strip() for line in text.splitlines() if line.strip()), None)


def last_line(text: str) -> str | None:
    """Return the last line that is not blank."""
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), None)


def last_number(text: str) -> str | None:
    """Return the last number, as written."""
    last = deque(numbers(text), maxlen=1)
    return last[0] if last else None


def declared_answer(text: str) -> str | None:
    """Return the rest of the line after the last `answer is`, `Answer:` or `####`, or None."""
    last = deque(_ANSWER.finditer(text), maxlen=1)
    return first_line(text[last[0].end() :]) if last else None


def after_answer(text: str) -> str | None:
    """Return what a declared answer says, else the last line."""
    return declared_answer(text) if _ANSWER.search(text) else last_line(text)


EXTRACTORS: dict[str, Callable[[str], str | None]] = {
    "after_answer": after_answer,
    "first_line": first_line,
    "last_line": last_line,
    "last_number": last_number,
    "whole": whole,
}


class PatternFilter(Frozen):
    """A declared regular expression: group 1, else the whole match, of the last match."""

    pattern: str = Field(min_length=1)

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, value: str) -> str:
        compile_pattern(value)
        return value


def _known(value: Any) -> Any:
    if isinstance(value, str) and value not in EXTRACTORS:
        raise ValueError(
            f"unknown filter `{value}`{near_miss(value, EXTRACTORS)} "
            f'(known: {", ".join(EXTRACTORS)}, or {{ pattern = "…" }})'
        )
    return value


Extract = Annotated[str | PatternFilter, AfterValidator(_known)]
"""The name of a filter, or a pattern."""


def extract_answer(extract: str | PatternFilter, output: str, services: Services) -> str | None:
    """Apply a filter to an output."""
    if isinstance(extract, PatternFilter):
        return services.search(extract.pattern, output)
    return EXTRACTORS[extract](output)


def filter_name(extract: str | PatternFilter) -> str:
    """The name under which a filter is recorded."""
    return f"pattern:{extract.pattern}" if isinstance(extract, PatternFilter) else extract


def compatible(text: str) -> str:
    """Return Unicode's compatibility form (NFKC) in linear time.

    Ordering a run of combining marks takes time quadratic in its length, so a run of characters
    beyond ASCII is folded in pieces; one that begins with ASCII never joins what stands before it.
    """
    if text.isascii():
        return text
    return "".join(unicodedata.normalize("NFKC", piece) for piece in _PIECE.findall(text))


def normalise(text: str, ignore: tuple[str, ...]) -> str:
    """Fold what a comparison ignores: `case`, `space`, `punctuation` at the edges, `articles`."""
    text = compatible(text)
    if "case" in ignore:
        text = text.casefold()
    if "punctuation" in ignore:
        text = text.strip(_EDGES)
    if "articles" in ignore:
        text = re.sub(r"^(?:a|an|the)\s+", "", text, flags=re.IGNORECASE)
    if "space" in ignore:
        text = " ".join(text.split())
    return text
