"""Factual density: entities, numbers and dates per 100 words, by a rule of surface.

It counts what looks like a fact; whether one is true, or new, it can't say. Entities are read off
capital letters, so a script without them has only numbers and dates.
"""

from __future__ import annotations

import math
import re
from statistics import NormalDist
from typing import ClassVar, Literal

from pydantic import Field

from ..metrics import LEVEL, Interval
from .base import Entry, EstimatorSpec, Measure

_MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)"
)
DATES = re.compile(
    rf"\b\d{{4}}-\d\d?-\d\d?\b|\b\d\d?[./]\d\d?[./]\d{{2,4}}\b"
    rf"|\b\d\d?(?:st|nd|rd|th)? (?:of )?{_MONTH}\b(?:\.?,? \d{{4}})?"
    rf"|\b{_MONTH}\.? \d\d?(?:st|nd|rd|th)?\b(?:,? \d{{4}})?|\b{_MONTH}\.? \d{{4}}\b"
    r"|\b(?:1[0-9]|20)\d\d\b(?![.,]\d)"
)
NUMBERS = re.compile(r"(?<![\w.,])[-+−]?[$€£¥]?\d+(?:[.,:/]\d+)*(?:\s?%)?")
_NAME = r"[^\W\d_a-z][\w'’.&-]*\w|[A-Z]\b"
_LINK = r"(?:\s(?:of|the|de|la|von|van|der|&)){0,2}"
NAMES = re.compile(rf"\b(?:{_NAME})(?:{_LINK}\s(?:{_NAME}))*")
_START = re.compile(r"(?:^|[.!?:;\n]|[-*•]\s)[\s\"'“”‘’(\[]*\Z")
_SMALL = """
    a an the this that these those i i'm i'll i've i'd i’m i’ll i’ve i’d he she it we they you my
    our his her its their your in on at of by to from for with between after before during since
    and but or if when where why how what who which is are was were do does did can could will
    would please no not yes ok there here all some many most one two as so"""
SMALL_WORDS = frozenset(_SMALL.split())
"""Written with a capital where a sentence begins, and no part of a name there."""
_DIGIT = re.compile(r"\d")
BEHIND = 8
"""Characters before a name that say whether a sentence begins there."""


def facts(text: str) -> tuple[list[str], list[str], list[str]]:
    """Find entities, numbers and dates in a text.

    A date is a calendar date, a month with its year, or a year from 1000 to 2099, and is no number
    as well. An entity is a run of capitalised words, without the article or other small word that
    it may begin with; one word that begins a sentence is none, unless it is written in capitals.
    """
    dates, numbers = [], []
    if _DIGIT.search(text):  # neither is without one, and most texts have none
        dates = [found.group() for found in DATES.finditer(text)]
        text = DATES.sub(" \x00 ", text) if dates else text
        numbers = [found.group() for found in NUMBERS.finditer(text)]
    entities = [name for found in NAMES.finditer(text) if (name := _entity(found, text))]
    return entities, numbers, dates


def _entity(found: re.Match[str], text: str) -> str | None:
    """The name in a run of capitalised words, or None."""
    words = found.group().split()
    if not words[0][:1].isupper():
        return None  # a letter of a script without case
    begins = _START.search(text, max(0, found.start() - BEHIND), found.start()) is not None
    small = words[0].casefold() in SMALL_WORDS
    if small:
        words = words[1:]
    elif begins and len(words) == 1 and not (len(words[0]) > 1 and words[0].isupper()):
        return None
    return " ".join(words) or None


class FactualDensity(EstimatorSpec):
    """1: as many facts as `saturation` asks for, or more. 0: none."""

    source: ClassVar[str] = "own rule of surface; interval of a ratio after Cochran 1977, 6.4"

    type: Literal["factual_density"] = "factual_density"
    saturation: float = Field(default=20.0, gt=0, le=100)
    """Facts per 100 words that are worth the maximum. A choice, not a law: encyclopedic prose has
    15 to 25 by this rule."""

    @property
    def method(self) -> str:
        return "facts per 100 words"

    @property
    def normalisation(self) -> str:
        return f"min(1, (entities + numbers + dates) per 100 words / {self.saturation:g})"

    @property
    def known_error(self) -> str:
        return (
            "on 20 held-out sentences by the author of the rule: precision 0.89, recall 0.82; "
            "entities need a script with capital letters"
        )

    def begin(self, seed: str) -> _Fold:
        return _Fold(self.saturation)


class _Fold:
    """Sums over rows of facts f and words w, which a ratio and its variance need."""

    def __init__(self, saturation: float) -> None:
        self._saturation = saturation
        self._n = 0
        self._kinds = [0, 0, 0]
        self._f = self._w = self._ff = self._fw = self._ww = 0

    def add(self, entry: Entry) -> str | None:
        w = len(entry.words)
        if not w:
            return "no word"
        found = [len(some) for some in facts(entry.text or "")]
        f = sum(found)
        self._n += 1
        self._kinds = [a + b for a, b in zip(self._kinds, found, strict=True)]
        self._f, self._w = self._f + f, self._w + w
        self._ff, self._fw, self._ww = self._ff + f * f, self._fw + f * w, self._ww + w * w
        return None

    def finish(self) -> Measure:
        density = 100 * self._f / self._w
        entities, numbers, dates = self._kinds
        return Measure(
            value=min(1.0, density / self._saturation),
            interval=self._interval(),
            explanation=f"{density:.1f} facts per 100 words: entities {entities:,}, numbers "
            f"{numbers:,}, dates {dates:,} in {self._w:,} words",
            details={"per_100_words": density, "entities": entities, "numbers": numbers,
                     "dates": dates, "words": self._w},
        )  # fmt: skip

    def _interval(self) -> Interval | None:
        """Of a ratio of sums: its residuals f − Rw vary over rows."""
        n = self._n
        if n < 2:
            return None
        ratio = self._f / self._w
        residual = max(0.0, self._ff - 2 * ratio * self._fw + ratio * ratio * self._ww)
        error = math.sqrt(residual / (n - 1) / n) / (self._w / n)
        half = NormalDist().inv_cdf(0.5 + LEVEL / 2) * error
        scale = 100 / self._saturation
        low, high = max(0.0, (ratio - half) * scale), min(1.0, (ratio + half) * scale)
        return Interval(low=min(low, 1.0), high=high, method="linearised ratio")
