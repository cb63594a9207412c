"""Names that stand together mean one thing: `mathematical proofs` are proofs, not math and proofs.

Also names that only describe: what was measured once, and words that mean a capability only where
nothing better is named (`reason about events`).
"""

from __future__ import annotations

import re

from .customs import is_counted
from .line import Line
from .names import GENERIC, narrows
from .talk import NARRATIVE
from .tokens import Token

_ARTICLES = frozenset({"a", "also", "an", "and", "any", "some", "the"})
_WEAK = ("reason", "reasons")
_LOOSE_TEXT = """
abstracts accounts angles area areas average bombs calendar chance chances clue clues comparisons
conversation conversions countries date debug decline declined declines declining derivation
directions discussions division drugs election elections elements feasts formatting guns harm
hate holiday inference instruction instructions knowledge letter likelihood list means
measurement measurements meetings miles minors narrators odds orientation patterns perspective
perspectives privacy programming programs proof ranking ratio recall refused safe sequence shapes
software speakers spreadsheet spreadsheets stealing string summary table transcripts unknowns
viewpoints violence volumes voting witnesses
"""
LOOSE = frozenset(_LOOSE_TEXT.split())
"""Names that are common words as well: beside better ones they count in a list or with a number."""
_WEAKENED = ("perform", "performing", "through", "stepwise", "careful", "where", "because")
_WHOLE = ("dialogue", "events", "multilingual-clues", "proofs")
"""Capabilities that are described by what they take: reasoning over dialogues is dialogue."""
_KNOWING = ("knowledge", "facts", "factual knowledge", "general knowledge", "recall")
_CLAUSE = re.compile(r"(?:(?!,\s*(?:so|but|now|hence|and)\b|\bbut\b|\bso\b)[^.!?;])+")
_WAS = re.compile(rf"\b(?:{'|'.join(NARRATIVE)})\b", re.IGNORECASE)
_WANTED = re.compile(
    r"\b(?:give|want|need|test|check|please|measure|evaluate|benchmark|add|ask|each|\d+)\b",
    re.IGNORECASE,
)


def join_names(line: Line) -> None:
    """Leave one capability of each run of names that mean one."""
    _former_and_latter(line)
    _runs(line)
    _about_one_another(line)
    _parts_for_the_whole(line)
    _described(line)
    again = [match.end() - 1 for match in re.finditer("(?<=T).*[RN]T", line.codes)
             if _is_tail(line, match.end() - 1)]  # fmt: skip
    line.take_out(again)
    weak = [n for n in line.topics(0, len(line.tokens)) if _is_weak(line, n)]
    counted = any(is_counted(line, n) for n, code in enumerate(line.codes) if code == "U")
    if counted or len(weak) < len(line.topics(0, len(line.tokens))):
        line.take_out(weak)


def drop_what_was(text: str, line: Line) -> None:
    """Take out what a clause tells of the past, where another one asks for something.

    "It aced math last week, so now give me geography" asks for geography.
    """
    told = [match.span() for match in _CLAUSE.finditer(text)
            if _WAS.search(match.group()) and not _WANTED.search(match.group())]  # fmt: skip
    places = line.topics(0, len(line.tokens))
    past = [n for n in places if any(a <= line.tokens[n].start < b for a, b in told)]
    if len(past) < len(places):
        line.take_out(past)


def _former_and_latter(line: Line) -> None:
    """Put the name of what `the former` is in its place."""
    meant_by = set[int]()
    for match in line.found("[12]"):
        place = match.start()
        before = [n for n in line.topics(0, place) if n not in meant_by]
        meant_by.add(place)
        if len(before) < 2:
            meant_by.discard(place)
            line.take_out([place])
            continue
        meant = line.tokens[before[-2] if match.group() == "1" else before[-1]]
        line.put(place, line.tokens[place]._replace(kind="topic", value=meant.value))


