"""Evaluates the language of `expressions`: every step is charged for what it reads and makes.

So it always ends, soon, and with little memory, whatever the text and the values are.
"""

from __future__ import annotations

import ast
import copy
import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from .expressions import (
    BINARY,
    COMPARE,
    FUNCTIONS,
    MAX_DEPTH,
    ExpressionError,
    compile_expression,
    compile_statement,
)

MAX_WORK = 1_000_000
"""Characters and items that one evaluation may read or make; each step costs `_STEP` of them."""
_STEP = 10
MAX_LENGTH = 100_000
"""Of a text or a list."""
MAX_BITS = 512
"""Of a whole number."""


class Evaluation:
    """Evaluates expressions and statements over names; what they cost adds up."""

    def __init__(self, names: Mapping[str, Any]) -> None:
        self.names = dict(names)
        self._left = MAX_WORK

    def value(self, source: str) -> Any:
        """Return the value of an expression.

        Raises:
            ExpressionError: it has none: an unknown name or key, a wrong type, too much work.
        """
        return self._guarded(lambda: self._eval(compile_expression(source)))

    def run(self, source: str) -> None:
        """Run a statement.

        Raises:
            ExpressionError: as `value`.
        """
        self._guarded(lambda: self._run(compile_statement(source)))

    def _guarded(self, action: Callable[[], Any]) -> Any:
        try:
            return action()
        except ExpressionError:
            raise
        except KeyError as error:
            raise ExpressionError(f"there is no {error.args[0]!r:.80}") from error
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            raise ExpressionError(str(error)[:200]) from error
        except RecursionError as error:
            raise ExpressionError("a value nested too deeply") from error

    def _run(self, statement: ast.Assign | ast.AugAssign | ast.Delete) -> None:
        if isinstance(statement, ast.Delete):
            place, key = self._place(statement.targets[0])
            del place[key]
            return
        value = self._eval(statement.value)
        if isinstance(statement, ast.AugAssign):
            place, key = self._place(statement.target)
            place[key] = self._kept(self._binary(statement.op, place[key], value))
            return
        target = statement.targets[0]
        if isinstance(target, ast.Name):
            self.names[target.id] = value
            return
        place, key = self._place(target)
        place[key] = self._kept(value)

    def _place(self, target: ast.expr) -> tuple[Any, Any]:
        assert isinstance(target, ast.Subscript)
        place, key = self._eval(target.value), self._eval(target.slice)
        if isinstance(place, dict) and not isinstance(key, str):
            raise ExpressionError(f"a key of the state is a text, not {key!r:.40}")
        if not isinstance(place, dict | list):
            raise ExpressionError(f"{_noun(place)} has nothing to change")
        return place, key

    def _kept(self, value: Any) -> Any:
        """What goes into the state is its own copy."""
        self._spend(_size(value))
        if _depth(value) > MAX_DEPTH:
            raise ExpressionError("a value nested too deeply")
        return copy.deepcopy(value)

    def _spend(self, steps: int) -> None:
        self._left -= steps
        if self._left < 0:
            raise ExpressionError("more work than a tool may take")

    def _eval(self, node: ast.expr) -> Any:
        self._spend(_STEP)
        return self._checked(_RULES[type(node)](self, node))

    def _checked(self, value: Any) -> Any:
        if isinstance(value, str | list | dict):
            if len(value) > MAX_LENGTH:
                raise ExpressionError(f"{_noun(value)} of more than {MAX_LENGTH} items")
        elif isinstance(value, float):
            if not math.isfinite(value):
                raise ExpressionError("a number without end")
        elif isinstance(value, int):
            if value.bit_length() > MAX_BITS:
                raise ExpressionError("a number of too many digits")
        elif value is not None:
            raise ExpressionError(f"a value of type {type(value).__name__}")
        return value

    def _binary(self, kind: ast.operator, left: Any, right: Any) -> Any:
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        added = (
            isinstance(kind, ast.Add) and type(left) is type(right) and isinstance(left, str | list)
        )
        if not numbers and not added:
            raise ExpressionError(f"{_noun(left)} and {_noun(right)} do not go together")
        if isinstance(kind, ast.Pow) and abs(right) > MAX_BITS:
            raise ExpressionError("a power that is too high")
        if added:
            self._spend(len(left) + len(right))
        return BINARY[type(kind)](left, right)

    def _name(self, node: ast.Name) -> Any:
        if node.id in self.names:
            return self.names[node.id]
        if node.id in _WORDS:
            return _WORDS[node.id]
        raise ExpressionError(f"`{node.id}` is no name here")

    def _dict(self, node: ast.Dict) -> dict[str, Any]:
        pairs = {}
        for key, value in zip(node.keys, node.values, strict=True):
            name = self._eval(key) if key is not None else None
            if not isinstance(name, str):
                raise ExpressionError("a key of an object is a text")
            pairs[name] = self._eval(value)
        return pairs

    def _subscript(self, node: ast.Subscript) -> Any:
        whole = self._eval(node.value)
        if not isinstance(node.slice, ast.Slice):
            return whole[self._eval(node.slice)]
        ends = (node.slice.lower, node.slice.upper)
        if node.slice.step is not None or not isinstance(whole, str | list):
            raise ExpressionError("a part is cut out of a text or a list, without a step")
        low, high = (None if one is None else self._eval(one) for one in ends)
        self._spend(len(whole))
        return whole[low:high]

    def _compare(self, node: ast.Compare) -> bool:
        left = self._eval(node.left)
        for kind, place in zip(node.ops, node.comparators, strict=True):
            right = self._eval(place)
            self._spend(_size(left) + _size(right))
            if not COMPARE[type(kind)](left, right):
                return False
            left = right
        return True

    def _bool(self, node: ast.BoolOp) -> Any:
        value: Any = None
        for one in node.values:
            value = self._eval(one)
            if bool(value) == isinstance(node.op, ast.Or):
                return value
        return value

    def _unary(self, node: ast.UnaryOp) -> Any:
        value = self._eval(node.operand)
        if isinstance(node.op, ast.Not):
            return not value
        return -value if isinstance(node.op, ast.USub) else +value

    def _call(self, node: ast.Call) -> Any:
        assert isinstance(node.func, ast.Name)
        arguments = [self._eval(one) for one in node.args]
        self._spend(sum(_size(one) for one in arguments))
        if node.func.id == "join" and len(arguments) == 2:
            parts, between = arguments
            if not isinstance(parts, list) or not isinstance(between, str):
                raise ExpressionError("`join` takes a list and the text between its items")
            self._spend(len(parts) * len(between))
        return FUNCTIONS[node.func.id](*arguments)

    def _text(self, node: ast.JoinedStr) -> str:
        parts = []
        for one in node.values:
            if isinstance(one, ast.FormattedValue):
                value = self._eval(one.value)
                self._spend(_size(value))
                spec = ast.unparse(one.format_spec)[2:-1] if one.format_spec is not None else ""
                parts.append(format(value, spec))
            else:
                parts.append(str(self._eval(one)))
        return "".join(parts)

    def _list_of(self, node: ast.ListComp) -> list[Any]:
        (loop,) = node.generators
        assert isinstance(loop.target, ast.Name)
        many = self._eval(loop.iter)
        if not isinstance(many, list):
            raise ExpressionError(f"a comprehension runs over a list, not {_noun(many)}")
        before, had = self.names.get(loop.target.id), loop.target.id in self.names
        try:
            return [self._eval(node.elt) for _ in self._chosen(many, loop)]
        finally:
            self.names.pop(loop.target.id, None)
            if had:
                self.names[loop.target.id] = before

    def _chosen(self, many: list[Any], loop: ast.comprehension) -> Iterator[None]:
        assert isinstance(loop.target, ast.Name)
        for one in many:
            self.names[loop.target.id] = one
            if all(self._eval(test) for test in loop.ifs):
                yield


