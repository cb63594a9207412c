"""Prompt templates: jinja2 with almost everything taken away.

A template is a stranger's data. It may name the sample's fields, use `if`, a closed list of
filters and tests, and `for` over the sample's own lists. No calls, no arithmetic, no `range`, no
macros, no includes; the output is at most 1 MB. What is refused here is refused when the
environment is opened, before any model runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

MAX_TEMPLATE = 65_536
"""Characters of a template."""
MAX_OUTPUT = 1_000_000
"""Characters of a rendered prompt."""
MAX_LOOP = 1_000
"""Items of a list that a template may loop over."""

_FILTERS = ("trim", "upper", "lower", "capitalize", "title", "length", "join", "first", "last")
_LOOP = ("index", "index0", "first", "last", "length")
_TESTS = ("defined", "undefined", "none", "string", "number")
_NODES = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.If, nodes.For,
    nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not,
    nodes.Getattr, nodes.Getitem, nodes.CondExpr,
)  # fmt: skip


class TemplateProblem(ValueError):
    """A template that is malformed or asks for more than it may; `line` is 1-based."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


def letter(index: int) -> str:
    """Return the label of a choice: 0 is A, 25 is Z, 26 is AA."""
    label = ""
    index += 1
    while index > 0:
        index, rest = divmod(index - 1, 26)
        label = chr(ord("A") + rest) + label
    return label


class _Templates(ImmutableSandboxedEnvironment):
    """Dots and brackets reach into the sample's own data and `loop`, never into Python objects."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        if isinstance(obj, LoopContext) and attribute in _LOOP:
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, Mapping | list | tuple | str):
            try:
                return obj[argument]
            except (LookupError, TypeError):
                pass
        return self.undefined(obj=obj, name=argument)


def _environment() -> _Templates:
    env = _Templates(
        undefined=jinja2.StrictUndefined, keep_trailing_newline=False, trim_blocks=True,
        lstrip_blocks=True, autoescape=False,
    )  # fmt: skip
    env.filters = {name: env.filters[name] for name in _FILTERS} | {"letter": letter}
    env.tests = {name: env.tests[name] for name in _TESTS}
    env.globals = {}
    return env


_env = _environment()


def compile_template(source: str) -> jinja2.Template:
    """Compile a template after refusing what it may not use.

    Raises:
        TemplateProblem: with the line.
    """
    if len(source) > MAX_TEMPLATE:
        raise TemplateProblem(f"template of {len(source)} characters, at most {MAX_TEMPLATE}")
    return _compile(source)


@lru_cache(maxsize=256)
def _compile(source: str) -> jinja2.Template:
    try:
        tree = _env.parse(source)
        _refuse(tree, depth=0)
        return _env.from_string(source)
    except jinja2.TemplateError as error:
        line = getattr(error, "lineno", None) or 1
        raise TemplateProblem(str(error), line) from error
    except RecursionError as error:
        raise TemplateProblem("template nested too deeply") from error


def _refuse(node: nodes.Node, depth: int) -> None:
    if not isinstance(node, _NODES):
        raise TemplateProblem(
            f"`{type(node).__name__.lower()}` is not allowed in a template", node.lineno
        )
    if isinstance(node, nodes.For):
        depth += 1
        if depth > 2:
            raise TemplateProblem("loops nest at most two deep", node.lineno)
        if node.recursive or not isinstance(node.iter, nodes.Name | nodes.Getattr):
            raise TemplateProblem("`for` runs over a list of the sample itself", node.lineno)
    name = getattr(node, "attr", None) or getattr(node, "name", None)
    if isinstance(name, str) and name.startswith("_"):
        raise TemplateProblem(f"`{name}` is not allowed in a template", node.lineno)
    for child in node.iter_child_nodes():
        _refuse(child, depth)


def render(source: str, fields: Mapping[str, Any]) -> str:
    """Render a template over a sample's fields, without trailing white space.

    Raises:
        TemplateProblem: an undefined name, a list that is too long, or more than 1 MB of output.
    """
    template = compile_template(source)
    for name, value in fields.items():
        if isinstance(value, list | tuple) and len(value) > MAX_LOOP:
            raise TemplateProblem(f"`{name}` has {len(value)} items, at most {MAX_LOOP}")
    chunks, size = [], 0
    try:
        for chunk in template.generate(**fields):
            size += len(chunk)
            if size > MAX_OUTPUT:
                raise TemplateProblem(f"a prompt of more than {MAX_OUTPUT} characters")
            chunks.append(chunk)
    except (jinja2.TemplateError, TypeError, ValueError, OverflowError) as error:
        if isinstance(error, TemplateProblem):
            raise
        raise TemplateProblem(str(error)) from error
    return "".join(chunks).rstrip()
