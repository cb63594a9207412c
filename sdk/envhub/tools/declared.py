"""Tools that an environment declares: answered from a table, or computed over a sample's state.

    {"name": "weather", "parameters": {…}, "table": [{"when": {"city": "Oslo"}, "result": "rain"}]}
    {"name": "add", "parameters": {…}, "result": "a + b"}
    {"name": "cancel", "parameters": {…},
     "require": [{"that": "order_id in state['orders']", "otherwise": "no such order"}],
     "do": ["state['orders'][order_id]['status'] = 'cancelled'"],
     "result": "f'order {order_id} is cancelled'"}

Expressions see the arguments by name, `arguments`, `state`, and the sample's `metadata`. Nothing
here runs a stranger's code: the language is `expressions`. A call either does all that it declares,
or fails and leaves the state as it was.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import Field, ValidationError, model_validator
from pydantic_core import from_json, to_json

from ..messages import ToolCall
from ..model import Tool
from ..values import Frozen
from .evaluation import Evaluation
from .expressions import STATE, ExpressionError, compile_expression, compile_statement
from .result import ToolResult
from .schema import mismatch, same, schema_problem

MAX_STATE = 1_000_000
"""Characters of JSON that a state may grow to."""


class Row(Frozen):
    """One line of a tool's table."""

    when: dict[str, Any]
    """The arguments that it answers; those not named may be anything."""
    result: Any


class Condition(Frozen):
    """What must hold before a tool does anything."""

    that: str
    otherwise: str
    """The error that the model is told."""


class DeclaredTool(Frozen):
    """A tool of an environment."""

    name: str = Field(pattern=r"^[A-Za-z_][A-Za-z0-9_-]{0,63}$")
    description: str = ""
    parameters: dict[str, Any] = Field(default_factory=lambda: {"type": "object", "properties": {}})
    """The JSON schema of its arguments. Names that are not in it are refused."""
    table: tuple[Row, ...] = ()
    otherwise: str = "there is no result for these arguments"
    """The error where no row of the table fits."""
    require: tuple[Condition, ...] = ()
    do: tuple[str, ...] = ()
    """Statements that change the state, in order."""
    result: str | None = None
    """The expression of what the model is told, computed after `do`; by default `done`."""

    @model_validator(mode="after")
    def _makes_sense(self) -> DeclaredTool:
        if problem := schema_problem(self.parameters):
            raise ValueError(f"tool `{self.name}`: parameters: {problem}")
        if self.parameters.get("type", "object") != "object":
            raise ValueError(f"tool `{self.name}`: its parameters are an object")
        if self.table and (self.do or self.result is not None):
            raise ValueError(f"tool `{self.name}` has a `table` beside `do` or `result`")
        if not self.table and not self.do and self.result is None:
            raise ValueError(f"tool `{self.name}` has no `table`, no `do` and no `result`")
        try:
            for source in (*(one.that for one in self.require), *filter(None, (self.result,))):
                compile_expression(source)
            for source in self.do:
                compile_statement(source)
        except ExpressionError as error:
            raise ValueError(f"tool `{self.name}`: {error}") from error
        return self

    @property
    def offered(self) -> Tool:
        """The tool as a model is told of it."""
        return Tool(name=self.name, description=self.description, parameters=self._schema)

    @property
    def _schema(self) -> dict[str, Any]:
        return {"type": "object", "properties": {}, "additionalProperties": False} | self.parameters


class ToolSet(Frozen):
    """What a file of tools holds."""

    state: dict[str, Any] = Field(default_factory=dict)
    """What each sample begins with; a sample's `metadata.state` replaces keys of it."""
    tools: tuple[DeclaredTool, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _named_once(self) -> ToolSet:
        names = [tool.name for tool in self.tools]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise ValueError(f"tool `{twice}` twice")
        return self


def read_tools(text: str) -> ToolSet:
    """Read a file of tools: a list of them, or an object with `state` and `tools`.

    Raises:
        ValueError: it is none, with the place of the first thing wrong.
    """
    try:
        raw = from_json(text, allow_inf_nan=False)
        return ToolSet.model_validate(raw if isinstance(raw, dict) else {"tools": raw})
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        message = str(first["msg"]).removeprefix("Value error, ")
        raise ValueError(f"`{place}`: {message}" if place else message) from error


class Bench:
    """The declared tools of one rollout, with the state that they act on."""

    def __init__(
        self, tools: Iterable[DeclaredTool], state: Mapping[str, Any], metadata: Mapping[str, Any]
    ) -> None:
        self._tools = {tool.name: tool for tool in tools}
        self._metadata = dict(metadata)
        own = metadata.get(STATE)
        begun = {**state, **(own if isinstance(own, dict) else {})}
        self.state: dict[str, Any] = copy.deepcopy(begun)

    def __contains__(self, name: str) -> bool:
        return name in self._tools

    def use(self, call: ToolCall) -> ToolResult:
        """Use a declared tool; the state changes only where all of it succeeds."""
        tool = self._tools[call.name]
        if (wrong := mismatch(call.arguments, tool.offered.parameters)) is not None:
            return ToolResult.wrong(wrong, malformed=True)
        if tool.table:
            return _looked_up(tool, call.arguments)
        state = copy.deepcopy(self.state)
        names = {"arguments": call.arguments, "metadata": self._metadata, STATE: state}
        work = Evaluation({**call.arguments, **names})
        try:
            for condition in tool.require:
                if not work.value(condition.that):
                    return ToolResult.wrong(condition.otherwise)
            for statement in tool.do:
                work.run(statement)
            result = "done" if tool.result is None else work.value(tool.result)
        except ExpressionError as error:
            return ToolResult.wrong(str(error))
        if len(to_json(state)) > MAX_STATE:
            return ToolResult.wrong("there is no room for more")
        self.state = state
        return ToolResult.of(_told(result))


def _looked_up(tool: DeclaredTool, arguments: dict[str, Any]) -> ToolResult:
    for row in tool.table:
        if all(key in arguments and same(arguments[key], row.when[key]) for key in row.when):
            return ToolResult.of(_told(row.result))
    return ToolResult.wrong(tool.otherwise)


def _told(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