def _runs(line: Line) -> None:
    """Leave the head of adjacent names: the last, unless it is generic (`graph reasoning`)."""
    place = 1
    while place < len(line.tokens):
        first, second = line.tokens[place - 1], line.tokens[place]
        if not first.kind == second.kind == "topic":
            place += 1
        elif (
            second.value not in GENERIC
            and narrows(first.value, second.value)
            and (line.adjacent(place) or second.before == ("related",))
        ):
            # `political refusal` is refusal of politics.
            line.put(place - 1, second)
            line.put(place, first)
            line.put_before(first, Token("on", "of", "of", first.start, first.end))
            place += 2
        elif line.adjacent(place):
            says_which = second.value in GENERIC and not narrows(second.value, first.value)
            line.take_out([place if says_which and first != second else place - 1])
        else:
            place += 1


def _about_one_another(line: Line) -> None:
    """Leave one of `knowledge of chemistry`, `reasoning over dialogues`, `bugs in Rust code`."""
    for match in line.found("ToU"):
        head, of, what = line.tokens[match.start() : match.end()]
        if head.text.lower() == "knowledge" and of.text.lower() in ("of", "about"):
            line.put(match.start() + 2, what._replace(before=("test",)))
            line.take_out([match.start(), match.start() + 1])
    for match in line.found(r"T[oLGu]*o[LGP]*T"):
        first, second = (line.tokens[n] for n in (match.start(), match.end() - 1))
        knowing = first.value == "factuality" and first.text.lower() in _KNOWING
        generic = first.value in GENERIC and not narrows(second.value, first.value)
        if narrows(first.value, second.value):
            line.take_out([match.end() - 1])
        elif (knowing or generic) and second.value != first.value:
            line.take_out([n for n in range(match.start(), match.end() - 1)
                           if line.codes[n] in "Tou"])  # fmt: skip


def _parts_for_the_whole(line: Line) -> None:
    """Leave the parts of `reasoning: 6 spatial and 6 logic`."""
    for match in line.found(r"Tu?(?P<colon>:)[LG]*N[LG]*u?o?[LG]*T"):
        if narrows(line.tokens[match.end() - 1].value, line.tokens[match.start()].value):
            line.take_out(range(match.start(), match.end("colon")))


def _described(line: Line) -> None:
    """Leave what a clause is about: `reasoning when clues are in several languages`."""
    for match in line.found(r"T[^T,&;:(]*T"):
        first, second = (line.tokens[n].value for n in (match.start(), match.end() - 1))
        if first in GENERIC and second in _WHOLE:
            line.take_out([match.start()])
    if any(line.tokens[n].value == "refusal" for n in line.topics(0, len(line.tokens))):
        # `refuse 9 of 10 harmful requests`
        line.take_out([n for n in line.topics(0, len(line.tokens))
                       if line.tokens[n].value == "safety" and _is_refused(line, n)])  # fmt: skip
    for match in line.found("QT"):
        if line.tokens[match.end() - 1].text.lower() == "ratio":
            line.take_out([match.end() - 1])  # `in a 1:2 ratio`


def _is_refused(line: Line, place: int) -> bool:
    """Whether a word of safety only says what is refused: `harmful requests`, `harmless ones`."""
    said = line.tokens[place].text.lower().split()
    listed = line.codes[place - 1 : place] in tuple(",&N:")
    return said[0] in ("harmful", "harmless", "dangerous", "unsafe") and not listed


def _is_tail(line: Line, place: int) -> bool:
    """Whether a name only says a longer one again: `toxicity coverage, at least 0.5 coverage`."""
    one = line.tokens[place].value
    return any(line.tokens[n].value.endswith(f"-{one}") for n in line.topics(0, place))


def _is_weak(line: Line, place: int) -> bool:
    token = line.tokens[place]
    if token.text.lower() in LOOSE:
        alone = not set(token.before) - _ARTICLES
        listed = place > 0 and line.codes[place - 1] in ",&:Nak" and alone
        return not listed and line.codes[place + 1 : place + 2] not in tuple(",&:(Nu")
    return token.text.lower() in _WEAK or bool(set(token.before[-2:]) & set(_WEAKENED))
