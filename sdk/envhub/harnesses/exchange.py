"""A conversation under way: what was said so far, and what it cost."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from ..messages import Message, ToolCall
from ..model import Failure, Reply, Usage
from ..tools.result import ToolResult
from ..trace import Trace
from ..values import plain


def _legible(reply: Reply) -> Reply:
    """A reply without halves of surrogate pairs, which can be neither sent on nor kept."""
    text = plain(reply.text)
    calls = tuple(_legible_call(call) for call in reply.tool_calls)
    if (text, calls) == (reply.text, reply.tool_calls):
        return reply
    return reply.model_copy(update={"text": text, "tool_calls": calls})


def _legible_call(call: ToolCall) -> ToolCall:
    written = json.dumps(call.model_dump(), ensure_ascii=False)
    if plain(written) == written:
        return call
    return ToolCall.model_validate_json(plain(written))


class Exchange:
    """Collects the turns of one rollout and ends as its trace."""

    def __init__(self, messages: Iterable[Message]) -> None:
        self._messages = list(messages)
        self._replies: list[Reply] = []
        self._malformed = 0

    @property
    def messages(self) -> tuple[Message, ...]:
        """Everything said so far."""
        return tuple(self._messages)

    @property
    def turns(self) -> int:
        """Replies of the model so far."""
        return len(self._replies)

    @property
    def tokens(self) -> int:
        """Tokens that the model wrote so far."""
        return sum(reply.usage.output_tokens for reply in self._replies)

    def say(self, *messages: Message) -> None:
        """Add turns that the model did not write."""
        self._messages += messages

    def take(self, reply: Reply) -> Reply:
        """Add the model's turn, and return it as it was added. One that failed says nothing."""
        reply = _legible(reply)
        self._replies.append(reply)
        if reply.failure is None:
            calls = reply.tool_calls
            self.say(Message(role="assistant", content=reply.text, tool_calls=calls))
        return reply

    def answer(self, call: ToolCall, result: ToolResult) -> None:
        """Add what a tool gave."""
        self._malformed += result.malformed
        self.say(Message(role="tool", content=result.content, tool_call_id=call.id))

    def trace(
        self,
        *,
        output: str | None = None,
        state: dict[str, Any] | None = None,
        failure: Failure | None = None,
        out_of_turns: bool = False,
    ) -> Trace:
        """Return the trace; the last reply's text is its output, its failure is its failure."""
        last = self._replies[-1] if self._replies else Reply()
        costs = [reply.cost for reply in self._replies]
        times = [reply.latency_ms for reply in self._replies if reply.latency_ms is not None]
        return Trace(
            messages=self.messages,
            prompt=last.prompt,
            output=last.text if output is None else output,
            stop_reason="turns" if out_of_turns else last.stop_reason,
            turns=self.turns,
            malformed=self._malformed,
            state=state,
            usage=sum((reply.usage for reply in self._replies), Usage()),
            latency_ms=sum(times) if times else None,
            cost=None if None in costs else sum(cost or 0.0 for cost in costs),
            cached=bool(self._replies) and all(reply.cached for reply in self._replies),
            failure=failure or last.failure,
        )
