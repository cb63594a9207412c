"""ROUGE-L as the scorer measures it, many times faster: bits of a number in place of a table."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

PASS_AT = 0.3
"""What a summary scores at least against another one of the same report, and no wrong one does."""


def rouge_l(text: str, references: Sequence[str]) -> float:
    """Return the F1 of the longest common subsequence of words with the nearest reference."""
    return max(_f1(_words(text), _words(one)) for one in references)


def _f1(words: Sequence[str], others: Sequence[str]) -> float:
    return 2 * _common(words, others) / (len(words) + len(others))


@lru_cache(maxsize=64)
def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+", text.casefold()))


def _common(words: Sequence[str], others: Sequence[str]) -> int:
    """Length of the longest common subsequence (Hyyrö 2004, "Bit-parallel LCS-length computation
    revisited"): a zero bit stands for a place up to which one word more can be had."""
    places: defaultdict[str, int] = defaultdict(int)
    for place, word in enumerate(words):
        places[word] |= 1 << place
    whole = (1 << len(words)) - 1
    state = whole
    for word in others:
        found = state & places[word]
        state = ((state + found) | (state - found)) & whole
    return len(words) - state.bit_count()
