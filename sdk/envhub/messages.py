"""Messages: what a person, a model, a tool or the system says. Nothing here knows about samples."""

from __future__ import annotations

import json
from typing import Any, Literal

from pydantic import Field

from .values import Frozen

Role = Literal["system", "user", "assistant", "tool"]
Medium = Literal["image", "audio"]


class Part(Frozen):
    """A picture or a sound that belongs to a message, behind its text."""

    type: Medium
    source: str = Field(min_length=1)
    """In a sample: a path below `data/files/`, or a `data:` URL. A model is only ever given the
    `data:` URL."""


class ToolCall(Frozen):
    """A model's wish to have a tool used."""

    id: str
    name: str
    arguments: dict[str, Any] = Field(default_factory=dict)
    malformed: str | None = None
    """What the model wrote, where it is no call that can be read; `arguments` is empty then."""


class Message(Frozen):
    """One turn of a conversation."""

    role: Role
    content: str
    """The text; empty where a turn is tool calls and nothing else."""
    parts: tuple[Part, ...] = ()
    tool_calls: tuple[ToolCall, ...] = ()
    """Of an assistant: the tools it wants used."""
    tool_call_id: str | None = None
    """Of a tool: the call that this answers."""


def plain_text(messages: tuple[Message, ...], delimiter: str = " ") -> str:
    """Lay a conversation out as one text, for models without a chat template.

    Blocks are separated by a blank line and an answer follows its question after `delimiter`:
    the few-shot layout of lm-eval.
    """
    blocks: list[str] = []
    for message in messages:
        text = message.content
        for call in message.tool_calls:
            text += f"\n{call.name}({json.dumps(call.arguments, ensure_ascii=False)})"
        if message.role == "assistant" and blocks:
            blocks[-1] += delimiter + text
        else:
            blocks.append(text)
    return "\n\n".join(blocks)
