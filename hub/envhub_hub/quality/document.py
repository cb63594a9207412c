"""What an assessment says: typed, versioned, and what the output file holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from envhub.model import ModelIdentity
from envhub.values import Frozen

from ..asking import Account
from .rubric import MeasureId

FORMULA = "0.30 UIA + 0.70 (0.12 FSQ + 0.16 QAC + 0.28 CQC + 0.26 TSD + 0.18 SSC)"


class Reading(Frozen):
    """One measure, graded or measured."""

    value: float | None
    """From 0 to 100, but a drop may lie below; None: nobody could measure it, and `how` says
    why."""
    n: int = 0
    """Items that it is the mean of."""
    missing: int = 0
    """Items that should have counted and could not."""
    how: str


class Grades(Frozen):
    """What a judge said of one item, as it said it: 1 to 5."""

    id: str
    reasoning: str
    grades: dict[MeasureId, int]


class JudgeRecord(Frozen):
    """Who graded, by which words, and what it took."""

    model: ModelIdentity
    rubric: int
    rubric_digest: str
    account: Account
    """Its `prompts` hold the version and the digest of each prompt."""


class Quality(Frozen):
    """An assessment of an environment."""

    schema_version: Literal[1] = 1
    environment: str
    digest: str
    samples: int
    """Of the test split, that were looked at."""
    judged: dict[MeasureId, Reading] = {}
    """Empty where no model graded."""
    proxies: dict[MeasureId, Reading]
    overall: float | None = None
    """Of grades alone, and only where all six are there."""
    formula: str = FORMULA
    judge: JudgeRecord | None = None
    reference: ModelIdentity | None = None
    """The model that two of the proxies are measured on."""
    items: tuple[Grades, ...] = ()
    whole: str = ""
    """What the judge said of the environment as a whole."""
    limited: str | None = None
    """The limit that ended grading, where one did."""


def overall_of(values: Mapping[MeasureId, float | None]) -> float | None:
    """Return the overall of six measures on 0 to 100; None where one is not there.

    Overall = 0.30 UIA + 0.70 (0.12 FSQ + 0.16 QAC + 0.28 CQC + 0.26 TSD + 0.18 SSC): the weights
    behind the table of "Benchmark Everything Everywhere All at Once" (arXiv 2606.06462), which
    does not print them; least squares over its 23 rows gives these, with a largest residual of
    0.006.
    """
    weights: Mapping[MeasureId, float] = {
        "UIA": 0.30, "FSQ": 0.70 * 0.12, "QAC": 0.70 * 0.16, "CQC": 0.70 * 0.28,
        "TSD": 0.70 * 0.26, "SSC": 0.70 * 0.18,
    }  # fmt: skip
    found = {name: values.get(name) for name in weights}
    known = {name: one for name, one in found.items() if one is not None}
    if len(known) < len(weights):
        return None
    return sum(weights[name] * one for name, one in known.items())
