"""Several rollouts of one sample, or one rollout each of a group of samples, reduced to a score.

Over epochs: `mean`, `majority`, `pass@k` and `pass^k`. Over a group of variants: `all_correct` and
`consistent`. All are pure functions. An invalid rollout has no value: it is left out, and where too
few are left, nothing is said; it never counts as a zero.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from math import comb
from typing import Literal

from pydantic import Field

from .errors import UsageError, near_miss
from .scorers.extract import normalise
from .values import Frozen

MAX_K = 10_000
_FOLD = ("case", "space", "punctuation")
_AT = re.compile(r"pass([@^])([1-9]\d{0,4})\Z", re.ASCII)
NAMES = ("mean", "majority", "pass@k", "pass^k")


class Outcome(Frozen):
    """What one rollout came to."""

    value: float | None = Field(default=None, ge=0, le=1, allow_inf_nan=False)
    """The score; None where the rollout is invalid."""
    passed: bool = False
    answer: str | None = None
    """What was extracted from the output."""

    @property
    def valid(self) -> bool:
        return self.value is not None


class Reducer(Frozen):
    """A named way to reduce the epochs of one sample."""

    kind: Literal["mean", "majority", "pass@", "pass^"] = "mean"
    k: int = Field(default=1, ge=1, le=MAX_K)
    """Of `pass@` and `pass^`."""

    @property
    def name(self) -> str:
        """As it is typed and shown: `mean`, `majority`, `pass@3`, `pass^3`."""
        return f"{self.kind}{self.k}" if self.kind.startswith("pass") else self.kind

    @property
    def needs(self) -> int:
        """The fewest valid epochs that it says something about."""
        return self.k if self.kind.startswith("pass") else 1

    def reduce(self, outcomes: Sequence[Outcome]) -> float | None:
        """Return the score of one sample in [0, 1]; None where too few rollouts are valid."""
        kept = [one for one in outcomes if one.valid]
        if len(kept) < self.needs:
            return None
        if self.kind == "mean":
            return mean([one.value for one in kept if one.value is not None])
        if self.kind == "majority":
            return majority(kept)
        passed = sum(one.passed for one in kept)
        estimate = pass_at_k if self.kind == "pass@" else pass_hat_k
        return estimate(len(kept), passed, self.k)


def parse_reducer(text: str) -> Reducer:
    """Read a reducer's name.

    Raises:
        UsageError: there is none of that name.
    """
    found = _AT.match(text)
    if found:
        kind: Literal["pass@", "pass^"] = "pass@" if found.group(1) == "@" else "pass^"
        k = int(found.group(2))
        if k > MAX_K:
            raise UsageError(f"reducer `{text}`: k is at most {MAX_K}")
        return Reducer(kind=kind, k=k)
    if text == "mean":
        return Reducer(kind="mean")
    if text == "majority":
        return Reducer(kind="majority")
    raise UsageError(
        f"unknown reducer `{text}`{near_miss(text, NAMES)}",
        hint=f"one of {', '.join(NAMES)}, with a number for k, such as pass@3",
    )


def mean(values: Sequence[float]) -> float:
    """Return the mean of scores, which are not none."""
    # A sum of equal scores may miss their mean by rounding, and leave [0, 1].
    return min(max(values), max(min(values), sum(values) / len(values)))


def majority(outcomes: Sequence[Outcome]) -> float:
    """Return the score of the answer that most valid rollouts gave.

    That is self-consistency (Wang et al. 2022, arXiv:2203.11171). Answers are compared folded.
    Among answers given equally often one would be drawn, so their scores are averaged.
    Where no rollout has an answer, the more frequent verdict decides.

    Raises:
        ValueError: no rollout is valid.
    """
    kept = [(one, one.value) for one in outcomes if one.value is not None]
    answered = any(one.answer is not None for one, _ in kept)
    votes: dict[object, list[float]] = {}
    for one, value in kept:
        if one.answer is None and answered:
            continue
        key = normalise(one.answer or "", _FOLD) if answered else one.passed
        votes.setdefault(key, []).append(value)
    most = max(len(given) for given in votes.values())
    return mean([mean(given) for given in votes.values() if len(given) == most])


def pass_at_k(n: int, passed: int, k: int) -> float:
    """Return the unbiased estimate of the probability that one of k rollouts passes, from n.

    1 − C(n−c, k) / C(n, k): Chen et al. 2021, "Evaluating Large Language Models Trained on Code",
    arXiv:2107.03374, equation 1.

    Raises:
        ValueError: not 0 ≤ passed ≤ n, or not 1 ≤ k ≤ n.
    """
    _sane(n, passed, k)
    whole = comb(n, k)
    return (whole - comb(n - passed, k)) / whole


def pass_hat_k(n: int, passed: int, k: int) -> float:
    """Return the unbiased estimate of the probability that all of k rollouts pass, from n.

    C(c, k) / C(n, k): Yao et al. 2024, "τ-bench", arXiv:2406.12045, section 4.

    Raises:
        ValueError: not 0 ≤ passed ≤ n, or not 1 ≤ k ≤ n.
    """
    _sane(n, passed, k)
    return comb(passed, k) / comb(n, k)


def _sane(n: int, passed: int, k: int) -> None:
    if not 0 <= passed <= n or not 1 <= k <= n:
        raise ValueError(f"{passed} passes of {n} rollouts, and k = {k}")


def all_correct(outcomes: Sequence[Outcome]) -> float | None:
    """Return whether every variant of a group passed; None where one is invalid and none failed."""
    if any(one.valid and not one.passed for one in outcomes):
        return 0.0
    return 1.0 if outcomes and all(one.valid for one in outcomes) else None


def consistent(outcomes: Sequence[Outcome]) -> float | None:
    """Return whether every variant of a group got the same answer, right or wrong.

    A rollout without an answer agrees with none. None where fewer than two are valid, or where one
    is invalid and the others agree.
    """
    kept = [one for one in outcomes if one.valid]
    if len(kept) < 2:
        return None
    answers = {normalise(one.answer, _FOLD) if one.answer is not None else None for one in kept}
    if len(answers) > 1 or None in answers:
        return 0.0
    return 1.0 if len(kept) == len(outcomes) else None


GROUPS: dict[str, Callable[[Sequence[Outcome]], float | None]] = {
    "all_correct": all_correct,
    "consistent": consistent,
}
"""What is asked of the samples of a group, by name."""
