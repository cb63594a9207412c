"""Two lists of numbers become one: added in pairs, woven together, what both hold; then changed on.

`make` zips and uses sets; the checker counts places and looks every number up. A way to combine
that is not told can be each of the table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Any, NamedTuple

from ...items import Generator, Item
from .chains import LIST_STEPS, given_away

Two = Callable[[list[int], list[int]], list[int]]


class _Way(NamedTuple):
    """A way to make one list of two."""

    told: str
    do: Two
    again: Two


def _woven(a: list[int], b: list[int]) -> list[int]:
    return [(a, b)[place % 2][place // 2] for place in range(len(a) + len(b))]


def _merged(a: list[int], b: list[int]) -> list[int]:
    left, right, found = sorted(a), sorted(b), []
    while left and right:
        found.append((left if left[0] <= right[0] else right).pop(0))
    return found + left + right


_WAYS: Mapping[str, _Way] = {
    "add": _Way("Add the two lists place by place",
                lambda a, b: [x + y for x, y in zip(a, b, strict=True)],
                lambda a, b: [a[n] + b[n] for n in range(len(a))]),
    "times": _Way("Multiply the two lists place by place",
                  lambda a, b: [x * y for x, y in zip(a, b, strict=True)],
                  lambda a, b: [sum([a[n]] * b[n]) for n in range(len(a))]),
    "larger": _Way("At each place keep the larger number of the two lists",
                   lambda a, b: list(map(max, a, b)),
                   lambda a, b: [sorted((a[n], b[n]))[1] for n in range(len(a))]),
    "gaps": _Way("At each place take the smaller number from the larger",
                 lambda a, b: [abs(x - y) for x, y in zip(a, b, strict=True)],
                 lambda a, b: [a[n] - b[n] if a[n] > b[n] else b[n] - a[n]
                               for n in range(len(a))]),
    "weave": _Way("Take numbers from the two lists in turn, beginning with the first list",
                  lambda a, b: [x for pair in zip(a, b, strict=True) for x in pair], _woven),
    "merge": _Way("Put all numbers of both lists into one list, sorted from small to large",
                  lambda a, b: sorted(a + b), _merged),
    "both": _Way("Keep the numbers of the first list that stand in the second list too",
                 lambda a, b: [x for x in a if x in set(b)],
                 lambda a, b: [x for x in a if b.count(x) > 0]),
    "first": _Way("Keep the numbers of the first list that do not stand in the second list",
                  lambda a, b: [x for x in a if x not in set(b)],
                  lambda a, b: [x for x in a if b.count(x) == 0]),
}  # fmt: skip
_ASK = (
    ("The first list is {a} and the second list is {b}. {steps} What is the result? Separate the "
     "numbers by commas."),
    ("There are two lists of numbers: first {a}, second {b}. {steps} Which list do you get? "
     "Write its numbers with commas between them."),
    ("Take {a} as the first list and {b} as the second. {steps} What comes out? Put commas "
     "between the numbers."),
    ("A program is given two lists: the first is {a}, the second is {b}. {steps} What list does "
     "it return? Write it with commas."),
    ("Here are a first list, {a}, and a second one, {b}. {steps} Give the numbers of the list "
     "that comes out, in order, separated by commas."),
)  # fmt: skip


def _make(rng: Random, difficulty: int) -> Item:
    while True:
        size = 3 + difficulty
        a, b = (rng.sample(range(1, 16), size) for _ in range(2))
        way = rng.choice(tuple(_WAYS))
        values, done = _WAYS[way].do(a, b), []
        for name in rng.sample(tuple(LIST_STEPS), difficulty - 1):
            done.append((name, rng.choice(LIST_STEPS[name].choices)))
            before = values
            values = LIST_STEPS[name].do(values, done[-1][1]) if len(values) > 1 else []
            if values == before:
                values = []
        facts = {"lists": (a, b), "way": way, "done": done}
        phrasing = rng.randrange(len(_ASK))
        question, answer = _question(facts, phrasing), _written(values)
        hanging = len(_answers_of(facts, None)) > 1
        if len(values) > 1 and hanging and not given_away(answer, question):
            break
    return Item(
        question=question, answer=answer, difficulty=difficulty,
        references=(answer.replace(" ", ""), f"[{answer}]", answer.replace(",", "")),
        phrasing=phrasing, key=f"{a} {b} {way} {done}", facts=facts,
    )  # fmt: skip


def _written(values: list[int]) -> str:
    return ", ".join(map(str, values))


def _question(facts: Mapping[str, Any], phrasing: int) -> str:
    way = facts["way"]
    told = ["Make one list of the two." if way is None else f"{_WAYS[way].told}."]
    told += [f"Then {LIST_STEPS[name].told.format(n=n)}." for name, n in facts["done"]]
    a, b = map(_written, facts["lists"])
    return _ASK[phrasing].format(a=a, b=b, steps=" ".join(told))


def _answers_of(facts: Mapping[str, Any], way: str | None) -> set[str]:
    found = set()
    for name in _WAYS if way is None else (way,):
        values = _WAYS[name].again(*facts["lists"])
        for step, n in facts["done"]:
            # Of too short a list nothing is asked.
            values = LIST_STEPS[step].again(values, n) if len(values) > 1 else []
        found.add(_written(values))
    return found


def _answers(item: Item) -> set[str]:
    return _answers_of(item.facts, item.facts["way"])


def _withhold(item: Item) -> Item:
    """Leave out how the two lists become one."""
    facts = item.facts | {"way": None}
    return item.model_copy(update={"facts": facts, "question": _question(facts, item.phrasing)})


list_pairs = Generator(
    name="list_pairs", title="one list made of two", gives="text", make=_make, answers=_answers,
    withhold=_withhold, kinds=("multi-step",),
)  # fmt: skip
