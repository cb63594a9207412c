"""The record of one rollout: what a model was asked, and what it said. It holds no verdict."""

from __future__ import annotations

from typing import Literal

from .messages import Message
from .model import Continuation, Failure, Reply, Usage
from .values import Frozen


class Trace(Frozen):
    """One execution of a harness on one sample."""

    messages: tuple[Message, ...] = ()
    """The conversation, the model's turns included."""
    prompt: str = ""
    """The last prompt as sent, after the model's template."""
    output: str = ""
    """The final text of the model; empty where only log-probabilities were asked."""
    continuations: tuple[Continuation, ...] = ()
    stop_reason: Literal["stop", "length", ""] = ""
    usage: Usage = Usage()
    latency_ms: float | None = None
    cached: bool = False
    failure: Failure | None = None

    @classmethod
    def of(cls, messages: tuple[Message, ...], reply: Reply) -> Trace:
        """The trace of a rollout that was one exchange."""
        if reply.text:
            messages = (*messages, Message(role="assistant", content=reply.text))
        return cls(
            messages=messages,
            prompt=reply.prompt,
            output=reply.text,
            continuations=reply.continuations,
            stop_reason=reply.stop_reason,
            usage=reply.usage,
            latency_ms=reply.latency_ms,
            cached=reply.cached,
            failure=reply.failure,
        )
