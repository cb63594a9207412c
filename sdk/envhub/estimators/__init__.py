"""Estimators of data sets, by the name that `environment.toml` gives as `type`."""

from __future__ import annotations

from .base import Entry, EstimatorSpec, Measure
from .divergence import Divergence
from .diversity import Diversity
from .domain_spread import DomainSpread
from .factual_density import FactualDensity
from .label_balance import LabelBalance
from .term_coverage import TermCoverage
from .toxicity_coverage import ToxicityCoverage

ESTIMATORS: dict[str, type[EstimatorSpec]] = {
    "divergence": Divergence,
    "diversity": Diversity,
    "domain_spread": DomainSpread,
    "factual_density": FactualDensity,
    "label_balance": LabelBalance,
    "term_coverage": TermCoverage,
    "toxicity_coverage": ToxicityCoverage,
}

__all__ = [
    "ESTIMATORS",
    "Divergence",
    "Diversity",
    "DomainSpread",
    "Entry",
    "EstimatorSpec",
    "FactualDensity",
    "LabelBalance",
    "Measure",
    "TermCoverage",
    "ToxicityCoverage",
]
