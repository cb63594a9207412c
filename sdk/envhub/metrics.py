"""Numbers over many scores, each with the name of its interval and its coverage.

Pass rates: Wilson's score interval (Wilson 1927). Mean graded scores: a seeded percentile
bootstrap, Student's t below 20 scores. The overall: a bootstrap stratified by capability. All
intervals are at 95 %. No figure is ever computed over invalid samples; how many there were stands
beside it.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from statistics import NormalDist, fmean, stdev

from .values import Frozen

LEVEL = 0.95
RESAMPLES = 1_000
SMALL = 20
"""Below this many scores the bootstrap is too narrow, and Student's t is used."""
LARGE = 5_000
"""Above this many scores the bootstrap gives the t interval at a hundred times the cost."""


class Interval(Frozen):
    """A 95 % interval, in the units of its score."""

    low: float
    high: float
    method: str
    """`wilson`, `bootstrap`, `t`, `stratified bootstrap` or `stratified normal`; an estimator of
    data sets may name its own."""


class CapabilityResult(Frozen):
    """What a run says about one capability."""

    id: str
    title: str
    method: str
    score: float | None
    """Mean score over valid samples, in [0, 1]; None where there is none."""
    interval: Interval | None
    passed: int
    failed: int
    invalid: int
    pass_interval: Interval | None
    """Wilson's, on the pass rate over valid samples."""
    pass_rule: float | str
    weight: float
    target_rate: float | None = None
    rows: int | None = None
    """Of a data set: the rows that it was measured over. None: samples are counted."""
    rows_lost: int = 0
    """Of a data set: the rows that could not be measured."""

    @property
    def n(self) -> int:
        """Valid samples; of a data set, valid rows."""
        return self.passed + self.failed if self.rows is None else self.rows

    @property
    def coverage(self) -> float | None:
        """The share of samples, or of rows, that could be measured."""
        total = self.n + (self.invalid if self.rows is None else self.rows_lost)
        return self.n / total if total else None

    @property
    def pass_rate(self) -> float | None:
        judged = self.passed + self.failed
        return self.passed / judged if judged else None


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


def wilson(passed: int, n: int) -> Interval | None:
    """Return Wilson's interval for a proportion, without continuity correction."""
    if n == 0:
        return None
    z = NormalDist().inv_cdf(0.5 + LEVEL / 2)
    p, z2 = passed / n, z * z
    centre = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = z / (1 + z2 / n) * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    # At 0 and n the bound is exact; the formula misses it by rounding.
    low = 0.0 if passed == 0 else max(0.0, centre - half)
    high = 1.0 if passed == n else min(1.0, centre + half)
    return Interval(low=low, high=high, method="wilson")


def mean_interval(values: Sequence[float], seed: str) -> Interval | None:
    """Return the interval of a mean of scores in [0, 1]; None below two scores."""
    n = len(values)
    if n < 2:
        return None
    if n < SMALL or n > LARGE:
        half = t_quantile(0.5 + LEVEL / 2, n - 1) * stdev(values) / math.sqrt(n)
        mean = fmean(values)
        return Interval(low=max(0.0, mean - half), high=min(1.0, mean + half), method="t")
    rng = random.Random(seed)
    means = [fmean(rng.choices(values, k=n)) for _ in range(RESAMPLES)]
    low, high = percentiles(means)
    return Interval(low=low, high=high, method="bootstrap")


def overall_interval(
    strata: Sequence[Sequence[float]], weights: Sequence[float], seed: str
) -> Interval | None:
    """Return the interval of a weighted mean of capability means, resampled within each."""
    if not strata or any(len(values) < 2 for values in strata):
        return None
    total = sum(weights)
    shares = [weight / total for weight in weights]
    if sum(len(values) for values in strata) > LARGE:
        variance = sum(
            share**2 * stdev(values) ** 2 / len(values)
            for share, values in zip(shares, strata, strict=True)
        )
        mean = sum(share * fmean(values) for share, values in zip(shares, strata, strict=True))
        half = NormalDist().inv_cdf(0.5 + LEVEL / 2) * math.sqrt(variance)
        low, high, method = mean - half, mean + half, "stratified normal"
    else:
        rng = random.Random(seed)
        draws = [
            sum(
                share * fmean(rng.choices(values, k=len(values)))
                for share, values in zip(shares, strata, strict=True)
            )
            for _ in range(RESAMPLES)
        ]
        (low, high), method = percentiles(draws), "stratified bootstrap"
    return Interval(low=max(0.0, low), high=min(1.0, high), method=method)


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
