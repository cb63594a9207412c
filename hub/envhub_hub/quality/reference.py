"""A reference model on an environment, and on a copy whose contexts are withheld."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from envhub.environment import Environment
from envhub.model import Model
from envhub.run import RunSettings, SampleRow
from envhub.sample import Sample, Target
from envhub.services import Services

from ..runner import make_order
from .document import Reading

_OWN = ("environment.toml", "manifest.json", "provenance.json")
_NO_MODEL = "needs a reference model"


class Rate(NamedTuple):
    """How many passed of those that could be measured."""

    passed: int
    measured: int
    invalid: int

    @property
    def share(self) -> float:
        return self.passed / self.measured


def challenge_and_dependence(
    environment: Environment,
    pairs: Sequence[tuple[Sample, Target]],
    model: Model | None,
    services: Services,
) -> tuple[Reading, Reading]:
    """Return SSC and TSD as a reference model shows them.

    SSC is 100 (1 - accuracy). TSD is the drop of the accuracy, in points, on the items that have a
    context, once it is withheld.
    """
    if model is None:
        return Reading(value=None, how=_NO_MODEL), Reading(value=None, how=_NO_MODEL)
    rows = _rows(copy_of(environment, pairs), model, services)
    return _challenge(rate(rows)), _dependence(environment, pairs, rows, model, services)


def copy_of(environment: Environment, pairs: Sequence[tuple[Sample, Target]]) -> Environment:
    """Return the environment with these items as its test split, in memory."""
    files = {}
    for name in environment.files.names():
        if name not in _OWN and not name.startswith(("data/test", "data/practice", "checks/")):
            with environment.files.open(name) as stream:
                files[name] = stream.read()
    samples, targets = zip(*pairs, strict=True)
    return Environment.create(environment.declaration, samples, targets, files)


def rate(rows: Sequence[SampleRow]) -> Rate:
    """Count what rows came to."""
    passed = sum(row.status == "pass" for row in rows)
    invalid = sum(row.status == "invalid" for row in rows)
    return Rate(passed, len(rows) - invalid, invalid)


def _challenge(found: Rate) -> Reading:
    if not found.measured:
        return Reading(value=None, missing=found.invalid, how="no item could be measured")
    how = f"1 - accuracy of the reference model, which passes {found.share:.1%}"
    return Reading(value=100 * (1 - found.share), n=found.measured, missing=found.invalid, how=how)


def _dependence(
    environment: Environment,
    pairs: Sequence[tuple[Sample, Target]],
    rows: Sequence[SampleRow],
    model: Model,
    services: Services,
) -> Reading:
    blind = [(sample.model_copy(update={"context": ""}), target)
             for sample, target in pairs if sample.context]  # fmt: skip
    if not blind:
        return Reading(value=None, how="no item has a context that could be withheld")
    without = {row.sample_id: row for row in _rows(copy_of(environment, blind), model, services)}
    both = [(row, other) for row in rows if (other := without.get(row.sample_id)) is not None
            and "invalid" not in (row.status, other.status)]  # fmt: skip
    missing = len(blind) - len(both)
    if not both:
        return Reading(value=None, missing=missing, how="no item could be measured both ways")
    seen, unseen = rate([row for row, _ in both]).share, rate([row for _, row in both]).share
    how = f"drop without the context: {seen:.1%} passes with it, {unseen:.1%} without"
    return Reading(value=100 * (seen - unseen), n=len(both), missing=missing, how=how)


def _rows(environment: Environment, model: Model, services: Services) -> list[SampleRow]:
    return list(make_order(environment, model, RunSettings(), services).rows())
