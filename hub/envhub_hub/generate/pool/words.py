"""Words as cards are searched by: folded, without the words that say nothing, in the singular."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_STOP = """
a an and are as at be been but by can could did do does for from had has have he her his how i if
in into is it its me more most my no not of on or our over she should so some such than that the
their them then there these they this those to under up was we were what when where which who whom
why will with would you your item items question questions prompt prompts sample samples problem
problems test tests about benchmark data dataset
"""
STOP = frozenset(_STOP.split())
"""Besides the usual ones, words that every request for a benchmark holds."""


def singular(word: str) -> str:
    """Return an English noun without its ending of the plural."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and re.search(r"(?:s|x|z|ch|sh)es$", word):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def words(text: str) -> list[str]:
    """Return the words of a text that search goes by, in order."""
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text)
        text = "".join(one for one in parts if not unicodedata.combining(one))
    found = _WORD.findall(_CAMEL.sub(" ", text).casefold())
    return [singular(word) for word in found if word not in STOP and not word.isdecimal()]
