"""Whether words look like words: which letter follows which, and which keys lie side by side."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

EDGE, LATIN, CYRILLIC = "_", "abcdefghijklmnopqrstuvwxyz", "абвгдежзийклмнопрстуфхцчшщъыьэюя"
"""The edge of a word, and the letters that the tables have a row for, in their order."""
_FOLDED = str.maketrans("łıøđßёіїєґ", "liodseиийг")
_WORD = re.compile(r"[^\W\d_]{3,}")
MAX_WORDS = 40
"""Words that are looked at; what is noise is noise early on."""

_KEYS = """
qwertyuiop asdfghjkl zxcvbnm azertyuiop qsdfghjklm wxcvbn
йцукенгшщзхъ фывапролджэ ячсмитьбю
ضصثقفغعهخحجد شسيبلاتنمكط ئءؤرلاىةوزظ
ぬふあうえおやゆよわほへ たていすかんなにらせ ちとしはきくまのりれけむ つさそひこみもねるめ
"""
_BESIDE = frozenset(
    pair for row in _KEYS.split() for way in (row, row[::-1]) for pair in pairwise(way)
)


def spelled(text: str) -> Iterator[str]:
    """The words of three letters and more, in plain small letters."""
    for found in _WORD.findall(text):
        word = found.lower().translate(_FOLDED)
        if not word.isascii():
            parts = unicodedata.normalize("NFD", word.replace("й", "\0"))
            word = "".join(c for c in parts if not unicodedata.combining(c)).replace("\0", "й")
        yield word


@cache
def _tables() -> dict[str, dict[tuple[str, str], int]]:
    from .refusal_letters import CYRILLIC_ROWS, LATIN_ROWS

    found = {}
    for alphabet, rows in ((LATIN, LATIN_ROWS), (CYRILLIC, CYRILLIC_ROWS)):
        letters = EDGE + alphabet
        found[alphabet] = {
            (first, second): int(digit)
            for first, row in zip(letters, rows.split(), strict=True)
            for second, digit in zip(letters, row, strict=True)
        }
    return found


def likeness(word: str) -> float | None:
    """How like a word its letters are, from 0 to 9; None in a script without a table."""
    for table in _tables().values():
        if (EDGE, word[0]) in table and (EDGE, word[-1]) in table:
            found = [table.get(pair, 0) for pair in pairwise(f"{EDGE}{word}{EDGE}")]
            return sum(found) / len(found)
    return None


def beside(word: str) -> float:
    """The share of its steps that go from a key to one beside it."""
    return sum(pair in _BESIDE for pair in pairwise(word)) / max(1, len(word) - 1)
