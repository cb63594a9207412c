"""What a rollout would leave behind if the model said what is written down here.

Where a harness is one question and one answer, a text makes a trace. Else the harness itself is run
on it, with its tools, so that a state or a workspace is what the calls really lead to.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import Field

from ..evaluate import Part, observe
from ..items import Item
from ..messages import ToolCall
from ..model import Reply
from ..run import RunSettings
from ..sample import Sample, Target
from ..services import Service, ServiceMissing, Services
from ..trace import Trace
from ..values import Frozen

MAX_TURNS = 1_000


class DeclaredCall(Frozen):
    """A tool call that is written down."""

    name: str
    arguments: dict[str, Any] = Field(default_factory=dict)


Turns = Sequence[Sequence[DeclaredCall]]


def lacking(needs: Sequence[Service], services: Services) -> str | None:
    """Say why what needs these services can't be checked here, or None."""
    for service in needs:
        try:
            services.require(service)
        except ServiceMissing as error:
            return error.message
    return None


def trace_of(
    part: Part, sample: Sample, target: Target, text: str, services: Services,
    calls: Turns = (),
) -> Trace:  # fmt: skip
    """Return the trace of a model that makes these calls, turn by turn, and then says a text.

    Raises:
        ServiceMissing: the harness needs a service that is not here.
    """
    if part.harness.one_exchange:
        return Trace(output=text)
    steps = observe(part, Item(sample, target), RunSettings(), services)
    try:
        next(steps)
        for turn in range(MAX_TURNS):
            steps.send(_reply(calls[turn]) if turn < len(calls) else Reply(text=text))
    except StopIteration as stop:
        trace: Trace = stop.value
        return trace
    steps.close()
    return Trace(output=text)


def _reply(calls: Sequence[DeclaredCall]) -> Reply:
    return Reply(
        tool_calls=tuple(
            ToolCall(id=f"call_{number}", name=one.name, arguments=one.arguments)
            for number, one in enumerate(calls, start=1)
        )
    )
