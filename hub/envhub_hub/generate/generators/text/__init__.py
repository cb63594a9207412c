"""Letters and words of a text, rearranged."""

from __future__ import annotations

from ...items import Generator
from .spelling import alphabetical, reversed_letters

GENERATORS: tuple[Generator, ...] = (
    alphabetical,
    reversed_letters,
)
