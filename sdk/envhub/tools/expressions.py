"""The small language in which tools are declared: Python's expressions without almost everything.

It has numbers, texts, lists, objects, comparisons, `if … else`, comprehensions over one list, and a
closed list of functions. It has no attributes, no methods, no loops, no definitions and no names
but those it is given. Statements change one thing, the state:

    state["orders"][order_id]["status"] = "cancelled"
    state["log"] += [f"{order_id} cancelled"]
    del state["holds"][order_id]
    order = state["orders"][order_id]

It is a stranger's text: what it may not use is refused here, and `evaluation` charges it for every
step.
"""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

MAX_SOURCE = 2_000
"""Characters of an expression."""
MAX_NODES = 500
MAX_DEPTH = 40
STATE = "state"


class ExpressionError(ValueError):
    """An expression that is malformed, or can't be evaluated on these values."""


BINARY: dict[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul,
    ast.Div: operator.truediv, ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod,
    ast.Pow: operator.pow,
}  # fmt: skip
COMPARE: dict[type[ast.AST], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le,
    ast.Gt: operator.gt, ast.GtE: operator.ge, ast.In: lambda one, many: one in many,
    ast.NotIn: lambda one, many: one not in many, ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
}  # fmt: skip


def _round(number: float, digits: int = 0) -> float:
    if abs(digits) > 20:  # a power of ten is computed
        raise ExpressionError("a number is rounded to at most 20 digits")
    return round(number, digits) if digits else round(number)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "abs": abs, "all": all, "any": any, "ceil": math.ceil, "float": float, "floor": math.floor,
    "get": lambda mapping, key, other=None: mapping.get(key, other),
    "int": int, "items": lambda mapping: [list(pair) for pair in mapping.items()],
    "join": lambda parts, between: between.join(parts), "keys": list, "len": len,
    "lower": str.lower, "max": max, "min": min, "round": _round, "sorted": sorted,
    "split": str.split, "sqrt": math.sqrt, "startswith": str.startswith, "str": str,
    "strip": str.strip, "sum": lambda numbers: sum(numbers), "upper": str.upper,
    "values": lambda mapping: list(mapping.values()),
}  # fmt: skip
_NODES = (
    ast.Expression, ast.Constant, ast.Name, ast.Load, ast.Store, ast.Del, ast.List, ast.Dict,
    ast.Subscript, ast.Slice, ast.BinOp, ast.UnaryOp, ast.USub, ast.UAdd, ast.Not, ast.BoolOp,
    ast.And, ast.Or, ast.Compare, ast.IfExp, ast.Call, ast.JoinedStr, ast.FormattedValue,
    ast.ListComp, ast.comprehension, ast.Tuple, *BINARY, *COMPARE,
)  # fmt: skip
_STATEMENTS = (ast.Module, ast.Assign, ast.AugAssign, ast.Delete, ast.Expr)
_FORMAT = re.compile(r"(?:[,_]?\.\d{1,2}f|\d{0,2}d|,d?|)\Z")
_PLAIN = (str, int, float, bool, type(None), list, dict)


def compile_expression(source: str) -> ast.expr:
    """Read an expression.

    Raises:
        ExpressionError: it is none, or uses what this language has not.
    """
    tree = _parsed(source, "eval")
    assert isinstance(tree, ast.Expression)
    return tree.body


def compile_statement(source: str) -> ast.Assign | ast.AugAssign | ast.Delete:
    """Read a statement that changes the state or names a value.

    Raises:
        ExpressionError: it is none.
    """
    tree = _parsed(source, "exec")
    assert isinstance(tree, ast.Module)
    if len(tree.body) != 1 or not isinstance(tree.body[0], ast.Assign | ast.AugAssign | ast.Delete):
        raise ExpressionError(f"`{source:.80}` is not one assignment or one `del`")
    statement = tree.body[0]
    targets = [statement.target] if isinstance(statement, ast.AugAssign) else statement.targets
    for target in targets:
        named = isinstance(statement, ast.Assign) and isinstance(target, ast.Name)
        if len(targets) != 1 or not (named or _in_state(target)):
            raise ExpressionError(f'`{source:.80}` changes something that is not `{STATE}["…"]`')
        if isinstance(target, ast.Name) and target.id == STATE:
            raise ExpressionError(f"`{source:.80}` replaces the whole state; name a key of it")
    return statement


def _in_state(target: ast.expr) -> bool:
    if not isinstance(target, ast.Subscript) or isinstance(target.slice, ast.Slice):
        return False
    inner = target.value
    return (isinstance(inner, ast.Name) and inner.id == STATE) or _in_state(inner)


@lru_cache(maxsize=1024)
def _parsed(source: str, mode: str) -> ast.Module | ast.Expression:
    if len(source) > MAX_SOURCE:
        raise ExpressionError(f"an expression of {len(source)} characters, at most {MAX_SOURCE}")
    try:
        tree = ast.parse(source.strip(), mode=mode)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ExpressionError(f"`{source:.80}` is no expression: {error}") from error
    allowed = _NODES if mode == "eval" else (*_NODES, *_STATEMENTS)
    _refuse(tree, allowed, 0)
    if sum(1 for _ in ast.walk(tree)) > MAX_NODES:
        raise ExpressionError(f"`{source:.80}` has more than {MAX_NODES} parts")
    assert isinstance(tree, ast.Module | ast.Expression)
    return tree


def _refuse(node: ast.AST, allowed: tuple[type, ...], depth: int) -> None:
    if depth > MAX_DEPTH:
        raise ExpressionError("an expression nested too deeply")
    if not isinstance(node, allowed):
        raise ExpressionError(f"`{type(node).__name__.lower()}` is not known in an expression")
    if isinstance(node, ast.Call):
        known = isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS
        if not known or node.keywords or any(isinstance(one, ast.Starred) for one in node.args):
            raise ExpressionError(
                f"`{ast.unparse(node.func)[:40]}(…)` is no function here "
                f"(known: {', '.join(FUNCTIONS)})"
            )
    if isinstance(node, ast.Constant) and not isinstance(node.value, _PLAIN):
        raise ExpressionError(f"`{type(node.value).__name__}` is no value here")
    if isinstance(node, ast.FormattedValue):
        spec = node.format_spec
        text = ast.unparse(spec)[2:-1] if spec is not None else ""
        if not _FORMAT.match(text) or node.conversion != -1:
            raise ExpressionError(f"format `{text[:20]}` is not known in an expression")
    if isinstance(node, ast.comprehension) and not isinstance(node.target, ast.Name):
        raise ExpressionError("a comprehension names one thing")
    if isinstance(node, ast.ListComp) and len(node.generators) != 1:
        raise ExpressionError("a comprehension runs over one list")
    for child in ast.iter_child_nodes(node):
        _refuse(child, allowed, depth + 1)
