"""Tool calls and answer schemas in words, for a model that has neither of its own.

The model is told in the system prompt which tools there are. It calls one by writing

    <tool_call>{"name": "get_weather", "arguments": {"city": "Oslo"}}</tool_call>

as often as it needs, and stops. What the tools gave stands in the next user turn, in the same
order, each in `<tool_response>` tags. A turn without such a tag is its answer. This is the form
that Hermes, Qwen and SmolLM were trained on.

Reading is lenient where the meaning is plain: a missing end tag, a code fence, a list of calls, one
object after another, `parameters` for `arguments`, arguments as a JSON text, OpenAI's `function`
object, and a whole answer that is nothing but a call of a known tool. What stands in the tags and
is no call is a malformed call, never an answer. The wording stands in no digest of an environment,
so it never changes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from ..messages import Message, ToolCall
from ..model import Generate, Model, ModelIdentity, Reply, Request, Tool

START, END = "<tool_call>", "</tool_call>"
ANSWER_START, ANSWER_END = "<tool_response>", "</tool_response>"
MAX_CALLS = 32
"""Calls of one reply that are read."""
MAX_KEPT = 2_000
"""Characters that are kept of a call that can't be read."""

PREAMBLE = f"""\
You can use the tools below. To use one, write on a line of its own:
{START}{{"name": "the name of the tool", "arguments": {{"an argument": "its value"}}}}{END}
You may write several such lines; then stop. The results come back in {ANSWER_START} tags. \
When you need no more tools, answer without such a tag.

<tools>
"""
SCHEMA_PREAMBLE = "Answer with JSON that matches this JSON schema, and with nothing else:\n"

_LEFT_OVER = re.compile(r"[\s,;`\]}]*\Z")
_ARGUMENTS = ("arguments", "parameters")


def worded(model: Model) -> Model:
    """Return a model that takes tools and schemas: itself, or with both put into words."""
    if {"tools", "response_schema"} <= set(model.identity.abilities):
        return model
    return _Worded(model)


class _Worded:
    """A model behind the text protocol, for what it can't do by itself."""

    def __init__(self, model: Model) -> None:
        self._model = model
        able = model.identity.abilities
        self._tools, self._schemas = "tools" not in able, "response_schema" not in able

    @property
    def identity(self) -> ModelIdentity:
        return self._model.identity

    def respond(self, requests: Sequence[Request]) -> Iterator[tuple[int, Reply]]:
        """Answer as the model does, which never sees a tool."""
        for index, reply in self._model.respond([self._lower(one) for one in requests]):
            asked = requests[index]
            if self._tools and isinstance(asked, Generate) and asked.tools:
                reply = lift(reply, asked.tools)
            yield index, reply

    def _lower(self, request: Request) -> Request:
        if not isinstance(request, Generate):
            return request
        if self._tools:
            request = lower(request)
        if self._schemas and request.response_schema is not None:
            said = SCHEMA_PREAMBLE + _json(request.response_schema)
            request = _with_system(request, said).model_copy(update={"response_schema": None})
        return request


def lower(request: Generate) -> Generate:
    """Return a request that says in words what it offers and what tools gave."""
    messages = request.prompt.messages
    if not request.tools and not any(one.tool_calls or one.role == "tool" for one in messages):
        return request
    prompt = request.prompt.model_copy(update={"messages": tuple(_spoken(messages))})
    request = request.model_copy(update={"prompt": prompt})
    if not request.tools:
        return request
    shown = "\n".join(_json(tool.model_dump()) for tool in request.tools)
    request = _with_system(request, f"{PREAMBLE}{shown}\n</tools>")
    # A model that goes on by inventing the results would be believed.
    stop = (*request.stop, ANSWER_START)
    return request.model_copy(update={"tools": (), "stop": stop})


def lift(reply: Reply, tools: Sequence[Tool]) -> Reply:
    """Return a reply whose calls are no longer text."""
    text, calls = read_calls(reply.text, {tool.name for tool in tools})
    return reply.model_copy(update={"text": text, "tool_calls": calls}) if calls else reply


def _with_system(request: Generate, text: str) -> Generate:
    messages = request.prompt.messages
    if messages and messages[0].role == "system":
        whole = f"{messages[0].content}\n\n{text}"
        messages = (messages[0].model_copy(update={"content": whole}), *messages[1:])
    else:
        messages = (Message(role="system", content=text), *messages)
    prompt = request.prompt.model_copy(update={"messages": messages})
    return request.model_copy(update={"prompt": prompt})


