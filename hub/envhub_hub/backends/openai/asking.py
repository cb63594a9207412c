"""From a request to the body of a call. It knows the protocol and opens no connection."""

from __future__ import annotations

import json
import re
from typing import Any, Literal, NamedTuple

from envhub.messages import Message, Part, ToolCall, plain_text
from envhub.model import Failure, Generate, Prompt, Rank
from envhub.values import Frozen

CHAT, PLAIN = "/chat/completions", "/completions"
MAX_STOPS = 4
"""What OpenAI's own servers take; the text is cut at all of them when it is read."""
_DATA_URL = re.compile(
    r"data:(?P<type>[\w.+-]+/[\w.+-]+)?(?:;[\w.+=-]+)*;base64,(?P<data>.*)", re.DOTALL
)
_AUDIO = {"wav": "wav", "x-wav": "wav", "wave": "wav", "vnd.wave": "wav", "mpeg": "mp3",
          "mp3": "mp3"}  # fmt: skip


class Dialect(Frozen):
    """What a server showed that it understands."""

    chat: bool = True
    """Whether it lays conversations out itself; else a prompt goes as plain text."""
    limit: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    left_out: tuple[str, ...] = ()
    """Fields that it refuses, of `temperature` and `stop`."""
    tools: bool = False
    response_schema: bool = False


class Call(NamedTuple):
    """One HTTP request."""

    path: str
    body: dict[str, Any]
    prompt: str
    """What is kept of it beside the reply: the text, never the pictures."""


def compose(name: str, dialect: Dialect, request: Generate | Rank) -> Call | Failure:
    """Return what the server is asked, or why it can't be asked."""
    if isinstance(request, Rank):
        return _compose_rank(name, request)
    body: dict[str, Any] = {"model": name, dialect.limit: request.max_tokens}
    if "temperature" not in dialect.left_out:
        body["temperature"] = request.temperature
    if request.temperature > 0:
        body["seed"] = request.seed
    stops = [stop for stop in request.stop if stop][:MAX_STOPS]
    if stops and "stop" not in dialect.left_out:
        body["stop"] = stops
    prompt = request.prompt
    if prompt.chat == "always" and not dialect.chat:
        return _no_template()
    if prompt.chat == "never" or not dialect.chat:
        return _compose_plain(body, request)
    if request.tools and not dialect.tools:
        return _unable("tools")
    if request.response_schema is not None and not dialect.response_schema:
        return _unable("a schema of the answer")
    return _compose_chat(body, request)


def _compose_rank(name: str, request: Rank) -> Call | Failure:
    """All continuations in one call: the server gives the log-probabilities of what it is sent."""
    if request.prompt.chat == "always":
        return _no_template()
    if (beyond := _beyond_text(request.prompt)) is not None:
        return _unable(beyond)
    context, whole = ranked_texts(request)
    if not whole:
        return Failure(cause="request", message="nothing to rank: no continuation was named")
    if not context:
        return Failure(cause="tokenization", message="the prompt is empty and has no first token")
    # One token more is asked for, since many servers refuse to write none.
    body = {"model": name, "prompt": [context + text for text in whole], "max_tokens": 1,
            "temperature": 0.0, "echo": True, "logprobs": 1}  # fmt: skip
    return Call(PLAIN, body, plain_text(request.prompt.messages, request.prompt.delimiter))


def ranked_texts(request: Rank) -> tuple[str, list[str]]:
    """Return the context and what is scored behind it: the split is lm-eval's, as on local models.

    Space at the end of the prompt belongs to the continuation.
    """
    text = plain_text(request.prompt.messages, request.prompt.delimiter)
    context = text.rstrip()
    space, delimiter = text[len(context) :], request.prompt.delimiter
    asked = request.continuations or ()
    return context, [space + (one if one[:1].isspace() else delimiter + one) for one in asked]


def _compose_plain(body: dict[str, Any], request: Generate) -> Call | Failure:
    beyond = _beyond_text(request.prompt) or ("tools" if request.tools else None)
    if beyond is not None or request.response_schema is not None:
        return _unable(beyond or "a schema of the answer")
    text = plain_text(request.prompt.messages, request.prompt.delimiter)
    # The older protocol knows one name of the limit only.
    body["max_tokens"] = body.pop("max_completion_tokens", request.max_tokens)
    return Call(PLAIN, body | {"prompt": text}, text)


