"""A word that is no word, read as the known one that is spelled most like it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

SHORTEST = 5
"""Letters; of four letters only a swap of two is mended, below that nothing."""
LONG = 9
"""From here on two mistakes are allowed."""


def mended(word: str, known: Mapping[str, tuple[str, ...]]) -> str | None:
    """Return the one known word within a mistake (of a long word, two), or None.

    The first letter must be right, or swapped with the second: `fables` are no tables.

    Args:
        word: In lower case, none of the known ones.
        known: What `spelled_near` made of the known words.
    """
    if len(word) < SHORTEST - 1 or not word.isalpha():
        return None
    allowed = 2 if len(word) >= LONG else 1
    letters = set(word)
    best: tuple[int, str] | None = None
    for one in known.get(word[0], ()) + known.get(word[1], ()):
        swap = one[:2] == word[1::-1]
        if abs(len(one) - len(word)) > allowed or (one[0] != word[0] and not swap):
            continue
        if len(letters.symmetric_difference(one)) > 2 * allowed:
            continue
        far = _distance(word, one, allowed)
        small = len(word) < SHORTEST and (len(one) != len(word) or sorted(one) != sorted(word))
        if far <= allowed and not small and (best is None or (far, one) < best):
            best = far, one
    return best[1] if best else None


def spelled_near(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Sort words by their first letter; short ones are left out, since anything is near them."""
    found: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        if len(word) >= SHORTEST - 1 and word.isalpha():
            found.setdefault(word[0], []).append(word)
    return {letter: tuple(some) for letter, some in found.items()}


@lru_cache(maxsize=4096)
def _distance(one: str, other: str, limit: int) -> int:
    """Count single-letter mistakes and swaps of neighbours; more than the limit is limit + 1."""
    before, row = list[int](), list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]
