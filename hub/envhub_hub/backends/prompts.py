"""From a request to token ids: the chat template or plain layout, and where a continuation begins.

Ranking splits tokens as lm-eval's `_encode_pair` does, so that numbers can be compared with it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from envhub.messages import plain_text
from envhub.model import Failure, Generate, Prompt, Rank

from .ranking import RankJob
from .tokenizer import Ids, encode, has_chat_template, prefix_token, render_chat
from .writing import WriteJob


class Reader(NamedTuple):
    """What turns text into token ids."""

    tokenizer: Any
    bos_token_id: int | None
    """Prepended once to every prompt."""
    limit: int | None
    """The longest sequence that the network can read."""


class Asked(NamedTuple):
    """A request as it is given to the network."""

    text: str
    """The prompt as sent."""
    job: RankJob | WriteJob


class _Layout(NamedTuple):
    text: str
    chat: bool


def prepare(reader: Reader, request: Generate | Rank) -> Asked | Failure:
    """Return what the network is asked, or why it can't be asked."""
    if (unable := _beyond(request)) is not None:
        message = f"this model takes text and gives text, the request has {unable}"
        return Failure(cause="ability", message=message)
    layout = _lay_out(reader.tokenizer, request.prompt)
    if isinstance(layout, Failure):
        return layout
    if isinstance(request, Rank):
        return _prepare_rank(reader, request, layout)
    special = not layout.chat
    prompt = _begin(reader, encode(reader.tokenizer, [layout.text], special=special)[0])
    if not prompt:
        return Failure(cause="tokenization", message="the prompt is empty and has no first token")
    if reader.limit is not None and len(prompt) >= reader.limit:
        return _too_long(len(prompt) + 1, reader.limit)
    return Asked(layout.text, WriteJob(prompt, request))


def _beyond(request: Generate | Rank) -> str | None:
    """What a request has that is no text; tools and schemas are put into words further up."""
    for message in request.prompt.messages:
        if message.parts:
            return f"an {message.parts[0].type} part"
        if message.tool_calls or message.role == "tool":
            return "tool calls"
    if isinstance(request, Generate) and (request.tools or request.response_schema is not None):
        return "tools" if request.tools else "a schema of the answer"
    return None


def _lay_out(tokenizer: Any, prompt: Prompt) -> _Layout | Failure:
    wanted = prompt.chat == "always" or (prompt.chat == "auto" and has_chat_template(tokenizer))
    if not wanted:
        return _Layout(plain_text(prompt.messages, prompt.delimiter), False)
    if not has_chat_template(tokenizer):
        message = "the prompt needs a chat template and the tokenizer has none"
        return Failure(cause="chat_template", message=message)
    try:
        return _Layout(render_chat(tokenizer, prompt.messages), True)
    except Exception as error:  # a template is the model's own code, and may refuse a role
        return Failure(cause="chat_template", message=f"{type(error).__name__}: {error}")


def _prepare_rank(reader: Reader, request: Rank, layout: _Layout) -> Asked | Failure:
    context = layout.text.rstrip()
    space = layout.text[len(context) :]
    delimiter = "" if layout.chat else request.prompt.delimiter
    asked = request.continuations or ()
    if not asked:
        return Failure(cause="request", message="nothing to rank: no continuation was named")
    continuations = [space + (text if text[:1].isspace() else delimiter + text) for text in asked]
    texts = [context, *(context + text for text in continuations)]
    head, *whole = encode(reader.tokenizer, texts, special=not layout.chat)
    tails = [ids[len(head) :] for ids in whole]
    for text, tail in zip(asked, tails, strict=True):
        if not tail:
            message = f"continuation `{text}` adds no token to the prompt"
            return Failure(cause="tokenization", message=message)
    prompt = _begin(reader, head)
    if not prompt:
        return Failure(cause="tokenization", message="the prompt is empty and has no first token")
    longest = len(prompt) + max(map(len, tails)) - 1
    if reader.limit is not None and longest > reader.limit:
        return _too_long(longest, reader.limit)
    return Asked(layout.text, RankJob(prompt, tuple(tails)))


def _begin(reader: Reader, ids: Ids) -> Ids:
    """Prepend the chosen first token once; an empty prompt gets the tokenizer's own."""
    bos = reader.bos_token_id
    if bos is not None:
        return ids if ids[:1] == (bos,) else (bos, *ids)
    first = prefix_token(reader.tokenizer)
    return ids if ids or first is None else (first,)


def _too_long(length: int, limit: int) -> Failure:
    message = f"{length} tokens are more than the model's {limit}"
    return Failure(cause="context_length", message=message)
