"""Sentences, words and words in capitals, counted as published figures count them.

Words are runs of letters and digits. Sentences follow the rules of Punkt (Kiss and Strunk 2006)
for English, with a short list of abbreviations in place of a trained model: "e.g." and "i.e." are
none of them, as they are none of that model's. All are linear.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from .language_words import LATIN

_ABBREVIATIONS = """
    mr mrs ms dr prof st jr sr inc corp co ltd bros vs gen col capt lt sgt maj rep sen gov rev
    hon messrs mme mlle adm cmdr jan feb mar apr jun jul aug sep sept oct nov dec a.m p.m u.s
    u.k u.n e.u u.s.a d.c n.y l.a n.j n.c s.c n.h n.d s.d ph.d m.d b.a m.a b.c a.d calif mass ill
    conn fla ariz ala ark colo del ga ind kan ky la md mich minn mo mont neb nev okla ore pa tenn
    tex va vt wash wis wyo r j t d h p m k c s w l b n g v
"""
_ABBREVIATED = frozenset(_ABBREVIATIONS.split())
_STARTERS = frozenset(LATIN["en"].split()) - {"i", "i'm"}
_END = re.compile(r"[.?!](?=[)\";}\]*:@'({\[!?]|$)")
_OPENING = '("`{[:;&#*@)}]-,'
_CUTS = re.compile(r"[)\";}\]*:@({\[!?,]|--|\.\.|(?=')")
_CLOSERS = ")]}\"'»”"
_NUMBER = re.compile(r"-?[.,]?\d[\d,.-]*\.?")
_PIECE = re.compile(r"""[^\s;@#$%&?!\[\](){}<>"“”‘’`«»,:]+""")
_MARKS = ("Mn", "Mc", "Me")
_SUFFIX = re.compile(r"^(.*?)('(?:S|M|D|LL|RE|VE)|N'T)$", re.IGNORECASE)


@cache
def _word() -> re.Pattern[str]:
    """Letters, digits, underscores, and the marks that many scripts write vowels with."""
    marks = (chr(one) for one in range(0x300, 0x10000) if unicodedata.category(chr(one)) in _MARKS)
    return re.compile(f"[\\w{''.join(marks)}]+")


def count_words(text: str) -> int:
    """Return the number of words: runs of letters with their marks, digits and underscores."""
    return sum(1 for _ in _word().finditer(text))


def count_sentences(text: str) -> int:
    """Return the number of sentences of an English text; what is never ended counts as one."""
    chunks = text.split()
    breaks = 0
    left = ""
    for place, chunk in enumerate(chunks):
        following = chunks[place + 1] if place + 1 < len(chunks) else ""
        ends = [one.start() for one in _END.finditer(chunk)]
        if ends and ends[-1] == len(chunk) - 1 and not following:
            ends.pop()
        if ends and _breaks(chunk, ends[-1], following):
            breaks += 1
            left = following or chunk[ends[-1] + 1 :].strip(_CLOSERS)
    if not chunks:
        return 0
    return breaks + (1 if not breaks or left else 0)


def _breaks(chunk: str, end: int, following: str) -> bool:
    """Whether a sentence ends at that character of a chunk."""
    before = chunk[:end]
    if chunk[end] != "." or "?" in before or "!" in before:
        return True
    token = re.split(_CUTS, before)[-1].lstrip(_OPENING)
    after = chunk[end + 1 : end + 2] or following
    if before.endswith("."):  # an ellipsis
        return _starts(after)
    abbreviation = token.lower().split("-")[-1] in _ABBREVIATED
    initial = len(token) == 1 and token.isalpha()
    if abbreviation and not initial:
        return _starts(after)
    if _NUMBER.fullmatch(token + "."):
        return not after[:1].islower()
    if initial and after[:1].isupper():
        return _starts(after) and not abbreviation
    return not (initial and (abbreviation or after[:1].islower()))


def _starts(after: str) -> bool:
    """Whether a word has a capital though it seldom has one inside a sentence."""
    return after[:1].isupper() and re.split(r"[^\w']", after)[0].lower() in _STARTERS


def count_capital_words(text: str) -> int:
    """Return the number of words without a lower-case letter; a hyphen keeps a word whole."""
    return sum(_capitals(piece) for piece in _PIECE.findall(text))


def _capitals(piece: str) -> int:
    found = _SUFFIX.match(piece)
    parts = found.groups() if found else (piece,)
    return sum(part.isupper() for part in parts)
