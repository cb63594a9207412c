"""What a scorer is: a declaration whose verdict is a pure function of sample, target and trace.

Its fields are the rule; they stand in the bundle and rebuild the same scorer in five years. A
changed behaviour is a new name.
"""

from __future__ import annotations

import math
from typing import ClassVar, Literal

from pydantic import BaseModel

from ..model import Continuation, Failure
from ..sample import Sample, Target
from ..services import Services
from ..trace import Trace
from ..values import Frozen

Asks = Literal["generate", "rank"]
Schema = type[BaseModel]


class Score(Frozen):
    """One scorer's verdict on one trace."""

    scorer: str
    value: float
    """In [0, 1]."""
    answer: str | None = None
    """What was extracted from the output, as it was compared."""
    filter: str | None = None
    """The filter that extracted it."""
    explanation: str | None = None
    rank1: bool | None = None
    """Log-probabilities only: the target ranked first among the choices, else every token of it
    was the argmax."""


class NoData(Frozen):
    """The schema of `data` for scorers that need nothing beyond the targets."""


class ScorerSpec(Frozen):
    """The base of every scorer: what the rest of the project asks of one."""

    accepts: ClassVar[tuple[Asks, ...]] = ("generate",)
    """The kinds of trace it can judge."""
    data_schema: ClassVar[Schema] = NoData
    """The schema of `data` in the targets file."""
    method: ClassVar[str]
    """The scoring method as reports name it."""
    free_text: ClassVar[bool] = True
    """Whether a textual target that stands in the question gives the answer away."""
    constants: ClassVar[tuple[str, ...]] = ()
    """Answers that, given to everything, must stay below `constant_limit`."""
    constant_limit: ClassVar[float | None] = None
    """The highest pass rate of those answers; None: chance and its margin."""

    type: str

    @property
    def graded(self) -> bool:
        """Whether values between 0 and 1 occur."""
        return False

    @property
    def default_pass_at(self) -> float | Literal["rank1"]:
        """The pass rule where the environment declares none."""
        return 1.0

    def continuations(self, sample: Sample, target: Target) -> tuple[str, ...]:
        """The continuations whose log-probability it needs, in order."""
        return ()

    def problem(self, sample: Sample, target: Target) -> str | None:
        """Say what is wrong with this target for this scorer, or None."""
        return None if target.targets else "has no target"

    def chance(self, sample: Sample, target: Target) -> float:
        """The probability that a blind guess passes, where it can be computed."""
        return 0.0

    def gold(self, sample: Sample, target: Target) -> tuple[Trace, ...]:
        """Traces that must reach the maximum: one for each alternative target."""
        return tuple(Trace(output=text) for text in target.texts)

    def score(
        self, sample: Sample, target: Target, trace: Trace, services: Services
    ) -> Score | Failure:
        raise NotImplementedError  # every scorer in the table has its own

    def verdict(
        self, value: float, *, answer: str | None = None, filter: str | None = None,  # noqa: A002
        explanation: str | None = None, rank1: bool | None = None,
    ) -> Score:  # fmt: skip
        """A score under this scorer's name."""
        return Score(
            scorer=self.type, value=value, answer=answer, filter=filter, explanation=explanation,
            rank1=rank1,
        )  # fmt: skip


def unrankable(trace: Trace, wanted: tuple[str, ...]) -> Failure | None:
    """A failure where a model's log-probabilities can't be judged: one is missing, or no number."""
    found = [one.logprob for one in trace.continuations]
    if len(found) != len(wanted):
        message = f"{len(found)} log-probabilities for {len(wanted)} continuations"
    elif not all(logprob < math.inf for logprob in found):  # false for NaN too
        message = "a log-probability that is no finite number"
    else:
        return None
    return Failure(cause="logprobs", message=message)


def ranked(texts: tuple[str, ...], best: int) -> tuple[Trace, ...]:
    """A gold trace for log-probabilities: `best` at 0, its rivals at −30."""
    return (
        Trace(
            continuations=tuple(
                Continuation(
                    text=text, logprob=0.0 if i == best else -30.0, tokens=1, greedy=i == best
                )
                for i, text in enumerate(texts)
            )
        ),
    )
