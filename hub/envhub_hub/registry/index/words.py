"""Words as search sees them: folded, without marks; and how near two of them are."""

from __future__ import annotations

import re
import unicodedata

MAX_LETTERS = 64
"""Letters of a word; what is longer is cut, in the index and in the question alike."""
# A language without spaces is searched by its characters.
_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_IDEOGRAPHS}]|[^\W_{_IDEOGRAPHS}]+")


def fold(text: str) -> str:
    """Return a text without case, accents and other marks."""
    text = text.casefold()
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text)
    bare = "".join(one for one in parts if not unicodedata.category(one).startswith("M"))
    return unicodedata.normalize("NFC", bare).casefold()


def words(text: str) -> list[str]:
    """Return the words of a text, folded, in order."""
    return [word[:MAX_LETTERS] for word in _WORD.findall(fold(text))]


def letters(word: str) -> int:
    """Return the set of a word's letters as bits: one edit adds at most one and takes one."""
    bits = 0
    for letter in word:
        code = ord(letter)
        bits |= 1 << (code - 97 if 97 <= code <= 122 else 26 + code % 32)
    return bits


def allowed(word: str) -> int:
    """Return how many letters a word of a question may be off."""
    if len(word) < 4 or word.isdecimal():
        return 0
    return 1 if len(word) < 8 else 2


def distance(one: str, other: str, most: int) -> int:
    """Return the edits between two words, or `most + 1` where there are more.

    An edit adds, drops or changes a letter, or swaps two that stand side by side.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        earlier, before, row = before, row, [place]
        for at, found in enumerate(other, 1):
            best = (
                before[at - 1] if letter == found else 1 + min(before[at - 1], before[at], row[-1])
            )
            if (
                place > 1 and at > 1
                and letter == other[at - 2] and one[place - 2] == found
            ):  # fmt: skip
                best = min(best, earlier[at - 2] + 1)
            row.append(best)
        if min(row) > most and min(before) > most:
            return most + 1
    return min(row[-1], most + 1)


def version_order(version: str) -> tuple[object, ...]:
    """Return what SemVer sorts a version by; the version must be one."""
    numbers, _, pre = version.partition("-")
    parts = [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in pre.split(".")]
    return (*map(int, numbers.split(".")), not pre, *parts)
