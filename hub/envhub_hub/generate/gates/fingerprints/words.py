"""The one rule by which a text becomes fingerprints, for what is published and for what is new.

A fingerprint is a hash of 13 words in a row, or of a whole text of 5 to 12 words. Words are runs of
letters and digits, folded; punctuation and line breaks make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import blake2b

from envhub.scorers.extract import compatible

LENGTH = 13
"""Words in a row, as in the contamination studies of GPT-3 and after."""
LEAST = 5
"""A shorter text is nobody's."""
SIZE = 5
"""Bytes of a hash."""
_WORD = re.compile(r"\w+")


def fingerprints_of(text: str) -> Iterator[bytes]:
    """Yield the fingerprint of every run of words, in order."""
    words = _WORD.findall(compatible(text).casefold())
    if LEAST <= len(words) < LENGTH:
        yield _hash(words)
    for start in range(len(words) - LENGTH + 1):
        yield _hash(words[start : start + LENGTH])


def _hash(words: list[str]) -> bytes:
    return blake2b(" ".join(words).encode(), digest_size=SIZE).digest()
