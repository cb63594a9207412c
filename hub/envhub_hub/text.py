"""Make text that others wrote safe and short enough to show: in a terminal, a picture or a page.

It takes out what acts on the reader's screen (escape sequences, controls, bidirectional overrides,
invisible characters); it escapes nothing for HTML or CSV, which those that write them do.
"""

from __future__ import annotations

import re
import unicodedata

SHOWN = 2_000
"""Characters of one text that are shown unless a view says otherwise."""
MAX_MARKS = 3
"""Combining marks on one letter; more of them paint over the lines around."""

_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor, erase
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]{0,4096}(?:\x07|\x1b\\|\x9c)"  # OSC
    r"|\x1b[ -/]*[0-~]?"  # the rest, and what was cut
)
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and newline, DEL, C1
    "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"  # direction and invisible operators
    "\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"  # marks, annotations, tag characters
)
_NEWLINES = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def sanitise(text: str, limit: int = SHOWN) -> str:
    """Return the text as it may be shown, cut to `limit` characters with an ellipsis.

    Newlines and tabs stay; every other control character, escape sequence, bidirectional control
    and invisible character goes, and a lone surrogate becomes U+FFFD.
    """
    # A bound before the patterns: five megabytes of output cost no more than a page of it.
    cut = text[: 4 * limit + 4_096]
    cut = _HIDDEN.sub("", _NEWLINES.sub("\n", _ESCAPES.sub("", cut)))
    cut = _SURROGATES.sub("\ufffd", cut)
    if not cut.isascii():
        cut = _without_piles(cut[: 2 * limit + 64])
    return shorten(cut, limit, whole=len(text) <= 4 * limit + 4_096)


def one_line(text: str, limit: int = 200) -> str:
    """Return the text as one safe line: every run of white space is one space."""
    return shorten(" ".join(sanitise(text, 4 * limit).split()), limit)


def shorten(text: str, limit: int, *, whole: bool = True) -> str:
    """Cut a text to `limit` characters, the last of them an ellipsis where something is missing."""
    if len(text) <= limit and whole:
        return text
    return text[: max(0, limit - 1)].rstrip() + "…"


def counted(count: int, noun: str) -> str:
    """`1 prompt`, `2 prompts`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _without_piles(text: str) -> str:
    kept, marks = [], 0
    for letter in text:
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= MAX_MARKS:
            kept.append(letter)
    return "".join(kept)
