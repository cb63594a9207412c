"""Does the right answer score the maximum, and do three wrong ones not?

What takes a sandbox or another model is left to `check`, which has them; `left` counts it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from envhub.checks.answering import lacking
from envhub.checks.scoring import answers_to_nothing
from envhub.evaluate import judge
from envhub.items import Item as Asked
from envhub.model import Failure
from envhub.scorers import Numeric, Refusal
from envhub.scorers.base import ranked
from envhub.scorers.numeric import exactly, parse_number
from envhub.services import LOCAL
from envhub.trace import Trace

from .draft import Draft, Gate
from .shared import Shared

WRONG = 3
"""Wrong answers that are tried."""
MAXIMUM = 1 - 1e-9


class Scoring(Gate):
    """The scorer tells right from wrong."""

    def __init__(self, quota: int, shared: Shared) -> None:
        super().__init__(quota, shared)
        self.left = 0
        """Samples kept whose verdict takes what is not here."""

    def problem(self, draft: Draft) -> str | None:
        scorer = draft.part.capability.scorer
        if lacking(scorer.needs, LOCAL):
            return None
        golds = scorer.gold(draft.sample, draft.target)
        if not golds:
            return "no right answer is known"
        if not all(_is_maximum(draft, trace) for trace in golds):
            return "the right answer does not score the maximum"
        wrong = islice(_wrong(draft), WRONG)
        if any(_value(draft, trace) >= MAXIMUM for trace in wrong):
            return "a wrong answer scores the maximum"
        return None

    def keep(self, draft: Draft) -> None:
        self.left += lacking(draft.part.capability.scorer.needs, LOCAL) is not None


def _is_maximum(draft: Draft, trace: Trace) -> bool:
    row = judge(draft.part, Asked(draft.sample, draft.target), trace)
    return row.status == "pass" and row.score is not None and row.score >= MAXIMUM


def _value(draft: Draft, trace: Trace) -> float:
    """The scorer's verdict, without the row that a run would write: most of the time goes there."""
    scorer = draft.part.capability.scorer
    verdict = scorer.score(draft.sample, draft.target, trace, LOCAL)
    return 0.0 if isinstance(verdict, Failure) else verdict.value


def _wrong(draft: Draft) -> Iterator[Trace]:
    """Wrong answers, the likeliest first."""
    scorer = draft.part.capability.scorer
    if draft.part.harness.asks == "rank":
        texts = scorer.continuations(draft.sample, draft.target)
        for place in range(len(texts)):
            if place not in draft.target.targets:
                yield from ranked(texts, place)
        yield Trace()
        return
    for text in (*draft.item.wrong, *_altered(draft), *answers_to_nothing(scorer)):
        yield Trace(output=text)


def _altered(draft: Draft) -> Iterator[str]:
    """Answers that miss the right one by little."""
    answer, scorer = draft.item.answer, draft.part.capability.scorer
    if isinstance(scorer, Refusal):
        refused, complied = scorer.constants
        yield complied if draft.target.data.get("refuse") else refused
    elif isinstance(scorer, Numeric) and (number := parse_number(answer)) is not None:
        lax = scorer.tolerance or scorer.relative_tolerance
        step = 3 + abs(number) + exactly(scorer.tolerance) if lax else 1
        yield f"Answer: {number + step}"
        yield f"Answer: {number - 2 * step}"
    elif draft.supply.gives == "text":
        yield f"Answer: {answer} {answer}"
        yield f"Answer: {answer[1:]}"
