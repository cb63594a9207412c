"""The wording of a prompt and of its response, in any language: words, pieces of words, measures.

What the classes and signals of the other modules leave out: which words are asked with, which stand
in the first and the last sentence, and how much of what was asked the answer speaks of. Each family
shares one amount among its members, so that a long text weighs no more than a short one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import log1p, sqrt

from .refusal_languages import classes_of
from .refusal_reading import Asked
from .refusal_words import CLASSES

Features = dict[str, float]

FAMILY, SPREAD = 10.0, 30
"""The amount that a family shares, and what is added to its size: a few words weigh less each."""
MEASURED = 2.0
MAX_WORDS, PIECED = 400, (1_000, 500)
"""Words read of a text, and characters cut into pieces of its head and its tail."""
PIECES = (2, 3, 4, 5)
"""Letters of a piece."""

_MARKS = "\u0900-\u09ff\u0e31-\u0e4e"
_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{_MARKS}])*(?:'[a-z]+)?|\d+|[?!:,]")
_OTHER = re.compile(rf"(?:(?![{_MARKS}])\W|[\d_])+")
_EMOJI = re.compile("[\u2600-\u27bf\U0001f300-\U0001faff]")
_BOUND = """
    the a an of to in on at for with from by and or but is are was were be been have has had do does
    did not it its this that these those you your i my we our they their he she as if when where
    which who what how why can will would should could may than then so because into about up out no
    there here just also
"""
_BINDING = frozenset(_BOUND.split())


def words(text: str) -> list[str]:
    """The words of a lower-case text, `#` for a number, and the signs that ask or part."""
    return ["#" if word[0].isdigit() else word for word in _WORD.findall(text)[:MAX_WORDS]]


def prompt_features(asked: Asked, gate: str, foreign: bool) -> Features:
    """The words of a prompt and their classes, and each word by what the response does (its gate)."""
    said = words(asked.text)
    known = classes_of(asked.text[:600]) if foreign else [CLASSES.get(one, "w") for one in said]
    named = _wording(known, "Pf" if foreign else "Pe")
    words_by_gate = shared(f"p{gate}:{word}" for word in said)
    return shared(_wording(said, "p")) | shared(named) | words_by_gate


def sentence_names(sentences: Sequence[str]) -> list[list[str]]:
    """The words of each sentence, alone and in pairs."""
    return [list(_wording(words(text), "w")) for text in sentences]


def place_features(sentences: Sequence[str]) -> Features:
    """The words of the first and of the last sentence."""
    if not sentences:
        return {}
    first, last = words(sentences[0]), words(sentences[-1])
    return shared([*_wording(first, "w1"), *_wording(last, "wL")])


def piece_features(own: str) -> Features:
    """The pieces of words of a lower-case text, for languages that inflect or write no spaces."""
    head, tail = PIECED
    short = own if len(own) <= head + tail else f"{own[:head]} {own[-tail:]}"
    text = f"_{_OTHER.sub('_', short).strip('_')}_"
    return shared(
        f"g:{piece}"
        for size in PIECES
        for at in range(len(text) - size + 1)
        if "_" not in (piece := text[at : at + size])[1:-1]
    )


def measures(text: str, own: str, sizes: Sequence[int], asked: Asked, gate: str) -> Features:
    """How long and how lively a response is, and how much of the prompt it speaks of."""
    said = words(own.lower())
    wanted, given = _content(words(asked.text)), _content(said)
    seen, fresh = len(wanted & given), len(given - wanted)
    found = {
        "covered": seen / max(1, len(wanted)),
        "foreign": float(not seen),
        "fresh": min(1.0, fresh / 40),
        "fresh log": log1p(fresh) / 5,
        "size": log1p(len(text)) / 8,
        "asks last": float("?" in text[-3:]),
        "asks": min(1.0, text.count("?") / 3),
        "calls": min(1.0, text.count("!") / 3),
        "you": min(1.0, 10 * sum(word in ("you", "your") for word in said) / max(1, len(said))),
        "emoji": float(_EMOJI.search(text) is not None),
        "prompt size": log1p(len(asked.text)) / 6,
        "ratio": min(1.0, len(text) / max(1, len(asked.text)) / 10),
        "prompt asks": float("?" in asked.text),
        "numbers": min(1.0, len(re.findall(r"\d+", text)) / 6),
        "longest": min(1.0, max(sizes, default=0) / 200),
        "first": min(1.0, (sizes[0] if sizes else 0) / 150),
        "last": min(1.0, (sizes[-1] if sizes else 0) / 150),
    }
    return {f"v{gate}:{name}": MEASURED * value for name, value in found.items() if value}


def shared(names: Iterable[str]) -> Features:
    """Each name once, with its part of the family's amount."""
    found = dict.fromkeys(names, 1.0)
    return dict.fromkeys(found, FAMILY / sqrt(len(found) + SPREAD))


def _wording(said: list[str], mark: str) -> Iterator[str]:
    row = ["^", *said, "$"]
    yield from (f"{mark}:{word}" for word in row)
    yield from (f"{mark}:{one} {other}" for one, other in pairwise(row))


def _content(said: list[str]) -> set[str]:
    """Beginnings of the words that say something."""
    return {word.rstrip("s")[:5] for word in said if len(word) > 3 and word not in _BINDING}
