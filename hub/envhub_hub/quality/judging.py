"""A language model grades an environment on the rubric: once as a whole, and item by item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import Field

from envhub.environment import Environment
from envhub.model import Failure
from envhub.sample import Sample, Target
from envhub.values import Frozen

from ..asking import Ask, Asker, LimitReached, material
from .document import Grades, Reading
from .rubric import ITEM, MEASURES, OF_ITEMS, WHOLE, MeasureId, points

Pair = tuple[Sample, Target]
Grade = Literal[1, 2, 3, 4, 5]
SHOWN = 12
"""Items that stand for all of them where the whole is graded."""
_SHORT = 600
"""Characters of each of those."""
_LONG = 12_000


class ItemVerdict(Frozen):
    """The grades of one item."""

    reasoning: str = Field(max_length=2_000)
    fsq: Grade
    qac: Grade
    cqc: Grade
    tsd: Grade
    ssc: Grade

    @property
    def grades(self) -> dict[MeasureId, int]:
        return {"FSQ": self.fsq, "QAC": self.qac, "CQC": self.cqc, "TSD": self.tsd,
                "SSC": self.ssc}  # fmt: skip


class WholeVerdict(Frozen):
    """The grade of the whole."""

    reasoning: str = Field(max_length=2_000)
    uia: Grade


@dataclass
class Graded:
    """All that a judge said, in the order of the items."""

    items: dict[int, Grades] = field(default_factory=dict)
    failed: int = 0
    whole: WholeVerdict | Failure | None = None
    limited: str | None = None

    def readings(self) -> dict[MeasureId, Reading]:
        """Return the six measures on 0 to 100."""
        found: dict[MeasureId, Reading] = {"UIA": self._whole()}
        for name in OF_ITEMS:
            grades = [one.grades[name] for one in self.items.values()]
            mean = points(sum(grades) / len(grades)) if grades else None
            how = "graded item by item" if grades else "no item has a grade"
            found[name] = Reading(value=mean, n=len(grades), missing=self.failed, how=how)
        return found

    def _whole(self) -> Reading:
        if isinstance(self.whole, WholeVerdict):
            return Reading(value=points(self.whole.uia), n=1, how="graded once, as a whole")
        why = self.whole.message if isinstance(self.whole, Failure) else "it was not graded"
        return Reading(value=None, missing=1, how=f"no grade: {why}")


def grade(environment: Environment, pairs: Sequence[Pair], asker: Asker, request: str) -> Graded:
    """Let a model grade an environment; a limit ends it with what there is.

    Args:
        environment: the whole.
        pairs: the items that are graded.
        asker: of the model.
        request: what was asked for.
    """
    graded = Graded()
    titles = {
        one.id: f"{one.title}. {one.definition}" for one in environment.declaration.capability
    }
    questions: list[Ask[Any]] = [_of_whole(environment, pairs, request)]
    questions += [_of_item(one, titles[one[0].capability]) for one in pairs]
    try:
        for place, verdict in asker.ask(questions):
            if place == 0:
                graded.whole = verdict
            elif isinstance(verdict, Failure):
                graded.failed += 1
            else:
                graded.items[place - 1] = Grades(
                    id=pairs[place - 1][0].id, reasoning=verdict.reasoning, grades=verdict.grades
                )
    except LimitReached as error:
        graded.limited = error.message
        graded.failed = len(pairs) - len(graded.items)
    return graded


def _of_item(pair: Pair, capability: str) -> Ask[ItemVerdict]:
    fields = {"measures": _measures(OF_ITEMS), "capability": capability, "item": shown(pair)}
    return Ask(ITEM, fields, ItemVerdict)


def _of_whole(environment: Environment, pairs: Sequence[Pair], request: str) -> Ask[WholeVerdict]:
    counts = [sample.capability for sample, _ in pairs]
    capabilities = "\n".join(
        f"{one.title}: {one.definition} Weight {one.weight:g}, {counts.count(one.id)} items."
        for one in environment.declaration.capability
    )
    step = max(1, len(pairs) // SHOWN)
    items = "\n".join(f"- {_line(sample)}" for sample, _ in pairs[::step][:SHOWN])
    texts = material(
        {"request": request, "capabilities": capabilities, "items": items}, limit=_LONG
    )
    return Ask(WHOLE, {"measures": _measures(("UIA",)), **texts}, WholeVerdict)


def shown(pair: Pair) -> str:
    """Return an item with its answer, fenced, as a judge reads it."""
    sample, target = pair
    choices = sample.choices or ()
    answers = [choices[one] if isinstance(one, int) and 0 <= one < len(choices) else str(one)
               for one in target.targets]  # fmt: skip
    turns = sample.messages or ()
    question = "\n".join(f"{one.role}: {one.content}" for one in turns) or sample.question
    parts = {
        "context": sample.context or "",
        "question": question,
        "options": "\n".join(choices),
        "right_answer": "\nor: ".join(answers),
        "data_of_the_scorer": _data(target.data),
    }
    texts = material({name: text for name, text in parts.items() if text}, limit=_LONG)
    return "\n\n".join(texts.values())


def _data(data: Mapping[str, Any]) -> str:
    return "\n".join(f"{name}: {value}" for name, value in data.items())


def _line(sample: Sample) -> str:
    text = " ".join(f"{sample.context or ''} {sample.question}".split())
    return text[:_SHORT]


def _measures(names: Sequence[MeasureId]) -> list[dict[str, str]]:
    return [
        {"id": name, "title": one.title, "asks": one.asks, "low": one.anchors[0],
         "middle": one.anchors[1], "high": one.anchors[2]}
        for name in names for one in (MEASURES[name],)
    ]  # fmt: skip
