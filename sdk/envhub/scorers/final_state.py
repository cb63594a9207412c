"""What stateful tools and the workspace were left with is what was wanted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Literal

from pydantic import Field

from ..model import Failure
from ..sample import Sample, Target
from ..services import Services
from ..tools.schema import same
from ..trace import Trace
from ..values import Frozen
from .base import Schema, Score, ScorerSpec

_NONE = object()


class FinalStateData(Frozen):
    """What must hold at the end; what is not named may be anything."""

    state: dict[str, Any] = Field(default_factory=dict)
    """Objects are compared by the keys that stand here, everything else as a whole. A key with
    null must be null or missing."""
    files: dict[str, str | None] = Field(default_factory=dict)
    """Texts by path; white space at the end does not count, and null means that it is gone."""


class FinalState(ScorerSpec):
    """1.0 where everything that is named holds, else 0.0."""

    data_schema: ClassVar[Schema] = FinalStateData
    method: ClassVar[str] = "final state"
    free_text: ClassVar[bool] = False

    type: Literal["final_state"] = "final_state"
    partial: bool = False
    """Give the share of what is named that holds."""

    @property
    def graded(self) -> bool:
        return self.partial

    def problem(self, sample: Sample, target: Target) -> str | None:
        data = FinalStateData.model_validate(target.data)
        return None if data.state or data.files else "names neither `state` nor `files` in its data"

    def gold(self, sample: Sample, target: Target) -> tuple[Trace, ...]:
        data = FinalStateData.model_validate(target.data)
        files = {path: text for path, text in data.files.items() if text is not None}
        return (Trace(state=data.state, files=files),)

    def score(
        self, sample: Sample, target: Target, trace: Trace, services: Services
    ) -> Score | Failure:
        data = FinalStateData.model_validate(target.data)
        if trace.state is None and trace.files is None:
            return self.verdict(0.0, explanation="nothing was left behind")
        found = list(_compared(data.state, trace.state or {}, "state"))
        for path, text in data.files.items():
            there = (trace.files or {}).get(path)
            held = there is None if text is None else (there or "").rstrip() == text.rstrip()
            found.append((f"file {path}", held and (there is not None or text is None)))
        wrong = [place for place, held in found if not held]
        value = 1 - len(wrong) / len(found) if self.partial else float(not wrong)
        why = f"not as wanted: {', '.join(wrong[:5])}" if wrong else None
        return self.verdict(value, explanation=why)


def _compared(wanted: dict[str, Any], there: Any, place: str) -> Iterator[tuple[str, bool]]:
    """Each thing that is wanted of an object, with its place and whether it is there."""
    for key, value in wanted.items():
        inner = there.get(key, _NONE) if isinstance(there, dict) else _NONE
        where = f"{place}.{key[:60]}"
        if isinstance(value, dict) and value:
            yield from _compared(value, inner, where)
        elif value is None:
            yield where, inner is None or inner is _NONE
        else:
            yield where, inner is not _NONE and same(value, inner)
