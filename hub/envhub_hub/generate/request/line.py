"""The words of a request while it is read: patterns over their kinds, and what is used up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from .tokens import Token

PROSE = 36
"""Words."""
LIST = r"T(?:u?[,&]+T)*"
"""Capabilities in a row."""

_compiled = lru_cache(maxsize=256)(re.compile)


class Line:
    """The typed words of a request, in order; each stage uses some up or takes some out."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = list(tokens)
        self.codes = "".join(token.code for token in tokens)
        """One letter a word; `_` for a word that is used up."""
        self.long = sum(1 + len(token.before) for token in tokens) > PROSE
        """Whether the request describes at length: few of its words are terms of the wish."""

    def take(self, *places: int) -> None:
        """Use words up: no later pattern sees them."""
        gone = set(places)
        self.codes = "".join("_" if n in gone else code for n, code in enumerate(self.codes))

    def take_out(self, places: Iterable[int]) -> None:
        """Remove words, so that their neighbours become neighbours of each other."""
        gone = set(places)
        if gone:
            self.codes = "".join(code for n, code in enumerate(self.codes) if n not in gone)
            self.tokens = [token for n, token in enumerate(self.tokens) if n not in gone]

    def put(self, place: int, token: Token) -> None:
        """Read a word as something else."""
        self.tokens[place] = token
        self.codes = f"{self.codes[:place]}{token.code}{self.codes[place + 1 :]}"

    def put_in(self, token: Token) -> None:
        """Add a word where it stands in the text."""
        place = sum(one.start < token.start for one in self.tokens)
        self.tokens.insert(place, token)
        self.codes = f"{self.codes[:place]}{token.code}{self.codes[place:]}"

    def put_before(self, other: Token, token: Token) -> None:
        """Add a word right before another one."""
        place = self.tokens.index(other)
        self.tokens.insert(place, token)
        self.codes = f"{self.codes[:place]}{token.code}{self.codes[place:]}"

    def found(self, pattern: str) -> Iterator[re.Match[str]]:
        """Yield matches from the left; the caller uses up, or takes out, some of each.

        What no caller touches is passed by.
        """
        search, start = _compiled(pattern).search, 0
        while match := search(self.codes, start):
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
