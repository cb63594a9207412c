"""Noise that a reader sees through: typing errors, case, what a scanner misreads.

Numbers, and words that are protected, stay as they are: noise may not change what is asked.
"""

from __future__ import annotations

import re
from random import Random
from typing import Any, Literal

from pydantic import Field

from envhub.values import Frozen

from .tool import Given, Tool

_WORD = re.compile(r"[A-Za-z]{4,}")
_KEYS = {
    "a": "qs", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj",
    "i": "uo", "j": "hk", "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o",
    "q": "wa", "r": "et", "s": "ad", "t": "ry", "u": "yi", "v": "cb", "w": "qe", "x": "zc",
    "y": "tu", "z": "x",
}  # fmt: skip
"""Neighbours on a QWERTY keyboard."""
_MISREAD = (("rn", "m"), ("m", "rn"), ("cl", "d"), ("d", "cl"), ("l", "1"), ("o", "0"),
            ("vv", "w"), ("w", "vv"), ("i", "l"))  # fmt: skip


class NoiseParams(Frozen):
    """What kind of noise, and how much."""

    kind: Literal["typos", "case", "ocr"] = "typos"
    rate: float = Field(default=0.1, gt=0, le=1)
    """The share of words of four letters and more that are touched."""
    keep: tuple[str, ...] = ()
    """Texts that stay as they are, wherever they stand."""


def _typo(word: str, rng: Random) -> str:
    place = rng.randrange(1, len(word) - 1)
    kind = rng.randrange(4)
    if kind == 0:
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    if kind == 1:
        return word[:place] + word[place + 1 :]
    if kind == 2:
        return word[:place] + word[place] + word[place:]
    return word[:place] + rng.choice(_KEYS[word[place].lower()]) + word[place + 1 :]


def _case(word: str, rng: Random) -> str:
    return rng.choice((word.upper(), word.lower(), word.swapcase(), word.capitalize()))


def _scan(word: str, rng: Random) -> str:
    fitting = [pair for pair in _MISREAD if pair[0] in word]
    return word.replace(*rng.choice(fitting), 1) if fitting else word


_KINDS = {"case": _case, "ocr": _scan, "typos": _typo}


def _noise(given: Given, params: NoiseParams) -> tuple[Any, ...]:
    text, *kept = given.texts()
    protected = [one for one in (*params.keep, *kept) if one]
    spans = [found.span() for one in protected for found in re.finditer(re.escape(one), text)]

    def touched(found: re.Match[str]) -> str:
        inside = any(start < found.end() and found.start() < end for start, end in spans)
        hit = given.rng.random() < params.rate
        return _KINDS[params.kind](found.group(0), given.rng) if hit and not inside else found[0]

    return (_WORD.sub(touched, text),)


add_noise = Tool(
    "add_noise", "adds typing errors, odd case or misread letters", NoiseParams, _noise, seeded=True
)
