"""What could supply a wish: a generator, or a data set of the pool with a way to transform it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import ceil
from typing import Any

from envhub.values import Frozen, declared

from .generators import GENERATORS
from .items import Gives
from .plan import Plan, PoolSource, Share
from .pool import Assessment, Pool, PoolSupply, TransformPlan
from .supply import Supplies, Supply

POOL = "pool:"
LEAST_YIELD = 0.25
"""A data set is trusted to give this share of its records, however its dry run went."""


class Offer(Frozen):
    """One supply, before it is known how much of it will be taken."""

    name: str
    title: str
    """What its items ask."""
    gives: Gives
    subtype: str
    version: int = 1
    capacity: int | None = None
    """Samples that it can be trusted to give; None: without end, or not known."""
    expected_yield: float | None = None
    """Measured by a dry run on records; None: nothing was tried yet."""
    transformation: dict[str, Any] | None = None
    source: PoolSource | None = None

    def share(self, count: int, subtask: str) -> Share:
        """Return how many samples of a plan it makes."""
        return Share(
            supply=self.name,
            title=self.title,
            version=self.version,
            count=count,
            subtask=subtask,
            transformation=self.transformation,
        )


def of_generator(name: str) -> Offer:
    """Return the offer of a procedure."""
    one = GENERATORS[name]
    return Offer(name=name, title=one.title, gives=one.gives, subtype=name, version=one.version)


def of_assessment(found: Assessment, pool: Pool) -> Offer:
    """Return the offer of a data set with a plan that was measured on it."""
    card = pool.card(found.card)
    return Offer(
        name=f"{POOL}{card.id}/{found.plan.id}",
        title=found.plan.title,
        gives=found.plan.gives,
        subtype=found.plan.subtype,
        capacity=ceil(card.records * max(found.expected_yield, LEAST_YIELD)),
        expected_yield=found.expected_yield,
        transformation=declared(found.plan),
        source=PoolSource(
            id=card.id,
            path=card.path,
            sha256=card.sha256,
            records=card.records,
            license=card.licence.name if card.licence else None,
            url=card.source,
        ),
    )


def supplies_of(plan: Plan, pool: Pool | None) -> Supplies:
    """Return what a plan's shares name: the generators, and the pool's data sets in a seeded order.

    Raises:
        IntegrityError: a data set of the pool is not the one that the plan was made with.
    """
    if pool is None:
        return Supplies()
    check_pool(plan.pool, pool)
    found: dict[str, Supply] = {}
    for share in (share for one in plan.capabilities for share in one.shares):
        if share.transformation is not None and share.supply not in found:
            card = pool.card(share.supply.removeprefix(POOL).rpartition("/")[0])
            way = TransformPlan.model_validate(share.transformation)
            seed = f"{plan.name}|{plan.drawn_as or plan.version}|{plan.seed}"
            found[share.supply] = PoolSupply(pool, card, way, seed)
    return Supplies(found)


def check_pool(sources: Iterable[PoolSource], pool: Pool) -> None:
    """Raise an IntegrityError where a data set has changed since the plan was made."""
    from envhub.errors import IntegrityError

    cards: Mapping[str, str] = {card.id: card.sha256 for card in pool.cards}
    for one in sources:
        if one.id in cards and cards[one.id] != one.sha256:
            raise IntegrityError(
                f"`{one.path}` of the pool has changed since the plan was made",
                hint="plan again, or give the data as it was",
            )
