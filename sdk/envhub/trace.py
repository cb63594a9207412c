"""The record of one rollout: what a model was asked, and what it said. It holds no verdict."""

from __future__ import annotations

from typing import Any, Literal

from .messages import Message
from .model import Continuation, Failure, Reply, Usage
from .values import Frozen


class Trace(Frozen):
    """One execution of a harness on one sample."""

    messages: tuple[Message, ...] = ()
    """The whole conversation: the model's turns, its tool calls and what they gave included."""
    prompt: str = ""
    """The last prompt as sent, after the model's template."""
    output: str = ""
    """The final text of the model; empty where only log-probabilities were asked."""
    continuations: tuple[Continuation, ...] = ()
    stop_reason: Literal["stop", "length", "turns", ""] = ""
    """Why it ended; `turns`: the harness allows no more of them."""
    turns: int = 1
    """Replies of the model."""
    malformed: int = 0
    """Tool calls that could not be read, or did not fit the tool's schema."""
    state: dict[str, Any] | None = None
    """What stateful tools left behind."""
    files: dict[str, str] | None = None
    """The workspace as it was left, by path; what is no text as a `data:` URL."""
    usage: Usage = Usage()
    """Of all turns."""
    latency_ms: float | None = None
    """Of all turns."""
    cost: float | None = None
    """US dollars of all turns; None where one of them has no known price."""
    cached: bool = False
    """Every turn came from the cache."""
    failure: Failure | None = None

    @classmethod
    def of(cls, messages: tuple[Message, ...], reply: Reply) -> Trace:
        """The trace of a rollout that was one exchange."""
        if reply.text or reply.tool_calls:
            said = Message(role="assistant", content=reply.text, tool_calls=reply.tool_calls)
            messages = (*messages, said)
        return cls(
            messages=messages,
            prompt=reply.prompt,
            output=reply.text,
            continuations=reply.continuations,
            stop_reason=reply.stop_reason,
            usage=reply.usage,
            latency_ms=reply.latency_ms,
            cost=reply.cost,
            cached=reply.cached,
            failure=reply.failure,
        )
