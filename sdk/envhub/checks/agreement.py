"""How well does a judge agree with people? Measured on labelled answers, by named statistics.

Exact agreement with Wilson's interval; Cohen's kappa (1960) of pass and fail; kappa with quadratic
weights (Cohen 1968) and Spearman's rank correlation of grades; the mean signed error, and its rank
correlation with the length of the answer. A statistic that is not defined is None.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from statistics import fmean

from ..evaluate import Part, judge
from ..items import Item
from ..metrics import Interval, wilson
from ..model import ModelIdentity
from ..scorers import Judge
from ..services import Services
from ..trace import Trace
from ..values import Frozen
from .labels import Labelled


class Agreement(Frozen):
    """What was measured of one judge on one capability's labelled answers."""

    judge: str
    """provider/name."""
    revision: str | None = None
    weights_digest: str | None = None
    differs: tuple[str, ...] = ()
    """Where it is another one than the environment pins."""
    n: int
    """Labelled answers that it gave a verdict on; every figure is over these."""
    invalid: int
    """Those that it gave none on."""
    exact: float | None = None
    """The share where its grade, rounded, is the label."""
    exact_interval: Interval | None = None
    kappa: float | None = None
    """Of pass and fail, by the capability's rule."""
    weighted_kappa: float | None = None
    """Of grades; labels that say only pass or fail are left out."""
    spearman: float | None = None
    """Of grades."""
    error: float | None = None
    """Mean of verdict less label, as scores in [0, 1]: above 0 it is too kind."""
    error_by_length: float | None = None
    """Rank correlation of that error with the answer's length: above 0, long answers get more
    than they should."""


class Pair(Frozen):
    """A label and the judge's verdict."""

    graded: bool
    label: float
    """A score; 1 or 0 where the label says only pass or fail."""
    given: float
    passes: bool
    """By the label."""
    passed: bool
    """By the verdict."""
    length: int
    """Of the answer, in characters."""


def measure(
    part: Part, labels: Sequence[Labelled], identity: ModelIdentity, services: Services
) -> Agreement:
    """Ask the judge about every labelled answer of a capability.

    Raises:
        ServiceMissing: there is no judge.
    """
    pairs = [_judged(part, one, services) for one in labels]
    valid = [one for one in pairs if one is not None]
    scorer = part.capability.scorer
    said = {
        "judge": identity.name,
        "revision": identity.revision,
        "weights_digest": identity.weights_digest,
        "differs": scorer.pin.differences(identity) if scorer.pin is not None else (),
        "invalid": len(pairs) - len(valid),
    }
    steps = len(scorer.scale.grades) - 1 if isinstance(scorer, Judge) else 1
    return Agreement.model_validate({**said, **figures(valid, steps)})


def _judged(part: Part, one: Labelled, services: Services) -> Pair | None:
    row = judge(part, Item(one.sample, one.target), Trace(output=one.output), services)
    if row.score is None:
        return None
    scorer, rule = part.capability.scorer, float(part.capability.pass_rule)
    passed = row.status == "pass"
    if isinstance(one.label, float) and isinstance(scorer, Judge):
        label = scorer.scale.share(one.label)
        graded, passes, given = True, label >= rule - 1e-9, row.score
    else:
        graded, passes, given = False, one.label == "pass", float(passed)
        label = float(passes)
    return Pair(graded=graded, label=label, given=given, passes=passes, passed=passed,
                length=len(one.output))  # fmt: skip


def figures(pairs: Sequence[Pair], steps: int) -> dict[str, object]:
    """Return the statistics of an `Agreement`.

    Args:
        pairs: what was labelled and judged.
        steps: grades of the scale less one, by which verdicts are rounded to grades.
    """
    n = len(pairs)
    if not n:
        return {"n": 0}
    same = sum(_step(one.label, steps) == _step(one.given, steps) if one.graded
               else one.passes == one.passed for one in pairs)  # fmt: skip
    graded = [one for one in pairs if one.graded]
    labels, given = [one.label for one in graded], [one.given for one in graded]
    errors = [one.given - one.label for one in pairs]
    return {
        "n": n,
        "exact": same / n,
        "exact_interval": wilson(same, n),
        "kappa": weighted_kappa([(int(one.passes), int(one.passed)) for one in pairs], 1),
        "weighted_kappa": weighted_kappa(
            [(_step(a, steps), _step(b, steps)) for a, b in zip(labels, given, strict=True)], steps
        ),
        "spearman": spearman(labels, given),
        "error": fmean(errors),
        "error_by_length": spearman([float(one.length) for one in pairs], errors),
    }


def _step(share: float, steps: int) -> int:
    """The grade that a score is nearest to, counted from the worst; the middle goes up."""
    return math.floor(share * steps + 0.5 + 1e-9)


def weighted_kappa(pairs: Sequence[tuple[int, int]], steps: int) -> float | None:
    """Return Cohen's kappa with quadratic weights of categories 0 to `steps`.

    With two categories it is the plain kappa. None where both raters said one and the same thing
    throughout, or nothing was rated.
    """
    n = len(pairs)
    if not n:
        return None
    seen = sum((a - b) ** 2 for a, b in pairs) / n
    first = [sum(a == one for a, _ in pairs) / n for one in range(steps + 1)]
    second = [sum(b == one for _, b in pairs) / n for one in range(steps + 1)]
    by_chance = sum(
        p * q * (a - b) ** 2 for a, p in enumerate(first) for b, q in enumerate(second)
    )  # fmt: skip
    return 1 - seen / by_chance if by_chance > 0 else None


def spearman(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Return the rank correlation, ties at their mean rank; None where one of them never varies."""
    if len(first) < 3:
        return None
    ranks, others = _ranks(first), _ranks(second)
    mean = (len(first) + 1) / 2
    spread = sum((one - mean) ** 2 for one in ranks) * sum((one - mean) ** 2 for one in others)
    if spread <= 0:
        return None
    shared = sum((a - mean) * (b - mean) for a, b in zip(ranks, others, strict=True))
    return shared / math.sqrt(spread)


def _ranks(values: Sequence[float]) -> list[float]:
    order = sorted(range(len(values)), key=values.__getitem__)
    edges = [0, *(n for n, (a, b) in enumerate(pairwise(order), 1) if values[a] != values[b]),
             len(order)]  # fmt: skip
    ranks = [0.0] * len(values)
    for start, end in pairwise(edges):
        for place in order[start:end]:
            ranks[place] = (start + end + 1) / 2
    return ranks
