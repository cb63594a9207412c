"""Divergence: how near the labels, or the domains, are to a declared reference distribution.

KL(p ‖ q) from the reference q to what is found, p. exp(−KL) brings it into [0, 1]: it is the
geometric mean over rows of q / p, so 1 means equal, and no arbitrary maximum has to be named, as
1 − KL / max would need one that smoothing decides.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar, Literal

from pydantic import Field

from ..model import Failure
from . import centroids
from .base import Distribution, Entry, EstimatorSpec, Measure, TextColumn, listed
from .distributions import distribution_problem, divergence, resampled, said, unknown_kinds
from .label_balance import MAX_LABELS, too_many_labels

OTHER = "any other"
KindOf = Callable[[Entry], str | None]


class Divergence(EstimatorSpec):
    """1: distributed as the reference. Towards 0: rows are where the reference has none."""

    source: ClassVar[str] = (
        "Kullback and Leibler 1951; add-half smoothing: Krichevsky and Trofimov 1981"
    )

    type: Literal["divergence"] = "divergence"
    of: Literal["label", "domain"] = "label"
    reference: Distribution
    """The share that each kind should have; shares sum to 1."""
    smoothing: float = Field(default=0.5, gt=0, le=100)
    """Rows that are added to each kind before shares are taken."""
    floor: float = Field(default=0.001, gt=0, le=0.1)
    """The share of a kind that the reference has none of, so that a row of it costs a finite
    amount. Kinds that the reference does not name are one such kind."""
    examples: str = "scoring/domains.jsonl"
    """With `of = "domain"`: the labelled examples, as `domain_spread` takes them."""

    @property
    def uses(self) -> tuple[TextColumn, ...]:
        return ("label",) if self.of == "label" else ("text",)

    @property
    def reads(self) -> tuple[str, ...]:
        return (self.examples,) if self.of == "domain" else ()

    @property
    def method(self) -> str:
        return f"KL of {self.of}s from a reference"

    @property
    def normalisation(self) -> str:
        return (
            f"exp(−KL(p ‖ q)), p with {self.smoothing:g} rows added to each kind, q at least "
            f"{self.floor:g}"
        )

    @property
    def known_error(self) -> str:
        bias = "on few rows KL is high by about (k − 1) / 2n nats, not corrected"
        return bias if self.of == "label" else f"{self._centroids.error_said}; {bias}"

    @property
    def reference_said(self) -> str:
        return said(self.reference)

    @property
    def repeated(self) -> tuple[str, str] | None:
        """A row of the kind that the reference has most of: it scores that kind's share."""
        most = max(self.reference, key=lambda name: self.reference[name])
        text = centroids.example_of(self.text(self.examples), most) if self.of == "domain" else ""
        return text, most

    @property
    def _centroids(self) -> centroids.Centroids:
        return centroids.fitted(self.text(self.examples))

    def problems(self) -> Iterator[str]:
        if problem := distribution_problem(self.reference):
            yield problem
        if self.of == "domain":
            wrong = list(centroids.problems(self.text(self.examples), self.examples))
            yield from wrong
            if not wrong and (problem := unknown_kinds(self.reference, self._centroids.domains)):
                yield problem

    def begin(self, seed: str) -> _Fold:
        known = self._centroids if self.of == "domain" else None
        kind_of: KindOf = (lambda e: known.nearest(e.words)) if known else (lambda e: e.label)
        return _Fold(self, kind_of, seed)


class _Fold:
    def __init__(self, spec: Divergence, kind_of: KindOf, seed: str) -> None:
        self._spec = spec
        self._kind_of = kind_of
        self._seed = seed
        self._counts: Counter[str] = Counter()

    def add(self, entry: Entry) -> str | None:
        kind = self._kind_of(entry)
        if kind is None:
            return "no known word"
        if kind in self._counts or len(self._counts) < MAX_LABELS:
            self._counts[kind] += 1
            return None
        return "too many labels"

    def finish(self) -> Measure | Failure:
        if len(self._counts) >= MAX_LABELS:
            return too_many_labels()
        spec = self._spec
        counts = {name: self._counts.get(name, 0) for name in spec.reference}
        others = {name: n for name, n in self._counts.items() if name not in spec.reference}
        if others:
            counts[OTHER] = sum(others.values())
        q = _lifted([spec.reference.get(name, 0.0) for name in counts], spec.floor)

        def nearness(figures: Sequence[float]) -> float:
            return math.exp(-divergence(figures, q, spec.smoothing))

        figures = list(counts.values())
        value = nearness(figures)
        text = f"KL {-math.log(value):.3f} nats: {said(_shares(counts))}"
        if others:
            text += f"; not in the reference: {listed(dict(sorted(others.items())))}"
        return Measure(
            value=value,
            interval=resampled(figures, nearness, self._seed),
            explanation=text,
            details={"kl_nats": -math.log(value), "counts": counts,
                     "reference": dict(zip(counts, q, strict=True))},
        )  # fmt: skip


def _lifted(shares: Sequence[float], floor: float) -> list[float]:
    """A reference in which every kind has at least `floor`; the rest is scaled to sum to 1."""
    lifted = [max(share, floor) for share in shares]
    total = sum(lifted)
    return [share / total for share in lifted]


def _shares(counts: dict[str, int]) -> dict[str, float]:
    total = sum(counts.values())
    return {name: round(count / total, 3) for name, count in counts.items()}
