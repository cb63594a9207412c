"""Domain spread: how evenly the texts fall on declared domains.

Domains are told apart by the words of labelled examples in the bundle (`centroids`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import ClassVar, Literal

from . import centroids
from .base import Entry, EstimatorSpec, Measure, listed
from .distributions import evenness, resampled


class DomainSpread(EstimatorSpec):
    """1: every declared domain has as many rows. 0: all rows are of one domain."""

    source: ClassVar[str] = "nearest centroid: Han and Karypis 2000; evenness J: Pielou 1966"

    type: Literal["domain_spread"] = "domain_spread"
    examples: str = "scoring/domains.jsonl"
    """A file of `{"text", "label"}` lines below `scoring/`: what texts of each domain are like."""

    @property
    def reads(self) -> tuple[str, ...]:
        return (self.examples,)

    @property
    def method(self) -> str:
        return "evenness over nearest domains"

    @property
    def normalisation(self) -> str:
        return f"H / ln k over {len(self._centroids.domains)} declared domains"

    @property
    def known_error(self) -> str:
        return self._centroids.error_said

    @property
    def _centroids(self) -> centroids.Centroids:
        return centroids.fitted(self.text(self.examples))

    @property
    def repeated(self) -> tuple[str, str] | None:
        first = self._centroids.domains[0]
        return centroids.example_of(self.text(self.examples), first), ""

    def problems(self) -> Iterator[str]:
        return centroids.problems(self.text(self.examples), self.examples)

    def begin(self, seed: str) -> _Fold:
        return _Fold(self._centroids, seed)


class _Fold:
    def __init__(self, known: centroids.Centroids, seed: str) -> None:
        self._centroids = known
        self._counts = Counter(dict.fromkeys(known.domains, 0))
        self._seed = seed

    def add(self, entry: Entry) -> str | None:
        domain = self._centroids.nearest(entry.words)
        if domain is None:
            return "no known word"
        self._counts[domain] += 1
        return None

    def finish(self) -> Measure:
        counts = dict(sorted(self._counts.items(), key=lambda one: (-one[1], one[0])))
        figures = list(counts.values())
        return Measure(
            value=min(1.0, evenness(figures)),
            interval=resampled(figures, evenness, self._seed),
            explanation=f"{len(counts)} domains: {listed(counts)}",
            details={"domains": counts},
        )