def _compose_chat(body: dict[str, Any], request: Generate) -> Call | Failure:
    messages = []
    for message in request.prompt.messages:
        one = _message(message)
        if isinstance(one, Failure):
            return one
        messages.append(one)
    body["messages"] = messages
    if request.tools:
        body["tools"] = [
            {"type": "function", "function": one.model_dump()} for one in request.tools
        ]
    if (schema := request.response_schema) is not None:
        wanted = {"name": "answer", "schema": schema} | (
            {"strict": True} if _strict(schema) else {}
        )
        body["response_format"] = {"type": "json_schema", "json_schema": wanted}
    return Call(CHAT, body, plain_text(request.prompt.messages, request.prompt.delimiter))


def _message(message: Message) -> dict[str, Any] | Failure:
    if message.parts and (message.role in ("assistant", "tool")):
        # The protocol has no place for them, and a request must not lose what it shows.
        what = f"an {message.parts[0].type} part in a turn of the {message.role}"
        return Failure(cause="ability", message=f"the protocol has no room for {what}")
    if message.role == "tool":
        said = {"role": "tool", "content": message.content}
        return said | {"tool_call_id": message.tool_call_id or ""}
    if message.tool_calls:
        calls = [_tool_call(call) for call in message.tool_calls]
        return {"role": message.role, "content": message.content or None, "tool_calls": calls}
    if not message.parts:
        return {"role": message.role, "content": message.content}
    content: list[dict[str, Any]] = []
    if message.content:
        content.append({"type": "text", "text": message.content})
    for part in message.parts:
        shown = _part(part)
        if isinstance(shown, Failure):
            return shown
        content.append(shown)
    return {"role": message.role, "content": content}


def _tool_call(call: ToolCall) -> dict[str, Any]:
    # Servers read the arguments of earlier calls as JSON, so what is none is put into some.
    arguments = call.arguments if call.malformed is None else {"malformed": call.malformed}
    function = {"name": call.name or "unknown", "arguments": json.dumps(arguments)}
    return {"id": call.id, "type": "function", "function": function}


def _part(part: Part) -> dict[str, Any] | Failure:
    shown = part.source[:40]
    if part.type == "image":
        if part.source.startswith("data:") and not part.source.lower().startswith("data:image/"):
            message = f"an image must be of an image type, not `{shown}`"
            return Failure(cause="ability", message=message)
        return {"type": "image_url", "image_url": {"url": part.source}}
    found = _DATA_URL.fullmatch(part.source)
    kind = _AUDIO.get((found["type"] or "").lower().removeprefix("audio/")) if found else None
    if found is None or kind is None:
        return Failure(
            cause="ability", message=f"audio must be WAV or MP3 in base64, not `{shown}`"
        )
    return {"type": "input_audio", "input_audio": {"data": found["data"], "format": kind}}


def _strict(schema: Any) -> bool:
    """Whether a schema is one that OpenAI's servers hold a model to exactly."""
    if isinstance(schema, list):
        return all(map(_strict, schema))
    if not isinstance(schema, dict):
        return True
    if schema.get("type") == "object" or "properties" in schema:
        named = set(schema.get("properties") or {})
        closed = schema.get("additionalProperties") is False
        if not closed or set(schema.get("required") or ()) != named:
            return False
    return all(map(_strict, schema.values()))


def _beyond_text(prompt: Prompt) -> str | None:
    for message in prompt.messages:
        if message.parts:
            return f"an {message.parts[0].type} part"
        if message.tool_calls or message.role == "tool":
            return "tool calls"
    return None


def _unable(what: str) -> Failure:
    message = f"the server takes plain text for this prompt, and the request has {what}"
    return Failure(cause="ability", message=message)


def _no_template() -> Failure:
    message = "the prompt needs a chat template, and the server has none for it"
    return Failure(cause="chat_template", message=message)
