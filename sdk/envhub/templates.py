"""Prompt templates: jinja2 with almost everything taken away.

A template is a stranger's data. It may name the sample's fields, use `if`, a closed list of
filters and tests, and `for` over the sample's own lists. No calls, no arithmetic, no `range`, no
macros, no includes; the output is at most 1 MB, and so is the work: every loop is charged for what
its body could cost on the longest text of the sample. A template is compiled before any model runs;
`check` renders it for every sample.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

MAX_TEMPLATE = 65_536
"""Characters of a template."""
MAX_OUTPUT = 1_000_000
"""Characters of a rendered prompt."""
MAX_LOOP = 1_000
"""Items of a list that a template may loop over."""
MAX_WORK = 200_000_000
"""Characters that one rendering may read, the steps between them counted as `_STEP` each."""
_STEP = 100
MAX_DEPTH = 50
"""Levels of a template's tree: the compiler's time grows with the cube of it."""

_FILTERS = ("trim", "upper", "lower", "capitalize", "title", "length", "first", "last")
_WITH_ARGUMENT = ("join",)
_READERS = (nodes.Filter, nodes.Compare, nodes.Test)
_EACH, _BUDGET = "_each", "_budget"  # out of reach: a template can't say a name that begins so
_SLOW = {"title": 20, "letter": 0, _EACH: 0}
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


def join(values: Any, separator: str = "") -> str:
    """Return the items of a list with a separator between them, at most as long as a prompt."""
    if not isinstance(values, list | tuple):
        raise TemplateProblem("`join` takes a list")
    parts, separator = [str(value) for value in values], str(separator)
    if sum(map(len, parts)) + len(separator) * len(parts) > MAX_OUTPUT:
        raise TemplateProblem(f"`join` of more than {MAX_OUTPUT} characters")
    return separator.join(parts)


@dataclass
class _Budget:
    """What is left of the work that one rendering of a sample's fields may cost."""

    fields: Mapping[str, Any]
    left: int = MAX_WORK

    @cached_property
    def longest(self) -> int:
        """A bound on the longest text: counted where something reads one."""
        return _characters(self.fields.values())

    def spend(self, times: int, steps: int, readers: int) -> None:
        self.left -= times * steps * _STEP
        if readers:
            self.left -= times * readers * self.longest
        if self.left < 0:
            raise TemplateProblem("a template that takes too long on a sample of this length")


@jinja2.pass_context
def _each(context: Context, values: Any, steps: int, readers: int) -> Any:
    """Let a loop run over a list of the sample, and charge it."""
    if isinstance(values, jinja2.Undefined):
        return values  # it names itself when the loop begins
    if not isinstance(values, list | tuple):
        raise TemplateProblem("`for` runs over a list of the sample itself")
    if len(values) > MAX_LOOP:
        raise TemplateProblem(f"a list of {len(values)} items, at most {MAX_LOOP}")
    context[_BUDGET].spend(len(values), steps, readers)
    return values


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
    env.filters = {name: env.filters[name] for name in _FILTERS}
    env.filters |= {"join": join, "letter": letter, _EACH: _each}
    env.tests = {name: env.tests[name] for name in _TESTS}
    env.globals = {}
    return env


_env = _environment()


def compile_template(source: str) -> jinja2.Template:
    """Compile a template after refusing what it may not use.

    Raises:
        TemplateProblem: with the line.
    """
    return _compile(source)[0]


@lru_cache(maxsize=256)
def _compile(source: str) -> tuple[jinja2.Template, tuple[int, int]]:
    if len(source) > MAX_TEMPLATE:
        raise TemplateProblem(f"template of {len(source)} characters, at most {MAX_TEMPLATE}")
    try:
        tree = _env.parse(source)
        _refuse(tree, loops=0, depth=0)
        for loop in tree.find_all(nodes.For):
            cost = [nodes.Const(one) for one in _cost(loop)]
            loop.iter = nodes.Filter(loop.iter, _EACH, cost, [], None, None, lineno=loop.lineno)
        template = _env.from_string(tree)
        template.globals = {}  # none as before, but not a map of maps that is walked each time
        return template, _cost(tree)
    except jinja2.TemplateError as error:
        line = getattr(error, "lineno", None) or 1
        raise TemplateProblem(str(error), line) from error
    except (RecursionError, MemoryError, SyntaxError) as error:
        raise TemplateProblem("template nested too deeply") from error


def _cost(node: nodes.Node) -> tuple[int, int]:
    """Count the steps of a template, and how often they read a text to its end."""
    readers = sum(_SLOW.get(getattr(one, "name", ""), 1) for one in node.find_all(_READERS))
    return sum(1 for _ in node.find_all(nodes.Node)), readers


def _arguments(node: nodes.Filter) -> bool:
    return bool(node.args or node.kwargs or node.dyn_args or node.dyn_kwargs)


def _refuse(node: nodes.Node, loops: int, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise TemplateProblem("template nested too deeply", node.lineno)
    if not isinstance(node, _NODES):
        raise TemplateProblem(
            f"`{type(node).__name__.lower()}` is not allowed in a template", node.lineno
        )
    if isinstance(node, nodes.For):
        loops += 1
        if loops > 2:
            raise TemplateProblem("loops nest at most two deep", node.lineno)
        if node.recursive or not isinstance(node.iter, nodes.Name | nodes.Getattr):
            raise TemplateProblem("`for` runs over a list of the sample itself", node.lineno)
    if isinstance(node, nodes.Filter) and node.name not in _WITH_ARGUMENT and _arguments(node):
        raise TemplateProblem(f"filter `{node.name}` takes no argument", node.lineno)
    name = getattr(node, "attr", None) or getattr(node, "name", None)
    if isinstance(name, str) and (name.startswith("_") or name == "self"):
        raise TemplateProblem(f"`{name}` is not allowed in a template", node.lineno)
    for child in node.iter_child_nodes():
        _refuse(child, loops, depth + 1)


def render(source: str, fields: Mapping[str, Any]) -> str:
    """Render a template over a sample's fields, without trailing white space.

    Raises:
        TemplateProblem: an undefined name, a list that is too long, too much work, or more than
            1 MB of output.
    """
    template, cost = _compile(source)
    budget = _Budget(fields)
    chunks, size = [], 0
    try:
        budget.spend(1, *cost)
        context = template.new_context({**fields, _BUDGET: budget}, shared=True)
        for chunk in template.root_render_func(context):
            size += len(chunk)
            if size > MAX_OUTPUT:
                raise TemplateProblem(f"a prompt of more than {MAX_OUTPUT} characters")
            chunks.append(chunk)
    except (jinja2.TemplateError, TypeError, ValueError, OverflowError) as error:
        if isinstance(error, TemplateProblem):
            raise
        raise TemplateProblem(str(error)) from error
    return "".join(chunks).rstrip()


def _characters(values: Iterable[Any]) -> int:
    """A bound on the longest text of a sample: all of its texts together."""
    total = 0
    for value in values:
        if isinstance(value, str):
            total += len(value)
        elif isinstance(value, Mapping):
            total += _characters(value.values())
        elif isinstance(value, list | tuple):
            total += len(value) + _characters(value)
        else:
            total += 1
    return total
