"""Functions of text: counts, words, letters moved, runs encoded, small notations read."""

from __future__ import annotations

import itertools
import re
import string
from collections import Counter
from collections.abc import Iterator
from functools import cache
from random import Random

from ..telling import plural
from .behaviour import Arguments, Behaviour, Kind, behaviour

_WORDS = ("the", "Old", "river", "runs", "by", "a", "Green", "hill", "and", "under", "Two", "stone",
          "bridges", "we", "Saw", "ten", "eels", "at", "noon", "level")  # fmt: skip


def _sentence(rng: Random) -> Arguments:
    return (" ".join(rng.choice(_WORDS) for _ in range(rng.randint(2, 6))),)


def _letters(rng: Random) -> Arguments:
    return ("".join(rng.choice("aabbcdxyz") for _ in range(rng.randint(3, 10))),)


def _mirrored(rng: Random) -> Arguments:
    """One that reads the same backwards, one without repeats, or any."""
    (text,) = _letters(rng)
    return (rng.choice((text[:4] + text[3::-1], "".join(dict.fromkeys(text)), text)),)


def _mixed(rng: Random) -> Arguments:
    return ("".join(rng.choice("ab7c12x 9-3") for _ in range(rng.randint(3, 12))),)


def _brackets(rng: Random) -> Arguments:
    return ("".join(rng.choice("(()))x") for _ in range(rng.randint(2, 10))),)


def _nested(rng: Random) -> Arguments:
    """As often with pairs of brackets as with any."""
    pairs = "".join(rng.choice(("()", "(())", "(x)", "()(x)")) for _ in range(rng.randint(1, 3)))
    return (pairs,) if rng.random() < 0.5 else _brackets(rng)


def _pairs(rng: Random) -> Arguments:
    names = rng.sample("abcdefg", rng.randint(1, 4))
    return (";".join(f"{name}={rng.randint(1, 30)}" for name in names),)


def _times(rng: Random) -> Arguments:
    return (":".join(f"{rng.randint(0, 59):02d}" for _ in range(rng.randint(2, 3))),)


def _runs(rng: Random) -> Arguments:
    parts = [f"{rng.choice('abcxyz')}{rng.randint(1, 9)}" for _ in range(rng.randint(1, 5))]
    return ("".join(parts),)


SENTENCE = Kind("text: str", "str", _sentence, (("",), ("a",), ("By a",)))
SENTENCE_COUNT = Kind("text: str", "int", _sentence, (("",), ("a",), ("By a",)))
LETTERS = Kind("text: str", "str", _letters, (("",), ("a",), ("ab",)))
LETTERS_COUNT = Kind("text: str", "int", _letters, (("",), ("a",), ("ab",)))
MIXED_COUNT = Kind("text: str", "int", _mixed, (("",), ("7",), ("a1",)))
BRACKETS_COUNT = Kind("text: str", "int", _brackets, (("",), ("x",), ("()",)))
BRACKETS_TRUTH = Kind("text: str", "bool", _nested, (("",), ("()",), ("(",)))
SENTENCE_TRUTH = Kind("text: str", "bool", _mirrored, (("",), ("a",), ("aba",), ("abcb",)))
PAIRS_COUNT = Kind("text: str", "int", _pairs, (("a=5",), ("a=1;b=2",)))
TIMES_COUNT = Kind("text: str", "int", _times, (("00:00",), ("01:30",)))
RUNS = Kind("text: str", "str", _runs, (("",), ("a1",), ("a2b1",)))


