"""The words of a request while it is read: patterns over their kinds, and what is used up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from .tokens import Token

LIST = r"T(?:u?[,&]+T)*"
"""Capabilities in a row."""


class Line:
    """The typed words of a request, in order; each stage uses some up or takes some out."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = list(tokens)
        self._codes = [token.code for token in tokens]

    @property
    def codes(self) -> str:
        """One letter a word; `_` for a word that is used up."""
        return "".join(self._codes)

    def take(self, *places: int) -> None:
        """Use words up: no later pattern sees them."""
        for place in places:
            self._codes[place] = "_"

    def take_out(self, places: Iterable[int]) -> None:
        """Remove words, so that their neighbours become neighbours of each other."""
        gone = set(places)
        self._codes = [code for n, code in enumerate(self._codes) if n not in gone]
        self.tokens = [token for n, token in enumerate(self.tokens) if n not in gone]

    def put(self, place: int, token: Token) -> None:
        """Read a word as something else."""
        self.tokens[place] = token
        self._codes[place] = token.code

    def found(self, pattern: str) -> Iterator[re.Match[str]]:
        """Yield matches from the left; the caller uses up, or takes out, some of each.

        What no caller touches is passed by.
        """
        start = 0
        while match := re.compile(pattern).search(self.codes, start):
            before = self.codes
            yield match
            start = 0 if self.codes != before else match.start() + 1

    def topics(self, start: int, end: int) -> list[int]:
        """The places of capabilities within a stretch."""
        return [n for n in range(start, end) if self.tokens[n].kind == "topic"]

    def number(self, place: int) -> float:
        return float(self.tokens[place].value)

    def said(self, match: re.Match[str]) -> str:
        return " ".join(token.text for token in self.tokens[match.start() : match.end()])

    def sentence(self, place: int) -> tuple[int, int]:
        """The stretch between two full stops, semicolons or the like that a word stands in."""
        codes = self.codes
        end = codes.find(";", place)
        return codes.rfind(";", 0, place) + 1, len(codes) if end < 0 else end

    def adjacent(self, place: int) -> bool:
        """Whether nothing at all stands between a word and the one before."""
        if place == 0 or self.tokens[place].before:
            return False
        return self.tokens[place].start - self.tokens[place - 1].end <= 1
