"""What a scorer is: a declaration whose verdict is a pure function of sample, target and trace.

Its fields are the rule; they stand in the bundle and rebuild the same scorer in five years. A
changed behaviour is a new name.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar, Literal, Self

from pydantic import BaseModel, PrivateAttr

from ..model import Continuation, Failure
from ..roles import ModelPin
from ..sample import Sample, Target
from ..services import Service, Services
from ..trace import Trace
from ..values import Frozen
from .extract import PatternFilter, filters, normalise, stands_in

Asks = Literal["generate", "rank"]
Schema = type[BaseModel]
Lazily = Callable[[], bool]
MAX_NEAR = 100_000
"""Characters of an output that near misses are looked for in."""
_FOLD = ("case", "space", "punctuation")


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
    near_miss: bool = False
    """Below the maximum though a target stands in the output: the extraction may be at fault."""
    others: tuple[Score, ...] = ()
    """The verdicts of what was declared beside the first filter. They are shown; they decide
    nothing."""


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
    _texts: Mapping[str, str] = PrivateAttr(default_factory=dict)

    @property
    def needs(self) -> tuple[Service, ...]:
        """The services that a verdict takes."""
        return ()

    @property
    def pin(self) -> ModelPin | None:
        """The model that must judge, where one does."""
        return None

    @property
    def reads(self) -> tuple[str, ...]:
        """Files below `scoring/` that a verdict takes."""
        return ()

    def with_texts(self, texts: Mapping[str, str]) -> Self:
        """The same scorer with the files that it `reads`, by path."""
        bound = self.model_copy()
        bound._texts = dict(texts)
        return bound

    def text(self, path: str) -> str:
        """A file that it reads."""
        return self._texts[path]

    @property
    def graded(self) -> bool:
        """Whether values between 0 and 1 occur."""
        return False

    @property
    def form_only(self) -> bool:
        """Whether it judges the form of a text, so that a text about nothing may have it; an empty
        one must fail all the same."""
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

    def patterns(self, target: Target | None = None) -> tuple[str, ...]:
        """The regular expressions that it declares; with a target, those of that target."""
        declared = filters(getattr(self, "extract", ())) if target is None else ()
        return tuple(one.pattern for one in declared if isinstance(one, PatternFilter))

    def holds(self, sample: Sample, target: Target, output: str) -> bool:
        """Whether a target stands in an output, folded, anywhere and as whole words."""
        return holds_text(target.texts, output)

    def score(
        self, sample: Sample, target: Target, trace: Trace, services: Services
    ) -> Score | Failure:
        raise NotImplementedError  # every scorer in the table has its own

    def verdict(
        self, value: float, *, answer: str | None = None, filter: str | None = None,  # noqa: A002
        explanation: str | None = None, rank1: bool | None = None, near_miss: bool = False,
    ) -> Score:  # fmt: skip
        """A score under this scorer's name."""
        return Score(
            scorer=self.type, value=value, answer=answer, filter=filter, explanation=explanation,
            rank1=rank1, near_miss=near_miss,
        )  # fmt: skip


def side_by_side(scores: Iterable[Score]) -> Score:
    """The first verdict, with the others beside it."""
    first, *others = scores
    return first.model_copy(update={"others": tuple(others)}) if others else first


def holds_text(texts: Iterable[str], output: str) -> bool:
    """Whether one of the texts stands in an output, folded, as whole words."""
    folded = normalise(output[:MAX_NEAR], _FOLD)
    return any(word and stands_in(word, folded) for word in (normalise(t, _FOLD) for t in texts))


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
