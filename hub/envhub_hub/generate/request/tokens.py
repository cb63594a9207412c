"""Split a request into typed words and phrases, each with its place in the sentence.

Reads no meaning into their order. Longer phrases beat shorter ones, and only whole words count:
`aftermath` is not math. A misspelt word is read as the known one that it is near to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from .everyday import THINGS
from .lexicon import (
    FORMATS,
    KINDS,
    LANGUAGES,
    LEVELS,
    MARKS,
    PROGRAMMING,
    RELATIVE,
    TIMES,
)
from .names import ALWAYS, capability_names, dimension_names
from .numerals import WORDS, Piece, read_quantity
from .spelling import mended, spelled_near
from .talk import COMPOUNDS, NO_ADVERBS, SMALL_PHRASES, SMALL_TALK

Subject = Literal["model", "dataset", "features"]
CODES = {
    "topic": "T", "unknown": "U", "standard": "S", "program": "P", "number": "N", "rate": "R",
    "share": "F", "times": "X", "ratio": "Q", "relative": "k", "unit": "u", "each": "e",
    "total": "t", "even": "s", "respective": "p", "rest": "r", "weight": "w", "important": "i",
    "as": "a", "equal": "=", "only": "y", "focus": "f", "on": "o", "not": "n", "aside": "A",
    "must": "m", "join": "&", "comma": ",", "stop": ";", "colon": ":", "open": "(", "close": ")",
    "level": "L", "kind": "G", "format": "H", "quick": "q", "language": "l", "data": "d",
    "sae": "z", "former": "1", "latter": "2",
}  # fmt: skip
"""One letter for each kind of word, so that patterns over a sentence are regular expressions."""


class Token(NamedTuple):
    """A word or phrase of the request that says something."""

    kind: str
    value: str
    """The id, the number, what is meant."""
    text: str
    """As it was written."""
    start: int
    end: int
    before: tuple[str, ...] = ()
    """The small talk between the word before and this one."""

    @property
    def code(self) -> str:
        return CODES[self.kind]


class Phrasebook(NamedTuple):
    """Every known phrase, and what finds them fast."""

    meaning: Mapping[str, tuple[str, str]]
    """Kind and value of a phrase, by its words."""
    longest: Mapping[str, int]
    """The length in words of the longest phrase that begins with a word."""
    words: frozenset[str]
    """Every word that is none to be mended."""
    near: Mapping[str, tuple[str, ...]]
    """What a misspelt word can be mended to (`spelling`)."""


_PIECES = re.compile(
    r"(?P<rate>\d+(?:\.\d+)?\s*(?:%|per\s?cent\b|pct\b))"
    r"|(?P<share>\d+(?:\s?/\s?\d+)+(?![\w/]))"
    r"|(?P<ratio>\d+(?:\.\d+)?(?:\s?:\s?\d+(?:\.\d+)?)+(?![\w:]))"
    r"|(?P<times>\d+(?:\.\d+)?[\s-]*(?:times\b|fold\b|x(?!\w)|×))"
    r"|(?P<multiple>(?<!\w)[x×]\s?\d+(?![\w.]))"
    r"|(?P<range>\d+\s?[-–]\s?\d+(?![\w-]))"
    r"|(?P<number>\d{1,3}(?:,\d{3})+(?!\w)|\d+(?:\.\d+)?(?!\w))"
    r"|(?P<word>w/|b/c|c\+\+|c\#|\d+[^\W\d_]\w*|[^\W_][^\W_]*(?:'[^\W_]+)?)"
    r"|(?P<mark>>=|=>|->|[^\w\s])"
)


_SOUND = re.compile(
    r"u+h*m+|h+m+|e+r+m*|a+h+|o+h+|w+o+w+|l+o+l+|(?:ha)+h?|ye+s+|so+|u+gh+|ple+a+se+"
)
"""What is no word: `umm`, `haha`, `sooo`."""


def read_tokens(
    text: str, subject: Subject, standards: Sequence[re.Match[str]] = ()
) -> list[Token]:
    """Split a request into typed words; small talk stays as what stood before them.

    Args:
        text: The request, with what it says of its subject blanked out.
        subject: Whether names of data set dimensions, or of feature scores, hold.
        standards: Where published benchmarks are named.
    """
    book = _phrasebook(subject)
    pieces = _pieces(text, book, standards)
    tokens: list[Token] = []
    talk: list[str] = []
    place = 0
    while place < len(pieces):
        kind, value, size = _read(pieces, place, book)
        first, last = pieces[place], pieces[place + size - 1]
        written = text[first.start : last.end]
        if kind == "talk" and _is_clipped(value) and written.isupper() and value not in SMALL_TALK:
            kind, value = "unknown", written  # `GDPR`
        if kind == "talk":
            talk += [piece.text for piece in pieces[place : place + size]]
        else:
            tokens.append(Token(kind, value, written, first.start, last.end, tuple(talk)))
            talk = []
        place += size
    return tokens


def _read(pieces: Sequence[Piece], place: int, book: Phrasebook) -> tuple[str, str, int]:
    """Return kind, value and length in pieces of what begins at a place."""
    piece = pieces[place]
    if piece.kind == "standard":
        return "standard", piece.text, 1
    phrase = _phrase(pieces, place, book)
    if phrase is None or phrase[2] == 1:
        quantity = read_quantity(pieces, place)
        if quantity and piece.text == "one" and quantity[2] == 1 and phrase is None:
            after = _phrase(pieces, place + 1, book)
            if not after or after[0] not in ("unit", "each", "topic", "level", "kind"):
                quantity = ("talk", "one", 1)
        if quantity and quantity[0] in ("talk", "times") and quantity[2] == 2:
            after = _phrase(pieces, place + 1, book)
            if after and after[0] == "topic" and after[2] > 1:
                quantity = ("number", quantity[1], 1)  # `five days of the week questions`
        if quantity:
            return quantity
    if phrase is not None and phrase[0] == "talk" and phrase[2] > 1:
        # `just a couple of`: the article belongs to the number.
        last = place + phrase[2] - 1
        amount = read_quantity(pieces, last) if pieces[last].text in ("a", "an") else None
        if amount and amount[2] > 1:
            return "talk", pieces[place].text, phrase[2] - 1
    if phrase is not None:
        return phrase
    return "talk" if _is_talk(piece) else "unknown", piece.text, 1


def _is_clipped(word: str) -> bool:
    """Whether a word is one of a short message, without vowels: `smth`."""
    return len(word) < 5 and not set(word) & set("aeiouy") and word not in NO_ADVERBS


def _is_talk(piece: Piece) -> bool:
    """Whether a piece names nothing: by the list of small talk, or by its form."""
    word = piece.text
    if piece.kind != "word" or len(word) == 1 or word[0].isdigit() or word in SMALL_TALK:
        return True
    if _SOUND.fullmatch(word):
        return True
    if _is_clipped(word):
        return True
    adverb = word.endswith("ly") and len(word) > 5 and word not in NO_ADVERBS
    return adverb or word.endswith(("n't", "'re", "'ve", "'ll", "'d", "'m"))


def _phrase(pieces: Sequence[Piece], place: int, book: Phrasebook) -> tuple[str, str, int] | None:
    """Return the longest known phrase that begins at a place."""
    longest = book.longest.get(pieces[place].text, 0) if place < len(pieces) else 0
    for size in range(min(longest, len(pieces) - place), 0, -1):
        found = book.meaning.get(" ".join([one.text for one in pieces[place : place + size]]))
        if found:
            return *found, size
    return None


def _pieces(text: str, book: Phrasebook, standards: Sequence[re.Match[str]]) -> list[Piece]:
    """Cut a text into words, figures and marks; a hyphen within a word only joins."""
    low = text.lower() if text.isascii() else "".join(map(_lower, text))
    found = [Piece("standard", match.group(), *match.span()) for match in standards]
    for match in reversed(standards):
        low = low[: match.start()] + " " * len(match.group()) + low[match.end() :]
    for match in _PIECES.finditer(low):
        kind, written, start = match.lastgroup or "mark", match.group(), match.start()
        if kind == "word" and written not in book.words:
            written = written.removesuffix("'s")
            written = written if written in book.words else mended(written, book.near) or written
        elif written == "-":
            if not _between_spaces(low, start):
                continue
            written = ":"
        found.append(Piece(kind, written, start, match.end()))
    return sorted(found, key=lambda piece: piece.start) if standards else found


def _lower(letter: str) -> str:
    """Return a letter in lower case, unless it is longer there: places must stay."""
    low = letter.lower()
    return low if len(low) == 1 else letter


def _between_spaces(text: str, place: int) -> bool:
    return text[place - 1 : place].isspace() and text[place + 1 : place + 2].isspace()


@lru_cache(maxsize=3)
def _phrasebook(subject: Subject) -> Phrasebook:
    """Return every known phrase, in the order in which one table overrules another."""
    found: dict[str, tuple[str, str]] = {text: ("talk", text) for text in SMALL_PHRASES}
    for kind, texts in MARKS.items():
        found |= {text: (kind, text) for text in texts}
    found |= {text: ("times", str(value)) for text, value in TIMES.items()}
    found |= {text: ("relative", str(value)) for text, value in RELATIVE.items()}
    found |= {text: ("level", ",".join(map(str, levels))) for text, levels in LEVELS.items()}
    for kind, table in (("kind", KINDS), ("format", FORMATS)):
        found |= {text: (kind, name) for name, texts in table.items() for text in texts}
    found |= {text: ("language", code) for text, code in LANGUAGES.items()}
    found |= {text: ("topic", one) for text, one in capability_names().items()}
    found |= {text: ("program", text) for text in PROGRAMMING}
    found |= {
        text: ("topic", one)
        for text, (kind, one) in dimension_names().items()
        if kind == subject or text in ALWAYS
    }
    found |= {text: ("unknown", text) for text in COMPOUNDS if text not in capability_names()}
    longest: dict[str, int] = {}
    for text in found:
        words = text.split()
        longest[words[0]] = max(len(words), longest.get(words[0], 0))
    wanted = ("topic", "unit", "format", "each")
    return Phrasebook(
        meaning=found,
        longest=longest,
        words=frozenset(word for text in found for word in text.split())
        | {*WORDS, *SMALL_TALK, *THINGS}
        | {f"{thing}s" for thing in THINGS},
        near=spelled_near(
            word for text, (kind, _) in found.items() if kind in wanted for word in text.split()
        ),
    )