def _counted() -> Iterator[Behaviour]:
    for words, code, again in (
        ("vowels (a, e, i, o, u, in either case)", 'char.lower() in "aeiou"',
         lambda c: c in "aeiouAEIOU"),
        ("capital letters", "char.isupper()", lambda c: c in string.ascii_uppercase),
        ("letters that are no vowels (in either case)",
         'char.isalpha() and char.lower() not in "aeiou"',
         lambda c: c.lower() in set(string.ascii_lowercase) - set("aeiou")),
        ("spaces", 'char == " "', lambda c: ord(c) == 32),
        ("letters e and E", 'char.lower() == "e"', lambda c: c in ("e", "E")),
    ):  # fmt: skip
        yield behaviour(
            SENTENCE_COUNT, 1, f"Return the number of {words} in the text.",
            f"count = 0\nfor char in text:\n    if {code}:\n        count += 1\nreturn count",
            lambda text, again=again: len(list(filter(again, text))),
            (("count = 0", "count = 1"), ("in text:", "in text[1:]:"),
             ("in text:", "in set(text):"),
             (".lower()", ""), ("in text:", "in text[:-1]:"), ("isupper", "islower"),
             (' == " "', ' != " "')),
        )  # fmt: skip
    for k in (2, 3, 4):
        yield behaviour(
            SENTENCE_COUNT, 1, f"Return how many words of the text have more than {k} letters.",
            f"return sum(1 for word in text.split() if len(word) > {k})",
            lambda text, k=k: len(re.findall(rf"\b\w{{{k + 1},}}\b", text)),
            ((f"> {k}", f">= {k}"), ("text.split()", "text.split()[1:]"),
             ("sum(1 for", "sum(2 for"),
             (f"> {k}", f"< {k}")),
        )  # fmt: skip
        yield behaviour(
            LETTERS_COUNT, 2, f"Return how many different characters occur at least {k} times in "
            "the text.",
            f"return sum(1 for char in set(text) if text.count(char) >= {k})",
            lambda text, k=k: len([1 for n in Counter(text).values() if n > k - 1]),
            (("set(text)", "text"), (">=", ">"), (">=", "=="), ("sum(1 for", "sum(2 for")),
        )  # fmt: skip
        yield behaviour(
            LETTERS_COUNT, 3, f"Return the sum of the lengths of all runs of equal characters that "
            f"are at least {k} long.",
            "total = size = 0\nfor place, char in enumerate(text):\n    size += 1\n"
            "    if place + 1 == len(text) or text[place + 1] != char:\n"
            f"        if size >= {k}:\n            total += size\n        size = 0\nreturn total",
            lambda text, k=k: sum(n for n in (len(list(g)) for _, g in itertools.groupby(text))
                                  if n >= k),
            ((f"size >= {k}", f"size > {k}"), (f"size >= {k}", f"size >= {k - 1}"),
             ("size = 0\n    return", "size = 1\n    return"),
             ("total += size", "total += 1"),
             ("place + 1 == len(text) or ", ("place + 1 < len(text) "
              "and "))),
        )  # fmt: skip


def _words() -> Iterator[Behaviour]:
    for words, code, again in (
        ("in the opposite order", "text.split()[::-1]",
         lambda words: list(reversed(words))),
        ("each spelled backwards", "[word[::-1] for word in text.split()]",
         lambda words: ["".join(reversed(word)) for word in words]),
        ("each with its first letter as a capital and the rest as it is",
         "[word[0].upper() + word[1:] for word in text.split()]",
         lambda words: [word[:1].swapcase() + word[1:] if word[:1].islower() else word
                        for word in words]),
        ("sorted by length, the shortest first; words of one length keep their order",
         "sorted(text.split(), key=len)",
         lambda words: [word for size in range(30) for word in words if len(word) == size]),
        ("without its repetitions: of equal words only the first stays",
         "list(dict.fromkeys(text.split()))",
         lambda words: [word for n, word in enumerate(words) if word not in words[:n]]),
        ("in lower case and in alphabetical order", "sorted(text.lower().split())",
         lambda words: sorted(word.lower() for word in words)),
    ):  # fmt: skip
        yield behaviour(
            SENTENCE, 2 if "sorted" in code or "dict" in code else 1,
            f"Return the words of the text, {words}, with one space between them.",
            f'return " ".join({code})',
            lambda text, again=again: " ".join(again(text.split())),
            (("[::-1]", ""), ('" ".join', '"".join'), (".upper()", ".lower()"),
             ("word[1:]", "word"),
             ("key=len)", "key=len, reverse=True)"), (", key=len)", ")"), (".lower()", ""),
             ("list(dict.fromkeys(text.split()))", "sorted(set(text.split()))"),
             ("text.split()", "text.split()[1:]"), ("text.split()", "text.split()[:-1]")),
        )  # fmt: skip
    for words, sign, pick in (("longest", ">", max), ("shortest", "<", min)):
        for which in ("first", "last"):
            sign_ = sign + ("=" if which == "last" else "")
            yield behaviour(
                SENTENCE, 2, f"Return the {words} word of the text, the {which} one of several, or "
                "an empty string if there is none.",
                f'found = None\nfor word in text.split():\n    if found is None or len(word) '
                f'{sign_} '
                'len(found):\n        found = word\nreturn found or ""',
                lambda text, pick=pick, which=which: pick(
                    text.split() if which == "first" else text.split()[::-1], key=len, default=""
                ),
                ((f" {sign_} len", f" {sign if '=' in sign_ else sign + '='} len"),
                 ('return found or ""', "return found"),
                 (f" {sign_} len", f" {'<' if sign == '>' else '>'} len")),
            )  # fmt: skip
    for k in (0, 1, -1):
        nth = {0: "first", 1: "second", -1: "last"}[k]
        yield behaviour(
            SENTENCE, 2, f"Return the {nth} letters of all words of the text, joined, in capitals; "
            "a word without one gives nothing.",
            'found = ""\nfor word in text.split():\n'
            f"    if len(word) > {max(k, 0)}:\n        found += word[{k}].upper()\nreturn found",
            lambda text, k=k: "".join(
                word[k : k + 1 or None].upper() for word in text.split()
            ),
            ((".upper()", ""), (f"word[{k}]", f"word[{1 if k == 0 else 0}]"),
             ("text.split()", "text.split()[1:]"), (f"> {max(k, 0)}:", f"> {max(k, 0) + 1}:")),
        )  # fmt: skip


