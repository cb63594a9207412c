"""Numbers as people write them: figures, words, dozens, halves, per cent, times, ranges."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

NUMBERS: Mapping[str, int] = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90, "hundred": 100, "thousand": 1000, "dozen": 12, "zero": 0,
}  # fmt: skip
_PARTS: Mapping[str, float] = {
    "half": 1 / 2, "halves": 1 / 2, "third": 1 / 3, "thirds": 1 / 3, "quarter": 1 / 4,
    "quarters": 1 / 4, "fourth": 1 / 4, "fourths": 1 / 4, "fifth": 1 / 5, "fifths": 1 / 5,
    "sixth": 1 / 6, "tenth": 1 / 10, "tenths": 1 / 10,
}  # fmt: skip
_OTHER_TEXT = """
abilities angles annotators applicants approaches areas aspects attempts authors branches candidates
capabilities categories checkpoint checkpoints class classes clients colleagues columns companies
customers day days developers different dimensions digit digits dollars domains
engineers epochs files folders gigabytes goals gpu gpus heads hours kinds languages layers letter
lines minute minutes models month months more numbers options papers parameters people person
persons phases posts projects quarters ratings reasons releases reviewers reviews rows runs suites
systems teammates concerns deadlines environments evals evaluations experiments guys
folks hires interns investors kids lawyers levels managers meetings members metrics notes nights
machines nodes mornings priorities requirements settings sources stakeholders strengths weaknesses
seconds sections sets skills sorts speaker speakers stages step steps students subjects teams
testers things times tokens topics tries tweets types users variants version versions ways
week weeks word words year years
"""
_OTHER = frozenset(_OTHER_TEXT.split())
"""What is counted here is no sample."""

_AFTER_A_NOUN = frozenset(
    ("and", "are", "at", "for", "from", "have", "i", "in", "is", "of", "on", "or", "that", "to",
     "we", "which", "will", "with")
)  # fmt: skip
_BEFORE_A_NOUN = frozenset(
    ("and", "about", "each", "for", "from", "in", "of", "on", "or", "over", "per", "to", "with")
)  # fmt: skip
_SAMPLES = frozenset(
    ("exercise", "exercises", "item", "items", "problem", "problems", "prompt", "prompts",
     "puzzle", "puzzles", "question", "questions", "task", "tasks")
)  # fmt: skip
_GROUPS = frozenset(("class", "crew", "family", "group", "staff", "squad", "team"))
"""`a team of five` are people."""

_ODDS = (2, 3, 4, 5, 10, 20, 100)
_STARTS = {*NUMBERS, "a", "an", "between", "half", "double", "triple", "twice"}
_AROUND = ("cent", "couple", "fold", "of", "out", "pair", "pct", "per", "percent")
WORDS = frozenset({*NUMBERS, *_PARTS, *_OTHER, *_AROUND})
"""Every word that a quantity is written with."""


class Piece(NamedTuple):
    """A word, a figure or a mark, in lower case."""

    kind: str
    text: str
    start: int
    end: int


def read_quantity(pieces: Sequence[Piece], place: int) -> tuple[str, str, int] | None:
    """Return the kind, value and length in pieces of a quantity that begins at a place."""
    piece = pieces[place]
    if piece.kind in ("word", "mark") and piece.text not in _STARTS:
        return None
    if piece.kind in ("rate", "share", "ratio", "times", "multiple", "range"):
        return _of_figures(piece, [one.text for one in pieces[place + 1 : place + 4]])
    after = [one.text for one in pieces[place : place + 7]]
    if after[0] == "between" and len(after) > 3 and after[2] in ("and", "to"):
        high = _number(after[3:])
        return ("number", f"{high[0]:g}", 3 + high[1]) if high and _number(after[1:]) else None
    share = _share(after)
    if share:
        return share
    number = _number(after)
    if number is None:
        return None
    value, size = number
    rest = after[size:]
    if rest[:1] == ["to"] and (low := _number(rest[1:])) and low[0] < value:
        return "ratio", f"{value:g}:{low[0]:g}", size + 1 + low[1]
    if rest[:1] == ["of"] and (whole := _number(rest[1:])) and value < whole[0] in _ODDS:
        return "rate", str(value / whole[0]), size + 1 + whole[1]
    if rest[:1] == ["to"] and (high := _number(rest[1:])):
        return "number", f"{high[0]:g}", size + 1 + high[1]
    if rest[:1] and rest[0] in ("percent", "pct", "%"):
        return "rate", str(value / 100), size + 1
    if rest[:2] == ["per", "cent"]:
        return "rate", str(value / 100), size + 2
    if rest[:2] == ["out", "of"] and (whole := _number(rest[2:])) and whole[0]:
        return "rate", str(value / whole[0]), size + 2 + whole[1]
    if (
        rest[:1] == ["in"]
        and (whole := _number(rest[1:]))
        and whole[0] in _ODDS
        and value < whole[0]
    ):
        return "rate", str(value / whole[0]), size + 1 + whole[1]
    if rest[:1] == ["times"] and rest[1:2] and rest[1] in ("out", "in", "of"):
        size_of = 2 if list(rest[1:3]) == ["out", "of"] else 1
        whole = _number(rest[1 + size_of :])
        if whole and whole[0] in _ODDS and value < whole[0]:
            return "rate", str(value / whole[0]), size + 1 + size_of + whole[1]
    if rest[:1] and rest[0] in ("times", "fold", "x"):
        return _multiplied(value, rest[1:], size + 1)
    if place > 1 and pieces[place - 1].text == "of" and pieces[place - 2].text in _GROUPS:
        return "talk", str(value), size
    within = place and pieces[place - 1].text in ("in", "of", "to", "most", "than")
    other = _OTHER | {"sentence", "sentences"} if within else _OTHER
    if rest[:1] and rest[0] in other and not (_is_a_count(rest) or _suffices(rest[1:])):
        return "talk", str(value), size + 1
    if rest[1:2] and rest[1] in _OTHER - {"word", "letter"} and rest[0].isalpha() and (
        rest[2:3] == [] or not rest[2].isalpha() or rest[2] in _AFTER_A_NOUN
    ) and rest[0] not in _BEFORE_A_NOUN:  # fmt: skip
        return "talk", str(value), size  # `two candidate models`
    year = piece.kind == "number" and 1900 <= value <= 2100 and len(piece.text) == 4
    if year and place and pieces[place - 1].text in ("in", "since", "from", "until", "the", "by"):
        return "talk", piece.text, size
    return "number", f"{value:.12g}", size


_ENOUGH = frozenset(
    ("do", "enough", "fine", "ok", "plenty", "show", "suffice", "sufficient", "tell")
)


def _suffices(after: Sequence[str]) -> bool:
    """`ten words are enough` counts samples, whatever they are called."""
    verb = after[:1] and after[0] in ("are", "is", "will", "would", "should", "ought", "must")
    return bool(verb and _ENOUGH & set(after[1:5]))


def _is_a_count(rest: Sequence[str]) -> bool:
    """`5 different problems`, `3 word problems`, `4 more dates` count samples after all."""
    return len(rest) > 1 and (rest[0] in ("different", "more") or rest[1] in _SAMPLES)


def _of_figures(piece: Piece, after: Sequence[str]) -> tuple[str, str, int]:
    figures = [float(one) for one in re.findall(r"\d+(?:\.\d+)?", piece.text)]
    if piece.kind == "rate":
        return "rate", str(figures[0] / 100), 1
    if piece.kind == "share":
        proper = 0 < figures[0] < figures[1] and len(figures) == 2
        small = figures[1] <= 10 or "out" in after
        if proper and small:
            return "share", str(figures[0] / figures[1]), 1
        return "ratio", ":".join(f"{one:g}" for one in figures), 1
    if piece.kind == "ratio":
        return "ratio", ":".join(f"{one:g}" for one in figures), 1
    if piece.kind == "range":
        return "number", f"{figures[-1]:g}", 1
    if piece.kind == "multiple":
        return "number", f"{figures[0]:g}", 1
    return _multiplied(figures[0], after, 1)


def _multiplied(value: float, after: Sequence[str], size: int) -> tuple[str, str, int]:
    """`three times as many` is a count, `three times` alone a weight."""
    for words in (["as", "many"], ["the", "number", "of"]):
        if list(after[: len(words)]) == words:
            return "relative", str(value), size + len(words)
    return "times", str(value), size


def _share(words: list[str]) -> tuple[str, str, int] | None:
    """Read `half`, `a third`, `two thirds`, `three quarters`; `half as many` counts."""
    if words[0] == "twice" and list(words[1:3]) == ["as", "many"]:
        return "relative", "2.0", 3
    if words[0] in ("double", "twice", "triple") and list(words[1:4]) == ["the", "number", "of"]:
        return "relative", "3.0" if words[0] == "triple" else "2.0", 4
    if words[0] in ("double", "twice", "triple", "half") and words[1:2] == ["that"]:
        values = {"double": "2.0", "twice": "2.0", "triple": "3.0", "half": "0.5"}
        return "relative", values[words[0]], 2
    if words[0] == "half":
        if list(words[1:3]) == ["of", "that"]:
            return "relative", "0.5", 3
        if list(words[1:3]) == ["as", "many"]:
            return "relative", "0.5", 3
        if list(words[1:4]) == ["the", "number", "of"] or list(words[1:3]) == ["that", "many"]:
            return "relative", "0.5", 4 if words[1] == "the" else 3
        if list(words[1:3]) in (["a", "dozen"], ["a", "hundred"]):
            return "number", "6" if words[2] == "dozen" else "50", 3
        return "share", "0.5", 1
    if len(words) > 1 and words[1] in _PARTS and words[0] in ("a", "one", "two", "three", "four"):
        many = 1 if words[0] == "a" else NUMBERS[words[0]]
        for after in (["as", "many"], ["of", "that"], ["the", "number", "of"]):
            if words[2 : 2 + len(after)] == after and words[1] != "half":
                return "relative", str(many * _PARTS[words[1]]), 2 + len(after)
        if words[0] == "a" and words[1] == "half":
            return "share", "0.5", 2
        return "share", str(many * _PARTS[words[1]]), 2
    return None


def _number(words: Sequence[str]) -> tuple[float, int] | None:
    """Read a whole number or a decimal, in figures or words, and its length in words."""
    if not words:
        return None
    if re.fullmatch(r"\d[\d,]*(?:\.\d+)?", words[0]):
        value, size = float(words[0].replace(",", "")), 1
        if words[1:2] == ["dozen"]:
            return value * 12, 2
        scale = words[1] if words[1:2] and words[1] in ("hundred", "thousand") else None
        return (value * NUMBERS[scale], 2) if scale else (value, size)
    if list(words[1:4]) == ["and", "a", "half"] and words[0] in NUMBERS:
        return NUMBERS[words[0]] + 0.5, 4
    if list(words[:3]) == ["a", "couple", "of"] or list(words[:3]) == ["a", "pair", "of"]:
        return 2, 3
    start = 1 if words[0] in ("a", "an") else 0
    if start and (len(words) < 2 or words[1] not in ("hundred", "dozen", "thousand")):
        return None
    return _in_words(words, start)


def _in_words(words: Sequence[str], start: int) -> tuple[float, int] | None:
    total, current, size = 0, 0, start
    while size < len(words):
        word = words[size]
        if word in ("hundred", "thousand", "dozen"):
            current = (current or 1) * NUMBERS[word]
            if word == "thousand":
                total, current = total + current, 0
        elif word in NUMBERS and not (current % 100 and (current % 10 or NUMBERS[word] > 9)):
            current += NUMBERS[word]
        elif (
            word == "and"
            and current >= 100
            and words[size + 1 : size + 2]
            and (words[size + 1] in NUMBERS)
        ):
            pass
        else:
            break
        size += 1
    return (float(total + current), size) if size > start else None
