"""The probability that the model gives to the target, without generating anything."""

from __future__ import annotations

import math
from typing import ClassVar, Literal

from ..model import Continuation, Failure
from ..sample import Sample, Target
from ..services import Services
from ..trace import Trace
from .base import Asks, Score, ScorerSpec, ranked, unrankable
from .choice import weighed


class NextToken(ScorerSpec):
    """exp of the target's log-probability; the best of several targets counts.

    It passes at rank 1: the most probable of the choices, or, without choices, a target whose
    every token is the model's argmax.
    """

    accepts: ClassVar[tuple[Asks, ...]] = ("rank",)
    method: ClassVar[str] = "next-token probability"

    type: Literal["next_token"] = "next_token"
    normalize: Literal["raw", "token"] = "raw"
    """`token`: the geometric mean over the target's tokens instead of their product."""

    @property
    def graded(self) -> bool:
        return True

    @property
    def default_pass_at(self) -> float | Literal["rank1"]:
        return "rank1"

    def continuations(self, sample: Sample, target: Target) -> tuple[str, ...]:
        return sample.choices or target.texts

    def problem(self, sample: Sample, target: Target) -> str | None:
        if not target.targets:
            return "has no target"
        if sample.choices:
            bad = [i for i in target.targets if not self._index(i, sample)]
            return f"target `{bad[0]}` is no index of its choices" if bad else None
        return None if all(text.strip() for text in target.texts) else "has an empty target"

    def chance(self, sample: Sample, target: Target) -> float:
        return len(set(target.targets)) / len(sample.choices) if sample.choices else 0.0

    def gold(self, sample: Sample, target: Target) -> tuple[Trace, ...]:
        texts = self.continuations(sample, target)
        best = target.targets if sample.choices else range(len(texts))
        return tuple(trace for i in best if isinstance(i, int) for trace in ranked(texts, i))

    def score(
        self, sample: Sample, target: Target, trace: Trace, services: Services
    ) -> Score | Failure:
        if failure := unrankable(trace, self.continuations(sample, target)):
            return failure
        right = self._right(sample, target, trace)
        if not right:
            return self.verdict(0.0, explanation="the target was not scored", rank1=False)
        best = max(right, key=lambda one: weighed(one, self.normalize))
        if sample.choices:
            top = max(weighed(one, self.normalize) for one in trace.continuations)
            rivals = [one for one in trace.continuations if one not in right]
            rank1 = weighed(best, self.normalize) == top and not any(
                weighed(one, self.normalize) == top for one in rivals
            )
        else:
            rank1 = any(one.greedy for one in right)
        probability = min(1.0, math.exp(weighed(best, self.normalize)))
        return self.verdict(
            probability, answer=best.text, filter=f"logprob:{self.normalize}", rank1=rank1,
            explanation=f"ln p = {best.logprob:.4f} over {best.tokens} token(s)",
        )  # fmt: skip

    def _right(self, sample: Sample, target: Target, trace: Trace) -> list[Continuation]:
        if sample.choices:
            indices = [i for i in target.targets if isinstance(i, int)]
            return [trace.continuations[i] for i in indices if i < len(trace.continuations)]
        return list(trace.continuations)

    def _index(self, value: int | str, sample: Sample) -> bool:
        return isinstance(value, int) and 0 <= value < len(sample.choices or ())
