"""Functions of one or two whole numbers: digits, divisors, steps until an end, sequences."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from functools import cache
from random import Random

from .behaviour import Arguments, Behaviour, Kind, behaviour


def _number(rng: Random) -> Arguments:
    return (rng.randint(2, 5000),)


def _striking(rng: Random) -> Arguments:
    """One that reads the same backwards, one with rising digits, or any."""
    digits = str(rng.randint(10, 999))
    rising = "".join(sorted(digits.replace("0", "1") + str(rng.randint(1, 9))))
    return (int(rng.choice((digits.rstrip("0") + digits.rstrip("0")[::-1], rising, digits))),)


def _small_or_prime(rng: Random) -> Arguments:
    primes = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59)
    return (rng.choice(primes),) if rng.random() < 0.5 else _small(rng)


def _small(rng: Random) -> Arguments:
    return (rng.randint(2, 60),)


def _two(rng: Random) -> Arguments:
    return (rng.randint(1, 60), rng.randint(1, 60))


DIGITS = Kind("number: int", "int", _number, ((0,), (1,), (10,)))
DIGITS_TRUTH = Kind("number: int", "bool", _striking, ((0,), (1,), (11,), (12,), (22,)))
DIGITS_LIST = Kind("number: int", "list[int]", _number, ((0,), (1,), (10,)))
SMALL = Kind("number: int", "int", _small, ((1,), (2,), (6,)))
SMALL_TRUTH = Kind("number: int", "bool", _small_or_prime, ((1,), (2,), (6,), (9,)))
SMALL_LIST = Kind("number: int", "list[int]", _small, ((1,), (2,), (6,)))
SMALL_TEXT = Kind("number: int", "str", _small, ((1,), (2,), (6,)))
TWO = Kind("first: int, second: int", "int", _two, ((1, 1), (2, 1), (4, 6)))


def _digits() -> Iterator[Behaviour]:
    for words, start, code, again in (
        ("sum of the digits", 0, "result += digit", lambda d: sum(d)),
        ("sum of the squares of the digits", 0, "result += digit * digit",
         lambda d: sum(n**2 for n in d)),
        ("largest digit", 0, "result = max(result, digit)",
         lambda d: next(n for n in range(9, -1, -1) if n in d)),
        ("smallest digit", 9, "result = min(result, digit)",
         lambda d: next(n for n in range(10) if n in d)),
        ("number of even digits", 0, "result += digit % 2 == 0",
         lambda d: len([n for n in d if n in (0, 2, 4, 6, 8)])),
        ("number of odd digits", 0, "result += digit % 2", lambda d: len([n for n in d if n & 1])),
        ("product of the digits that are not 0 (1 for none)", 1, "result *= digit or 1",
         lambda d: math.prod(n for n in d if n)),
        ("number of different digits", "set()", "result.add(digit)", lambda d: len(set(d))),
    ):  # fmt: skip
        end = "len(result)" if start == "set()" else "result"
        yield behaviour(
            DIGITS, 2, f"Return the {words} of a number that is not negative.",
            f"result = {start}\nfor char in str(number):\n    digit = int(char)\n    {code}\n"
            f"return {end}",
            lambda number, again=again: again(_digits_of(number)),
            (("result = 0", "result = 1"), ("result = 9", "result = 0"),
             ("result = 1", "result = 2"),
             ("str(number):", "str(number)[1:]:"), ("str(number):", "str(number)[:-1]:"),
             ("max(", "min("), ("min(", "max("), ("== 0", "!= 0"), ("digit or 1", "digit"),
             ("digit * digit", "2 * digit"), ("digit % 2\n", "1 - digit % 2\n")),
        )  # fmt: skip
    yield behaviour(
        DIGITS, 3, "Return the number that is left when the sum of the digits is taken again and "
        "again until it has one digit.",
        "while number > 9:\n    number = sum(int(char) for char in str(number))\nreturn number",
        lambda number: (number - 1) % 9 + 1 if number else 0,
        (("while", "if"), ("str(number))", "str(number)[1:])"), ("> 9", "> 10")),
    )  # fmt: skip
    yield behaviour(
        DIGITS, 1, "Return the number with its digits in the opposite order, without leading "
                   "zeros.",
        "return int(str(number)[::-1])",
        lambda number: sum(d * 10**n for n, d in enumerate(_digits_of(number)[::-1])),
        (("[::-1]", ""), ("[::-1]", "[-1:]"), ("str(number)[::-1]", 'str(number)[::-1] + "0"')),
    )  # fmt: skip


def _based() -> Iterator[Behaviour]:
    """Other bases, and yes or no."""
    for base in (2, 3, 5, 8):
        yield behaviour(
            DIGITS_LIST, 3, f"Return the digits of the number to the base {base}, the highest "
                            f"first; "
            "[0] for 0.",
            f"if number == 0:\n    return [0]\ndigits = []\nwhile number > 0:\n"
            f"    digits.append(number % {base})\n    number //= {base}\nreturn digits[::-1]",
            lambda number, base=base: _to_base(number, base),
            (("[::-1]", ""), ("if number == 0:\n        return [0]\n    ", ""),
             ("while number > 0", "while number > 1"), (f"% {base}", f"% {base + 1}")),
        )  # fmt: skip
    yield behaviour(
        DIGITS_TRUTH, 1, "Return whether the number reads the same backwards.",
        "return str(number) == str(number)[::-1]",
        lambda number: _digits_of(number) == _digits_of(number)[::-1],
        (("[::-1]", "[-1:]"), ("==", "!="), ("== str(number)[::-1]", "> str(number)[::-1]")),
    )  # fmt: skip
    yield behaviour(
        DIGITS_TRUTH, 2, "Return whether the digits of the number never become smaller from left "
        "to right.",
        "digits = str(number)\n"
        "return all(left <= right for left, right in zip(digits, digits[1:]))",
        lambda number: sorted(_digits_of(number)) == _digits_of(number)[::-1],
        (("<=", "<"), ("<=", ">="), ("digits[1:]", "digits[2:]"), ("all(", "any(")),
    )  # fmt: skip


def _digits_of(number: int) -> list[int]:
    """The digits by division, the lowest first."""
    found = [number % 10]
    while number >= 10:
        number //= 10
        found.append(number % 10)
    return found


def _to_base(number: int, base: int) -> list[int]:
    """By the highest power that fits, downwards."""
    power = 1
    while power * base <= number:
        power *= base
    found = []
    while power:
        found.append(number // power)
        number, power = number % power, power // base
    return found


def _divided() -> Iterator[Behaviour]:
    for k in (0, 1):
        what = "divisors" if not k else "divisors other than the number itself"
        stop = "number + 1" if not k else "number"
        yield behaviour(
            SMALL_LIST, 1, f"Return the {what} of a positive number, from the smallest on.",
            f"return [n for n in range(1, {stop}) if number % n == 0]",
            lambda number, k=k: sorted(
                {d for n in range(1, math.isqrt(number) + 1) if number % n == 0
                 for d in (n, number // n)} - ({number} if k else set())
            ),
            (("range(1,", "range(2,"), ("== 0", "!= 0"), (f"{stop})", f"{stop} - 1)")),
        )  # fmt: skip
        yield behaviour(
            SMALL, 2, f"Return the sum of the {what} of a positive number.",
            f"total = 0\nfor n in range(1, {stop}):\n    if number % n == 0:\n        total += n\n"
            "return total",
            lambda number, k=k: sum(
                d for n in range(1, math.isqrt(number) + 1) if number % n == 0
                for d in {n, number // n}
            ) - number * k,
            (("range(1,", "range(2,"), ("total += n", "total += 1"), ("total = 0", "total = 1"),
             (f"{stop})", f"{stop} - 1)")),
        )  # fmt: skip
    yield behaviour(
        SMALL_TRUTH, 2, "Return whether a positive number is prime.",
        "if number < 2:\n    return False\n"
        "return all(number % n != 0 for n in range(2, number))",
        lambda number: sum(number % n == 0 for n in range(1, number + 1)) == 2,
        (("if number < 2:\n        return False\n    ", ""), ("range(2,", "range(1,"),
         ("!= 0", "== 0"),
         ("all(", "any("), ("range(2, number)", "range(2, 3)")),
    )  # fmt: skip


def _factored() -> Iterator[Behaviour]:
    """Primes and multiples."""
    yield behaviour(
        SMALL_LIST, 3, "Return the prime factors of a positive number, from the smallest on, each "
                       "as "
        "often as it divides the number.",
        "factors = []\nfor n in range(2, number + 1):\n    while number % n == 0:\n"
        "        factors.append(n)\n        number //= n\nreturn factors",
        lambda number: [
            p for p in range(2, number + 1) if all(p % q for q in range(2, p))
            for power in range(1, 8) if number % p**power == 0
        ],
        (("while number % n", "if number % n"), ("range(2, number + 1)", "range(2, number)"),
         ("range(2, number + 1)", "range(2, 4)")),
    )  # fmt: skip
    for k in (3, 4, 7):
        yield behaviour(
            SMALL, 1, f"Return the sum of the multiples of {k} from 1 up to and including the "
            "number.",
            f"return sum(n for n in range(1, number + 1) if n % {k} == 0)",
            lambda number, k=k: sum(range(k, number + 1, k)),
            (("number + 1", "number"), ("== 0", "!= 0"), (f"% {k}", f"% {k + 1}")),
        )  # fmt: skip
        yield behaviour(
            SMALL, 2, f"Return how many numbers from 1 up to and including the number are "
                      f"divisible "
            f"by {k} or by {k + 2}.",
            "count = 0\nfor n in range(1, number + 1):\n"
            f"    if n % {k} == 0 or n % {k + 2} == 0:\n        count += 1\nreturn count",
            lambda number, k=k: (
                number // k + number // (k + 2) - number // math.lcm(k, k + 2)
            ),
            ((" or ", " and "), ("number + 1", "number"), ("count = 0", "count = 1"),
             ("range(1,", "range(0,"), (" or ", " != ")),
        )  # fmt: skip


def _of_two() -> Iterator[Behaviour]:
    """Two numbers."""
    yield behaviour(
        TWO, 2, "Return the greatest number that divides both positive numbers.",
        "for n in range(min(first, second), 0, -1):\n"
        "    if first % n == 0 and second % n == 0:\n        return n\nreturn 1",
        math.gcd,
        ((" and ", " or "), ("min(first, second)", "min(first, second) - 1"),
         ("return n", "return 1"),
         ("== 0 and", "== 1 and")),
    )  # fmt: skip
    yield behaviour(
        TWO, 3, "Return the smallest positive number that both positive numbers divide.",
        "larger = max(first, second)\n"
        "for n in range(larger, first * second + 1, larger):\n"
        "    if n % first == 0 and n % second == 0:\n        return n\nreturn 0",
        lambda a, b: a * b // math.gcd(a, b),
        ((" and ", " or "), ("second + 1", "second"), ("max(", "min("),
         ("return n", "return larger")),
    )  # fmt: skip
    for k in (2, 3):
        yield behaviour(
            TWO, 1, f"Return the sum of all whole numbers from the smaller one to the larger one, "
            f"both included, in steps of {k} from the smaller one on.",
            f"return sum(range(min(first, second), max(first, second) + 1, {k}))",
            lambda a, b, k=k: sum(n for n in range(1, 61) if min(a, b) <= n <= max(a, b)
                                  and (n - min(a, b)) % k == 0),
            ((" + 1", ""), ("min(first, second)", "first"), (f", {k})", f", {k + 1})"),
             ("min(first, second),", "min(first, second) + 1,")),
        )  # fmt: skip


def _stepped() -> Iterator[Behaviour]:
    yield behaviour(
        SMALL, 3, "Return how many steps it takes from a positive number to 1, if an even number "
                  "is "
        "halved and an odd one is tripled and increased by 1.",
        "steps = 0\nwhile number != 1 and steps < 1000:\n    if number % 2 == 0:\n"
        "        number //= 2\n    else:\n        number = 3 * number + 1\n    steps += 1\nreturn "
        "steps",
        lambda number: _collatz(number),
        (("steps = 0", "steps = 1"), ("3 * number + 1", "3 * number - 1"), ("!= 1", "> 2"),
         ("== 0", "== 1")),
    )  # fmt: skip
    for k in (2, 3, 5):
        yield behaviour(
            SMALL, 2, f"Return how often a positive number can be divided by {k} without a "
            "remainder.",
            f"count = 0\nwhile number % {k} == 0:\n    number //= {k}\n    count += 1\nreturn "
            f"count",
            lambda number, k=k: max(n for n in range(8) if number % k**n == 0),
            (("while", "if"), ("count = 0", "count = 1"), ("count += 1", "count += 2"),
             (f"% {k} == 0", f"% {k} == 1")),
        )  # fmt: skip
        yield behaviour(
            SMALL_LIST, 1, f"Return the numbers from 1 up to and including the number that leave "
            f"the remainder 1 when divided by {k}.",
            f"return [n for n in range(1, number + 1) if n % {k} == 1]",
            lambda number, k=k: list(range(1, number + 1, k)),
            (("number + 1", "number"), ("== 1", "== 0"), ("range(1,", "range(2,")),
        )  # fmt: skip
        yield behaviour(
            SMALL_TEXT, 3, f"Return the numbers from 1 to the number as a text with spaces "
                           f"between, "
            f"but x in place of those divisible by {k} and o in place of those divisible by "
            f"{k + 2}; xo where both hold.",
            'parts = []\nfor n in range(1, number + 1):\n    part = ""\n'
            f'    if n % {k} == 0:\n        part += "x"\n    if n % {k + 2} == 0:\n'
            '        part += "o"\n    parts.append(part or str(n))\nreturn " ".join(parts)',
            lambda number, k=k: " ".join(
                ["xo", "o", "x", str(n)][2 * (n % (k + 2) > 0) + (n % k > 0)]
                if n % (k + 2) == 0 or n % k == 0 else str(n)
                for n in range(1, number + 1)
            ),
            (("number + 1", "number"), ('" ".join', '"".join'), ("part or str(n)", "str(n) + part"),
             (f"    if n % {k + 2}", f"    elif n % {k + 2}")),
        )  # fmt: skip


def _terms() -> Iterator[Behaviour]:
    """Terms of sequences."""
    for a, b in ((0, 1), (1, 3), (1, 2)):
        yield behaviour(
            SMALL, 3, f"Return the n-th term of the sequence that begins with {a} and {b} (terms 1 "
            "and 2), where each later term is the sum of the two before it.",
            f"left, right = {a}, {b}\nfor _ in range(number - 1):\n"
            "    left, right = right, left + right\nreturn left",
            lambda number, a=a, b=b: _term(number, a, b),
            (("number - 1", "number"), ("return left", "return right"),
             ("left + right", "left * right"),
             (f"= {a}, {b}", f"= {b}, {a}")),
        )  # fmt: skip
    yield behaviour(
        SMALL, 1, "Return the sum of the whole numbers from 1 to the number.",
        "return sum(range(1, number + 1))", lambda number: number * (number + 1) // 2,
        (("number + 1", "number"), ("range(1,", "range(2,"), ("sum(", "max(")),
    )  # fmt: skip
    yield behaviour(
        SMALL, 2, "Return the largest whole number whose square is at most the number.",
        "root = 0\nwhile (root + 1) * (root + 1) <= number:\n    root += 1\nreturn root",
        math.isqrt,
        (("<=", "<"), ("return root", "return root + 1"), ("root = 0", "root = 2")),
    )  # fmt: skip
    yield behaviour(
        SMALL, 1, "Return the number of ones in the binary form of the number.",
        'return f"{number:b}".count("1")',
        lambda number: sum(number >> n & 1 for n in range(8)),
        (('count("1")', 'count("0")'), (":b}", ":o}"), (".count(\"1\")", ".find(\"1\")")),
    )  # fmt: skip


def _collatz(number: int) -> int:
    if number == 1:
        return 0
    return 1 + _collatz(number * 3 + 1 if number & 1 else number >> 1)


def _term(number: int, a: int, b: int) -> int:
    terms = [a, b]
    for _ in itertools.repeat(None, number):
        terms.append(sum(terms[-2:]))
    return terms[number - 1]


@cache
def families() -> tuple[tuple[Behaviour, ...], ...]:
    """Every behaviour, by family, in a fixed order."""
    return tuple(
        map(
            tuple,
            (_digits(), _based(), _divided(), _factored(), _of_two(), _stepped(), _terms()),
        )
    )