def _moved() -> Iterator[Behaviour]:
    for k in (1, 2, 3, 5):
        yield behaviour(
            LETTERS, 2, f"Return the text, which has only the letters a to z, with each letter "
            f"replaced by the one {plural(k, 'place')} later in the alphabet; after z comes a.",
            f'found = ""\nfor char in text:\n    place = (ord(char) - ord("a") + {k}) % 26\n'
            '    found += chr(place + ord("a"))\nreturn found',
            lambda text, k=k: text.translate(str.maketrans(
                string.ascii_lowercase, string.ascii_lowercase[k:] + string.ascii_lowercase[:k]
            )),
            ((f"+ {k})", f"- {k})"), (f"+ {k})", f"+ {k + 1})"), ("% 26", "% 25 + 1"),
             ("in text:", "in text[1:]:")),
        )  # fmt: skip
        yield behaviour(
            LETTERS, 1, f"Return every {('', 'second', 'third', 'fourth', '', 'sixth')[k]} "
            "character of the text, beginning with the first.",
            f"return text[::{k + 1}]",
            lambda text, k=k: "".join(c for n, c in enumerate(text) if n % (k + 1) == 0),
            ((f"[::{k + 1}]", f"[1::{k + 1}]"), (f"[::{k + 1}]", f"[::{k + 2}]"),
             (f"[::{k + 1}]", f"[:{k + 1}]")),
        )  # fmt: skip
    for a, b in (("a", "o"), ("b", "x"), ("c", "d"), ("d", "a")):
        yield behaviour(
            LETTERS, 1, f"Return the text with every {a} replaced by {b} and every {b} by {a}.",
            f'swapped = {{"{a}": "{b}", "{b}": "{a}"}}\n'
            'return "".join(swapped.get(char, char) for char in text)',
            lambda text, a=a, b=b: text.replace(a, "*").replace(b, a).replace("*", b),
            ((f'"{a}": "{b}", ', ""), (f', "{b}": "{a}"', f', "{b}": "{b}"'),
             ("for char in text)", "for char in text[1:])"), ("(char, char)", '(char, "")')),
        )  # fmt: skip


