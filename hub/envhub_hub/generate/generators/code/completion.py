"""Functions to be written after their docstring, and functions with one mistake to be mended.

The tests expect what a second implementation gives; the reference is run against them. Without the
rule, a signature and one small example are left, and several functions of the tables fit these.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from random import Random
from typing import Any

from ...items import Generator, Gives, Item
from . import grids, lists, numbers, strings
from .behaviour import Behaviour, Call, calls, holds, same, tests_of, varied, written

ROOMS = {"lists": lists, "text": strings, "numbers": numbers, "tables": grids}
CALLS = 10
"""Calls that the tests make."""
SHOWN = 3
"""Calls that the question shows, one small one among them."""
FEW = 3
"""Functions that are looked for where the rule is not told."""
MISTAKES = 3
"""Wrong answers that an item carries."""
LARGE = 60
"""A larger family is drawn from as if it had this size."""
_NAMES = ("solve", "compute", "process", "evaluate", "convert", "work_out")
_WRITE = (
    "Write the Python function that this docstring describes.",
    "Complete this Python function, so that it does what its docstring says for every input.",
    "The body of this Python function is missing. Write the whole function.",
    "Implement the following function in Python, as its docstring asks.",
    "Here are the signature and the docstring of a Python function. Write the function.",
)
_MEND = (
    "The function `{name}` should do the following. {rule} {shown}",
    "Somebody wrote `{name}` for this task: {rule} {shown} It does not work for every input.",
    "What `{name}` is for: {rule} {shown} There is one mistake in it.",
    "This is what `{name}` must do. {rule} {shown} Some of its tests fail.",
    "Mend `{name}`, which was written for the following task. {rule} {shown}",
)
_UNTOLD = "What it should do is not written down."


@cache
def _of_level(room: str, level: int) -> tuple[list[list[Behaviour]], list[int]]:
    """The families of a room at a level, and how often each is drawn from."""
    found = [[one for one in family if one.level == level] for family in ROOMS[room].families()]
    found = [family for family in found if family]
    return found, [min(len(family), LARGE) for family in found]


def _make(room: str, gives: Gives, rng: Random, difficulty: int) -> Item:
    families, weights = _of_level(room, difficulty)
    while True:
        (family,) = rng.choices(families, weights)
        item = _draft(room, gives, rng.choice(family), rng)
        if item is not None:
            return item


def _draft(room: str, gives: Gives, one: Behaviour, rng: Random) -> Item | None:
    """An item about a behaviour; None where no mistake shows, or one example says too much."""
    name = rng.choice(_NAMES)
    tried, spare = calls(one, rng, CALLS)
    broken = _broken(one, name, tried, spare)
    edges = len(one.kind.edges)
    facts = {"name": name, "room": room, "rule": one.rule, "tried": tried, "shown": [],
             "signature": (one.kind.takes, one.kind.returns)}  # fmt: skip
    small = next((call for call in tried[:edges] if _leaves_open(facts, call)), None)
    if not broken or small is None or not varied(tried):
        return None
    facts["shown"] = [small, *rng.sample(tried[edges:], SHOWN - 1)]
    rng.shuffle(broken)
    phrasing = rng.randrange(len(_WRITE))
    context = broken[0] if gives == "mended code" else None
    return Item(
        question=_question(gives, facts, phrasing), context=context, answer=one.source(name),
        wrong=tuple(broken[:MISTAKES]), difficulty=one.level, phrasing=phrasing,
        data={"tests": tests_of(name, tried), "entry_point": name},
        key=f"{one.kind.takes} {one.rule}{_mistake(context)}", facts=facts,
    )  # fmt: skip


def _broken(one: Behaviour, name: str, tried: list[Call], spare: Sequence[Call]) -> list[str]:
    """The mistakes that the tests find; a spare call is added for one that they do not."""
    found = []
    for text in one.broken(name):
        if holds(text, name, tried):
            telling = next((call for call in spare if not holds(text, name, [call])), None)
            if telling is None:
                continue
            tried.append(telling)
        found.append(text)
    return found


def _mistake(context: str | None) -> str:
    """The body with a mistake, without the function's name."""
    return "" if context is None else " " + context.split(":\n", 1)[1]


