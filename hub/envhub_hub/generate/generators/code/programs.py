"""Small programs as trees: drawn from a grammar, written as Python, and run by their structure.

A statement is a tuple that begins with its kind; an expression is a number, a text, a name, or a
tuple of an operator and its operands. Only what the grammar below draws can be run.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

Node = Any
"""A statement or an expression."""

_OPERATORS: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "//": operator.floordiv,
    "%": operator.mod, ">": operator.gt, "<": operator.lt, "==": operator.eq,
    "in": lambda part, whole: part in whole,
}  # fmt: skip
LIMIT = 5_000
"""Steps after which a program is given up."""


def written(statements: Sequence[Node], depth: int = 0) -> list[str]:
    """Write statements as lines of Python."""
    lines: list[str] = []
    for kind, *parts in statements:
        head, bodies = _head(kind, parts)
        lines.append("    " * depth + head)
        for place, body in enumerate(bodies):
            if place:
                lines.append("    " * depth + "else:")
            lines += written(body, depth + 1)
    return lines


def _head(kind: str, parts: Sequence[Any]) -> tuple[str, Sequence[Any]]:
    """The first line of a statement, and the blocks below it."""
    if kind == "set":
        return f"{parts[0]} = {_shown(parts[1])}", ()
    if kind == "change":
        return f"{parts[0]} {parts[1]}= {_shown(parts[2])}", ()
    if kind == "append":
        return f"{parts[0]}.append({_shown(parts[1])})", ()
    if kind in ("print", "return"):
        text = ", ".join(map(_shown, parts))
        return (f"print({text})" if kind == "print" else f"return {text}"), ()
    if kind == "count":
        return f"for {parts[0]} in range({', '.join(map(_shown, parts[1]))}):", parts[2:]
    if kind == "each":
        return f"for {parts[0]} in {_shown(parts[1])}:", parts[2:]
    if kind == "def":
        return f"def {parts[0]}({parts[1]}):", parts[2:]
    return f"{kind} {_shown(parts[0])}:", [body for body in parts[1:] if body]


def _shown(node: Node, *, inner: bool = False) -> str:
    if isinstance(node, list):
        return f"[{', '.join(map(_shown, node))}]"
    if not isinstance(node, tuple):
        return str(node)
    if node[0] == "text":
        return f'"{node[1]}"'
    if node[0] in ("call", "len"):
        return f"{node[1] if node[0] == 'call' else 'len'}({_shown(node[-1])})"
    if node[0] == "at":
        return f"{node[1]}[{_shown(node[2])}]"
    sign, left, right = node
    text = f"{_shown(left, inner=True)} {sign} {_shown(right, inner=True)}"
    return f"({text})" if inner else text


class TooLong(Exception):
    """A program takes more steps than are followed."""


class _Return(Exception):
    """A function of a program is done."""


@dataclass
class _Machine:
    """Names and what was printed, while a program is followed."""

    names: dict[str, Any] = field(default_factory=dict)
    functions: dict[str, tuple[str, Sequence[Node]]] = field(default_factory=dict)
    printed: list[str] = field(default_factory=list)
    steps: int = 0


def run(statements: Sequence[Node]) -> list[str]:
    """Follow a program and return the lines that it prints.

    Raises:
        TooLong: it takes too many steps.
        ZeroDivisionError: it divides by zero.
    """
    machine = _Machine()
    _follow(statements, machine)
    return machine.printed


def _follow(statements: Sequence[Node], machine: _Machine) -> None:
    for kind, *parts in statements:
        machine.steps += 1
        if machine.steps > LIMIT:
            raise TooLong
        if kind in ("set", "change", "append", "print"):
            _simple(kind, parts, machine)
        elif kind == "def":
            machine.functions[parts[0]] = (parts[1], parts[2])
        elif kind == "return":
            raise _Return(_value(parts[0], machine))
        elif kind == "if":
            _follow(parts[1] if _value(parts[0], machine) else parts[2], machine)
        elif kind == "while":
            while _value(parts[0], machine):
                _follow(parts[1], machine)
        else:
            values = [_value(one, machine) for one in parts[1]] if kind == "count" else ()
            each = _counted(*values) if kind == "count" else _value(parts[1], machine)
            for value in each:
                machine.names[parts[0]] = value
                _follow(parts[2], machine)


def _simple(kind: str, parts: Sequence[Any], machine: _Machine) -> None:
    if kind == "print":
        machine.printed.append(" ".join(str(_value(part, machine)) for part in parts))
    elif kind == "set":
        machine.names[parts[0]] = _value(parts[1], machine)
    elif kind == "append":
        machine.names[parts[0]] = [*machine.names[parts[0]], _value(parts[1], machine)]
    else:
        old, new = machine.names[parts[0]], _value(parts[2], machine)
        machine.names[parts[0]] = _OPERATORS[parts[1]](old, new)


def _counted(start: int, stop: int, step: int = 1) -> Iterator[int]:
    while start < stop:
        yield start
        start += step


def _value(node: Node, machine: _Machine) -> Any:
    if isinstance(node, str):
        return machine.names[node]
    if isinstance(node, list):
        return [_value(one, machine) for one in node]
    if not isinstance(node, tuple):
        return node
    if node[0] == "text":
        return node[1]
    if node[0] == "len":
        return len(_value(node[1], machine))
    if node[0] == "at":
        return machine.names[node[1]][_value(node[2], machine)]
    if node[0] == "call":
        return _called(node[1], _value(node[2], machine), machine)
    return _OPERATORS[node[0]](_value(node[1], machine), _value(node[2], machine))


def _called(name: str, argument: Any, machine: _Machine) -> Any:
    parameter, body = machine.functions[name]
    inside = _Machine({parameter: argument}, machine.functions, machine.printed, machine.steps)
    try:
        _follow(body, inside)
    except _Return as done:
        machine.steps = inside.steps
        return done.args[0]
    return None


def draw(rng: Random, difficulty: int) -> list[Node]:
    """Draw a program; its first statement gives a name the value that it starts from."""
    kinds = ((_straight,), (_loop, _listing, _spelling), (_nested, _recursive, _shrinking))
    return rng.choice(kinds[difficulty - 1])(rng)


def _straight(rng: Random) -> list[Node]:
    names = rng.sample(("a", "b", "c", "x", "y", "z"), 3)
    first, second, third = names
    program: list[Node] = [("set", first, rng.randint(4, 12)), ("set", second, rng.randint(2, 9))]
    program.append(("set", third, (rng.choice("+*"), first, second)))
    for _ in range(rng.randint(2, 3)):
        name, other = rng.sample(names, 2)
        sign = rng.choice(("+", "-", "*", "//", "%"))
        if sign in ("//", "%", "*"):
            program.append(("set", name, ("+", (sign, name, rng.randint(2, 5)), other)))
        else:
            program.append(("change", name, sign, other))
    return [*program, ("print", (rng.choice("+-"), second, third), first)]


def _loop(rng: Random) -> list[Node]:
    name, i = rng.choice(("total", "result", "value")), rng.choice("ijkn")
    bounds = [rng.randint(0, 3), rng.randint(6, 11)]
    bounds += [rng.randint(2, 3)] if rng.random() < 0.4 else []
    divisor = rng.randint(2, 4)
    then = ("change", name, "+", rng.choice((i, ("*", i, rng.randint(2, 4)))))
    other = ("change", name, rng.choice("+-"), rng.randint(1, 5))
    condition = ("==", ("%", i, divisor), rng.randrange(divisor))
    body: list[Node] = [("if", condition, [then], [other])]
    return [("set", name, rng.randint(3, 20)), ("count", i, bounds, body), ("print", name, i)]


def _listing(rng: Random) -> list[Node]:
    i, step = rng.choice("ijkn"), rng.randint(1, 4)
    items = rng.choice(("items", "found", "values"))
    rule = rng.choice(((">", "x", 2 * step), ("==", ("%", "x", 2), 1), ("<", ("%", "x", 5), 3)))
    body: list[Node] = [("change", "x", "+", rng.choice((step, i)))]
    body.append(("if", rule, [("append", items, "x")], []))
    return [("set", "x", rng.randint(1, 9)), ("set", items, []),
            ("count", i, [1, rng.randint(5, 8)], body), ("print", items)]  # fmt: skip


def _spelling(rng: Random) -> list[Node]:
    word = rng.choice(("planet", "garden", "window", "silver", "basket", "market", "guitar",
                       "orange", "letter", "monkey", "puzzle", "castle"))  # fmt: skip
    letters = "".join(sorted(rng.sample("aeiounrstl", rng.randint(3, 5))))
    ways = [("set", "out", ("+", "char", "out")), ("set", "out", ("+", "out", "char")),
            ("change", "out", "+", ("+", "char", "char"))]  # fmt: skip
    then, other = rng.sample(ways, 2)
    body = [("if", ("in", "char", ("text", letters)), [then], [other])]
    return [("set", "word", ("text", word)), ("set", "out", ("text", "")),
            ("each", "char", "word", body), ("print", "out")]  # fmt: skip


def _nested(rng: Random) -> list[Node]:
    name = rng.choice(("total", "count", "result"))
    rule = rng.choice((("==", ("%", ("+", "i", "j"), rng.randint(2, 3)), 0), (">", "j", "i"),
                       ("<", ("*", "i", "j"), rng.randint(4, 8))))  # fmt: skip
    change = ("change", name, "+", rng.choice((1, "i", "j", ("*", "i", "j"))))
    inner: Node = ("count", "j", [rng.randint(0, 2), rng.choice((4, 5, ("+", "i", 2)))],
             [("if", rule, [change], [])])  # fmt: skip
    after = [("change", name, "-", rng.randint(1, 3))] if rng.random() < 0.5 else []
    return [("set", name, rng.randint(0, 30)),
            ("count", "i", [1, rng.randint(4, 6)], [inner, *after]),
            ("print", name, "j")]  # fmt: skip


def _recursive(rng: Random) -> list[Node]:
    name = rng.choice(("f", "g", "step", "walk"))
    less = rng.randint(1, 3)
    again = ("call", name, ("-", "n", less))
    result = rng.choice((
        ("+", again, "n"), ("+", ("*", again, 2), "n"), ("+", ("*", "n", "n"), again),
        ("-", ("*", 3, again), "n"),
    ))  # fmt: skip
    body = [("if", ("<", "n", rng.randint(2, 3)), [("return", rng.randint(1, 5))], []),
            ("return", result)]  # fmt: skip
    return [("set", "start", rng.randint(5, 10)), ("def", name, "n", body),
            ("print", ("call", name, "start"), ("call", name, ("-", "start", 2)))]  # fmt: skip


def _shrinking(rng: Random) -> list[Node]:
    halve = rng.randint(2, 3)
    then = [("set", "n", ("//", "n", halve))]
    other = [("change", "n", rng.choice("+-"), 1), ("change", "score", "+", rng.randint(2, 6))]
    body = [("if", ("==", ("%", "n", halve), 0), then, other),
            rng.choice((("append", "seen", "n"), ("change", "score", "+", "n")))]  # fmt: skip
    last = "seen" if body[1][0] == "append" and rng.random() < 0.6 else "score"
    start: list[Node] = [("set", "n", rng.randint(20, 90)), ("set", "score", rng.randint(0, 9))]
    loop: Node = ("while", (">", "n", rng.randint(4, 9)), body)
    return [*start, ("set", "seen", []), loop, ("print", last, "n")]
