"""Counts of kinds as distributions: evenness, divergence, and how far both vary by chance."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence

from ..errors import near_miss
from ..metrics import Interval, percentiles

RESAMPLES = 1_000
MAX_DRAWS = 400_000
"""Random numbers of one interval: with very many kinds there are fewer resamples."""
LEAST_RESAMPLES = 200
GAUSSIAN = 50.0
"""From this count on, a Poisson number is drawn from the normal distribution."""
ROUNDING = 1e-6
"""By which declared probabilities may miss 1."""
Statistic = Callable[[Sequence[float]], float]


def entropy(counts: Sequence[float]) -> float:
    """Return Shannon's entropy of counts, in nats."""
    total = sum(counts)
    if total <= 0:
        return 0.0
    found = -sum(c / total * math.log(c / total) for c in counts if c > 0)
    return max(0.0, found)


def evenness(counts: Sequence[float]) -> float:
    """Return H / ln k over k kinds, those of count 0 included: Pielou's J; 0 for one kind."""
    return entropy(counts) / math.log(len(counts)) if len(counts) > 1 else 0.0


def divergence(counts: Sequence[float], reference: Sequence[float], smoothing: float) -> float:
    """Return KL(p ‖ q) in nats, p being the counts with `smoothing` added to each kind.

    Every probability of the reference must be above 0.
    """
    total = sum(counts) + smoothing * len(counts)
    if total <= 0:
        return 0.0
    found = 0.0
    for count, q in zip(counts, reference, strict=True):
        p = (count + smoothing) / total
        if p > 0:
            found += p * math.log(p / q)
    return max(0.0, found)


def resampled(counts: Sequence[float], statistic: Statistic, seed: str) -> Interval | None:
    """Return the percentile interval of a statistic of counts; None below two rows.

    Each count is drawn again from a Poisson distribution with its own mean, which is what a
    bootstrap over rows does to counts when rows are many (Hanley and MacGibbon 2006). A statistic
    that has a ceiling, such as evenness, is biased under resampling; the interval is widened to
    hold the value itself.
    """
    if sum(counts) < 2:
        return None
    rng = random.Random(seed)
    times = max(LEAST_RESAMPLES, min(RESAMPLES, MAX_DRAWS // max(1, len(counts))))
    draws = []
    for _ in range(times):
        drawn = [_poisson(rng, count) for count in counts]
        if any(drawn):
            draws.append(statistic(drawn))
    value = statistic(counts)
    low, high = percentiles(draws)
    low, high = min(low, value), max(high, value)
    return Interval(low=max(0.0, low), high=min(1.0, high), method="Poisson bootstrap")


def _poisson(rng: random.Random, mean: float) -> float:
    if mean <= 0:
        return 0.0
    if mean >= GAUSSIAN:
        return max(0.0, round(rng.gauss(mean, math.sqrt(mean))))
    # Knuth: multiply uniform numbers until they fall below e^-mean.
    limit, product, count = math.exp(-mean), rng.random(), 0
    while product > limit:
        product *= rng.random()
        count += 1
    return float(count)


def distribution_problem(reference: Mapping[str, float]) -> str | None:
    """Say why declared shares are no distribution, or None."""
    if len(reference) < 2:
        return "a reference has at least two kinds"
    wrong = [name for name, share in reference.items() if not 0 <= share <= 1]
    if wrong:
        return f"share {reference[wrong[0]]:g} of `{wrong[0][:40]}` is not between 0 and 1"
    total = math.fsum(reference.values())
    if abs(total - 1) > ROUNDING:
        return f"the shares of the reference sum to {total:.6g}, not to 1"
    return None


def unknown_kinds(reference: Mapping[str, float], known: Sequence[str]) -> str | None:
    """Say which kinds of a reference are not among the known ones, or None."""
    for name in reference:
        if name not in known:
            return f"the reference names `{name[:40]}`, which is none of the kinds" + near_miss(
                name, known
            )
    return None


def said(reference: Mapping[str, float]) -> str:
    """Shares in words: `ham 0.8, spam 0.2`."""
    texts = [f"{name[:40]} {share:g}" for name, share in reference.items()]
    more = len(texts) - 8
    return ", ".join(texts[:8]) + (f" and {more} more" if more > 0 else "")
