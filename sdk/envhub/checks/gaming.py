"""What does a model earn that never reads the question?

Constant answers, known cheats and the longest option are judged per capability: their pass rate
may be at most what chance gives with probability 0.95.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from ..environment import Environment
from ..errors import Problem
from ..evaluate import Part, judge
from ..items import Item
from ..sample import Sample, Target
from ..scorers.base import ranked
from ..scorers.extract import normalise
from ..services import LOCAL, Services
from ..templates import letter
from ..trace import Trace
from ..values import Frozen
from .agreement import Agreement
from .answering import trace_of
from .scoring import is_judged, read_answers, severity_of

MAX_CONSTANTS = 20
MAX_SERVED = 3
"""Of the same where every verdict is an execution or a question to a judge."""
MAX_SAMPLES = 1_000
"""A larger capability is judged on an even selection of this many."""
MAX_JUDGED = 10
"""Of the same where every verdict is a question to another model."""
CANARIES = "checks/canaries.jsonl"
_FOLD = ("case", "space", "punctuation")
Pairs = Sequence[tuple[Sample, Target]]


class CapabilityCheck(Frozen):
    """What was measured on one capability's test samples."""

    samples: int
    chance: float
    """Pass rate of a blind guess: declared, computed from choices, or 1 / distinct targets."""
    constant: str | None = None
    """The constant answer that passes most."""
    constant_rate: float = 0.0
    constant_limit: float = 1.0
    judge: Agreement | None = None
    """How well the judge agreed with people; None where none was asked, or nothing is labelled."""
    gold: float | None = None
    """Of a data set's dimension: the lowest score of its gold tables, 0 to 1."""
    noop: float | None = None
    """The highest score of its noop tables."""
    known_error: str | None = None
    """How wrong its estimator may be."""


def judge_capability(
    part: Part, pairs: Pairs, environment: Environment, services: Services = LOCAL
) -> tuple[CapabilityCheck, list[Problem]]:
    """Measure the best constant answer on the test samples of a capability.

    Raises:
        ServiceMissing: its harness or its scorer needs a service that is not here.
    """
    total = len(pairs)
    most = MAX_JUDGED if is_judged(part) else MAX_SAMPLES
    pairs = pairs[:: math.ceil(total / most)] if total > most else pairs
    chance = chance_of(part, pairs)
    margin = binomial_limit(len(pairs), chance) / max(1, len(pairs))
    limit = part.capability.scorer.constant_limit
    found, best, best_rate = [], None, 0.0
    for name, traces in _policies(part, pairs, environment, services):
        passed = sum(
            judge(part, Item(sample, target), trace, services).status == "pass"
            for (sample, target), trace in zip(pairs, traces, strict=True)
        )
        rate = passed / max(1, len(pairs))
        if best is None or rate > best_rate:
            best, best_rate = name, rate
    allowed = margin if limit is None else limit
    if best_rate > allowed + 1e-9:
        found.append(
            Problem(
                f"capability `{part.capability.id}`: {best} passes {best_rate:.0%} of "
                f"{len(pairs)} samples, at most {allowed:.0%} is allowed "
                f"({_why(limit, chance)})",
                "data/test.jsonl",
                hint="balance the targets, or declare `chance` where a blind guess may do better",
                severity=severity_of(part),
            )
        )
    measured = CapabilityCheck(
        samples=total, chance=chance, constant=best, constant_rate=best_rate, constant_limit=allowed
    )
    return measured, found


def _why(limit: float | None, chance: float) -> str:
    if limit is not None:
        return "answering everything alike must not pay"
    return f"chance {chance:.0%} and its one-sided 95 % margin"


def chance_of(part: Part, pairs: Pairs) -> float:
    """Return the pass rate of a blind guess: declared, computed, or 1 / distinct targets.

    Where all targets are equal, nothing is asked; a guess between two is the most it may earn.
    """
    if part.capability.chance is not None:
        return part.capability.chance
    computed = [part.capability.scorer.chance(sample, target) for sample, target in pairs]
    if computed and all(one > 0 for one in computed):
        return sum(computed) / len(computed)
    distinct = {normalise(str(t), _FOLD) for _, target in pairs for t in target.targets[:1]}
    return 1 / max(2, len(distinct))


def binomial_limit(n: int, p: float) -> int:
    """Return the smallest k with P(X <= k) >= 0.95 for X ~ Binomial(n, p)."""
    if p >= 1:
        return n
    below = 0.0
    for k in range(n + 1):
        log_term = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
        log_term += (k * math.log(p) if k else 0.0) + (n - k) * math.log1p(-p)
        below += math.exp(log_term)
        if below >= 0.95:
            return k
    return n


def _policies(
    part: Part, pairs: Pairs, environment: Environment, services: Services
) -> Iterator[tuple[str, list[Trace]]]:
    """Answers that need no question, each as its traces over the samples."""
    if part.harness.asks == "rank":
        yield from _ranked_policies(part, pairs)
        return
    scorer = part.capability.scorer
    common = Counter(t for _, target in pairs for t in _spoken(target))
    most = MAX_SERVED if scorer.needs else MAX_CONSTANTS
    constants = [*scorer.constants, *(text for text, _ in common.most_common(most))]
    if CANARIES in environment.files.names():
        constants += [answer.output for _, answer in read_answers(environment, CANARIES)]
    for text in dict.fromkeys(constants):
        traces = [trace_of(part, sample, target, text, services) for sample, target in pairs]
        yield f"always answering {text[:40]!r}", traces
    if all(sample.choices for sample, _ in pairs):
        traces = [trace_of(part, *pair, _extreme(pair[0]), services) for pair in pairs]
        yield "the longest option", traces


def _spoken(target: Target) -> list[str]:
    return [letter(one) if isinstance(one, int) else one for one in target.targets]


def _extreme(sample: Sample) -> str:
    return max(sample.choices or ("",), key=len)


def _ranked_policies(part: Part, pairs: Pairs) -> Iterator[tuple[str, list[Trace]]]:
    scorer = part.capability.scorer
    texts = [scorer.continuations(sample, target) for sample, target in pairs]
    if all(sample.choices for sample, _ in pairs):
        for place in range(max(len(one) for one in texts)):
            traces = [_pick(one, place) for one in texts]
            yield f"always option {letter(place)}", traces
        for name, choose in (("longest", max), ("shortest", min)):
            picks = []
            for (sample, _), one in zip(pairs, texts, strict=True):
                lengths = [len(choice) for choice in sample.choices or ()]
                place = (
                    lengths.index(choose(lengths)) if lengths.count(choose(lengths)) == 1 else -1
                )
                picks.append(_pick(one, place))
            yield f"the {name} option", picks
    common = Counter(one for texts_of in texts for one in texts_of)
    for text, _ in common.most_common(MAX_CONSTANTS):
        traces = [_pick(one, one.index(text) if text in one else -1) for one in texts]
        yield f"always predicting {text[:40]!r}", traces


def _pick(texts: tuple[str, ...], place: int) -> Trace:
    """A trace that prefers one place; none where there is no such place."""
    if 0 <= place < len(texts):
        return ranked(texts, place)[0]
    low = tuple(one.model_copy(update={"logprob": -30.0, "greedy": False})
                for one in ranked(texts, 0)[0].continuations) if texts else ()  # fmt: skip
    return Trace(continuations=low)
