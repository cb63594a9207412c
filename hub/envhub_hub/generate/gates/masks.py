"""A text without what a template fills in: its numbers and its names."""

from __future__ import annotations

import re

from ..generators.names import NAMES

_KNOWN = frozenset(NAMES)
_NUMBER = r"\d+(?:[.,:/]\d+)*"
_FILLED = re.compile(rf"{_NUMBER}|\b[^\W\d_a-z][\w’]*")
_START = re.compile(r"(?:^|[.?!:\n]\s*[\"“]?)$")


def masked(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text with `#` for numbers and `@` for names, and the numbers in order.

    A name is a word with a capital that does not begin a sentence, or that is known as one.
    """
    found = list(_FILLED.finditer(text))
    inside = {one.group() for one in found if not _begins(text, one.start())}
    numbers: list[str] = []

    def mask(one: re.Match[str]) -> str:
        word = one.group()
        if word[0].isdigit():
            numbers.append(word)
            return "#"
        return "@" if word in inside or word in _KNOWN else word

    return _FILLED.sub(mask, text), tuple(numbers)


def _begins(text: str, start: int) -> bool:
    return _START.search(text, max(0, start - 4), start) is not None
