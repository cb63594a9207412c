"""Numbers over many scores, each with the name of its interval and its coverage.

Pass rates: Wilson's score interval (Wilson 1927). Mean graded scores: a seeded percentile
bootstrap, Student's t below 20 scores. The overall: a bootstrap stratified by capability. Scores
that share a cluster (variants of one item, epochs of one sample) are taken together: see
`clusters`. All intervals are at 95 %. No figure is ever computed over invalid samples; how many
there were stands beside it, and within which bounds they could have moved the mean.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from statistics import NormalDist, fmean, stdev
from typing import Literal, NamedTuple, cast

from .values import Frozen

LEVEL = 0.95
RESAMPLES = 1_000
SMALL = 20
"""Below this many scores the bootstrap is too narrow, and Student's t is used."""
LARGE = 5_000
"""Above this many scores the bootstrap gives the t interval at a hundred times the cost."""
Unit = Literal["sample", "row"]
"""What a score is taken over: samples that a model was asked, or rows of a data set."""


class Interval(Frozen):
    """A 95 % interval, in the units of its score."""

    low: float
    high: float
    method: str
    """`wilson`, `bootstrap`, `t`, `stratified bootstrap` or `stratified normal`; the first three
    with `clustered ` before it where scores were taken together. An estimator of data sets may
    name its own."""


class GroupResult(Frozen):
    """What a run says about the groups of a capability: variants of one item."""

    groups: int
    """Groups of at least two samples."""
    all_correct: float | None
    """The share of groups whose every variant passed, in [0, 1]; None where none is known."""
    all_correct_interval: Interval | None
    consistent: float | None
    """The share of groups whose every variant got the same answer, right or wrong."""
    consistent_interval: Interval | None


class CapabilityResult(Frozen):
    """What a run says about one capability."""

    id: str
    title: str
    method: str
    score: float | None
    """Mean score over valid samples, in [0, 1]; None where there is none."""
    interval: Interval | None
    n: int
    """Valid samples: those that the score is taken over. With several epochs, those of which
    enough rollouts are valid."""
    missing: int = 0
    """Samples that were measured and have no score: all that was invalid."""
    passed: int
    """Rollouts, as are the next two; with one epoch, samples."""
    failed: int
    invalid: int
    pass_interval: Interval | None
    """Wilson's, on the pass rate over valid rollouts."""
    pass_rule: float | str
    weight: float
    target_rate: float | None = None
    groups: GroupResult | None = None
    """None where no two samples share a group."""
    unit: Unit = "sample"
    """What `n` and `missing` count: of a data set, rows."""

    @property
    def coverage(self) -> float | None:
        """The share of samples, or of rows, that could be measured."""
        total = self.n + self.missing
        return self.n / total if total else None

    @property
    def pass_rate(self) -> float | None:
        """Over valid rollouts."""
        valid = self.passed + self.failed
        return self.passed / valid if valid else None

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The score if every sample without one had failed, and if it had reached the maximum.

        None for a data set, whose scores are no means over rows.
        """
        total = self.n + self.missing
        if not total or self.unit == "row":
            return None
        known = (self.score or 0.0) * self.n
        return known / total, (known + self.missing) / total


class Result(Frozen):
    """What a run says: every capability, and the overall as their weighted mean."""

    capabilities: tuple[CapabilityResult, ...]
    overall: float | None
    overall_interval: Interval | None

    @property
    def weighted(self) -> bool:
        """Whether capabilities count unequally, which is then noted beside the overall."""
        return len({one.weight for one in self.capabilities}) > 1

    @property
    def passed(self) -> int:
        return sum(one.passed for one in self.capabilities)

    @property
    def failed(self) -> int:
        return sum(one.failed for one in self.capabilities)

    @property
    def invalid(self) -> int:
        return sum(one.invalid for one in self.capabilities)


def wilson(passed: float, n: float, method: str = "wilson") -> Interval | None:
    """Return Wilson's interval for a proportion, without continuity correction."""
    if n == 0:
        return None
    z = NormalDist().inv_cdf(0.5 + LEVEL / 2)
    p, z2 = passed / n, z * z
    centre = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = z / (1 + z2 / n) * math.sqrt(max(0.0, p * (1 - p) / n + z2 / (4 * n * n)))
    # At 0 and n the bound is exact; the formula misses it by rounding.
    low = 0.0 if passed == 0 else max(0.0, centre - half)
    high = 1.0 if passed == n else min(1.0, centre + half)
    return Interval(low=low, high=high, method=method)


def mean_interval(values: Sequence[float], seed: str) -> Interval | None:
    """Return the interval of a mean of scores in [0, 1]; None below two scores."""
    n = len(values)
    if n < 2:
        return None
    if n < SMALL or n > LARGE:
        return _t_interval(fmean(values), stdev(values) / math.sqrt(n), n - 1, "t")
    rng = random.Random(seed)
    means = [fmean(rng.choices(values, k=n)) for _ in range(RESAMPLES)]
    low, high = percentiles(means)
    return Interval(low=low, high=high, method="bootstrap")


class Cluster(NamedTuple):
    """Scores that are not independent of each other: their sum, and how many they are."""

    total: float
    size: int


Stratum = Sequence[float] | Sequence[Cluster]
"""The scores of one capability, as clusters where they are not independent."""


def clusters(values: Sequence[float], names: Sequence[str | None]) -> list[Cluster] | None:
    """Sum scores by the cluster that they belong to; None where no two share one.

    A score without a name is a cluster of its own.
    """
    totals: dict[str, list[float]] = {}
    alone: list[Cluster] = []
    for value, name in zip(values, names, strict=True):
        if name is None:
            alone.append(Cluster(value, 1))
        else:
            totals.setdefault(name, []).append(value)
    if all(len(found) == 1 for found in totals.values()):
        return None
    return alone + [Cluster(math.fsum(found), len(found)) for found in totals.values()]


