"""Split a request into typed words: names of capabilities, counts, weights, focus, the unknown.

Reads no meaning into their order (`request`). Longer phrases win over shorter ones, and only whole
words count: `aftermath` is not math.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from ..topics import TOPICS
from .refusals import MISSING_NAMES
from .vocabulary import (
    FOCUS_NAMES,
    LEVELS,
    NUMBERS,
    SHOWN_WORK,
    SIGNS,
    SMALL_PHRASES,
    SMALL_TALK,
    TIMES,
)

CODES = {
    "topic": "T", "missing": "M", "unknown": "U", "kind": "G", "level": "L", "work": "H",
    "number": "N", "rate": "R", "times": "X", "unit": "u", "each": "e", "total": "t", "quick": "q",
    "weight": "w", "important": "i", "equal": "=", "only": "y", "focus": "f", "on": "o", "not": "n",
    "must": "m", "join": "&", "comma": ",", "stop": ";", "colon": ":", "open": "(", "close": ")",
}  # fmt: skip
"""One letter for each kind of word, so that patterns over a sentence are regular expressions."""


class Word(NamedTuple):
    """A word or phrase of the request."""

    kind: str
    value: str
    """The topic, the number, the name of what is missing."""
    text: str
    """As it was written."""

    @property
    def code(self) -> str:
        return CODES[self.kind]


_WORDS = re.compile(
    r"(?P<rate>\d+(?:\.\d+)?\s*(?:%|per\s?cent\b))"
    r"|(?P<times>(?:\d+(?:\.\d+)?|two|three|four|five|six|ten)[\s-]*(?:times\b|fold\b|x\b)|x\d+\b)"
    r"|(?P<number>\d[\d,]*\d(?:\.\d+)?(?![\w])|\d+(?:\.\d+)?(?![\w]))"
    r"|(?P<word>\w+(?:'\w+)?)"
    r"|(?P<mark>[^\w\s])"
)
# A model or a place in its training is what is measured, not how.
_SUBJECT = re.compile(
    r"\b(?:tl|hf|demo|openai|local)/\S+"
    r"|\b[a-z][\w.-]*/(?=[\w.-]*\d)[a-z][\w.-]*"
    r"|\b(?:smollm|llama|tinyllama|qwen|gemma|mistral|mixtral|pythia|gpt|phi|olmo|falcon|bloom|"
    r"deepseek|claude|gemini)(?:[\d.-][\w.-]*)?(?!\w)"
    r"|\b(?:at\s+)?(?:steps?|checkpoints?|layers?|epochs?)[\s-]+\d[\d,k]*"
)
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": ";", "−": "-"})


def plain(request: str) -> str:
    """Return a request in lower case with plain quotes and without its model's name."""
    text = unicodedata.normalize("NFKC", request).translate(_QUOTES).casefold()
    return " ".join(_SUBJECT.sub(" ", text).split())


def read_words(request: str) -> list[Word]:
    """Split a request into typed words; small talk is left out."""
    pieces = _pieces(plain(request).replace("-", " "))
    words: list[Word] = []
    place = 0
    while place < len(pieces):
        word, size = _phrase(pieces, place)
        if word is None:
            word, size = _single(pieces, place), 1
        if word.kind != "talk":
            words.append(word)
        place += size
    return words


def _phrase(pieces: list[Word], place: int) -> tuple[Word | None, int]:
    """Return the longest known phrase that begins at a place, and its length in pieces."""
    phrases, longest = _phrases()
    for size in range(min(longest, len(pieces) - place), 0, -1):
        text = " ".join(piece.text for piece in pieces[place : place + size])
        if text in phrases:
            return Word(*phrases[text], text), size
    return None, 0


def _pieces(text: str) -> list[Word]:
    found = []
    for match in _WORDS.finditer(text):
        kind, written = match.lastgroup or "mark", match.group(0)
        if kind == "word":
            written = written.removesuffix("'s")
        found.append(Word(kind, _value(kind, written), written))
    return found


def _value(kind: str, written: str) -> str:
    if kind == "rate":
        return str(float(re.sub(r"[^\d.]", "", written)) / 100)
    if kind == "number":
        return written.replace(",", "")
    if kind == "times":
        digits = re.sub(r"[^\d.]", "", written)
        return digits or str(NUMBERS[re.split(r"[\s-]|times|fold", written)[0]])
    return written


def _single(pieces: list[Word], place: int) -> Word:
    """Read one piece that no phrase begins with."""
    piece = pieces[place]
    if piece.kind in ("rate", "times", "number"):
        return piece
    if piece.text in NUMBERS and (piece.text != "one" or _counted(pieces, place + 1)):
        return Word("number", str(NUMBERS[piece.text]), piece.text)
    talk = piece.kind == "mark" or piece.text in SMALL_TALK or piece.text in NUMBERS
    return Word("talk" if talk else "unknown", piece.text, piece.text)


def _counted(pieces: list[Word], place: int) -> bool:
    """Whether `one` before this place counts: `one hard syllogism`, not `one sentence`."""
    word, _ = _phrase(pieces, place)
    return word is not None and word.kind in ("unit", "each", "topic", "level", "kind")


@lru_cache(maxsize=1)
def _phrases() -> tuple[dict[str, tuple[str, str]], int]:
    """Return every known phrase with its kind and value, and the words of the longest one."""
    found: dict[str, tuple[str, str]] = {}
    for kind, texts in SIGNS.items():
        found |= {text: (kind, text) for text in texts}
    found |= {text: ("times", str(value)) for text, value in TIMES.items()}
    found |= {text: ("level", ",".join(map(str, levels))) for text, levels in LEVELS.items()}
    found |= {text: ("kind", name) for name, texts in FOCUS_NAMES.items() for text in texts}
    found |= {text: ("work", text) for text in SHOWN_WORK}
    found |= {text: ("talk", text) for text in SMALL_PHRASES}
    found |= {text: ("missing", name) for name, texts in MISSING_NAMES.items() for text in texts}
    found |= {text: ("topic", topic.id) for topic in TOPICS for text in topic.names}
    longest = max(len(text.split()) for text in found)
    return found, longest
