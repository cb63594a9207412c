"""How much scores move when one plan is drawn again: the spread, and whether the order held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from envhub.metrics import Result
from envhub.values import Frozen

OVERALL = "overall"


class Spread(Frozen):
    """One capability of one model over several draws; scores in [0, 1]."""

    capability: str
    """`overall` is the weighted one."""
    model: str
    mean: float
    least: float
    most: float


class Stability(Frozen):
    """What repeated draws of one plan say about models."""

    draws: int
    spreads: tuple[Spread, ...]
    order: tuple[str, ...]
    """The models by overall score, the best first, as most draws have it."""
    held: int
    """In how many draws the order was that."""


def stability(draws: Sequence[Mapping[str, Result]]) -> Stability:
    """Compare repeated draws of one plan.

    Args:
        draws: for each draw the result of each model; the same models in all.
    """
    models = list(draws[0])
    spreads = [
        _spread(capability, model, [scores_of(draw[model]).get(capability) for draw in draws])
        for model in models
        for capability in scores_of(draws[0][model])
    ]
    orders = Counter(_order(draw) for draw in draws)
    order, held = orders.most_common(1)[0]
    found = tuple(one for one in spreads if one is not None)
    return Stability(draws=len(draws), spreads=found, order=order, held=held)


def scores_of(result: Result) -> dict[str, float]:
    """Return the mean score of each capability that has one, and the overall."""
    found = {one.id: one.score for one in result.capabilities}
    found[OVERALL] = result.overall
    return {name: value for name, value in found.items() if value is not None}


def _spread(capability: str, model: str, values: Sequence[float | None]) -> Spread | None:
    known = [value for value in values if value is not None]
    if not known:
        return None
    return Spread(
        capability=capability,
        model=model,
        mean=sum(known) / len(known),
        least=min(known),
        most=max(known),
    )


def _order(draw: Mapping[str, Result]) -> tuple[str, ...]:
    overall = {model: scores_of(result).get(OVERALL, -1.0) for model, result in draw.items()}
    return tuple(sorted(overall, key=lambda model: -overall[model]))