def _runs_of_one() -> Iterator[Behaviour]:
    """Runs of equal characters."""
    yield behaviour(
        LETTERS, 2, "Return the text with runs of equal characters shortened to one character.",
        'found = ""\nfor char in text:\n    if not found or found[-1] != char:\n'
        "        found += char\nreturn found",
        lambda text: "".join(char for char, _ in itertools.groupby(text)),
        (("found[-1] != char", "char not in found"), ("!= char", "== char"),
         ("found[-1]", "found[0]"), ("not found or ", "found and ")),
    )  # fmt: skip
    for first, code, form in (
        ("character, then its length", "char + str(size)", "{char}{size}"),
        ("length, then its character", "str(size) + char", "{size}{char}"),
    ):
        yield behaviour(
            LETTERS, 3, f"Return the text with each run of equal characters written as the "
                        f"{first}.",
            'found, size = "", 0\nfor place, char in enumerate(text):\n    size += 1\n'
            "    if place + 1 == len(text) or text[place + 1] != char:\n"
            f"        found += {code}\n        size = 0\nreturn found",
            lambda text, form=form: "".join(
                form.format(char=char, size=len(list(group)))
                for char, group in itertools.groupby(text)
            ),
            (("size = 0\n    return", "size = 1\n    return"), ("place + 1 == len(text) or ",
              "place + 1 < len(text) and "), ("str(size)", 'str(size) if size > 1 else ""'),
             ('"", 0', '"", 1')),
        )  # fmt: skip
    yield behaviour(
        RUNS, 3, "Return the text that a code stands for: in the code each character is followed "
                 "by "
        "one digit that says how often it is repeated.",
        'found = ""\nfor place in range(0, len(text), 2):\n'
        "    found += text[place] * int(text[place + 1])\nreturn found",
        lambda text: re.sub(r"(.)(\d)", lambda m: m.group(1) * int(m.group(2)), text),
        (("range(0, len(text), 2)", "range(0, len(text) - 2, 2)"), ("text[place] *", "text[0] *"),
         ("int(text[place + 1])", "(int(text[place + 1]) - 1)")),
    )  # fmt: skip


def _read() -> Iterator[Behaviour]:
    for words, code, again in (
        ("sum of the digits", "total += int(char)",
         lambda text: sum(map(int, re.findall(r"\d", text)))),
        ("number of digits", "total += 1", lambda text: len(re.sub(r"\D", "", text))),
        ("sum of the odd digits", "total += int(char) if int(char) % 2 else 0",
         lambda text: sum(map(int, re.findall("[13579]", text)))),
        ("largest digit (0 for none)", "total = max(total, int(char))",
         lambda text: max(map(int, re.findall(r"\d", text)), default=0)),
    ):  # fmt: skip
        yield behaviour(
            MIXED_COUNT, 2 if "odd" in words or "largest" in words else 1,
            f"Return the {words} in the text.",
            f"total = 0\nfor char in text:\n    if char.isdigit():\n        {code}\nreturn total",
            again,
            (("total = 0", "total = 1"), ("isdigit", "isalpha"), ("in text:", "in text[1:]:"),
             ("in text:", "in text[:-1]:"), ("max(total", "min(total"),
             ("% 2 else", "% 2 == 0 else"),
             ("+= int(char)\n", "= int(char)\n")),
        )  # fmt: skip
    for words, start, code, again in (
        ("sum of the whole numbers", "0", "total += number",
         lambda text: sum(map(int, re.findall(r"\d+", text)))),
        ("largest of the whole numbers (0 for none)", "0", "total = max(total, number)",
         lambda text: max(map(int, re.findall(r"\d+", text)), default=0)),
        ("number of whole numbers", "0", "total += 1", lambda text: len(re.findall(r"\d+", text))),
    ):  # fmt: skip
        yield behaviour(
            MIXED_COUNT, 3, f"Return the {words} that stand in the text as runs of digits.",
            f'total = {start}\ndigits = ""\nfor char in text + " ":\n    if char.isdigit():\n'
            "        digits += char\n    elif digits:\n        number = int(digits)\n"
            f'        {code}\n        digits = ""\nreturn total',
            again,
            (('text + " "', "text"), ("digits += char", "digits = char"),
             ("total = 0", "total = 1"),
             ("max(total, number)", "number"), ("total += number", "total = number")),
        )  # fmt: skip


