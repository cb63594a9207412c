"""What a sentence rules out: `but no dates`, `nothing on probability`, `seating aside`."""

from __future__ import annotations

import re

from .line import Line

_ITEM = r"[oLG]*[TUPl]+u?"
_LISTING = ("except", "excluding", "exclude", "leave", "leaving", "skip", "skipping", "omit",
            "avoid", "ignore", "apart", "aside", "save", "nothing")  # fmt: skip
"""A list after one of these is ruled out to its end; after `without` it may go on with a wish."""
_FILLER_TEXT = """
a an any its more of on our some such that the their these this those
"""
_FILLER = frozenset(_FILLER_TEXT.split())


def take_exclusions(line: Line) -> dict[str, str]:
    """Take what is ruled out of a request, and return its words by what they mean.

    That is an id, or the words themselves where they name no capability.
    """
    found: dict[str, str] = {}
    for match in line.found(rf"n+[oye]*(?:{_ITEM})(?:[,&]+n*[oy]*{_ITEM})*"):
        end = _end_of_list(line, match)
        if _denies(line, match.start(), end):
            continue
        found |= _items(line, match.start(), end)
        line.take_out(range(match.start(), end))
    for match in line.found(r"[TU]u?:?n(?=[,;]|$)|[TU]u?A"):
        found |= _items(line, match.start(), match.end())
        line.take_out(range(match.start(), match.end()))
    # A wish for no multiple choice is a wish for nothing.
    for _ in line.found(r"n+[oy]*[HGLqd]"):
        line.take_out(range(_.start(), _.end()))
    line.take_out(n for n, code in enumerate(line.codes) if code in "nA")
    return found


def _denies(line: Line, start: int, end: int) -> bool:
    """Whether a `not` denies what somebody does, and rules nothing out: `not be concentrated`."""
    item = next(token for token in line.tokens[start:end] if token.code in "TUPl")
    plain = line.tokens[start].text.lower() in ("not", "never")
    does = item.text.lower().split()[0].endswith("ing") and not line.tokens[
        start
    ].text.lower().startswith("no")
    tells = plain or does or line.long or not set(item.before) <= _FILLER
    return item.kind == "unknown" and tells


def _end_of_list(line: Line, match: re.Match[str]) -> int:
    """How far a list of what is ruled out reaches: up to a comma, unless it is closed by `or`."""
    marker = line.tokens[match.start()].text.lower().split()[0]
    parts = list(re.finditer(r"[,&]+", match.group()))
    if not parts:
        return match.end()
    words = [
        line.tokens[match.start() + n].text.lower() for one in parts for n in range(*one.span())
    ]
    closes = line.codes[match.end() : match.end() + 1] in ("", ";", ")")
    whole = (
        "," not in match.group()
        or "or" in words
        or "nor" in words
        or (marker in _LISTING and closes and "&" in match.group())
    )
    if whole:
        return match.end()
    for part in parts:
        again = line.codes[match.start() + part.end() : match.start() + part.end() + 1] == "n"
        if "," in part.group() and not again:
            return match.start() + part.start()
    return match.end()


def _items(line: Line, start: int, end: int) -> dict[str, str]:
    """The words of a stretch that name something, by id where there is one."""
    return {
        token.value if token.kind == "topic" else token.text: token.text
        for token in line.tokens[start:end]
        if token.kind in ("topic", "unknown", "program", "language")
    }
