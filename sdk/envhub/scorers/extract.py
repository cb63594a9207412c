"""Filters that find the answer inside an output. Each is named, and its name is recorded.

They are total and linear in the length of the output, which is a stranger's text.
"""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Callable, Iterator
from typing import Annotated, Any

from pydantic import AfterValidator, Discriminator, Field, Tag, field_validator

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
MAX_FILTERS = 8
MAX_WORD = 200
"""Characters from which a word counts as found wherever it stands."""
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


def code_block(text: str) -> str | None:
    """Return the code in the first block between ``` fences, Python before any other; without a
    fence the text as it stands, whose first line may be indented."""
    blocks = list(_blocks(text))
    python = (code for language, code in blocks if language in ("py", "python", "python3"))
    code = next(python, blocks[0][1] if blocks else text)
    return code.rstrip() if code.strip() else None


def last_code_block(text: str) -> str | None:
    """Return the code in the last block between ``` fences, without any the text as it stands."""
    code = next((code for _, code in reversed(list(_blocks(text)))), text)
    return code.rstrip() if code.strip() else None


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Yield each fenced block with its language; one that is cut off ends with the text."""
    language: str | None = None
    lines: list[str] = []
    for line in text.splitlines(keepends=True):
        fence = line.lstrip(" ").startswith("```")
        if fence and language is None:
            words = line.strip().strip("`").split()
            language = words[0].lower() if words else ""
        elif fence:
            yield language or "", "".join(lines)
            language, lines = None, []
        elif language is not None:
            lines.append(line)
    if language is not None:
        yield language, "".join(lines)


EXTRACTORS: dict[str, Callable[[str], str | None]] = {
    "after_answer": after_answer,
    "code_block": code_block,
    "first_line": first_line,
    "last_code_block": last_code_block,
    "last_line": last_line,
    "last_number": last_number,
    "whole": whole,
}


class PatternFilter(Frozen):
    """A declared regular expression: group 1, else the whole match, of the last match."""

    pattern: str = Field(min_length=1)
    name: str | None = Field(default=None, pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")
    """What it is called where results are shown; None: by its pattern."""

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


def _distinct(value: tuple[Any, ...]) -> tuple[Any, ...]:
    if not 2 <= len(value) <= MAX_FILTERS:
        raise ValueError(f"a list of filters has 2 to {MAX_FILTERS} of them, not {len(value)}")
    names = [filter_name(one) for one in value]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise ValueError(f"filter `{twice}` twice")
    return value


def _kind(value: Any) -> str | None:
    if isinstance(value, str):
        return "filter"
    if isinstance(value, dict | PatternFilter):
        return "pattern"
    return "list" if isinstance(value, list | tuple) else None


_Named = Annotated[str, AfterValidator(_known), Tag("filter")]
_Pattern = Annotated[PatternFilter, Tag("pattern")]
_CHOOSE = Discriminator(
    _kind,
    custom_error_type="filter",
    custom_error_message='a filter is a name, { pattern = "…" }, or a list of them',
)
Filter = Annotated[_Named | _Pattern, _CHOOSE]
"""The name of a filter, or a pattern."""
Several = Annotated[tuple[Filter, ...], AfterValidator(_distinct), Tag("list")]
Extract = Annotated[_Named | _Pattern | Several, _CHOOSE]
"""A filter, or several in a list: the first decides, the others are shown beside it."""


def filters(extract: str | PatternFilter | tuple[str | PatternFilter, ...]) -> tuple[
    str | PatternFilter, ...
]:  # fmt: skip
    """The filters that are declared, in order."""
    return extract if isinstance(extract, tuple) else (extract,)


def extract_answer(extract: str | PatternFilter, output: str, services: Services) -> str | None:
    """Apply a filter to an output."""
    if isinstance(extract, PatternFilter):
        return services.search(extract.pattern, output)
    return EXTRACTORS[extract](output)


def filter_name(extract: str | PatternFilter) -> str:
    """The name under which a filter is recorded."""
    if isinstance(extract, str):
        return extract
    return extract.name or f"pattern:{extract.pattern}"


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


def stands_in(word: str, text: str) -> bool:
    """Whether a text holds a word, and not only inside another word; both as they are compared.

    A long word can't stand in a text by chance, so it need not end where a word ends.
    """
    return ends_at(word, text) is not None


def ends_at(word: str, text: str, start: int = 0) -> int | None:
    """Return where the first such word ends, from a place on, or None."""
    start = text.find(word, start)
    if len(word) > MAX_WORD:
        return start + len(word) if start >= 0 else None
    while start >= 0:
        end = start + len(word)
        before, after = text[max(0, start - 1) : start], text[end : end + 1]
        if not (before.isalnum() and word[0].isalnum()) and not (
            after.isalnum() and word[-1].isalnum()
        ):
            return end
        start = text.find(word, start + 1)
    return None
