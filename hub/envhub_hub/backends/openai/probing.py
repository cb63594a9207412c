"""What a server can do, found out by asking it: a few short calls when a model is loaded.

A server that ignores a field says nothing of it, so acceptance proves nothing: tools are believed
when a tool is called, schemas when an answer that nobody asked for in words has the form.
"""

from __future__ import annotations

import asyncio
import json
import re
from typing import Any, NamedTuple

from envhub.errors import BackendError, NotFound, near_miss
from envhub.messages import Message
from envhub.model import Generate, Prompt, Rank, Reply, Tool

from .asking import Call, Dialect, compose
from .calling import Caller, Fault
from .reading import read_generate, read_rank

_SHORT, _LONG = 16, 512
"""Tokens; models that think before they answer need more to show anything."""
_FIELD = re.compile(r"\b(max_tokens|temperature)\b")
"""What a server may name in words only."""
_CITY = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
_WEATHER = Tool(name="get_weather", description="The weather of a city, now.", parameters=_CITY)
_ANSWER = {
    "type": "object",
    "properties": {"answer": {"type": "integer"}},
    "required": ["answer"],
    "additionalProperties": False,
}


class Look(NamedTuple):
    """What was found."""

    dialect: Dialect
    fingerprint: str | None
    """What the server calls the build that answers, where it says so."""


async def look(caller: Caller, name: str) -> Look:
    """Find out how to talk to a model.

    Raises:
        PermissionMissing: the key is wrong. NotFound: the model, or the address, is.
        BackendError: the server does not answer.
    """
    try:
        found = await _first(caller, name)
    except NotFound as error:
        near = near_miss(name, await caller.models())
        raise NotFound(f"{error.message}{near}", hint=error.hint) from None
    if not found.dialect.chat:
        return found
    tools, schema = await asyncio.gather(
        _has_tools(caller, name, found.dialect), _has_schemas(caller, name, found.dialect)
    )
    able = found.dialect.model_copy(update={"tools": tools, "response_schema": schema})
    return Look(able, found.fingerprint)


async def offers_ranking(caller: Caller, name: str) -> str | None:
    """Return why a server gives no log-probabilities of a prompt, or None where it does."""
    request = Rank(prompt=_asked("one two", chat="never"), continuations=("three",))
    try:
        reply, _ = await _try(caller, name, Dialect(), request)
    except Fault as fault:
        if fault.again:
            raise
        return fault.message
    return reply.failure.message if reply.failure is not None else None


async def _first(caller: Caller, name: str) -> Look:
    """The plainest question; fields that the server refuses are left out one after the other."""
    dialect = Dialect()
    while True:
        request = Generate(prompt=_asked("Say ok."), max_tokens=_SHORT, stop=("###",))
        try:
            _, data = await _try(caller, name, dialect, request)
        except Fault as fault:
            adapted = _adapted(dialect, fault)
            if adapted is None:
                raise _given_up(name, fault, dialect) from None
            dialect = adapted
            continue
        build = data.get("system_fingerprint")
        return Look(dialect, build[:100] if isinstance(build, str) else None)


def _adapted(dialect: Dialect, fault: Fault) -> Dialect | None:
    if fault.again:
        return None
    named = fault.field or next(iter(_FIELD.findall(fault.message)), "")
    if dialect.chat and fault.no_chat:
        return dialect.model_copy(update={"chat": False})
    if named == "max_tokens" and dialect.limit == "max_tokens":
        return dialect.model_copy(update={"limit": "max_completion_tokens"})
    if named in ("temperature", "stop") and named not in dialect.left_out:
        return dialect.model_copy(update={"left_out": (*dialect.left_out, named)})
    return None


def _given_up(name: str, fault: Fault, dialect: Dialect) -> Exception:
    if fault.status == 404:
        message = "there is neither a chat nor a completion at this address"
        return NotFound(message, hint="an address usually ends in /v1")
    tried = "chat" if dialect.chat else "completions"
    hint = "is the server running, and is --base-url right?" if fault.lost else None
    return BackendError(f"`openai/{name}` did not answer ({tried}): {fault.message}", hint=hint)


async def _has_tools(caller: Caller, name: str, dialect: Dialect) -> bool:
    prompt = _asked("What is the weather in Oslo now? Use the tool get_weather.")
    able = dialect.model_copy(update={"tools": True})
    request = Generate(prompt=prompt, max_tokens=_LONG, tools=(_WEATHER,))
    reply = await _shown(caller, name, able, request)
    return reply is not None and any(call.name == _WEATHER.name for call in reply.tool_calls)


async def _has_schemas(caller: Caller, name: str, dialect: Dialect) -> bool:
    able = dialect.model_copy(update={"response_schema": True})
    prompt = _asked("What is two plus two?")
    request = Generate(prompt=prompt, max_tokens=_LONG, response_schema=_ANSWER)
    reply = await _shown(caller, name, able, request)
    try:
        said: Any = json.loads(reply.text) if reply is not None else None
    except (ValueError, RecursionError):
        return False
    return isinstance(said, dict) and isinstance(said.get("answer"), int)


async def _shown(caller: Caller, name: str, dialect: Dialect, request: Generate) -> Reply | None:
    """The reply, or None where the server refuses; one that fails is no answer to the question."""
    try:
        return (await _try(caller, name, dialect, request))[0]
    except Fault as fault:
        # llama.cpp says by a 500 that it has no tools, every time.
        if fault.status is not None and fault.cause in ("backend", "refused by server"):
            return None
        raise BackendError(f"`openai/{name}` did not answer: {fault.message}") from None


async def _try(
    caller: Caller, name: str, dialect: Dialect, request: Generate | Rank
) -> tuple[Reply, Any]:
    call = compose(name, dialect, request)
    if not isinstance(call, Call):
        raise BackendError(f"`openai/{name}`: {call.message}")

    def read(data: Any) -> Reply:
        return (
            read_rank(data, request) if isinstance(request, Rank) else read_generate(data, request)
        )

    reply, answer = await caller.call(call, read)
    return reply, answer.data


def _asked(text: str, **fields: Any) -> Prompt:
    return Prompt(messages=(Message(role="user", content=text),), **fields)
