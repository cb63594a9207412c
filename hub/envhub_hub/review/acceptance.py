"""How many of the reviewed samples were accepted, and how far reviewers agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from envhub.metrics import Interval, wilson
from envhub.values import Frozen

from .grades import SampleGrade


class Acceptance(Frozen):
    """What reviewers say of an environment."""

    reviewed: int
    """Samples with a grade."""
    accepted: int
    """Samples that most of their reviewers accept; a tie is none."""
    interval: Interval | None
    """Wilson's, of the share that was accepted."""
    reviewers: tuple[str, ...]
    agreement: float | None
    """The share of pairs of reviewers of one sample that agree on accepting it; None: no sample has
    two."""

    @property
    def rate(self) -> float | None:
        """The share of reviewed samples that was accepted; None where none was reviewed."""
        return self.accepted / self.reviewed if self.reviewed else None


def acceptance_of(grades: Iterable[SampleGrade]) -> Acceptance:
    """Sum grades up."""
    samples = _by_sample(grades)
    accepted = sum(_accepted(given) for given in samples.values())
    pairs = [
        one.accepted == other.accepted
        for given in samples.values()
        for one, other in combinations(given, 2)
    ]
    reviewers = {one.reviewer for given in samples.values() for one in given}
    return Acceptance(
        reviewed=len(samples),
        accepted=accepted,
        interval=wilson(accepted, len(samples)),
        reviewers=tuple(sorted(reviewers)),
        agreement=sum(pairs) / len(pairs) if pairs else None,
    )


def accepted_items(grades: Iterable[SampleGrade], *, accepted: bool = True) -> frozenset[str]:
    """Return the identities of the items that were accepted, or of those that were not."""
    return frozenset(
        item
        for given in _by_sample(grades).values()
        if _accepted(given) is accepted and (item := given[0].item) is not None
    )


def _by_sample(grades: Iterable[SampleGrade]) -> dict[tuple[str, str], list[SampleGrade]]:
    samples: dict[tuple[str, str], list[SampleGrade]] = {}
    for one in grades:
        samples.setdefault((one.digest, one.sample_id), []).append(one)
    return samples


def _accepted(given: Sequence[SampleGrade]) -> bool:
    return 2 * sum(one.accepted for one in given) > len(given)
