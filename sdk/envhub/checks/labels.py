"""`checks/judge_labels.jsonl`: answers that people graded, to hold a judge against.

A row names a sample of the environment by `id`, or brings its own `capability` and `input`. Its
`label` is a grade on the scale, or `pass` or `fail`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from pydantic import Field, model_validator

from ..environment import Environment
from ..errors import Problem, near_miss
from ..sample import Sample, Target
from ..scorers import Judge
from ..values import Frozen
from .scoring import read_lines

FILE = "checks/judge_labels.jsonl"
MAX_LABELS = 10_000


class LabelRow(Frozen):
    """A row of the file."""

    id: str | None = None
    """A sample of any split."""
    capability: str | None = None
    input: str | None = None
    context: str | None = None
    targets: tuple[str, ...] = ()
    data: dict[str, Any] = Field(default_factory=dict)
    output: str = Field(max_length=1_000_000)
    """The answer that was graded."""
    label: float | Literal["pass", "fail"]
    by: str | None = None
    """Who graded it."""

    @model_validator(mode="after")
    def _of_a_sample(self) -> LabelRow:
        own = self.capability is not None and self.input is not None
        given = (self.capability, self.input, self.context) != (None, None, None)
        given = given or bool(self.targets or self.data)
        if (self.id is None) != own or (self.id is not None and given):
            raise ValueError(
                "a label has the `id` of a sample, or its own `capability` and `input`"
            )
        return self


class Labelled(NamedTuple):
    """An answer that a person graded."""

    line: int
    sample: Sample
    target: Target
    output: str
    label: float | Literal["pass", "fail"]


def read_labels(environment: Environment) -> tuple[dict[str, list[Labelled]], list[Problem]]:
    """Return the labelled answers by capability, and what is wrong with the others.

    Raises:
        InvalidEnvironment: a row that can't be read, with its line.
    """
    found: dict[str, list[Labelled]] = {}
    problems: list[Problem] = []
    if FILE not in environment.files.names():
        return found, problems
    rows = list(read_lines(environment, FILE, LabelRow))
    if len(rows) > MAX_LABELS:
        return found, [Problem(f"more than {MAX_LABELS} labels", FILE, rows[MAX_LABELS][0])]
    wanted = {row.id for _, row in rows if row.id is not None}
    pairs = {
        sample.id: (sample, target)
        for split in environment.splits
        for sample, target in environment.items(split)
        if sample.id in wanted
    }
    for line, row in rows:
        one = _labelled(environment, line, row, pairs)
        if isinstance(one, str):
            problems.append(Problem(one, FILE, line))
        else:
            found.setdefault(one.sample.capability, []).append(one)
    return found, problems


def unlabelled(environment: Environment, labels: dict[str, list[Labelled]]) -> Iterator[Problem]:
    """Warn of capabilities whose judge nobody can hold against people."""
    for one in environment.declaration.capability:
        if isinstance(one.scorer, Judge) and one.id not in labels:
            yield Problem(
                f"capability `{one.id}`: no labelled answer, so how well its judge agrees with "
                "people can't be measured", FILE, severity="warning",
                hint=f"write graded answers to {FILE}, one a line",
            )  # fmt: skip


def _labelled(
    environment: Environment, line: int, row: LabelRow, pairs: dict[str, tuple[Sample, Target]]
) -> Labelled | str:
    """A row with its sample, or what is wrong with it."""
    if row.id is None:
        name = f"{FILE}:{line}"
        sample = Sample(
            id=name, capability=row.capability or "", input=row.input, context=row.context
        )
        target = Target(id=name, targets=row.targets, data=row.data)
    elif row.id in pairs:
        sample, target = pairs[row.id]
    else:
        return f"`{row.id}` is no sample of any split"
    known = environment.declaration.capability
    capability = environment.declaration.capability_named(sample.capability)
    if capability is None:
        near = near_miss(sample.capability, [one.id for one in known])
        return f"capability `{sample.capability}` is not declared{near}"
    scorer = capability.scorer
    if not isinstance(scorer, Judge):
        return (
            f"capability `{capability.id}` has scorer `{scorer.type}`, and labels are for a judge"
        )
    if problem := scorer.problem(sample, target):
        return problem
    if isinstance(row.label, float) and scorer.against == "pair":
        return "a comparison is labelled `pass` (at least as good as the reference) or `fail`"
    if isinstance(row.label, float) and not scorer.scale.low <= row.label <= scorer.scale.high:
        return f"label {row.label:g} is not from {scorer.scale.low} to {scorer.scale.high}"
    return Labelled(line, sample, target, row.output, row.label)
