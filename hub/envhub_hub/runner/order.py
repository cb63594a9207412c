"""What is to be run: the rollouts of an environment on a model that are owed."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterator
from dataclasses import dataclass, field

from envhub.environment import Environment
from envhub.evaluate import Part, part_for, parts_of, rollout
from envhub.items import Item, Key, planned_items
from envhub.model import Model
from envhub.run import RunSettings, SampleRow
from envhub.services import Services
from envhub.tools.protocol import worded

from .engine import WINDOW, drive

_WITH_COMPANIONS = 4
"""Rollouts under way where each has containers of its own: they take memory while they wait."""


@dataclass(frozen=True)
class Order:
    """An environment, a model, and which rollouts are wanted. It writes nothing."""

    environment: Environment
    model: Model
    settings: RunSettings
    services: Services
    parts: dict[str, Part]
    done: Collection[Key] = field(default_factory=frozenset)
    """Rollouts that are not wanted again."""
    only: Collection[Key] | None = None
    """Where given, nothing else is wanted."""

    def items(self) -> Iterator[Item]:
        """Stream the rollouts that are owed."""
        for item in planned_items(self.environment, self.settings):
            if item.key not in self.done and (self.only is None or item.key in self.only):
                yield item

    def rows(self) -> Generator[SampleRow, None, None]:
        """Carry it out, and yield each row as soon as it is known."""
        rollouts = (
            rollout(part_for(self.parts, item.sample), item, self.settings, self.services)
            for item in self.items()
        )
        if self.environment.declaration.requires.services:
            window = _WITH_COMPANIONS
        else:
            window = WINDOW * int(getattr(self.model, "workers", 1))
        return drive(rollouts, worded(self.model), window)


def make_order(
    environment: Environment, model: Model, settings: RunSettings, services: Services
) -> Order:
    """Order a whole run.

    Raises:
        InvalidEnvironment: a file that a harness or a scorer reads is missing.
    """
    services = services.within(environment.declaration.requires.surroundings)
    return Order(environment, model, settings, services, parts_of(environment))
