"""The calls that a model made are those that were wanted, compared by structure.

What the tools gave back does not count, and neither does the text beside a call. Where no call is
wanted, a model must make none and say something.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Literal

from pydantic import Field
from pydantic_core import to_json

from ..messages import Message, ToolCall
from ..model import Failure
from ..sample import Sample, Target
from ..services import Services
from ..trace import Trace
from ..values import Frozen
from .base import Schema, Score, ScorerSpec
from .json_structure import Comparison, Fold, Tolerance, pairs

MAX_CALLS = 100


class WantedCall(Frozen):
    """One call, and which values each of its arguments may have."""

    name: str
    arguments: dict[str, tuple[Any, ...]] = Field(default_factory=dict)
    """By argument, every value that is right. An argument that is not named here is wrong."""
    optional: tuple[str, ...] = ()
    """Arguments that may be left out."""


class ToolCallsData(Frozen):
    """The calls that solve a sample; none: it is right to make none."""

    calls: tuple[WantedCall, ...] = Field(max_length=MAX_CALLS)


class ToolCalls(ScorerSpec):
    """1.0 where exactly the wanted calls were made; with `partial`, the share of calls that fit."""

    data_schema: ClassVar[Schema] = ToolCallsData
    method: ClassVar[str] = "tool-call match"
    free_text: ClassVar[bool] = False
    constants: ClassVar[tuple[str, ...]] = ("None of these tools can do that.",)
    constant_limit: ClassVar[float | None] = 0.5

    type: Literal["tool_calls"] = "tool_calls"
    ordered: bool = False
    """Whether calls must be made in the order in which they are named."""
    ignore: tuple[Fold, ...] = ()
    """What the comparison of texts ignores."""
    tolerance: float = Field(default=0.0, ge=0.0, allow_inf_nan=False)
    """Of numbers, absolute."""
    partial: bool = False
    """Give the share of the wanted and the made calls that fit each other."""

    @property
    def graded(self) -> bool:
        return self.partial

    @property
    def form_only(self) -> bool:
        return True  # a text is read only for whether there is one

    def problem(self, sample: Sample, target: Target) -> str | None:
        if "calls" not in target.data:
            return "names no `calls` in its data; an empty list where none is right"
        for one in ToolCallsData.model_validate(target.data).calls:
            for name, values in one.arguments.items():
                if not values:
                    return f"allows no value for `{name}` of `{one.name}`"
            unknown = sorted(set(one.optional) - set(one.arguments))
            if unknown:
                return f"names `{unknown[0]}` as optional, which `{one.name}` does not take"
        return None

    def gold(self, sample: Sample, target: Target) -> tuple[Trace, ...]:
        wanted = ToolCallsData.model_validate(target.data).calls
        if not wanted:
            return (Trace(output=self.constants[0]),)
        calls = tuple(
            ToolCall(
                id=f"call_{number}", name=one.name,
                arguments={name: values[0] for name, values in one.arguments.items()},
            )
            for number, one in enumerate(wanted, start=1)
        )  # fmt: skip
        return (Trace(messages=(Message(role="assistant", content="", tool_calls=calls),)),)

    def score(
        self, sample: Sample, target: Target, trace: Trace, services: Services
    ) -> Score | Failure:
        wanted = ToolCallsData.model_validate(target.data).calls
        made = [call for message in trace.messages for call in message.tool_calls]
        if not wanted:
            right = not made and bool(trace.output.strip())
            why = f"{len(made)} calls, where none is right" if made else "nothing was said"
            return self.verdict(
                float(right), answer=_shown(made), explanation=None if right else why
            )
        if len(made) > 2 * MAX_CALLS:
            return self.verdict(0.0, explanation=f"{len(made)} calls")
        comparison = Comparison(Tolerance(absolute=self.tolerance, ignore=self.ignore))
        misfits = [[self._misfit(one, call, comparison) for call in made] for one in wanted]
        if comparison.exhausted:
            return Failure(cause="limit", message="the calls take too long to compare")
        fit = self._fitting(misfits, len(made))
        value = fit / max(len(wanted), len(made))
        return self.verdict(
            1.0 if value == 1 else value if self.partial else 0.0, answer=_shown(made),
            explanation=None if value == 1 else _reason(wanted, made, misfits),
        )  # fmt: skip

    def _fitting(self, misfits: list[list[str | None]], made: int) -> int:
        """How many calls fit one that is wanted; in their places, where order matters."""
        if self.ordered:
            return sum(n < made and row[n] is None for n, row in enumerate(misfits))
        return len(pairs([[one is None for one in row] for row in misfits], made))

    def _misfit(self, wanted: WantedCall, call: ToolCall, comparison: Comparison) -> str | None:
        """Say what tells a call from one that is wanted, or None."""
        if call.malformed is not None:
            return "a call that can't be read"
        if call.name != wanted.name:
            return f"`{call.name:.80}` was called, not `{wanted.name}`"
        for name in call.arguments:
            if name not in wanted.arguments:
                return f"`{name:.80}` is no argument of it"
        for name, values in wanted.arguments.items():
            if name not in call.arguments:
                if name in wanted.optional:
                    continue
                return f"`{name}` is missing"
            given = call.arguments[name]
            if not any(comparison.credit(value, given).equal for value in values):
                return f"`{name}` is {to_json(given).decode():.80}"
        return None


def _reason(
    wanted: Sequence[WantedCall], made: Sequence[ToolCall], misfits: list[list[str | None]]
) -> str:
    """Say in one line what is wrong, by the first call that does not fit."""
    if not made:
        return "no call was made"
    for number, row in enumerate(misfits):
        if number < len(row) and (why := row[number]) is not None:
            return why
    return f"{len(made)} calls, not {len(wanted)}"


def _shown(made: Sequence[ToolCall]) -> str:
    calls = [{"name": one.name, "arguments": one.arguments} for one in made]
    return to_json(calls).decode()[:10_000]


__all__ = ["ToolCalls", "ToolCallsData", "WantedCall"]
