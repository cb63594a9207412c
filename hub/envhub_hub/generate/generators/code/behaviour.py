"""What a small function does: its rule in words, its code, and a second implementation.

The code is text, as a model would write it; `again` is another way to the same value, and the tests
expect what `again` gives. Both are ours: nothing from a file or a model is run here.
"""

from __future__ import annotations

import builtins
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from textwrap import dedent, indent
from typing import Any

Arguments = tuple[Any, ...]
Call = tuple[Arguments, Any]
"""Arguments, and the value that they lead to."""

_ALLOWED = (
    "abs", "all", "any", "bool", "chr", "dict", "divmod", "enumerate", "int", "isinstance", "len",
    "list", "map", "max", "min", "ord", "range", "reversed", "round", "set", "sorted", "str", "sum",
    "tuple", "zip",
)  # fmt: skip
BUILTINS = {name: getattr(builtins, name) for name in _ALLOWED}
"""What our own code may call where it is run here: nothing that reaches out of it."""


@dataclass(frozen=True)
class Kind:
    """What functions take and return, and what they are tried on."""

    takes: str
    """The parameters, as they are written in a signature."""
    returns: str
    draw: Callable[[Random], Arguments]
    edges: tuple[Arguments, ...]
    """Small arguments: empty, of one element, zero."""


@dataclass(frozen=True)
class Behaviour:
    """One thing that a function can do."""

    kind: Kind
    level: int
    rule: str
    """What it returns: the sentence of a docstring."""
    body: str
    again: Callable[..., Any]
    breaks: tuple[tuple[str, str], ...]
    """Mistakes: a piece of the body, and what stands in its place. None of them runs forever."""

    def source(self, name: str) -> str:
        """The whole function, under a name."""
        return f"def {name}({self.kind.takes}) -> {self.kind.returns}:\n{self.body}"

    def broken(self, name: str) -> list[str]:
        """The function with one mistake each."""
        bodies = (self.body.replace(old, new, 1) for old, new in self.breaks if old in self.body)
        head = f"def {name}({self.kind.takes}) -> {self.kind.returns}:\n"
        return [head + body for body in dict.fromkeys(bodies) if body != self.body]

    def value(self, arguments: Arguments) -> Any:
        """What it returns, by the second implementation."""
        return self.again(*map(fresh, arguments))


def fresh(value: Any) -> Any:
    """A copy of a value that a function may change."""
    return [fresh(one) for one in value] if isinstance(value, list) else value


def behaviour(
    kind: Kind, level: int, rule: str, body: str, again: Callable[..., Any],
    breaks: Iterable[tuple[str, str]],
) -> Behaviour:  # fmt: skip
    """Return a behaviour; its body may be written with any indentation."""
    text = indent(dedent(body).strip("\n"), "    ")
    return Behaviour(kind, level, rule, text, again, tuple(breaks))


def calls(item: Behaviour, rng: Random, count: int) -> tuple[list[Call], list[Call]]:
    """Return so many different calls with their values, the small ones first, and spare ones.

    Calls with the rarest values are preferred: no one value shall pass the tests.
    """
    small = {repr(arguments): (arguments, item.value(arguments)) for arguments in item.kind.edges}
    drawn = (item.kind.draw(rng) for _ in range(4 * count))
    others = {repr(arguments): arguments for arguments in drawn if repr(arguments) not in small}
    spare = [(arguments, item.value(arguments)) for arguments in others.values()]
    found = list(small.values())
    seen = Counter(repr(value) for _, value in found)
    while spare and len(found) < count:
        rarest = min(range(len(spare)), key=lambda place: seen[repr(spare[place][1])])
        found.append(spare.pop(rarest))
        seen[repr(found[-1][1])] += 1
    return found, spare


def varied(tried: Iterable[Call]) -> bool:
    """Whether the values of calls are so many that none stands for most of them."""
    values = Counter(repr(value) for _, value in tried)
    most = max(values.values(), default=0)
    return len(values) > 1 and 3 * most <= 2 * values.total()


def written(name: str, arguments: Arguments) -> str:
    """Write a call."""
    return f"{name}({', '.join(map(repr, arguments))})"


def tests_of(name: str, tried: Iterable[Call]) -> str:
    """Write assertions about calls."""
    return "\n".join(f"assert {written(name, given)} == {value!r}" for given, value in tried)


@lru_cache(maxsize=256)
def _compiled(source: str) -> Any:
    return compile(source, "<function>", "exec")


def holds(source: str, name: str, tried: Iterable[Call]) -> bool:
    """Whether a function of ours gives these values, run with few builtins and nothing else."""
    space: dict[str, Any] = {"__builtins__": BUILTINS}
    try:
        exec(_compiled(source), space)
        return all(same(space[name](*map(fresh, given)), value) for given, value in tried)
    except Exception:  # a function with a mistake may raise anything
        return False


def same(found: Any, value: Any) -> bool:
    """Whether two values are equal and of one type: True is not 1."""
    return type(found) is type(value) and bool(found == value)
