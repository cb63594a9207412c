"""Functions of tables of numbers, of intervals, of two lists, of records."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from functools import cache
from random import Random
from typing import Any

from .behaviour import Arguments, Behaviour, Kind, behaviour

Rows = list[list[int]]
Spans = list[tuple[int, int]]
Again = Callable[..., Any]


def _grid(rng: Random) -> Arguments:
    width = rng.randint(1, 4)
    return ([[rng.randint(-5, 12) for _ in range(width)] for _ in range(rng.randint(1, 4))],)


def _square(rng: Random) -> Arguments:
    size = rng.randint(2, 4)
    return ([[rng.randint(-5, 12) for _ in range(size)] for _ in range(size)],)


def _spans(rng: Random) -> Arguments:
    found = []
    for _ in range(rng.randint(1, 5)):
        start = rng.randint(0, 15)
        found.append((start, start + rng.randint(1, 6)))
    return (found,)


def _lists(rng: Random) -> Arguments:
    return tuple([rng.randint(0, 9) for _ in range(rng.randint(0, 6))] for _ in range(2))


def _records(rng: Random) -> Arguments:
    return ([(rng.choice(("ann", "bob", "cy", "di")), rng.randint(1, 9))
             for _ in range(rng.randint(1, 6))],)  # fmt: skip


GRID_NUMBER = Kind("rows: list[list[int]]", "int", _grid, (([[0]],), ([[3]],), ([[1, 2]],)))
GRID_LIST = Kind("rows: list[list[int]]", "list[int]", _grid, (([[0]],), ([[3]],), ([[1, 2]],)))
GRID_GRID = Kind("rows: list[list[int]]", "list[list[int]]", _grid,
                 (([[0]],), ([[3]],), ([[1, 2]],)))  # fmt: skip
SQUARE_NUMBER = Kind("rows: list[list[int]]", "int", _square,
                     (([[0]],), ([[3]],), ([[1, 2], [3, 4]],)))  # fmt: skip
SPANS_NUMBER = Kind("spans: list[tuple[int, int]]", "int", _spans, (([],), ([(1, 2)],)))
SPANS_SPANS = Kind("spans: list[tuple[int, int]]", "list[tuple[int, int]]", _spans,
                   (([],), ([(1, 2)],), ([(1, 3), (3, 4)],)))  # fmt: skip
LISTS_LIST = Kind("first: list[int], second: list[int]", "list[int]", _lists,
                  (([], []), ([1], []), ([2], [2])))  # fmt: skip
LISTS_NUMBER = Kind("first: list[int], second: list[int]", "int", _lists,
                    (([], []), ([1], []), ([2], [2])))  # fmt: skip
RECORDS_DICT = Kind("records: list[tuple[str, int]]", "dict[str, int]", _records,
                    (([],), ([("ann", 1)],)))  # fmt: skip
RECORDS_LIST = Kind("records: list[tuple[str, int]]", "list[str]", _records,
                    (([],), ([("ann", 1)],)))  # fmt: skip


def _grids() -> Iterator[Behaviour]:
    again: Again
    for word, again in (("sum", sum), ("max", max), ("min", min)):
        name = {"sum": "sum", "max": "largest number", "min": "smallest number"}[word]
        other = {"sum": "max", "max": "min", "min": "max"}[word]
        yield behaviour(
            GRID_LIST, 1, f"Return the {name} of each row, from top to bottom.",
            f"return [{word}(row) for row in rows]",
            lambda rows, again=again: list(map(again, rows)),
            ((f"[{word}", f"[{other}"), ("in rows]", "in rows[1:]]"), ("(row)", "(row[:1])")),
        )  # fmt: skip
        yield behaviour(
            GRID_LIST, 2, f"Return the {name} of each column, from left to right.",
            f"return [{word}(row[place] for row in rows) for place in range(len(rows[0]))]",
            lambda rows, again=again: [again(column) for column in zip(*rows, strict=True)],
            ((f"[{word}", f"[{other}"), ("range(len(rows[0]))", "range(len(rows))"),
             ("in rows)", "in rows[:1])"), ("range(len", "range(1, len")),
        )  # fmt: skip
        yield behaviour(
            GRID_NUMBER, 2, f"Return the {name} of all numbers in the first and in the last row "
                            f"and "
            "column; a number that stands in two of them counts once.",
            "edge = []\nfor y, row in enumerate(rows):\n    for x, number in enumerate(row):\n"
            "        if y in (0, len(rows) - 1) or x in (0, len(row) - 1):\n"
            f"            edge.append(number)\nreturn {word}(edge)",
            lambda rows, again=again: again(
                [n for y, row in enumerate(rows)
                 for n in (row if y in (0, len(rows) - 1) else [row[0], *row[1:][-1:]])]
            ),
            ((" or ", " and "), ("len(rows) - 1", "len(rows)"),
             (f"return {word}", f"return {other}"),
             ("(0, len(row) - 1)", "(0,)")),
        )  # fmt: skip
    for k in (0, 2, 5):
        yield behaviour(
            GRID_NUMBER, 1, f"Return how many numbers of the table are greater than {k}.",
            f"return sum(1 for row in rows for number in row if number > {k})",
            lambda rows, k=k: len([n for n in itertools.chain(*rows) if n - k >= 1]),
            ((f"> {k}", f">= {k}"), (f"> {k}", f"< {k}"), ("sum(1", "sum(number"),
             ("in rows for", "in rows[1:] for")),
        )  # fmt: skip
        yield behaviour(
            GRID_NUMBER, 3, f"Return how many rows of the table have a sum greater than {k} and no "
            "negative number.",
            "count = 0\nfor row in rows:\n"
            f"    if sum(row) > {k} and all(number >= 0 for number in row):\n        count += 1\n"
            "return count",
            lambda rows, k=k: sum(sum(row) >= k + 1 and min(row) > -1 for row in rows),
            ((f"> {k} and", f">= {k} and"), (" and ", " or "), (">= 0 for", "> 0 for"),
             ("all(", "any("), ("count = 0", "count = 1")),
        )  # fmt: skip


def _turned() -> Iterator[Behaviour]:
    """Tables turned and mirrored; diagonals."""
    again: Again
    for words, code, again in (
        ("turned over its diagonal: rows become columns",
         "[[row[place] for row in rows] for place in range(len(rows[0]))]",
         lambda rows: [list(column) for column in zip(*rows, strict=True)]),
        ("turned by a quarter to the right",
         "[[row[place] for row in rows[::-1]] for place in range(len(rows[0]))]",
         lambda rows: [list(column) for column in zip(*reversed(rows), strict=True)]),
        ("mirrored: each row from right to left", "[row[::-1] for row in rows]",
         lambda rows: [list(reversed(row)) for row in rows]),
        ("upside down: the last row first", "rows[::-1]",
         lambda rows: [rows[-1 - n] for n in range(len(rows))]),
        ("with each row sorted", "[sorted(row) for row in rows]",
         lambda rows: [_sorted(row) for row in rows]),
    ):  # fmt: skip
        yield behaviour(
            GRID_GRID, 3 if "place" in code else 1, f"Return the table {words}.", f"return {code}",
            again,
            (("[::-1]", ""), ("for row in rows]", "for row in rows[::-1]]"),
             ("len(rows[0])", "len(rows)"),
             ("rows[::-1]", "rows[1:]"), ("sorted(row)", "sorted(row)[::-1]"),
             ("for row in rows]", "for row in rows[1:]]"), ("range(len", "range(1, len")),
        )  # fmt: skip
    for words, code, again in (
        ("upper left to the lower right", "rows[n][n]",
         lambda rows: sum(row[n] for n, row in enumerate(rows))),
        ("upper right to the lower left", "rows[n][-1 - n]",
         lambda rows: sum(row[n] for n, row in enumerate(rows[::-1]))),
    ):  # fmt: skip
        yield behaviour(
            SQUARE_NUMBER, 2, f"Return the sum of the numbers on the diagonal from the {words} of "
                              f"a "
            "square table.",
            f"total = 0\nfor n in range(len(rows)):\n    total += {code}\nreturn total", again,
            (("total = 0", "total = 1"), ("[n][n]", "[n][0]"), ("[-1 - n]", "[n]"),
             ("[n][n]", "[n][-n]"), ("range(len(rows))", "range(len(rows) - 1)")),
        )  # fmt: skip


def _sorted(row: list[Any]) -> list[Any]:
    left, found = list(row), []
    while left:
        found.append(min(left))
        left.remove(found[-1])
    return found


def _intervals() -> Iterator[Behaviour]:
    yield behaviour(
        SPANS_NUMBER, 3, "Return how much of the number line the spans cover together; each is its "
        "start and its end, and what two of them cover counts once.",
        "total, reached = 0, 0\nfor start, end in sorted(spans):\n    start = max(start, reached)\n"
        "    if end > start:\n        total += end - start\n        reached = end\nreturn total",
        lambda spans: len({n for a, b in spans for n in range(a, b)}),
        (("start = max(start, reached)", "start = start"),
         ("total, reached = 0, 0", ("total, reached = 1, "
          "0")), ("sorted(spans)", "spans"), ("        reached = end", "    reached = end")),
    )  # fmt: skip
    yield behaviour(
        SPANS_SPANS, 3, "Return the spans, each its start and its end, sorted and with those that "
        "overlap or touch joined into one.",
        "joined = []\nfor start, end in sorted(spans):\n    if joined and start <= joined[-1][1]:\n"
        "        joined[-1] = (joined[-1][0], max(joined[-1][1], end))\n    else:\n"
        "        joined.append((start, end))\nreturn joined",
        lambda spans: _joined(spans),
        (("start <= joined", "start < joined"), ("max(joined[-1][1], end)", "end"),
         ("sorted(spans)", "spans")),
    )  # fmt: skip
    for k in (1, 2, 3):
        yield behaviour(
            SPANS_SPANS, k, f"Return the spans that are longer than {k}, in order; each is its "
                            f"start "
            "and its end.",
            f"return [(start, end) for start, end in spans if end - start > {k}]",
            lambda spans, k=k: [span for span in spans if len(range(*span)) >= k + 1],
            ((f"> {k}", f">= {k}"), (f"> {k}", f"< {k}"), ("in spans if", "in spans[1:] if")),
        )  # fmt: skip
        yield behaviour(
            SPANS_SPANS, k, f"Return the spans sorted, each its start and its end, with {k} added "
                            f"to "
            "every end.",
            f"return sorted((start, end + {k}) for start, end in spans)",
            lambda spans, k=k: [(a, b + k) for a, b in _sorted(spans)],
            ((f"end + {k}", f"end + {k + 1}"), ("sorted(", "list("),
             ("(start, ", f"(start + {k}, ")),
        )  # fmt: skip


def _spanned() -> Iterator[Behaviour]:
    """Lengths of intervals, and which hold a point or overlap."""
    for words, code, again in (
        ("longest", "max(lengths)", lambda some: _sorted(some)[-1] if some else 0),
        ("shortest", "min(lengths)", lambda some: _sorted(some)[0] if some else 0),
    ):  # fmt: skip
        yield behaviour(
            SPANS_NUMBER, 1, f"Return the length of the {words} span, where each is its start and "
            "its end (0 for none).",
            "lengths = [end - start for start, end in spans]\n"
            f"return {code} if lengths else 0",
            lambda spans, again=again: again([b - a for a, b in spans]),
            ((" if lengths else 0", ""), ("max(", "min("), ("min(", "max("), ("end - start", "end"),
             ("lengths else 0", "lengths else 1")),
        )  # fmt: skip
    for point in (4, 7, 10, 13):
        yield behaviour(
            SPANS_NUMBER, 2, f"Return how many of the spans hold the point {point}; each is its "
            "start, which belongs to it, and its end, which does not.",
            f"return sum(1 for start, end in spans if start <= {point} < end)",
            lambda spans, point=point: len([1 for a, b in spans if point in range(a, b)]),
            ((f"<= {point} <", f"< {point} <"), (f"{point} < end", f"{point} <= end"),
             (f"<= {point} <", f"<= {point + 1} <"), ("sum(1", "sum(start")),
        )  # fmt: skip
    yield behaviour(
        SPANS_NUMBER, 2, "Return how many pairs of the spans overlap; each is its start and its "
                         "end, "
        "and spans that only touch do not overlap.",
        "count = 0\nfor place, (a, b) in enumerate(spans):\n    for c, d in spans[place + 1:]:\n"
        "        if a < d and c < b:\n            count += 1\nreturn count",
        lambda spans: sum(
            bool(set(range(*one)) & set(range(*two))) for one,
            two in itertools.combinations(spans, 2)
        ),
        (("a < d and c < b", "a <= d and c <= b"), ("place + 1:", "place:"), (" and ", " or ")),
    )  # fmt: skip


def _joined(spans: Spans) -> Spans:
    """Merge two spans that meet until none do."""
    found = sorted(set(spans))
    for one, two in itertools.combinations(found, 2):
        if one[0] <= two[1] and two[0] <= one[1]:
            rest = [span for span in found if span not in (one, two)]
            return _joined([*rest, (min(one[0], two[0]), max(one[1], two[1]))])
    return found


def _two_lists() -> Iterator[Behaviour]:
    again: Again
    for words, level, body, again, breaks in (
        ("the numbers of the first list that do not stand in the second one, in order", 1,
         "return [number for number in first if number not in second]",
         lambda a, b: [n for n in a if b.count(n) == 0],
         (("not in second", "in second"), ("in first if", "in first[1:] if"),
          ("for number in first", "for number in set(first)"))),
        ("the different numbers that stand in both lists, from small to large", 2,
         "return sorted(set(first) & set(second))",
         lambda a, b: [n for n in range(10) if n in a and n in b],
         ((" & ", " | "), (" & ", " - "), ("sorted(set(first) & set(second))",
          "[number for number in first if number in second]"))),
        ("the sums of the numbers at the same places; where a list ends, 0 stands in for it", 3,
         ("found = []\nfor place in range(max(len(first), len(second))):\n"
         "    left = first[place] if place < len(first) else 0\n"
         "    right = second[place] if place < len(second) else 0\n"
         "    found.append(left + right)\nreturn found"),
         lambda a, b: [x + y for x, y in itertools.zip_longest(a, b, fillvalue=0)],
         (("max(", "min("), ("left + right", "left - right"),
          ("len(first) else 0", "len(first) else 1"),
          ("< len(first) else", "<= len(first) else"))),
        ("both sorted lists merged into one sorted list; the two come unsorted", 2,
         "return sorted(first + second)", lambda a, b: _sorted([*b, *a]),
         (("sorted(first + second)", "first + second"), ("sorted(first + second)",
          "sorted(first) + sorted(second)"), ("first + second", "set(first + second)"))),
        (("the numbers in turn from the first and the second list; what is left of the longer one "
         "follows"), 3,
         ("found = []\nfor place in range(max(len(first), len(second))):\n"
         "    found += first[place:place + 1]\n    found += second[place:place + 1]\nreturn found"),
         lambda a, b: [n for pair in itertools.zip_longest(a, b) for n in pair if n is not None],
         (("max(", "min("), ("first[place:place + 1]", "first[place:]"),
          ("second[place:place + 1]\n",
          "second[place + 1:place + 2]\n"), ("range(max", "range(1, max"))),
    ):  # fmt: skip
        yield behaviour(LISTS_LIST, level, f"Return {words}.", body, again, breaks)
    for words, level, body, again, breaks in (
        ("how many numbers of the first list stand in the second one", 1,
         "return sum(1 for number in first if number in second)",
         lambda a, b: len([n for n in a if b.count(n)]),
         (("in second)", "not in second)"), ("in first if", "in set(first) if"),
          ("in first if", "in first[1:] if"))),
        ("how many places there are at which both lists have the same number", 2,
         "return sum(1 for left, right in zip(first, second) if left == right)",
         lambda a, b: len([n for n in range(min(len(a), len(b))) if a[n] == b[n]]),
         (("==", "!="), ("zip(first, second)", "zip(first[1:], second[1:])"), ("==", "<="))),
        ("the sum of the products of the numbers at the same places, as far as both lists go", 2,
         "return sum(left * right for left, right in zip(first, second))",
         lambda a, b: sum(a[n] * b[n] for n in range(min(len(a), len(b)))),
         (("left * right", "left + right"), ("zip(first, second)", "zip(first, second[1:])"),
          ("sum(left * right for", "max(left * right for"))),
    ):  # fmt: skip
        yield behaviour(LISTS_NUMBER, level, f"Return {words}.", body, again, breaks)


def _grouped() -> Iterator[Behaviour]:
    for words, code, again in (
        ("sum of its numbers", "found.get(name, 0) + number", sum),
        ("number of its records", "found.get(name, 0) + 1", len),
        ("largest of its numbers", "max(found.get(name, 0), number)", max),
        ("last of its numbers", "number", lambda some: some[-1]),
        ("first of its numbers", "found.get(name, number)", lambda some: some[0]),
    ):  # fmt: skip
        yield behaviour(
            RECORDS_DICT, 2, f"Return a dictionary with, for each name, the {words}; a record is a "
            "name and a positive number.",
            f"found = {{}}\nfor name, number in records:\n    found[name] = {code}\nreturn found",
            lambda records, again=again: {
                name: again([n for other, n in records if other == name]) for name, _ in records
            },
            ((", 0) + number", ", 1) + number"), (", 0) + 1", ", 1) + 1"), ("max(", "min("),
             ("in records:", "in records[1:]:"), ("= number", "= found.get(name, number)"),
             ("found.get(name, number)", "number"), ("in records:", "in records[:-1]:")),
        )  # fmt: skip
    for words, sign, again in (
        ("greater than 4", "> 4", lambda n: n >= 5), ("less than 4", "< 4", lambda n: n <= 3),
        ("even", "% 2 == 0", lambda n: not n & 1),
    ):  # fmt: skip
        yield behaviour(
            RECORDS_LIST, 3, f"Return the names, sorted and each once, of which every number is "
            f"{words}; a record is a name and a number.",
            "names = {name for name, _ in records}\nfor name, number in records:\n"
            f"    if not number {sign}:\n        names.discard(name)\nreturn sorted(names)",
            lambda records, again=again: sorted(
                {name for name, _ in records
                 if all(again(n) for other, n in records if other == name)}
            ),
            (("if not number", "if number"), ("sorted(names)", "list(names)[:1]"), ("> 4", ">= 4"),
             ("< 4", "<= 4"), ("in records:", "in records[1:]:"), ("== 0", "== 1")),
        )  # fmt: skip
        yield behaviour(
            RECORDS_LIST, 1, f"Return the names of the records whose number is {words}, in order; "
                             f"a "
            "record is a name and a number.",
            f"return [name for name, number in records if number {sign}]",
            lambda records, again=again: [record[0] for record in records if again(record[1])],
            (("> 4", ">= 4"), ("< 4", "<= 4"), ("== 0", "!= 0"),
             ("in records if", "in records[1:] if"),
             ("in records if", "in sorted(records) if")),
        )  # fmt: skip


@cache
def families() -> tuple[tuple[Behaviour, ...], ...]:
    """Every behaviour, by family, in a fixed order."""
    return tuple(
        map(
            tuple,
            (_grids(), _turned(), _intervals(), _spanned(), _two_lists(), _grouped()),
        )
    )
