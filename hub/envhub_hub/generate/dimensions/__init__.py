"""Benchmarks of data sets: which estimator measures what is asked, and what it reads.

A new dimension is a row of `DIMENSIONS`; its default texts stand beside this file.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from envhub.dimension import Estimate
from envhub.errors import Refused
from envhub.estimators import (
    Diversity,
    DomainSpread,
    EstimatorSpec,
    FactualDensity,
    LabelBalance,
    ToxicityCoverage,
)
from envhub.values import Frozen

from ..request import Request, Wish


class Measured(Frozen):
    """One dimension of a data set."""

    title: str
    definition: str
    estimator: EstimatorSpec
    pass_at: float = 0.5


DOMAINS = "scoring/domains.jsonl"
LEXICON = "scoring/lexicon.json"
FILES: Mapping[str, str] = {DOMAINS: "domains.jsonl", LEXICON: "lexicon.json"}
"""What estimators read, by the path in the environment; the files stand beside this one."""

DIMENSIONS: Mapping[str, Measured] = {
    "diversity": Measured(
        title="Diversity",
        definition="High: hardly any two words stand side by side twice. Low: the same sentences "
        "come again and again.",
        estimator=Diversity(),
    ),
    "domain-spread": Measured(
        title="Domain spread",
        definition="High: the texts fall evenly on ten everyday domains, from news to fiction. "
        "Low: nearly all are of one of them. A text belongs to the domain whose examples it is "
        "nearest to.",
        estimator=DomainSpread(examples=DOMAINS),
    ),
    "factual-density": Measured(
        title="Factual density",
        definition="High: the texts are full of names, numbers and dates. Low: they stay general.",
        estimator=FactualDensity(),
        pass_at=0.25,
    ),
    "label-balance": Measured(
        title="Label balance",
        definition="High: every label has about as many rows. Low: nearly all rows have one label.",
        estimator=LabelBalance(),
    ),
    "toxicity-coverage": Measured(
        title="Toxicity coverage",
        definition="High: every kind of harm of the lexicon occurs, so a filter trained on the "
        "texts has seen it. Low: hardly any occurs. Harm in plain words is not found.",
        estimator=ToxicityCoverage(lexicon=LEXICON),
    ),
}

_NEEDED: Mapping[str, str] = {
    "coverage": "a list of the terms that must occur",
    "divergence": "the shares that the labels should have",
}
"""What a sentence can't say: it has to be declared."""


def measured(request: Request) -> tuple[Estimate, ...]:
    """Return the dimensions that a request for a data set asks for.

    Raises:
        Refused: one of them can't be measured from the sentence alone.
    """
    return tuple(_estimate(wish, request) for wish in request.wishes)


def _estimate(wish: Wish, request: Request) -> Estimate:
    if wish.id in _NEEDED:
        raise Refused(
            f"`{wish.id}` needs {_NEEDED[wish.id]}, which the sentence does not hold",
            hint="`envhub init NAME --template dataset` writes an environment with a place for it",
        )
    if wish.id not in DIMENSIONS:
        raise Refused(
            f"nothing here measures `{wish.text}` of a data set",
            hint=f"choose from {', '.join(DIMENSIONS)}",
        )
    one = DIMENSIONS[wish.id]
    rate = request.target_rate if wish.target_rate is None else wish.target_rate
    return Estimate(
        id=wish.id,
        title=one.title,
        definition=one.definition,
        weight=wish.weight,
        estimator=one.estimator,
        pass_at=one.pass_at if rate is None else rate,
    )


def texts_for(dimensions: tuple[Estimate, ...]) -> dict[str, str]:
    """Return the files that dimensions read, by path."""
    paths = sorted({path for one in dimensions for path in one.estimator.reads})
    here = Path(__file__).parent
    return {path: (here / FILES[path]).read_text(encoding="utf-8") for path in paths}
