"""The model may call tools, turn after turn, until it answers without one.

Declared tools are answered here: they are data. The built-in ones act on a workspace and are
yielded as work. A call that is malformed gets an error back and is counted; the model may mend it.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, field_validator

from ..messages import ToolCall
from ..model import ChatPolicy, Generate, Prompt, Reply, Tool
from ..sample import Sample
from ..services import Service
from ..tools.builtin import OFFERED, Builtin
from ..tools.declared import Bench, DeclaredTool, ToolSet, read_tools
from ..tools.result import ToolResult
from ..work import UseTool
from .base import HarnessContext, HarnessSpec, Rollout, conversation
from .exchange import Exchange
from .single_turn import TEMPLATE


class ToolUse(HarnessSpec):
    """Offer tools, give back what they find, and take the first turn without a call as the end."""

    type: Literal["tool_use"] = "tool_use"
    tools: str | tuple[DeclaredTool, ...] = ()
    """A file such as `harness/tools.json`, or the tools themselves."""
    state: dict[str, Any] = Field(default_factory=dict)
    """What stateful tools begin with; a sample's `metadata.state` replaces keys of it."""
    builtin: tuple[Builtin, ...] = ()
    """Of `python`, `bash` and `files`: tools on a workspace that holds the sample's files."""
    max_turns: int = Field(default=10, ge=1, le=200)
    """Replies of the model, the last answer included."""
    max_tokens: int = Field(default=512, ge=1)
    """Of each reply."""
    tool_seconds: float = Field(default=30.0, gt=0, le=600)
    """Wall time of each use of a built-in tool."""
    stop: tuple[str, ...] = ()
    temperature: float = Field(default=0.0, ge=0.0)
    chat: ChatPolicy = "auto"

    @field_validator("tools")
    @classmethod
    def _named_once(cls, value: str | tuple[DeclaredTool, ...]) -> str | tuple[DeclaredTool, ...]:
        if value and not isinstance(value, str):
            ToolSet(tools=value)
        return value

    @property
    def needs(self) -> tuple[Service, ...]:
        return ("workspace",) if self.builtin else ()

    @property
    def reads(self) -> tuple[str, ...]:
        return (self.tools,) if isinstance(self.tools, str) else ()

    @property
    def uses_metadata(self) -> bool:
        return True  # the state and what expressions look up stand in it

    @property
    def one_exchange(self) -> bool:
        return False

    def problems(self, context: HarnessContext) -> tuple[str, ...]:
        try:
            declared = self._set(context)
        except ValueError as error:
            return (f"{self.tools}: {error}",)
        names = [tool.name for tool in self._offered(declared)]
        if not names:
            return ("a harness of type `tool_use` declares no tool",)
        twice = sorted({name for name in names if names.count(name) > 1})
        return tuple(f"tool `{name}` is declared, and built in too" for name in twice)

    def rollout(self, sample: Sample, context: HarnessContext) -> Rollout:
        declared = self._set(context)
        bench = Bench(declared.tools, declared.state, sample.metadata)
        tools = self._offered(declared)
        exchange = Exchange(
            conversation(sample, context, system=self.system, default=TEMPLATE, lettered=False)
        )
        while exchange.turns < self.max_turns:
            reply: Reply = yield Generate(
                prompt=Prompt(messages=exchange.messages, chat=self.chat),
                max_tokens=self.max_tokens,
                stop=self.stop,
                temperature=self.temperature,
                tools=tools,
            )
            reply = exchange.take(reply)
            if reply.failure is not None or not reply.tool_calls:
                return exchange.trace(state=self._left(bench))
            for call in reply.tool_calls:
                result = refused(call, tools)
                if result is None and call.name in bench:
                    result = bench.use(call)
                elif result is None:
                    result = yield UseTool(call=call, seconds=self.tool_seconds)
                exchange.answer(call, result)
        return exchange.trace(state=self._left(bench), out_of_turns=True)

    def _left(self, bench: Bench) -> dict[str, Any] | None:
        return bench.state or None

    def _set(self, context: HarnessContext) -> ToolSet:
        """The declared tools, wherever they stand.

        Raises:
            ValueError: the file holds something else.
        """
        if isinstance(self.tools, str):
            found = read_tools(context.texts[self.tools])
            return found.model_copy(update={"state": {**found.state, **self.state}})
        return ToolSet.model_construct(tools=self.tools, state=self.state)

    def _offered(self, declared: ToolSet) -> tuple[Tool, ...]:
        built_in = (tool for name in sorted(set(self.builtin)) for tool in OFFERED[name])
        return (*(tool.offered for tool in declared.tools), *built_in)


def refused(call: ToolCall, tools: tuple[Tool, ...]) -> ToolResult | None:
    """Return the error of a call that can't be read or names no tool, else None."""
    if call.malformed is not None:
        message = (
            "this is no tool call that can be read; a call is a JSON object with the name of the "
            'tool in "name" and its arguments in "arguments"'
        )
        return ToolResult.wrong(message, malformed=True)
    if call.name not in {tool.name for tool in tools}:
        known = ", ".join(tool.name for tool in tools)
        return ToolResult.wrong(f"no tool `{call.name:.80}` (there are: {known})", malformed=True)
    return None
