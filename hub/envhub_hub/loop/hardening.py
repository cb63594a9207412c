"""Raise the difficulty of an environment until a reference model falls into a band."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from envhub.environment import Environment
from envhub.model import Model
from envhub.run import RunSettings
from envhub.services import Services
from envhub.values import Frozen

from ..generate import Generated, generate_from
from ..generate.again import items_of, raised, renewed
from ..runner import RunPlace, run_environment


class Band(Frozen):
    """Where the pass rate of the reference model should lie, ends included; from 0 to 1."""

    low: float
    high: float


class Step(Frozen):
    """One level of difficulty, tried."""

    levels: tuple[int, ...]
    """Of any capability."""
    rate: float
    """The reference model's pass rate over valid rollouts."""


class Hardened(Frozen):
    """The steps that were taken; the last one is that of the environment that was kept."""

    steps: tuple[Step, ...]
    band: Band

    @property
    def inside(self) -> bool:
        """Whether the model ended in the band."""
        return self.band.low <= self.steps[-1].rate <= self.band.high


def harden(
    environment: Environment,
    model: Model,
    band: Band,
    services: Services,
    *,
    seed: int | None = None,
) -> tuple[Generated, Hardened]:
    """Make the next version of an environment, a level harder at a time, for a reference model.

    Stops where the pass rate is at or below the band's upper end, or no harder level is left.

    Args:
        environment: the version that is too easy; it was generated.
        model: the reference.
        band: where its pass rate should lie.
        services: what harnesses and scorers may ask for.
        seed: of the new samples; None draws a fresh one.
    """
    steps: list[Step] = []
    used = list(items_of(environment))
    plan = renewed(environment, seed=seed, harder=True)
    while True:
        made = generate_from(plan, used=used)
        levels = sorted({level for one in plan.capabilities for level in one.difficulties})
        rate = pass_rate(made.environment, model, services)
        steps.append(Step(levels=tuple(levels), rate=rate))
        following = plan.changed({"capabilities": tuple(map(raised, plan.capabilities))})
        if rate <= band.high or following == plan:
            return made, Hardened(steps=tuple(steps), band=band)
        plan = following


def pass_rate(environment: Environment, model: Model, services: Services) -> float:
    """Run an environment aside and return the share of valid rollouts that passed."""
    with tempfile.TemporaryDirectory() as folder:
        place = RunPlace(runs_folder=Path(folder))
        run = run_environment(environment, model, RunSettings(), place, None, services)
        passed, valid = _counted(row.status for row in run.rows())
    return passed / valid if valid else 0.0


def _counted(statuses: Iterator[str]) -> tuple[int, int]:
    known = [one == "pass" for one in statuses if one != "invalid"]
    return sum(known), len(known)
