"""`harness.py` of the bundle: a stranger's generator, which asks the model through its pipe.

    def rollout(sample, context):
        reply = yield {"messages": [{"role": "user", "content": sample["input"]}]}
        reply = yield {"messages": […], "max_tokens": 20, "stop": ["\\n"], "tools": […]}
        result = yield {"tool": {"name": "bash", "arguments": {"command": "ls"}}}
        return {"output": reply["text"], "state": {…}}

It runs in the sandbox, one process a run. That process keeps nothing between two steps: it is told
everything that was answered so far and begins again, so a crash loses one step and no sample can
see another. It must therefore ask the same when it is answered the same; that is checked.
"""

from __future__ import annotations

import json
from itertools import takewhile
from typing import Any, Literal

from pydantic import Field, JsonValue, ValidationError, field_validator

from ..messages import Message, ToolCall
from ..model import ChatPolicy, Failure, Generate, Prompt, Reply, Tool
from ..sample import Sample
from ..services import GuestCall, GuestFailed, Service
from ..tools.builtin import OFFERED, Builtin
from ..tools.result import ToolResult
from ..trace import Trace
from ..values import Frozen
from ..work import UseTool
from .base import HarnessContext, HarnessSpec, Rollout, answer_text, fields_of
from .exchange import Exchange
from .tool_use import refused

_DRIVER = """

def _envhub_step(sample, context, asked, answers):
    steps = rollout(sample, context)
    try:
        step = next(steps)
        for before, answer in zip(asked, answers):
            if step != before:
                raise RuntimeError("asked something else when it was answered the same")
            step = steps.send(answer)
    except StopIteration as stop:
        return {"done": stop.value}
    return {"ask": step}
"""


class Asked(Frozen):
    """What `harness.py` may ask of the model."""

    messages: tuple[Message, ...] = Field(min_length=1, max_length=1_000)
    max_tokens: int | None = Field(default=None, ge=1)
    stop: tuple[str, ...] = Field(default=(), max_length=16)
    temperature: float = Field(default=0.0, ge=0.0, allow_inf_nan=False)
    chat: ChatPolicy = "auto"
    tools: tuple[Tool, ...] = Field(default=(), max_length=128)


class Used(Frozen):
    """What it may ask of a built-in tool."""

    name: str
    arguments: dict[str, Any] = Field(default_factory=dict)


class Returned(Frozen):
    """What it may return."""

    output: str | None = None
    """None: the model's last text."""
    state: dict[str, JsonValue] | None = None

    @field_validator("state")
    @classmethod
    def _written_down(cls, value: Any) -> Any:
        json.dumps(value, allow_nan=False)  # a number without end stands in no file
        return value


class Custom(HarnessSpec):
    """A harness that declaration is not enough for."""

    type: Literal["custom"] = "custom"
    file: str = "harness/harness.py"
    builtin: tuple[Builtin, ...] = ()
    """The tools that it may use, or let the model use, on the sample's workspace."""
    max_turns: int = Field(default=10, ge=1, le=200)
    """Replies of the model."""
    max_tokens: int = Field(default=512, ge=1)
    """Of each reply."""
    max_total_tokens: int | None = Field(default=None, ge=1)
    """That the model may write in one rollout; None: `max_turns` times `max_tokens`."""
    seconds: float = Field(default=10.0, gt=0, le=600)
    """Wall time of each of its steps, and of each use of a tool."""
    memory_mb: int = Field(default=512, ge=64, le=16_384)

    @property
    def needs(self) -> tuple[Service, ...]:
        return ("sandbox", "workspace") if self.builtin else ("sandbox",)

    @property
    def reads(self) -> tuple[str, ...]:
        return (self.file,)

    @property
    def uses_metadata(self) -> bool:
        return True

    @property
    def one_exchange(self) -> bool:
        return False

    def rollout(self, sample: Sample, context: HarnessContext) -> Rollout:
        exchange = _Run(self, sample, context)
        while True:
            try:
                said = yield exchange.step()
            except GuestFailed as error:
                cause = "sandbox" if error.status == "lost" else "harness"
                return exchange.failed(error.message, cause)
            try:
                wish = _wish(said)
            except (ValidationError, ValueError) as error:
                return exchange.failed(f"`{self.file}` {_first(error)}", "harness")
            if isinstance(wish, Returned):
                return exchange.trace_of(wish)
            if isinstance(wish, Used):
                call = ToolCall(id="call_1", name=wish.name, arguments=wish.arguments)
                result = refused(call, exchange.tools)
                if result is None:
                    result = yield UseTool(call=call, seconds=self.seconds)
                exchange.used(said["ask"], result)
                continue
            if (request := exchange.request(wish)) is None:
                return exchange.trace(out_of_turns=True)
            reply: Reply = yield request
            exchange.told(said["ask"], wish, reply)
            if reply.failure is not None:
                return exchange.trace()


