"""Functions of lists of whole numbers: kept, changed and put together; runs, ranks, pieces."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from random import Random
from typing import Any, NamedTuple

from ..telling import plural
from .behaviour import Arguments, Behaviour, Kind, behaviour


def _some(rng: Random) -> Arguments:
    return ([rng.randint(-9, 20) for _ in range(rng.randint(2, 8))],)


def _close(rng: Random) -> Arguments:
    """With repeats and runs."""
    return ([rng.randint(0, 5) for _ in range(rng.randint(3, 9))],)


TO_NUMBER = Kind("numbers: list[int]", "int", _some, (([],), ([5],), ([0, -3],)))
CLOSE_TO_NUMBER = Kind("numbers: list[int]", "int", _close, (([],), ([5],), ([2, 2],)))
TO_LIST = Kind("numbers: list[int]", "list[int]", _some, (([],), ([5],), ([0, -3],)))
CLOSE_TO_LIST = Kind("numbers: list[int]", "list[int]", _close, (([],), ([5],), ([2, 2],)))
TO_LISTS = Kind("numbers: list[int]", "list[list[int]]", _close, (([],), ([5],), ([2, 2],)))


class _Piece(NamedTuple):
    """A condition or a change: in words, as code, and again."""

    words: str
    code: str
    again: Callable[[int], Any]


def _conditions() -> list[_Piece]:
    found = [
        _Piece("even", "number % 2 == 0", lambda n: not n & 1),
        _Piece("odd", "number % 2 == 1", lambda n: bool(n & 1)),
        _Piece("negative", "number < 0", lambda n: str(n).startswith("-")),
    ]
    for k in (1, 3, 4, 6, 8, 10):
        found.append(_Piece(f"greater than {k}", f"number > {k}", _above(k)))
        found.append(_Piece(f"less than {k}", f"number < {k}", _below(k)))
    found += [_Piece(f"divisible by {k}", f"number % {k} == 0", _divided_by(k)) for k in (3, 5)]
    return found


def _above(k: int) -> Callable[[int], bool]:
    return lambda n: n - k >= 1


def _below(k: int) -> Callable[[int], bool]:
    return lambda n: k - n >= 1


def _divided_by(k: int) -> Callable[[int], bool]:
    return lambda n: n // k * k == n


def _both(a: _Piece, b: _Piece) -> _Piece:
    return _Piece(f"{a.words} and {b.words}", f"{a.code} and {b.code}",
                  lambda n: a.again(n) and b.again(n))  # fmt: skip


_CHANGES = (
    _Piece("", "number", lambda n: n),
    _Piece("the squares of ", "number * number", lambda n: n**2),
    _Piece("the absolute values of ", "abs(number)", lambda n: max(n, -n)),
    _Piece("the triples of ", "3 * number", lambda n: n + n + n),
)
_FOLDS: dict[str, tuple[str, str, Callable[[list[int]], Any]]] = {
    "the sum of {those}": (
        ("total = 0\nfor number in numbers:\n    if {condition}:\n        total += {change}\n"
        "return total"), "0 for none", sum,
    ),
    "the product of {those}": (
        ("result = 1\nfor number in numbers:\n    if {condition}:\n        result *= {change}\n"
        "return result"), "1 for none", math.prod,
    ),
    "the largest of {those}": (
        ("best = None\nfor number in numbers:\n    if {condition}:\n"
        "        if best is None or {change} > best:\n            best = {change}\n"
        "return 0 if best is None else best"), "0 for none", lambda some: max(some, default=0),
    ),
    "the smallest of {those}": (
        ("best = None\nfor number in numbers:\n    if {condition}:\n"
        "        if best is None or {change} < best:\n            best = {change}\n"
        "return 0 if best is None else best"), "0 for none", lambda some: min(some, default=0),
    ),
    "a list of {those}, in order": (
        ("found = []\nfor number in numbers:\n    if {condition}:\n"
        "        found.append({change})\nreturn found"), "", list,
    ),
}  # fmt: skip
_FOLD_BREAKS = (
    ("if number > ", "if number >= "), ("if number < ", "if number <= "), ("== 0:", "!= 0:"),
    ("== 1:", "!= 1:"), ("in numbers:", "in numbers[1:]:"), ("in numbers:", "in numbers[:-1]:"),
    ("total = 0", "total = 1"), ("result = 1", "result = 0"), ("> best:", "< best:"),
    ("< best:", "> best:"), ("return 0 if best is None else best", "return best"),
    (" += ", " = "), (" and ", " or "), ("best = None", "best = 0"),
    ("abs(number)", "number"), ("number * number", "2 * number"), ("3 * number", "number + 3"),
)  # fmt: skip


def _kept() -> Iterator[Behaviour]:
    """Keep, change, put together: one condition, a change, or two conditions."""
    conditions = _conditions()
    joined = [_both(a, b) for a, b in itertools.combinations(conditions, 2)
              if _together(a.words, b.words)]  # fmt: skip
    for fold, (code, none, again) in _FOLDS.items():
        harder = fold.split()[1] not in ("sum", "list")
        for change in _CHANGES:
            for condition in [*conditions, *joined]:
                level = 3 if " and " in condition.words else 2 if change.words and harder else 1
                those = f"{change.words}the numbers that are {condition.words}"
                rule = f"Return {fold.format(those=those)}" + (f" ({none})." if none else ".")
                yield behaviour(
                    TO_NUMBER if none else TO_LIST, level, rule,
                    code.format(condition=condition.code, change=change.code),
                    lambda some, keep=condition.again, change=change.again, again=again: again(
                        [change(n) for n in some if keep(n)]
                    ),
                    _FOLD_BREAKS,
                )  # fmt: skip


def _together(first: str, second: str) -> bool:
    """Whether two conditions leave something, and neither says what the other says."""
    words = {first.split()[0], second.split()[0]}
    return len(words) == 2 and words not in ({"even", "odd"}, {"greater", "negative"},
                                             {"less", "negative"}, {"greater", "less"})  # fmt: skip


def _neighbours() -> Iterator[Behaviour]:
    """Pairs of neighbours, and runs."""
    ways = [
        ("is greater than the one before it", "right > left", lambda a, b: b - a > 0),
        ("is less than the one before it", "right < left", lambda a, b: a - b > 0),
        ("is equal to the one before it", "right == left", lambda a, b: not a - b),
        ("is even while the one before it is odd", "right % 2 == 0 and left % 2 == 1",
         lambda a, b: (a % 2, b % 2) == (1, 0)),
        *((f"differs from the one before it by more than {k}", f"abs(right - left) > {k}",
           lambda a, b, k=k: max(a, b) - min(a, b) >= k + 1) for k in (1, 2, 3)),
        *((f"makes {k} together with the one before it", f"left + right == {k}",
           lambda a, b, k=k: b == k - a) for k in (4, 5, 6)),
    ]  # fmt: skip
    for words, code, again in ways:
        yield behaviour(
            CLOSE_TO_NUMBER, 2, f"Return how many numbers there are of which each {words}.",
            f"count = 0\nfor left, right in zip(numbers, numbers[1:]):\n    if {code}:\n"
            "        count += 1\nreturn count",
            lambda some, again=again: sum(map(again, some, some[1:])),
            (("right > left", "right >= left"), ("right < left", "right <= left"),
             ("numbers[1:]", "numbers[2:]"), ("count = 0", "count = 1"), ("left) > ", "left) >= "),
             ("left + right", "left - right"), ("right == left", "right != left"),
             (" and ", " or ")),
        )  # fmt: skip
        yield behaviour(
            CLOSE_TO_NUMBER, 3,
            "Return the length of the longest stretch of the list in which each number after the "
            f"first {words} (0 for an empty list).",
            "best = current = 0\nfor place, right in enumerate(numbers):\n"
            f"    left = numbers[place - 1]\n    if place > 0 and {code}:\n"
            "        current += 1\n    else:\n        current = 1\n"
            "    best = max(best, current)\nreturn best",
            lambda some, again=again: _longest(some, again),
            (("current = 1", "current = 0"), ("right > left", "right >= left"),
             ("right < left", "right <= left"), ("best = max(best, current)", "best = current"),
             ("left) > ", "left) >= "), ("left + right", "right - left"),
             ("current += 1", "current += 2")),
        )  # fmt: skip


def _longest(some: list[int], again: Callable[[int, int], Any]) -> int:
    return max((size for start in range(len(some)) for size in range(1, len(some) - start + 1)
                if all(again(some[n - 1], some[n]) for n in range(start + 1, start + size))),
               default=0)  # fmt: skip


def _ranked() -> Iterator[Behaviour]:
    for k, nth in ((1, "largest"), (2, "second largest"), (3, "third largest")):
        yield behaviour(
            CLOSE_TO_NUMBER, 2,
            f"Return the {nth} of the different numbers, or 0 if there are too few.",
            f"distinct = sorted(set(numbers), reverse=True)\nif len(distinct) < {k}:\n"
            f"    return 0\nreturn distinct[{k - 1}]",
            lambda some,
            k=k: next((n for n in some if len({m for m in some if m > n}) == k - 1), 0),
            (("sorted(set(numbers), reverse=True)", "sorted(set(numbers))"),
             ("set(numbers)", "numbers"), (f"[{k - 1}]", f"[{k}]"),
             (f"< {k}:\n        return 0", f"< {k}:\n        return 1")),
        )  # fmt: skip
        yield behaviour(
            CLOSE_TO_NUMBER, 3,
            f"Return how many different numbers occur at least {k + 1} times in the list.",
            "seen = {}\nfor number in numbers:\n    seen[number] = seen.get(number, 0) + 1\n"
            f"return sum(1 for count in seen.values() if count >= {k + 1})",
            lambda some, k=k: len([n for n in set(some) if some.count(n) > k]),
            ((">=", ">"), ("return sum(1 for", "return sum(count for"), (", 0) + 1", ", 1) + 1"),
             ("seen.values()", "list(seen.values())[1:]")),
        )  # fmt: skip
    for words, sign, pick in (("smallest", "<", min), ("largest", ">", max)):
        yield behaviour(
            CLOSE_TO_NUMBER, 3,
            f"Return the number that occurs most often, the {words} of them if there are several "
            "(0 for an empty list).",
            "best = 0\nmost = 0\nfor number in numbers:\n    count = numbers.count(number)\n"
            f"    if count > most or (count == most and number {sign} best):\n"
            "        best, most = number, count\nreturn best",
            lambda some, pick=pick: pick(
                (n for n in some if some.count(n) == max(Counter(some).values())), default=0
            ),
            ((f"number {sign} best", f"number {'>' if sign == '<' else '<'} best"),
             ("count > most or", "count >= most or"), ("return best", "return most")),
        )  # fmt: skip
    yield behaviour(
        TO_NUMBER, 1, "Return the difference of the largest and the smallest number (0 for none).",
        "if not numbers:\n    return 0\nreturn max(numbers) - min(numbers)",
        lambda some: max((a - b for a in some for b in some), default=0),
        (("if not numbers:\n        return 0\n    ", ""), (" - min", " + min"),
         ("max(numbers)", "numbers[-1]")),
    )  # fmt: skip


def _weighed() -> Iterator[Behaviour]:
    """Sums in which the place of a number counts."""
    for first in (0, 1, 2):
        yield behaviour(
            TO_NUMBER, 2,
            "Return the sum of the numbers, each multiplied by its place; the first number has "
            f"place {first}.",
            f"total = 0\nfor place, number in enumerate(numbers, start={first}):\n"
            "    total += place * number\nreturn total",
            lambda some, first=first: sum(
                some[place] * (place + first) for place in range(len(some))
            ),
            ((f"start={first}", f"start={first + 1}"), ("place * number", "place + number"),
             ("total = 0", "total = 1"), ("enumerate(numbers,", "enumerate(numbers[:-1],")),
        )  # fmt: skip
    yield behaviour(
        TO_NUMBER, 2,
        "Return the first number minus the second plus the third minus the fourth, and so on.",
        "total = 0\nsign = 1\nfor number in numbers:\n    total += sign * number\n"
        "    sign = -sign\nreturn total",
        lambda some: sum(some[::2]) - sum(some[1::2]),
        (("sign = 1", "sign = -1"), ("sign = -sign", "sign = 1"), ("total = 0", "total = 1")),
    )  # fmt: skip


def _rebuilt() -> Iterator[Behaviour]:
    """Lists made of a list."""
    for words, code, again in (
        ("sum of all numbers", "current + number", sum), ("largest of the numbers",
         "max(current, number)", max), ("smallest of the numbers", "min(current, number)", min),
    ):  # fmt: skip
        yield behaviour(
            TO_LIST, 2, f"Return a list with, at each place, the {words} up to and including it.",
            "found = []\nfor number in numbers:\n    current = found[-1] if found else None\n"
            f"    found.append(number if current is None else {code})\nreturn found",
            lambda some, again=again: [again(some[: n + 1]) for n in range(len(some))],
            (("found[-1]", "found[0]"), ("max(", "min("), ("min(", "max("), ("current + number",
             "current - number"), ("in numbers:", "in numbers[:-1]:")),
        )  # fmt: skip


def _sized() -> Iterator[Behaviour]:
    """Lists that depend on a number: turned, cut, thinned out."""
    for k in (1, 2, 3):
        yield behaviour(
            TO_LIST, 2,
            f"Return the list with its first {plural(k, 'number')} moved to the end; a shorter "
            f"list "
            "is turned as often.",
            f"if not numbers:\n    return []\nplace = {k} % len(numbers)\n"
            "return numbers[place:] + numbers[:place]",
            lambda some, k=k: [some[(n + k) % len(some)] for n in range(len(some))],
            (("numbers[place:] + numbers[:place]", "numbers[:place] + numbers[place:]"),
             (f"{k} % len", f"{k + 1} % len"), ("if not numbers:\n        return []\n    ", "")),
        )  # fmt: skip
        yield behaviour(
            TO_LIST, 3,
            f"Return the sums of all {k + 1} neighbouring numbers, from left to right; an empty "
            f"list if there are fewer than {k + 1} numbers.",
            f"return [sum(numbers[place:place + {k + 1}]) "
            f"for place in range(len(numbers) - {k})]",
            lambda some, k=k: list(map(sum, zip(*(some[n:] for n in range(k + 1)), strict=False))),
            ((f"len(numbers) - {k}", f"len(numbers) - {k + 1}"),
             (f"len(numbers) - {k}", "len(numbers)"),
             (f"place + {k + 1}]", f"place + {k}]")),
        )  # fmt: skip
        yield behaviour(
            TO_LISTS, k,
            f"Return the list cut into pieces of {k + 1}; the last piece may be shorter.",
            f"return [numbers[place:place + {k + 1}] "
            f"for place in range(0, len(numbers), {k + 1})]",
            lambda some, k=k: [list(part) for part in _pieces(some, k + 1)],
            ((f"place + {k + 1}]", f"place + {k}]"), (f"numbers), {k + 1})", f"numbers), {k + 2})"),
             ("range(0,", "range(1,"), ("len(numbers),", "len(numbers) - 1,")),
        )  # fmt: skip
        yield behaviour(
            TO_LIST, 1, f"Return every number at the places {k}, {2 * k + 1}, {3 * k + 2} and so "
            "on, where the first number has place 0.",
            f"return numbers[{k}::{k + 1}]",
            lambda some, k=k: [n for place, n in enumerate(some) if place % (k + 1) == k],
            ((f"[{k}::", f"[{k - 1}::"), (f"::{k + 1}]", f"::{k + 2}]"),
             (f"[{k}::", f"[{k + 1}::")),
        )  # fmt: skip
        yield behaviour(
            CLOSE_TO_LIST, 2, f"Return the numbers in order, but each at most {plural(k, 'time')}: "
            "what comes after that is left out.",
            "found = []\nfor number in numbers:\n"
            f"    if found.count(number) < {k}:\n        found.append(number)\nreturn found",
            lambda some, k=k: [n for place, n in enumerate(some) if some[:place].count(n) < k],
            ((f"< {k}:", f"<= {k}:"), ("found.count", "numbers.count"),
             ("in numbers:", "in numbers[1:]:"), ("in numbers:", "in sorted(numbers):")),
        )  # fmt: skip
        low, high = -k, 4 * k
        yield behaviour(
            TO_LIST, 1,
            f"Return the list with every number below {low} replaced by {low} and every number "
            f"above {high} by {high}.",
            f"return [min(max(number, {low}), {high}) for number in numbers]",
            lambda some, low=low, high=high: [sorted((low, n, high))[1] for n in some],
            ((f", {high})", f", {high - 1})"), (f"number, {low})", f"number, {low + 1})"),
             ("in numbers]", "in numbers[1:]]"), ("min(max(", "max(max(")),
        )  # fmt: skip


def _parted() -> Iterator[Behaviour]:
    """Lists of lists: runs, and what stands between."""
    yield behaviour(
        TO_LISTS, 3, "Return the list cut into runs of equal neighbours.",
        "runs = []\nfor number in numbers:\n    if runs and runs[-1][-1] == number:\n"
        "        runs[-1].append(number)\n    else:\n        runs.append([number])\nreturn runs",
        lambda some: [list(group) for _, group in itertools.groupby(some)],
        (("runs[-1][-1] == number", "runs[-1][-1] != number"), ("runs[-1][-1]", "runs[0][0]"),
         ("in numbers:", "in sorted(numbers):"), ("runs.append([number])", "runs.append([])")),
    )  # fmt: skip
    for value in (0, 1, 2):
        yield behaviour(
            TO_LISTS, 3,
            f"Return the list cut at every {value}: the pieces between, without the {value}s; "
            "pieces may be empty.",
            f"pieces = [[]]\nfor number in numbers:\n    if number == {value}:\n"
            "        pieces.append([])\n    else:\n        pieces[-1].append(number)\n"
            "return pieces",
            lambda some, value=value: _split(some, value),
            (("pieces = [[]]", "pieces = []"), (f"== {value}:", f"== {value + 1}:"),
             ("return pieces", "return [piece for piece in pieces if piece]"),
             ("pieces[-1].append", "pieces[0].append")),
        )  # fmt: skip


def _pieces(some: list[int], size: int) -> Iterator[list[int]]:
    while some:
        yield some[:size]
        some = some[size:]


def _split(some: list[int], value: int) -> list[list[int]]:
    places = [-1, *(n for n, number in enumerate(some) if number == value), len(some)]
    return [some[a + 1 : b] for a, b in itertools.pairwise(places)]


@cache
def families() -> tuple[tuple[Behaviour, ...], ...]:
    """Every behaviour, by family, in a fixed order."""
    return tuple(
        map(
            tuple,
            (_kept(), _neighbours(), _ranked(), _weighed(), _rebuilt(), _sized(), _parted()),
        )
    )