def standard_error(given: Sequence[Cluster]) -> float:
    """Return the standard error of a mean whose scores come in clusters.

    The ratio estimator of cluster sampling (Cochran 1977, "Sampling Techniques", 6.3 and 9A.1),
    which for evaluations is the clustered standard error of Miller 2024, arXiv:2411.00640.
    """
    count, n = len(given), sum(one.size for one in given)
    mean = math.fsum(one.total for one in given) / n
    squares = math.fsum((one.total - mean * one.size) ** 2 for one in given)
    return math.sqrt(squares * count / (count - 1)) / n


def clustered_wilson(given: Sequence[Cluster]) -> Interval | None:
    """Return Wilson's interval for a proportion over clusters, on the effective sample size.

    That is p(1 − p) over the clustered variance (Korn and Graubard 1998, "Confidence intervals for
    proportions with small expected number of positive counts"), never more than there are values.
    Where all passed or none did, the variance says nothing, and it is the number of clusters.
    """
    count, n = len(given), sum(one.size for one in given)
    if count < 2:
        return None
    p = math.fsum(one.total for one in given) / n
    variance = standard_error(given) ** 2
    effective = min(float(n), p * (1 - p) / variance) if variance > 1e-18 else float(count)
    return wilson(p * effective, effective, "clustered wilson")


def clustered_interval(given: Sequence[Cluster], seed: str) -> Interval | None:
    """Return the interval of a mean of scores in [0, 1] over clusters; None below two clusters."""
    count, n = len(given), sum(one.size for one in given)
    if count < 2:
        return None
    if count < SMALL or n > LARGE:
        mean = math.fsum(one.total for one in given) / n
        return _t_interval(mean, standard_error(given), count - 1, "clustered t")
    rng = random.Random(seed)
    low, high = percentiles([_mean(rng.choices(given, k=count)) for _ in range(RESAMPLES)])
    return Interval(low=low, high=high, method="clustered bootstrap")


def _t_interval(mean: float, error: float, df: int, method: str) -> Interval:
    half = t_quantile(0.5 + LEVEL / 2, df) * error
    return Interval(low=max(0.0, mean - half), high=min(1.0, mean + half), method=method)


def overall_interval(
    strata: Sequence[Stratum], weights: Sequence[float], seed: str
) -> Interval | None:
    """Return the interval of a weighted mean of capability means, resampled within each.

    A capability is given as its scores, or as clusters where they are not independent. None where
    all scores of each are equal: resampling them says nothing of how far the mean may be off.
    """
    if not strata or any(len(values) < 2 for values in strata):
        return None
    if all(one == values[0] for values in strata for one in values):
        return None
    total = sum(weights)
    shares = [weight / total for weight in weights]
    if sum(one.size for values in strata for one in _as_clusters(values)) > LARGE:
        given = [_as_clusters(values) for values in strata]
        variance = sum(
            (share * standard_error(values)) ** 2
            for share, values in zip(shares, given, strict=True)
        )
        mean = sum(share * _mean(values) for share, values in zip(shares, given, strict=True))
        half = NormalDist().inv_cdf(0.5 + LEVEL / 2) * math.sqrt(variance)
        low, high, method = mean - half, mean + half, "stratified normal"
    else:
        rng = random.Random(seed)
        draws = [
            sum(
                share * _mean(cast("Stratum", rng.choices(values, k=len(values))))
                for share, values in zip(shares, strata, strict=True)
            )
            for _ in range(RESAMPLES)
        ]
        (low, high), method = percentiles(draws), "stratified bootstrap"
    return Interval(low=max(0.0, low), high=min(1.0, high), method=method)


def _as_clusters(values: Stratum) -> list[Cluster]:
    return [one if isinstance(one, Cluster) else Cluster(one, 1) for one in values]


def _mean(values: Stratum) -> float:
    if isinstance(values[0], Cluster):
        given = cast("Sequence[Cluster]", values)
        return math.fsum(one.total for one in given) / sum(one.size for one in given)
    return fmean(cast("Sequence[float]", values))


def percentiles(draws: Sequence[float]) -> tuple[float, float]:
    """Return the two ends of the central 95 % of draws, interpolated."""
    ordered = sorted(draws)
    tail = (1 - LEVEL) / 2

    def at(share: float) -> float:
        place = share * (len(ordered) - 1)
        low = math.floor(place)
        high = min(low + 1, len(ordered) - 1)
        return ordered[low] + (place - low) * (ordered[high] - ordered[low])

    return at(tail), at(1 - tail)


def t_quantile(p: float, df: int) -> float:
    """Return the quantile of Student's t for p > 0.5, by bisection on its distribution."""
    low, high = 0.0, 1.0
    while _t_cdf(high, df) < p:
        high *= 2
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if _t_cdf(middle, df) < p else (low, middle)
    return (low + high) / 2


def _t_cdf(t: float, df: int) -> float:
    return 1 - 0.5 * _incomplete_beta(df / 2, 0.5, df / (df + t * t))


def _incomplete_beta(a: float, b: float, x: float) -> float:
    """Regularised, by Lentz's continued fraction (Numerical Recipes, 6.4)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - _incomplete_beta(b, a, 1 - x)
    front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    front = math.exp(front + a * math.log(x) + b * math.log1p(-x))
    tiny = 1e-300
    c, d = 1.0, 1 / max(tiny, 1 - (a + b) * x / (a + 1))
    total = d
    for m in range(1, 300):
        for step in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / (1 + step * d or tiny)
            c = 1 + step / c or tiny
            total *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return front * total / a