class _Run(Exchange):
    """One rollout of a `harness.py`: what it asked, and what it was answered."""

    def __init__(self, harness: Custom, sample: Sample, context: HarnessContext) -> None:
        super().__init__(())
        self._harness = harness
        self._code = context.texts[harness.file] + _DRIVER
        self._sample = {**sample.model_dump(mode="json"), "question": sample.question}
        self._context = {
            "system": harness.system,
            "template": context.template,
            "max_turns": harness.max_turns,
            "max_tokens": harness.max_tokens,
            "shots": [
                {**fields_of(shot), "answer": answer_text(shot, target)}
                for shot, target in context.shots
                if shot.id != sample.id
            ],
        }
        self._shown: tuple[Message, ...] = ()
        self._asked: list[Any] = []
        self._answers: list[Any] = []
        self.tools = tuple(tool for name in sorted(set(harness.builtin)) for tool in OFFERED[name])

    def step(self) -> GuestCall:
        """The call that takes the generator one step further."""
        return GuestCall(
            code=self._code,
            name="_envhub_step",
            arguments=(self._sample, self._context, self._asked, self._answers),
            seconds=self._harness.seconds,
            memory_mb=self._harness.memory_mb,
        )

    def request(self, wish: Asked) -> Generate | None:
        """What the model is asked; None where no turn or no token is left."""
        harness = self._harness
        total = harness.max_total_tokens or harness.max_turns * harness.max_tokens
        left = min(wish.max_tokens or harness.max_tokens, harness.max_tokens, total - self.tokens)
        if self.turns >= harness.max_turns or left < 1:
            return None
        return Generate(
            prompt=Prompt(messages=wish.messages, chat=wish.chat),
            max_tokens=left,
            stop=wish.stop,
            temperature=wish.temperature,
            tools=wish.tools,
        )

    def used(self, ask: Any, result: ToolResult) -> None:
        """Keep what a tool gave."""
        self._keep(ask, {"content": result.content, "error": result.error})
        self.say(Message(role="tool", content=result.content))

    def told(self, ask: Any, wish: Asked, reply: Reply) -> None:
        """Keep what the model said. The trace holds what each request adds to the one before."""
        pairs = zip(wish.messages, self._shown, strict=False)
        known = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        self.say(*wish.messages[known:])
        reply = self.take(reply)
        self._shown = (*wish.messages, self.messages[-1])
        self._malformed += sum(call.malformed is not None for call in reply.tool_calls)
        calls = [call.model_dump(mode="json") for call in reply.tool_calls]
        answer = {"text": reply.text, "stop_reason": reply.stop_reason, "tool_calls": calls}
        self._keep(ask, answer)

    def _keep(self, ask: Any, answer: Any) -> None:
        self._asked.append(ask)
        self._answers.append(answer)

    def failed(self, message: str, cause: str) -> Trace:
        """A rollout that the stranger's code, or the sandbox, brought to its end."""
        return self.trace(failure=Failure(cause=cause, message=message))

    def trace_of(self, returned: Returned) -> Trace:
        """The trace, with what `harness.py` returned."""
        return self.trace(output=returned.output, state=returned.state)


def _wish(said: Any) -> Asked | Used | Returned:
    """Read what the stranger's code said.

    Raises:
        ValueError: it is nothing that may be said.
    """
    if not isinstance(said, dict) or not said.keys() & {"ask", "done"}:
        raise ValueError("gave an answer that is none")
    if "done" in said:
        value = said["done"]
        if value is None or isinstance(value, str):
            return Returned(output=value)
        return Returned.model_validate(value)
    ask = said["ask"]
    if isinstance(ask, dict) and "tool" in ask:
        return Used.model_validate(ask["tool"])
    return Asked.model_validate(ask)


def _first(error: ValueError) -> str:
    if not isinstance(error, ValidationError):
        return str(error)
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"asked or returned what it may not: `{place}`: {first['msg']}"
