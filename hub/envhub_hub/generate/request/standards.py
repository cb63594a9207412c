"""Published benchmarks by name: known, as they are written, and never imitated."""

from __future__ import annotations

import re
from functools import lru_cache

from .published import STANDARD

ACRONYMS = (
    "APPS",
    "ARC",
    "BBQ",
    "GLUE",
    "BLiMP",
    "COPA",
    "CoLA",
    "DROP",
    "HLE",
    "QNLI",
    "QuAC",
    "RACE",
    "SQuAD",
    "SQUAD",
    "SciQ",
    "WSC",
)
"""Names that are words or syllables in lower case; they count only as they are written here."""


def find_standards(text: str) -> list[re.Match[str]]:
    """Return where a text names published benchmarks, from the left.

    Case, hyphens and spaces between the parts of a name do not matter: `gsm-8k` is GSM8K.
    """
    found = list(_names().finditer(text))
    if text != text.upper():
        taken = [range(*one.span()) for one in found]
        found += [
            one for one in _acronyms().finditer(text) if not any(one.start() in r for r in taken)
        ]
    return sorted(found, key=lambda match: match.start())


@lru_cache(maxsize=1)
def _names() -> re.Pattern[str]:
    longest_first = sorted(set(STANDARD) - {"squad"}, key=lambda name: (-len(name), name))
    loose = "|".join(r"[-_ /]?".join(map(re.escape, name.split())) for name in longest_first)
    return re.compile(rf"(?<![\w/.])(?:{loose})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _acronyms() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/.])(?:{'|'.join(ACRONYMS)})(?!\w)")
