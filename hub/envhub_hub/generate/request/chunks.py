"""Put unknown words that belong together into one: `medical claims`, `taste in wine`.

Also the question that follows a verb of knowing, which is asked about as it stands.
"""

from __future__ import annotations

import re

from .line import Line
from .talk import ABOUT, CONNECTING, TELLING
from .tokens import Token

_EXTENDING_TEXT = """
area areas article articles claim claims content issue issues material matters numbers problems
questions report reports review reviews situations subject subjects term terms text texts theme
themes topic topics
"""
_EXTENDING = frozenset(_EXTENDING_TEXT.split())
"""Nouns of small talk that belong to an unknown word right before them."""
_DONE_TEXT = """
building choosing designing generating handling making matching naming parsing performance planning
playing reading scoring selection solving spotting style testing use using usage writing
"""
_PLURALS_TEXT = """
abilities changes companies customers days differences hours kids lawyers letters lines messages
minutes months
notes numbers opinions papers parts people phrases places points prices products records
requirements seasons seconds
sentences stories students systems things times users weeks words years
"""
_PLURALS = frozenset(_PLURALS_TEXT.split())
"""Plain nouns that close an unknown name: `leap years`, `phone numbers`."""
_DONE = frozenset(_DONE_TEXT.split())
"""What is done with an unknown thing, where that ends its clause: `regex writing: 10`."""
_NOT_MINE = ("problems", "questions")
_QUESTION = re.compile(
    rf"\b(?P<verb>{'|'.join(sorted(TELLING))})\s+(?:me\s+|us\s+)?(?P<what>(?:{'|'.join(ABOUT)})\b[^.?!;\n]*)",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    rf"(?:^|(?<=[.?!;]\s))\s*(?P<what>(?:{'|'.join(ABOUT)}|which \w+) will\b[^.?!;\n]*)",
    re.IGNORECASE,
)
_ITS = re.compile(r"\b(?:it|model|checkpoint|they|he|she|llm|can|does|will|could)\b", re.IGNORECASE)


def take_question(text: str, line: Line) -> None:
    """Read `know what my sister said` as one unknown thing, if no capability stands in it."""
    for match in _FUTURE.finditer(text):
        _take_whole(line, match, needs="unknown")
    for match in _QUESTION.finditer(text):
        if _ITS.search(text[: match.start()].rpartition(".")[2]):
            private = match["verb"].lower().rstrip("s") in ("know", "remember", "predict", "guess")
            _take_whole(line, match, needs=None if private else "unknown")


def _take_whole(line: Line, match: re.Match[str], needs: str | None) -> None:
    """Read a question as one unknown thing, unless a capability stands in it."""
    start, end = match.span("what")
    places = [n for n, token in enumerate(line.tokens) if start <= token.start < end]
    kinds = {line.tokens[n].kind for n in places}
    if "topic" in kinds or (needs and needs not in kinds):
        return
    if any(line.tokens[n].kind == "topic" for n in range(len(line.tokens))):
        line.take_out(n for n in places if line.tokens[n].kind == "unknown")
        return
    written = match["what"].strip(" ,")
    line.take_out(places)
    line.put_in(Token("unknown", written, written, start, start + len(written)))


def join_unknown(text: str, line: Line) -> None:
    """Put neighbouring unknown words together, with the nouns that belong to them."""
    place = 0
    while place < len(line.tokens):
        token = line.tokens[place]
        if token.kind == "language" and place + 1 < len(line.tokens):
            # `Greek mythology` is no language of the questions.
            follows = line.tokens[place + 1].kind == "unknown" and line.adjacent(place + 1)
            token = token._replace(kind="unknown") if follows else token
        if token.kind != "unknown":
            place += 1
            continue
        after = line.tokens[place + 1 : place + 3]
        if after and after[0].kind == "language" and line.adjacent(place + 1):
            after[0] = after[0]._replace(kind="unknown")  # `Pig Latin`
        if after and after[0].kind == "unknown" and _joined(after[0], text, token):
            size = 1
        elif after and after[0].kind == "topic" and text[token.end : after[0].start] == "-":
            size = 1  # `self-harm` is a word of its own
        elif (
            len(after) == 2
            and after[0].kind in ("on", "as")
            and after[0].text.lower() in ("of", "in", "at", "with", "for", "on", "to", "between")
            and after[1].kind == "unknown"
            and not after[0].before
            and set(after[1].before) <= CONNECTING
        ):
            size = 2
        else:
            size = 0
        if size:
            last = after[size - 1]
            line.put(place, _until(text, token, last.end))
            line.take_out(range(place + 1, place + 1 + size))
            continue
        noun = re.compile(r"[ -]([^\W\d_]+)\b").match(text, token.end)
        if noun and _belongs(noun[1].lower(), text[noun.end() :]):
            line.put(place, _until(text, token, noun.end()))
            if place + 1 < len(line.tokens):
                line.put(place + 1, after[0]._replace(before=after[0].before[1:]))
        place += 1


def _belongs(noun: str, rest: str) -> bool:
    """Whether a word of small talk is a part of the unknown name before it."""
    ends = not re.match(r"\s*[^\W\d_]", rest)
    plural = noun in _PLURALS and (ends or re.match(r"\s+(?:only|and|or)\b", rest))
    return (
        bool(noun in _DONE and ends)
        or bool(plural)
        or (noun in _EXTENDING and noun not in _NOT_MINE)
    )


def _joined(after: Token, text: str, token: Token) -> bool:
    between = text[token.end : after.start]
    return set(after.before) <= CONNECTING and not re.search(r"[^\w\s'-]", between)


def _until(text: str, token: Token, end: int) -> Token:
    written = text[token.start : end]
    return token._replace(text=written, value=written, end=end)
