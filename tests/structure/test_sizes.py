"""Caps on the maximum: files, function bodies, parameters, inheritance."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted(path for tower in ("sdk", "hub") for path in (ROOT / tower).rglob("*.py"))
LINES, BODY, PARAMETERS, ANCESTORS = 400, 60, 6, 2
Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def body_lines(function: Function) -> int:
    """Lines from the first statement to the end, without the docstring."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def parameters(function: Function) -> int:
    """Parameters beyond `self` and `cls`."""
    given = function.args
    names = [one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    names += [one.arg for one in (given.vararg,) if one is not None]
    return len([name for name in names if name not in ("self", "cls")])


def is_command(function: Function) -> bool:
    """Whether click calls it, and so fills it from the command line."""
    return any("command" in ast.unparse(one) or "group" in ast.unparse(one)
               for one in function.decorator_list)  # fmt: skip


@cache
def own_classes() -> dict[str, list[str]]:
    """Each class of the project, with the names that it inherits from."""
    return {
        node.name: [ast.unparse(base).split("[")[0].split(".")[-1] for base in node.bases]
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    }


def depth(name: str, classes: dict[str, list[str]], seen: frozenset[str] = frozenset()) -> int:
    """How many ancestors of a class, in a row, are the project's own."""
    bases = [base for base in classes.get(name, ()) if base in classes and base not in seen]
    return max((1 + depth(base, classes, seen | {name}) for base in bases), default=0)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_and_its_functions_stay_small(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LINES
    for function in functions(ast.parse(text)):
        assert body_lines(function) <= BODY, function.name


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_function_takes_few_parameters(path):
    for function in functions(ast.parse(path.read_text(encoding="utf-8"))):
        assert parameters(function) <= PARAMETERS, function.name
        if function.args.kwarg is not None and not function.name.startswith("_"):
            in_cli = "cli" in path.relative_to(ROOT).parts
            assert is_command(function) or in_cli, (
                f"{function.name} takes **{function.args.kwarg.arg}"
            )


@pytest.mark.parametrize("name", own_classes())
def test_inheritance_is_at_most_two_deep(name):
    # Beyond the errors' one tree, where the base of all is a third.
    classes = {
        one: bases for one, bases in own_classes().items() if one not in ("Frozen", "EnvhubError")
    }
    assert depth(name, classes) <= ANCESTORS


def test_the_measures_measure():
    tree = ast.parse(
        'class A: pass\nclass B(A): pass\ndef f(self, a, *, b, **c):\n "d"\n x = 1\n y = 2'
    )
    function = next(functions(tree))
    assert (body_lines(function), parameters(function)) == (2, 2)
    assert depth("C", {"A": [], "B": ["A"], "C": ["B", "Other"]}) == 2