def _leaves_open(facts: Mapping[str, Any], call: Call) -> bool:
    return len(_fitting({**facts, "rule": None, "shown": [call]}, 2)) > 1


def _question(gives: Gives, facts: Mapping[str, Any], phrasing: int) -> str:
    name, rule = facts["name"], facts["rule"]
    if gives == "mended code":
        shown = [f"`{written(name, given)}` should be `{value!r}`"
                 for given, value in facts["shown"]]  # fmt: skip
        return _MEND[phrasing].format(
            name=name, rule=rule or _UNTOLD, shown=f"For example, {'; '.join(shown)}."
        )
    takes, returns = facts["signature"]
    lines = [*textwrap.wrap(rule, 84), ""] if rule else []
    for given, value in facts["shown"]:
        lines += [f">>> {written(name, given)}", repr(value)]
    docstring = textwrap.indent('"""' + "\n".join([*lines, '"""']), "    ", lambda _: True)
    docstring = "\n".join(line.rstrip() for line in docstring.split("\n"))
    return f"{_WRITE[phrasing]}\n\n```python\ndef {name}({takes}) -> {returns}:\n{docstring}\n```"


@cache
def _by_signature(room: str) -> Mapping[tuple[str, str], list[Behaviour]]:
    found: dict[tuple[str, str], list[Behaviour]] = {}
    for family in ROOMS[room].families():
        for one in family:
            found.setdefault((one.kind.takes, one.kind.returns), []).append(one)
    return found


def _fitting(facts: Mapping[str, Any], most: int) -> dict[str, str]:
    """Functions that do what is told and give what is shown, by their values on all calls.

    Returns:
        the source of the first of each, up to `most` of them.
    """
    found: dict[str, str] = {}
    for one in _by_signature(facts["room"])[facts["signature"]]:
        if facts["rule"] not in (None, one.rule):
            continue
        if all(same(_value(one, given), value) for given, value in facts["shown"]):
            values = repr([_value(one, given) for given, _ in facts["tried"]])
            found.setdefault(values, one.source(facts["name"]))
        if len(found) >= most:
            break
    return found


def _value(one: Behaviour, given: Sequence[Any]) -> Any:
    """The value of a call that may be none of its own, such as of a table that is no square."""
    try:
        return one.value(tuple(given))
    except (IndexError, ValueError):
        return None


def _answers(item: Item) -> list[str]:
    return list(_fitting(item.facts, FEW).values())


def _verify(item: Item) -> bool:
    """Run the reference: it passes its tests, and no wrong answer does."""
    name, tried = item.facts["name"], item.facts["tried"]
    told = item.data == {"tests": tests_of(name, tried), "entry_point": name}
    right = holds(item.answer, name, tried) and item.answer in _answers(item)
    return told and right and not any(holds(text, name, tried) for text in item.wrong)


def _withhold(gives: Gives, item: Item) -> Item:
    """Leave out the rule, and all examples but the small one."""
    facts = item.facts | {"rule": None, "shown": item.facts["shown"][:1]}
    question = _question(gives, facts, item.phrasing)
    return item.model_copy(update={"facts": facts, "question": question})


def _generator(name: str, title: str, room: str, gives: Gives) -> Generator:
    make: Callable[[Random, int], Item] = partial(_make, room, gives)
    return Generator(
        name=name, title=title, gives=gives, make=make, answers=_answers, verify=_verify,
        withhold=partial(_withhold, gives), kinds=("multi-step",),
    )  # fmt: skip


_WHAT = {"lists": "lists of numbers", "text": "text", "numbers": "whole numbers",
         "tables": "tables, intervals and records"}  # fmt: skip
written_functions = tuple(
    _generator(f"functions_of_{room}", f"functions of {what}, to be written", room, "code")
    for room, what in _WHAT.items()
)
mended_functions = tuple(
    _generator(f"mistakes_with_{room}", f"functions of {what} with a mistake", room, "mended code")
    for room, what in _WHAT.items()
)
