"""Label balance: how evenly the rows fall on the labels, as normalised entropy.

The labels alone are read: whether they are right is another question.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import ClassVar, Literal

from ..model import Failure
from .base import Entry, EstimatorSpec, Measure, TextColumn, listed
from .distributions import evenness, resampled

MAX_LABELS = 10_000
"""Different labels that are counted; a column of more is no column of labels."""
TOO_MANY = "too many labels"


class LabelBalance(EstimatorSpec):
    """1: every label is equally frequent. 0: all rows have one label."""

    source: ClassVar[str] = "Pielou 1966, evenness J"

    type: Literal["label_balance"] = "label_balance"
    labels: tuple[str, ...] = ()
    """The labels there should be, also those that no row has; a row with another is left out.
    Empty: those that are found."""

    @property
    def uses(self) -> tuple[TextColumn, ...]:
        return ("label",)

    @property
    def method(self) -> str:
        return "normalised entropy of labels"

    @property
    def normalisation(self) -> str:
        kinds = f"{len(self.labels)} declared labels" if self.labels else "the labels found"
        return f"H / ln k over {kinds}; one label alone is 0"

    @property
    def known_error(self) -> str:
        return "counts are exact; on few rows H is low by about (k − 1) / 2n nats, not corrected"

    @property
    def repeated(self) -> tuple[str, str] | None:
        return "", self.labels[0] if self.labels else "same"

    def problems(self) -> Iterator[str]:
        if len(self.labels) == 1:
            yield "one label can't be balanced: declare at least two `labels`, or none"
        if len({one.strip() for one in self.labels}) < len(self.labels):
            yield "a label stands twice in `labels`"

    def begin(self, seed: str) -> _Fold:
        return _Fold(self, seed)


class _Fold:
    def __init__(self, spec: LabelBalance, seed: str) -> None:
        self._declared = {one.strip() for one in spec.labels}
        self._counts: Counter[str] = Counter(dict.fromkeys(self._declared, 0))
        self._seed = seed

    def add(self, entry: Entry) -> str | None:
        label = entry.label or ""
        if self._declared and label not in self._declared:
            return "unknown label"
        if len(self._counts) < MAX_LABELS or label in self._counts:
            self._counts[label] += 1
            return None
        return TOO_MANY

    def finish(self) -> Measure | Failure:
        if len(self._counts) >= MAX_LABELS:
            return too_many_labels()
        counts = dict(sorted(self._counts.items(), key=lambda one: (-one[1], one[0])))
        figures = list(counts.values())
        return Measure(
            value=min(1.0, evenness(figures)),
            interval=resampled(figures, evenness, self._seed) if len(figures) > 1 else None,
            explanation=_explained(counts),
            details={"labels": dict(list(counts.items())[:100]), "kinds": len(counts)},
        )


def _explained(counts: dict[str, int]) -> str:
    if len(counts) == 1:
        return f"all rows have the label {next(iter(counts))[:40]}"
    return f"{len(counts)} labels: {listed(counts)}"


def too_many_labels() -> Failure:
    """The failure where a column holds more kinds than labels do."""
    return Failure(
        cause=TOO_MANY, message=f"{MAX_LABELS:,} different labels or more: this is no label column"
    )
