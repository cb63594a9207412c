"""Functions that go through words, numbers or records, keep some, change them, put them together.

One loop, its conditions, its changes and its ends are combined to hundreds of functions.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

from .behaviour import Behaviour, Kind, behaviour
from .grids import RECORDS_LIST
from .numbers import SMALL, SMALL_LIST
from .strings import SENTENCE, SENTENCE_COUNT


class _Piece(NamedTuple):
    """A condition or a change: in words, as code, and again; two of one group exclude another."""

    group: str
    words: str
    code: str
    again: Callable[..., Any]
    """Of one item."""


class _End(NamedTuple):
    """How what is kept is put together."""

    kind: Kind
    words: str
    start: str
    step: str
    end: str
    again: Callable[[list[Any]], Any]
    changes: tuple[_Piece, ...]


class _Loop(NamedTuple):
    """What is gone through."""

    head: str
    items: Callable[[Any], list[Any]]
    conditions: tuple[_Piece, ...]
    ends: tuple[_End, ...]


RECORDS_NUMBER = Kind("records: list[tuple[str, int]]", "int", RECORDS_LIST.draw,
                      RECORDS_LIST.edges)  # fmt: skip
_BREAKS = (
    (" > ", " >= "), (" < ", " <= "), (" == ", " != "), (" and ", " or "),
    ("total = 0", "total = 1"),
    ("number + 1", "number"), ("text.split():", "text.split()[1:]:"),
    ("in records:", "in records[1:]:"), ("in records:", "in records[:-1]:"),
    ("range(1,", "range(2,"),
    (".upper()", ".lower()"), ("[::-1]", ""), ("n * n", "n + n"), (" in word", " not in word"),
    (" in str(n)", " not in str(n)"), ('" ".join', '"".join'), (" += ", " = "),
    ("text.split():", "text.split()[:-1]:"),
)  # fmt: skip


def _both(a: _Piece, b: _Piece) -> _Piece:
    return _Piece("", f"{a.words} and {b.words}", f"{a.code} and {b.code}",
                  lambda one: a.again(one) and b.again(one))  # fmt: skip


def _combined(loop: _Loop) -> Iterator[Behaviour]:
    joined = [_both(a, b) for a, b in itertools.combinations(loop.conditions, 2)
              if a.group != b.group]  # fmt: skip
    for end in loop.ends:
        for change in end.changes:
            for keep in (*loop.conditions, *joined):
                level = 3 if not keep.group else 2 if change.words else 1
                yield behaviour(
                    end.kind, level, end.words.format(keep=keep.words, change=change.words),
                    f"{end.start}\n{loop.head}\n    if {keep.code}:\n"
                    f"        {end.step.format(change=change.code)}\nreturn {end.end}",
                    _again(loop, keep, change, end), _BREAKS,
                )  # fmt: skip


def _again(loop: _Loop, keep: _Piece, change: _Piece, end: _End) -> Callable[[Any], Any]:
    """Whole lists at a time."""
    return lambda given: end.again(list(map(change.again, filter(keep.again, loop.items(given)))))


_VOWELS = "aeiou"
_WORD_CHANGES = (
    _Piece("", "", "word", lambda word: word),
    _Piece("", ", in capital letters", "word.upper()",
           lambda word: "".join(map(str.upper, word))),
    _Piece("", ", each spelled backwards", "word[::-1]", lambda word: "".join(reversed(word))),
)  # fmt: skip
_WORDS = _Loop(
    head="for word in text.split():", items=lambda text: [w for w in text.split(" ") if w],
    conditions=(
        *(_Piece("length", f"have more than {k} letters", f"len(word) > {k}",
                 lambda word, k=k: bool(word[k:])) for k in (2, 3, 4)),
        *(_Piece("length", f"have fewer than {k} letters", f"len(word) < {k}",
                 lambda word, k=k: not word[k - 1 :]) for k in (4, 5)),
        _Piece("case", "begin with a capital letter", "word[0].isupper()",
               lambda word: word[:1] != word[:1].lower()),
        *(_Piece("letter", f"contain the letter {c}", f'"{c}" in word',
                 lambda word, c=c: word.count(c) > 0) for c in "enr"),
        *(_Piece("end", f"end with the letter {c}", f'word[-1] == "{c}"',
                 lambda word, c=c: word.endswith(c)) for c in "en"),
    ),
    ends=(
        _End(SENTENCE, "Return the words of the text that {keep}{change}, joined by single spaces.",
             "found = []", "found.append({change})", '" ".join(found)', " ".join, _WORD_CHANGES),
        _End(SENTENCE_COUNT, "Return how many words of the text {keep}.", "total = 0",
             "total += 1", "total", len, _WORD_CHANGES[:1]),
        _End(SENTENCE_COUNT, "Return how many letters the words of the text that {keep} have "
             "together.", "total = 0", "total += len(word)", "total",
             lambda words: len("".join(words)), _WORD_CHANGES[:1]),
    ),
)  # fmt: skip
_NUMBER_CHANGES = (
    _Piece("", "", "n", lambda n: n),
    _Piece("", "the squares of ", "n * n", lambda n: n**2),
)
_NUMBERS = _Loop(
    head="for n in range(1, number + 1):", items=lambda number: list(range(number + 1))[1:],
    conditions=(
        *(_Piece("digit", f"contain the digit {d}", f'"{d}" in str(n)',
                 lambda n, d=d: d in (n % 10, n // 10)) for d in (1, 2, 3, 4)),
        *(_Piece("rest", f"leave the remainder {r} when divided by {k}", f"n % {k} == {r}",
                 lambda n, k=k, r=r: (n - r) // k * k == n - r)
          for k, r in ((3, 2), (4, 1), (4, 3), (5, 2), (6, 1))),
        *(_Piece("sum", f"have a digit sum greater than {k}",
                 f"sum(int(char) for char in str(n)) > {k}",
                 lambda n, k=k: n % 10 + n // 10 >= k + 1) for k in (3, 5, 7)),
    ),
    ends=(
        _End(SMALL, "Return the sum of {change}the numbers from 1 up to the given one that {keep}.",
             "total = 0", "total += {change}", "total", sum, _NUMBER_CHANGES),
        _End(SMALL, "Return how many of the numbers from 1 up to the given one {keep}.",
             "total = 0", "total += 1", "total", len, _NUMBER_CHANGES[:1]),
        _End(SMALL_LIST, "Return a list of {change}the numbers from 1 up to the given one that "
             "{keep}.", "found = []", "found.append({change})", "found", list, _NUMBER_CHANGES),
    ),
)  # fmt: skip
_NUMBER = (_Piece("", "", "number", lambda record: record[1]),)
_NAME = (
    _Piece("", "", "name", lambda record: record[0]),
    _Piece("", ", in capital letters", "name.upper()",
           lambda record: "".join(map(str.upper, record[0]))),
)  # fmt: skip
_RECORDS = _Loop(
    head="for name, number in records:", items=lambda records: records,
    conditions=(
        *(_Piece("size", f"have a number greater than {k}", f"number > {k}",
                 lambda record, k=k: record[1] - k >= 1) for k in (2, 3, 5, 6)),
        *(_Piece("size", f"have a number less than {k}", f"number < {k}",
                 lambda record, k=k: k - record[1] >= 1) for k in (5, 6, 8)),
        _Piece("rest", "have an even number", "number % 2 == 0", lambda record: not record[1] & 1),
        _Piece("rest", "have an odd number", "number % 2 == 1", lambda record: record[1] & 1),
        *(_Piece("name", f"have a name of {k} letters", f"len(name) == {k}",
                 lambda record, k=k: bool(record[0][k - 1 :]) and not record[0][k:])
          for k in (2, 3)),
        _Piece("name", "have a name that contains an n", '"n" in name',
               lambda record: record[0].count("n") > 0),
    ),
    ends=(
        _End(RECORDS_NUMBER, "Return the sum of the numbers of all records that {keep}; a record "
                             "is "
             "a name and a number.", "total = 0", "total += number", "total", sum, _NUMBER),
        _End(RECORDS_NUMBER, "Return how many records {keep}; a record is a name and a number.",
             "total = 0", "total += 1", "total", len, _NUMBER),
        _End(RECORDS_LIST, "Return the names of all records that {keep}{change}, in order; a "
                           "record "
             "is a name and a number.", "found = []", "found.append({change})", "found", list,
             _NAME),
    ),
)  # fmt: skip


@cache
def families_of(room: str) -> tuple[tuple[Behaviour, ...], ...]:
    """The family of a room, if it has one."""
    loops = {"text": _WORDS, "numbers": _NUMBERS, "tables": _RECORDS}
    return (tuple(_combined(loops[room])),) if room in loops else ()