def _spoken(messages: Sequence[Message]) -> Iterator[Message]:
    """Calls as the text that a model would have written, results as one user turn."""
    results: list[str] = []
    for message in messages:
        if message.role == "tool":
            results.append(f"{ANSWER_START}\n{message.content}\n{ANSWER_END}")
            continue
        if results:
            if message.role == "user":
                results.append(message.content)
            yield Message(role="user", content="\n".join(results))
            results = []
            if message.role == "user":
                continue
        if message.tool_calls:
            parts = [message.content, *map(written, message.tool_calls)]
            text = "\n".join(part for part in parts if part)
            message = message.model_copy(update={"content": text, "tool_calls": ()})
        yield message
    if results:
        yield Message(role="user", content="\n".join(results))


def written(call: ToolCall) -> str:
    """Return a call as a model writes it."""
    if call.malformed is not None:
        return f"{START}{call.malformed}{END}"
    return f"{START}{_json({'name': call.name, 'arguments': call.arguments})}{END}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def read_calls(text: str, known: set[str]) -> tuple[str, tuple[ToolCall, ...]]:
    """Return a model's text without its calls, and the calls.

    Args:
        text: as the model wrote it, of any length.
        known: the tools; an answer without tags is a call only where it names one of them.
    """
    before, *tagged = text.split(START)
    if not tagged:
        bare = _objects(text) if _unfenced(text)[:1] in ("{", "[") else []
        if not bare or any(isinstance(one, str) or one["name"] not in known for one in bare):
            return text, ()
        return "", _numbered(bare)
    found: list[dict[str, Any] | str] = []
    said = [before]
    for segment in tagged:
        body, _, behind = segment.partition(END)
        if len(found) < MAX_CALLS:
            found += _objects(body)
        said.append(behind)
    return "".join(said).strip(), _numbered(found)


def _numbered(found: Sequence[dict[str, Any] | str]) -> tuple[ToolCall, ...]:
    return tuple(_call(number, one) for number, one in enumerate(found[:MAX_CALLS], start=1))


def _call(number: int, found: dict[str, Any] | str) -> ToolCall:
    if isinstance(found, str):
        return ToolCall(id=f"call_{number}", name="", malformed=found[:MAX_KEPT])
    return ToolCall(id=f"call_{number}", name=found["name"], arguments=found["arguments"])


def _objects(body: str) -> list[dict[str, Any] | str]:
    """The calls in a text as {name, arguments}; what can't be read stands there as it is."""
    rest = _unfenced(body)
    found: list[dict[str, Any] | str] = []
    while rest and len(found) <= MAX_CALLS:
        try:
            value, end = _DECODER.raw_decode(rest)
        except (ValueError, RecursionError):
            return [*found, rest]
        several = value if isinstance(value, list) else [value]
        found.extend(_as_call(one) or _json(one) for one in several[:MAX_CALLS])
        rest = rest[end:]
        if _LEFT_OVER.match(rest):
            break
        rest = rest.lstrip(" \t\r\n,;")
    return found or [body]


def _as_call(value: Any) -> dict[str, Any] | None:
    if isinstance(value, dict) and isinstance(value.get("function"), dict):
        value = value["function"]
    if not isinstance(value, dict) or not isinstance(value.get("name"), str):
        return None
    arguments: Any = next((value[key] for key in _ARGUMENTS if key in value), {})
    if isinstance(arguments, str):
        try:
            arguments = _DECODER.decode(arguments)
        except (ValueError, RecursionError):
            return None
    if not isinstance(arguments, dict):
        return None
    return {"name": value["name"][:200], "arguments": arguments}


def _unfenced(text: str) -> str:
    """A text without the code fence around all of it."""
    text = text.strip()
    if len(text) < 6 or not (text.startswith("```") and text.endswith("```")):
        return text
    first, _, rest = text[3:-3].partition("\n")
    return (rest if first.strip().isalnum() or not first.strip() else text[3:-3]).strip()


def _no_number(word: str) -> Any:
    raise ValueError(f"`{word}` is no JSON")


_DECODER = json.JSONDecoder(strict=False, parse_constant=_no_number)
