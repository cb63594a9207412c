"""From what a server said to a reply. A server is believed in nothing that does not add up."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any, Literal, TypeGuard

from envhub.messages import ToolCall
from envhub.model import Continuation, Failure, Generate, Rank, Reply, Usage
from envhub.values import plain

from .asking import ranked_texts

MAX_KEPT = 2_000
"""Characters that are kept of a call that can't be read."""


class Unreadable(Exception):
    """An answer that is no answer of the protocol: it is asked for again."""


def parsed(text: str) -> Any:
    """Return the value of a JSON text, as UTF-8 can hold it: no half surrogates, no NaN.

    Raises:
        ValueError, RecursionError: it is no JSON.
    """
    value = _DECODER.decode(text)
    if "\\ud" in text.lower():
        value = _DECODER.decode(plain(json.dumps(value, ensure_ascii=False)))
    return value


def read_generate(data: Any, request: Generate) -> Reply:
    """Return the reply in a chat's or a completion's answer.

    Raises:
        Unreadable: there is none in it.
    """
    choice = _choices(data)[0]
    if choice.get("finish_reason") == "content_filter":
        message = "the server held the answer back (content_filter)"
        return Reply(usage=read_usage(data), failure=_refused(message))
    said = choice.get("message", choice)
    if not isinstance(said, dict):
        raise Unreadable("a choice without a message")
    text = next((said[key] for key in ("content", "refusal", "text") if said.get(key)), "")
    if not isinstance(text, str):
        raise Unreadable("a message whose content is no text")
    calls = _calls(said.get("tool_calls"))
    if not calls and not {"content", "text", "refusal"} & said.keys():
        raise Unreadable("a message with neither text nor tool calls")
    cut = min((at for stop in request.stop if stop and (at := text.find(stop)) >= 0), default=None)
    reason = "stop" if cut is not None else _reason(choice.get("finish_reason"))
    return Reply(text=text[:cut], tool_calls=calls, stop_reason=reason, usage=read_usage(data))


def read_rank(data: Any, request: Rank) -> Reply:
    """Return the log-probabilities in the answer to `asking.compose`'s call of a `Rank`.

    Raises:
        Unreadable: there is not one choice for each continuation.
    """
    context, whole = ranked_texts(request)
    choices = {choice.get("index", 0): choice for choice in _choices(data)}
    if sorted(choices) != list(range(len(whole))):
        raise Unreadable(f"{len(choices)} choices for {len(whole)} continuations")
    usage = read_usage(data).model_copy(update={"output_tokens": 0})
    found = []
    for index, (name, text) in enumerate(zip(request.continuations or (), whole, strict=True)):
        one = _continuation(choices[index].get("logprobs"), name, context, text)
        if isinstance(one, Failure):
            return Reply(usage=usage, failure=one)
        found.append(one)
    return Reply(continuations=tuple(found), usage=usage)


def read_usage(data: Any) -> Usage:
    """Return the tokens that the server counted; zeros where it says nothing."""
    told = usage_of(data)
    if told is None:
        return Usage()
    return Usage(input_tokens=told[0], output_tokens=told[1])


def usage_of(data: Any) -> tuple[int, int] | None:
    """Return input and output tokens, or None where the server does not say both."""
    told = data.get("usage") if isinstance(data, dict) else None
    if not isinstance(told, dict):
        return None
    asked, written = told.get("prompt_tokens"), told.get("completion_tokens") or 0
    return (asked, written) if _count(asked) and _count(written) else None


def _continuation(scored: Any, name: str, context: str, text: str) -> Continuation | Failure:
    """Find the tokens that are the continuation, from the end, so that no offset is relied on."""
    if not isinstance(scored, dict):
        return _no_logprobs("the server gave no log-probabilities")
    tokens, values, tops = (
        scored.get(key) or [] for key in ("tokens", "token_logprobs", "top_logprobs")
    )
    if not tokens or len(tokens) != len(values) or len(tokens) != len(tops):
        return _no_logprobs("the server gave log-probabilities without tokens or alternatives")
    for end in (len(tokens) - 1, len(tokens)):  # the token that was written, or none
        start = _start(tokens[:end], text)
        if start and "".join(tokens[:start]).endswith(context):
            return _summed(name, values[start:end], tops[start:end], tokens[start:end])
    return Failure(
        cause="tokenization",
        message=f"no token of the server begins where continuation `{name}` does",
    )


def _start(tokens: Sequence[str], text: str) -> int | None:
    """The place from which the tokens spell the text exactly."""
    rest = text
    for place in range(len(tokens) - 1, -1, -1):
        token = tokens[place]
        if not isinstance(token, str) or not rest.endswith(token):
            return None
        rest = rest[: len(rest) - len(token)]
        if not rest:
            return place
    return None


def _summed(
    name: str, values: list[Any], tops: list[Any], tokens: list[str]
) -> Continuation | Failure:
    greedy = True
    for value, top in zip(values, tops, strict=True):
        if not _finite(value) or not isinstance(top, dict) or not top:
            return _no_logprobs("the server left out the log-probability of a token")
        if not all(map(_finite, top.values())):
            return _no_logprobs("the server gave a log-probability that is no number")
        greedy = greedy and value >= max(top.values())
    return Continuation(text=name, logprob=sum(values), tokens=len(tokens), greedy=greedy)


def _calls(said: Any) -> tuple[ToolCall, ...]:
    if not isinstance(said, list):
        return ()
    found: list[ToolCall] = []
    for number, one in enumerate(said, start=1):
        function = one.get("function") if isinstance(one, dict) else None
        if not isinstance(function, dict):
            raise Unreadable("a tool call without a function")
        taken = {call.id for call in found}
        own = one.get("id")
        unique = own if isinstance(own, str) and own and own not in taken else f"call_{number}"
        found.append(
            _call(unique, str(function.get("name") or "")[:200], function.get("arguments"))
        )
    return tuple(found)


def _call(unique: str, name: str, written: Any) -> ToolCall:
    arguments = written
    if isinstance(written, str):
        try:
            arguments = parsed(written or "{}")
        except (ValueError, RecursionError):
            arguments = None
    if name and isinstance(arguments, dict):
        return ToolCall(id=unique, name=name, arguments=arguments)
    shown = written if isinstance(written, str) else json.dumps(written)
    return ToolCall(id=unique, name=name, malformed=shown[:MAX_KEPT])


def _choices(data: Any) -> list[dict[str, Any]]:
    choices = data.get("choices") if isinstance(data, dict) else None
    if not isinstance(choices, list) or not choices:
        raise Unreadable("an answer without choices")
    if not all(isinstance(choice, dict) for choice in choices):
        raise Unreadable("a choice that is no object")
    return choices


def _reason(said: Any) -> Literal["stop", "length", ""]:
    if said in ("stop", "tool_calls", "function_call"):
        return "stop"
    return "length" if said == "length" else ""


def _refused(message: str) -> Failure:
    return Failure(cause="refused by server", message=message)


def _no_logprobs(message: str) -> Failure:
    return Failure(cause="logprobs", message=message)


def _count(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _finite(value: Any) -> bool:
    return isinstance(value, int | float) and math.isfinite(value)


def _no_number(word: str) -> Any:
    raise ValueError(f"`{word}` is no JSON")


_DECODER = json.JSONDecoder(strict=False, parse_constant=_no_number)
