"""Messages: what a person, a model or the system says. Nothing here knows about samples."""

from __future__ import annotations

from typing import Literal

from .values import Frozen

Role = Literal["system", "user", "assistant"]


class Message(Frozen):
    """One turn of a conversation."""

    role: Role
    content: str


def plain_text(messages: tuple[Message, ...], delimiter: str = " ") -> str:
    """Lay a conversation out as one text, for models without a chat template.

    Blocks are separated by a blank line and an answer follows its question after `delimiter`:
    the few-shot layout of lm-eval.
    """
    blocks: list[str] = []
    for message in messages:
        if message.role == "assistant" and blocks:
            blocks[-1] += delimiter + message.content
        else:
            blocks.append(message.content)
    return "\n\n".join(blocks)