_WORDS = {"true": True, "false": False, "null": None}
"""JSON's words, beside Python's own."""
_RULES: dict[type[ast.AST], Callable[[Evaluation, Any], Any]] = {
    ast.Constant: lambda _, node: node.value,
    ast.Name: Evaluation._name,
    ast.List: lambda self, node: [self._eval(one) for one in node.elts],
    ast.Tuple: lambda self, node: [self._eval(one) for one in node.elts],
    ast.Dict: Evaluation._dict,
    ast.Subscript: Evaluation._subscript,
    ast.BinOp: lambda self, node: self._binary(
        node.op, self._eval(node.left), self._eval(node.right)
    ),
    ast.UnaryOp: Evaluation._unary,
    ast.BoolOp: Evaluation._bool,
    ast.Compare: Evaluation._compare,
    ast.IfExp: lambda self, node: self._eval(node.body if self._eval(node.test) else node.orelse),
    ast.Call: Evaluation._call,
    ast.JoinedStr: Evaluation._text,
    ast.ListComp: Evaluation._list_of,
}


def _size(value: Any) -> int:
    """How much there is to read in a value, up to what any work may cost."""
    left, waiting = MAX_WORK, [value]
    while waiting and left > 0:
        one = waiting.pop()
        left -= 1
        if isinstance(one, str):
            left -= len(one)
        elif isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            left -= sum(map(len, one))
            waiting += one.values()
    return MAX_WORK - left


def _depth(value: Any) -> int:
    depth, level = 0, [value]
    while level := [inner for one in level for inner in _inside(one)]:
        depth += 1
    return depth


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _noun(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return f"`{str(value).lower()}`"
    for kind, noun in ((str, "a text"), (list, "a list"), (dict, "an object")):
        if isinstance(value, kind):
            return noun
    return "a number"
