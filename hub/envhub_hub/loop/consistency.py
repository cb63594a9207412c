"""Whether an environment orders models as they should be, and which samples tell them apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import sqrt

from envhub.errors import UsageError
from envhub.run import Run
from envhub.values import Frozen

SATURATED = 0.8
"""An overall score of the best model above this leaves little room to tell better ones apart."""
ALPHA = 0.05


class ItemStatistic(Frozen):
    """One sample over several models."""

    sample_id: str
    capability: str
    mean: float
    """Mean score over the models, in [0, 1]."""
    discrimination: float | None
    """Pearson's correlation between the models' scores on it and on all others (the corrected
    item-total correlation); None where all models, or the others' scores, are the same."""


class Consistency(Frozen):
    """What an environment says about a family of models."""

    models: tuple[str, ...]
    """By overall score, the best first."""
    overall: tuple[float, ...]
    expected: tuple[str, ...] | None
    """The models from weak to strong, as they were said to be."""
    tau: float | None
    """Kendall's tau-b between the expected order and the overall scores, in [-1, 1]."""
    p_value: float | None
    """Exact where no two scores tie: of a tau as far from zero among random orders."""
    floor: float
    """Share of samples that every model fails."""
    ceiling: float
    """Share of samples that every model passes."""
    discrimination: float | None
    """Mean over the samples that have one."""
    negative: int
    """Samples that weaker models do better on than stronger ones."""
    items: tuple[ItemStatistic, ...]
    top_two_p: float | None
    """Of an exact sign test on the samples that only one of the two best models passes; None with
    one model."""

    @property
    def warnings(self) -> tuple[str, ...]:
        """What makes the environment too easy, or too small, for these models."""
        found = []
        if self.overall[0] > SATURATED:
            found.append(f"saturated: the best model has {100 * self.overall[0]:.1f}")
        if self.top_two_p is not None and self.top_two_p >= ALPHA:
            found.append(
                f"the two best can't be told apart (p = {self.top_two_p:.2f}, exact sign test)"
            )
        return tuple(found)


def consistency(runs: Mapping[str, Run], expected: Sequence[str] | None = None) -> Consistency:
    """Compare runs of one environment on several models.

    Args:
        runs: by the name of the model.
        expected: their names from weak to strong, where an order is expected.
    """
    scores = {model: _scores(run) for model, run in runs.items()}
    overall = {model: run.result().overall or 0.0 for model, run in runs.items()}
    ranked = sorted(overall, key=lambda model: -overall[model])
    shared = set.intersection(*(set(found) for found in scores.values()))
    passes = {model: _passes(run) for model, run in runs.items()}
    items = tuple(_item(key, scores) for key in sorted(shared))
    known = [one.discrimination for one in items if one.discrimination is not None]
    tau, p_value = _tau(expected, overall) if expected else (None, None)
    return Consistency(
        models=tuple(ranked),
        overall=tuple(overall[model] for model in ranked),
        expected=tuple(expected) if expected else None,
        tau=tau,
        p_value=p_value,
        floor=_share(shared, lambda key: not any(key in found for found in passes.values())),
        ceiling=_share(shared, lambda key: all(key in found for found in passes.values())),
        discrimination=sum(known) / len(known) if known else None,
        negative=sum(value < 0 for value in known),
        items=items,
        top_two_p=_sign_test(passes, ranked) if len(ranked) > 1 else None,
    )


def expected_order(order: str, runs: Mapping[str, Run]) -> tuple[str, ...]:
    """Return models from weak to strong: `a<b<c`, by `size`, or by `date` (the training step).

    Raises:
        UsageError: the order names others than were run, or what it goes by is not known.
    """
    if order == "size":
        return _by("size", {m: run.record.model.parameters if run.record.model else None
                            for m, run in runs.items()})  # fmt: skip
    if order == "date":
        return _by("training step", {model: run.record.step for model, run in runs.items()})
    named = [part.strip() for part in order.split("<")]
    if sorted(named) != sorted(runs):
        raise UsageError(
            f"the order `{order}` must name each of {', '.join(runs)} once",
            hint="write them from weak to strong: 'a<b<c'",
        )
    return tuple(named)


def _by(what: str, values: Mapping[str, int | None]) -> tuple[str, ...]:
    unknown = [model for model, value in values.items() if value is None]
    if unknown:
        raise UsageError(
            f"the {what} of {', '.join(unknown)} is not known", hint="write the order: 'a<b<c'"
        )
    return tuple(sorted(values, key=lambda model: values[model] or 0))


def _scores(run: Run) -> dict[tuple[str, str], float]:
    """The mean score of each sample over its valid epochs, by capability and id."""
    found: dict[tuple[str, str], list[float]] = {}
    for row in run.rows():
        if row.score is not None:
            found.setdefault((row.capability, row.sample_id), []).append(row.score)
    return {key: sum(values) / len(values) for key, values in found.items()}


def _passes(run: Run) -> set[tuple[str, str]]:
    """The samples of which most valid epochs pass."""
    found: dict[tuple[str, str], list[bool]] = {}
    for row in run.rows():
        if row.status != "invalid":
            found.setdefault((row.capability, row.sample_id), []).append(row.status == "pass")
    return {key for key, values in found.items() if 2 * sum(values) > len(values)}


def _item(
    key: tuple[str, str], scores: Mapping[str, Mapping[tuple[str, str], float]]
) -> ItemStatistic:
    own = [found[key] for found in scores.values()]
    rest = [(sum(found.values()) - found[key]) / max(1, len(found) - 1)
            for found in scores.values()]  # fmt: skip
    return ItemStatistic(
        capability=key[0],
        sample_id=key[1],
        mean=sum(own) / len(own),
        discrimination=_pearson(own, rest),
    )


def _pearson(one: Sequence[float], other: Sequence[float]) -> float | None:
    mean, mean_other = sum(one) / len(one), sum(other) / len(other)
    pairs = list(zip(one, other, strict=True))
    covariance = sum((a - mean) * (b - mean_other) for a, b in pairs)
    spread = sqrt(sum((a - mean) ** 2 for a in one) * sum((b - mean_other) ** 2 for b in other))
    return covariance / spread if spread > 1e-12 else None


def _tau(
    expected: Sequence[str], overall: Mapping[str, float]
) -> tuple[float | None, float | None]:
    from scipy.stats import kendalltau

    found = kendalltau(range(len(expected)), [overall[model] for model in expected])
    tau, p_value = float(found.statistic), float(found.pvalue)
    return (None, None) if tau != tau else (tau, p_value)


def _sign_test(passes: Mapping[str, set[tuple[str, str]]], ranked: Sequence[str]) -> float:
    from scipy.stats import binomtest

    first, second = passes[ranked[0]], passes[ranked[1]]
    only_first, only_second = len(first - second), len(second - first)
    if only_first + only_second == 0:
        return 1.0
    return float(binomtest(only_first, only_first + only_second).pvalue)


def _share(keys: Iterable[tuple[str, str]], holds: Callable[[tuple[str, str]], bool]) -> float:
    found = [holds(key) for key in keys]
    return sum(found) / len(found) if found else 0.0