def _bracketed() -> Iterator[Behaviour]:
    """Brackets, and yes or no."""
    yield behaviour(
        BRACKETS_COUNT, 3, "Return how deep the round brackets of the text are nested at most; a "
        "closing bracket with no open one before it is left out of account.",
        'depth = most = 0\nfor char in text:\n    if char == "(":\n        depth += 1\n'
        '        most = max(most, depth)\n    elif char == ")" and depth > 0:\n'
        "        depth -= 1\nreturn most",
        lambda text: _deepest(text),
        ((" and depth > 0", ""), ("return most", "return depth"), ("depth -= 1", "depth = 0"),
         ("max(most, depth)", "depth")),
    )  # fmt: skip
    yield behaviour(
        BRACKETS_COUNT, 2, "Return how many opening round brackets of the text are never closed.",
        'depth = 0\nfor char in text:\n    if char == "(":\n        depth += 1\n'
        '    elif char == ")" and depth > 0:\n        depth -= 1\nreturn depth',
        lambda text: _left_over(text).count("("),
        ((" and depth > 0", ""), ("depth -= 1", "depth = 0"), ('"(":', '")":')),
    )  # fmt: skip
    yield behaviour(
        BRACKETS_TRUTH, 3, "Return whether every round bracket of the text has its partner: each "
        "opening one is closed later, each closing one was opened before.",
        'depth = 0\nfor char in text:\n    if char == "(":\n        depth += 1\n'
        '    elif char == ")":\n        depth -= 1\n        if depth < 0:\n'
        "            return False\nreturn depth == 0",
        lambda text: not re.search(r"[()]", _left_over(text)),
        (("        if depth < 0:\n                return False\n", ""),
         ("return depth == 0", "return True"), ("depth < 0", "depth <= 0")),
    )  # fmt: skip
    yield behaviour(
        SENTENCE_TRUTH, 1, "Return whether the text reads the same backwards.",
        "return text == text[::-1]",
        lambda text: all(a == b for a, b in zip(text, reversed(text), strict=True)),
        (("[::-1]", "[-1:]"), ("==", "!="), ("text[::-1]", "text[1:]")),
    )  # fmt: skip
    yield behaviour(
        SENTENCE_TRUTH, 2, "Return whether no character occurs twice in the text.",
        "return len(set(text)) == len(text)",
        lambda text: max(Counter(text).values(), default=1) == 1,
        (("len(set(text))", "len(text)"), ("==", "!="), ("==", "<"),
         ("len(text)", "len(text) - 1")),
    )  # fmt: skip
    yield from _notations()


def _notations() -> Iterator[Behaviour]:
    for words, code, again in (
        ("sum of the values", "sum(values)", lambda v: sum(v)),
        ("largest value", "max(values)", lambda v: next(a for a in v if all(a >= b for b in v))),
        ("smallest value", "min(values)", lambda v: next(a for a in v if all(a <= b for b in v))),
        ("difference of the largest and the smallest value", "max(values) - min(values)",
         lambda v: max(a - b for a in v for b in v)),
    ):  # fmt: skip
        yield behaviour(
            PAIRS_COUNT, 2, f"Return the {words} in a text such as a=5;b=12, where each name has a "
            "whole number as its value.",
            'values = [int(part.split("=")[1]) for part in text.split(";")]\n' f"return {code}",
            lambda text, again=again: again(list(map(int, re.findall(r"=(\d+)", text)))),
            (('split("=")[1])', 'split("=")[1][0])'), ("sum(", "len("), ("max(", "min("),
             ('split(";")]', 'split(";")[:1]]'), ("values) - min(values)", "values)"),
             ("min(values)", "values[0]")),
        )  # fmt: skip
    for unit, size, code in (
        ("seconds", 1, "total"), ("half seconds", 2, "total * 2"),
        ("tenths of a second", 10, "total * 10"),
    ):  # fmt: skip
        yield behaviour(
            TIMES_COUNT, 3, f"Return how many {unit} a duration has that is written as "
            "minutes:seconds or as hours:minutes:seconds.",
            'total = 0\nfor part in text.split(":"):\n    total = total * 60 + int(part)\n'
            f"return {code}",
            lambda text, size=size: sum(
                int(part) * 60**power * size for power, part in enumerate(text.split(":")[::-1])
            ),
            (("* 60", "* 100"), ("total * 60 + int(part)", "total + int(part) * 60"),
             ("total = 0", "total = 1"), ("+ int(part)", "- int(part)")),
        )  # fmt: skip


def _left_over(text: str) -> str:
    """What is left of the brackets once pairs are taken out, innermost first."""
    text = re.sub(r"[^()]", "", text)
    while "()" in text:
        text = text.replace("()", "")
    return text


def _deepest(text: str) -> int:
    """The most open brackets after any part of the text, at its beginning."""
    return max(_left_over(text[:end]).count("(") for end in range(len(text) + 1))


@cache
def families() -> tuple[tuple[Behaviour, ...], ...]:
    """Every behaviour, by family, in a fixed order."""
    return tuple(
        map(tuple, (_counted(), _words(), _moved(), _runs_of_one(), _read(), _bracketed()))
    )
