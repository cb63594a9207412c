"""`scorer.py` of the bundle: a stranger's verdict, in a sandbox of its own.

    def score(sample, target, trace):
        return 1.0 if trace["output"] == target["targets"][0] else 0.0

It may return a number, or `{"value": 0.5, "answer": …, "explanation": …}`. It has no keys, no
network and no files, and one process serves the whole run; only a finite number from 0 to 1 counts.
"""

from __future__ import annotations

import math
from typing import Any, ClassVar, Literal

from pydantic import ConfigDict, Field

from ..model import Failure
from ..sample import Sample, Target
from ..services import GuestCall, GuestFailed, Service, Services
from ..trace import Trace
from ..values import Frozen
from .base import Schema, Score, ScorerSpec

MAX_SAID = 2_000
"""Characters of an answer or an explanation that are kept."""


class AnyData(Frozen):
    """Whatever the stranger's code wants."""

    model_config = ConfigDict(extra="allow")


class Custom(ScorerSpec):
    """What the code of the bundle says."""

    data_schema: ClassVar[Schema] = AnyData
    method: ClassVar[str] = "custom"

    type: Literal["custom"] = "custom"
    file: str = "scoring/scorer.py"
    partial: bool = True
    """Whether values between 0 and 1 occur; without it they are refused."""
    seconds: float = Field(default=10.0, gt=0, le=600)
    """Wall time of each verdict."""
    memory_mb: int = Field(default=512, ge=64, le=16_384)

    @property
    def needs(self) -> tuple[Service, ...]:
        return ("sandbox",)

    @property
    def reads(self) -> tuple[str, ...]:
        return (self.file,)

    @property
    def graded(self) -> bool:
        return self.partial

    def problem(self, sample: Sample, target: Target) -> str | None:
        return None if target.targets or target.data else "has neither targets nor data"

    def score(
        self, sample: Sample, target: Target, trace: Trace, services: Services
    ) -> Score | Failure:
        call = GuestCall(
            code=self.text(self.file),
            name="score",
            arguments=(
                sample.model_dump(mode="json"),
                target.model_dump(mode="json"),
                _shown(trace),
            ),
            seconds=self.seconds,
            memory_mb=self.memory_mb,
        )
        try:
            return self._read(services.call(call))
        except GuestFailed as error:
            cause = "sandbox" if error.status == "lost" else "scorer"
            return Failure(cause=cause, message=f"`{self.file}`: {error.message}")

    def _read(self, said: Any) -> Score | Failure:
        whole = said if isinstance(said, dict) else {"value": said}
        value = whole.get("value")
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            return self._refuse(f"gave {str(value)[:80]}, which is no number from 0 to 1")
        if not self.partial and value not in (0, 1):
            return self._refuse(f"gave {value}, and declares that there is only 0 and 1")
        return self.verdict(
            float(value),
            answer=_text(whole.get("answer")),
            explanation=_text(whole.get("explanation")),
        )

    def _refuse(self, message: str) -> Failure:
        return Failure(cause="scorer", message=f"`{self.file}` {message}")


def _text(said: Any) -> str | None:
    return None if said is None else str(said)[:MAX_SAID]


def _shown(trace: Trace) -> dict[str, Any]:
    """What the code sees of a rollout: what was said and done, not what it cost."""
    kept = {"messages", "output", "continuations", "stop_reason", "turns", "malformed", "state",
            "files"}  # fmt: skip
    shown = trace.model_dump(mode="python", include=kept)
    for one in shown["continuations"]:
        if not math.isfinite(one["logprob"]):
            one["logprob"] = None
    return shown
