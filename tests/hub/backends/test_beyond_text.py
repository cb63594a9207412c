"""A local network takes text and gives text: anything else is a failure of its own kind."""

from __future__ import annotations

from typing import Any

import pytest

from envhub.messages import Message, Part, ToolCall
from envhub.model import Failure, Generate, Prompt, Tool
from envhub_hub.backends.prompts import Reader, prepare

HI = Message(role="user", content="hi")
PICTURE = HI.model_copy(update={"parts": (Part(type="image", source="data:image/png,x"),)})
CALLED = Message(role="assistant", content="", tool_calls=(ToolCall(id="c", name="add"),))
TOLD = Message(role="tool", content="3", tool_call_id="c")


@pytest.mark.parametrize(
    ("messages", "said", "what"),
    [
        ((PICTURE,), {}, "an image part"),
        ((HI, CALLED, TOLD), {}, "tool calls"),
        ((HI,), {"tools": (Tool(name="add"),)}, "tools"),
        ((HI,), {"response_schema": {"type": "object"}}, "a schema of the answer"),
    ],
)
def test_what_is_no_text_is_refused(
    tokenizer: Any, messages: tuple[Message, ...], said: dict[str, Any], what: str
) -> None:
    request = Generate(prompt=Prompt(messages=messages), **said)
    failure = prepare(Reader(tokenizer, None, None), request)
    assert isinstance(failure, Failure)
    assert failure.cause == "ability"
    assert failure.message.endswith(f"the request has {what}")
