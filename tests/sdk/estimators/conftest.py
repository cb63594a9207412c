"""Estimators on small tables, without an environment around them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from envhub.dimension import Estimate
from envhub.estimators import EstimatorSpec, Measure
from envhub.measure import fold
from envhub.model import Failure

Row = tuple[str | None, str | None]
TEXTS = {
    "cooking": ["boil the pasta and stir the sauce", "fry onion and garlic in oil",
                "bake the bread in a hot oven", "chop the onion for the soup",
                "stir sugar into the dough and bake", "the soup needs salt and garlic"],
    "sport": ["the team won the match by two goals", "she ran the race in record time",
              "the coach trains the team for the match", "he scored a goal in the last minute",
              "the runner won gold in the race", "the match ended without a goal"],
    "money": ["the bank raised its interest rate", "pay the loan back with interest",
              "the tax on income fell", "the bank lends money at a high rate",
              "income and tax are declared once a year", "invest the money in a fund"],
}  # fmt: skip
EXAMPLES = "".join(
    json.dumps({"text": text, "label": label}) + "\n"
    for label, texts in TEXTS.items() for text in texts
)  # fmt: skip
LEXICON = json.dumps({"insult": ["idiot", "you fool"], "threat": ["I will hurt you"],
                      "slur": ["zorg"]})  # fmt: skip
FILES = {"scoring/domains.jsonl": EXAMPLES, "scoring/lexicon.json": LEXICON,
         "scoring/terms.txt": "# ours\nsoup\nhot oven\n"}  # fmt: skip


def measured(
    estimator: EstimatorSpec, rows: Iterable[Row], seed: int = 0, **files: str
) -> Measure | Failure:
    bound = estimator.with_texts({path: (FILES | files)[path] for path in estimator.reads})
    assert not list(bound.problems())
    (dimension,) = fold([Estimate(id="d", estimator=bound)], rows, seed)
    return dimension.verdict


@pytest.fixture(scope="session")
def measure_rows() -> Callable[..., Any]:
    return measured


@pytest.fixture(scope="session")
def texts() -> dict[str, list[str]]:
    return TEXTS


@pytest.fixture(scope="session")
def bind() -> Callable[[EstimatorSpec], EstimatorSpec]:
    """The estimator with the files of this folder."""

    def bound(estimator: EstimatorSpec) -> EstimatorSpec:
        return estimator.with_texts({path: FILES[path] for path in estimator.reads})

    return bound
