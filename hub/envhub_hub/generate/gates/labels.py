"""Can a capability be won by always giving the same answer, or by looking at the options alone?"""

from __future__ import annotations

from collections import Counter
from math import ceil, floor

from envhub.scorers.extract import normalise

from .draft import Draft, Gate
from .shared import Shared, code
from .shares import Shares

_FOLD = ("case", "space", "punctuation")
TWO = frozenset({
    "refuse", "comply", "true", "false", "yes", "no", "valid", "invalid", "correct", "incorrect",
    "possible", "impossible", "consistent", "inconsistent",
})  # fmt: skip
"""Answers to a question with two answers."""
MOST_OF_TWO = 0.6
"""What `check` lets an answer to everything earn where there are two."""


class Labels(Gate):
    """No answer, no place and no length is right too often."""

    def __init__(self, quota: int, shared: Shared) -> None:
        super().__init__(quota, shared)
        self._answers = Shares(quota, 0.20, 4)
        self._numbers: Counter[int] = Counter()
        self._looks: Counter[tuple[str, int, int]] = Counter()
        self._number_cap = 1 if quota <= 24 else 2 if quota <= 400 else 3 + quota // 2000
        self._two_cap = max(ceil(quota / 2), floor(quota * MOST_OF_TWO))

    def problem(self, draft: Draft) -> str | None:
        if self._repeated(draft):
            return "the answer is right too often"
        for look in _looks(draft):
            if self._looks[look] >= ceil(self.quota / look[2]):
                return f"the right option is the {look[0]} too often"
        return None

    def keep(self, draft: Draft) -> None:
        answer = _answer(draft)
        self._numbers[answer] += 1
        self._answers.add(answer)
        self._looks.update(_looks(draft))

    def _repeated(self, draft: Draft) -> bool:
        gives, answer = draft.supply.gives, _answer(draft)
        if gives == "number":
            return self._numbers[answer] >= self._number_cap
        if gives in ("code", "mended code", "reference", "constraints"):
            return False
        if normalise(draft.item.answer, _FOLD) in TWO:
            return self._numbers[answer] >= self._two_cap
        return self._answers.full(answer)


def _answer(draft: Draft) -> int:
    return code(normalise(draft.item.answer, _FOLD))


def _looks(draft: Draft) -> list[tuple[str, int, int]]:
    """What the right option can be told by, with the number of options: its place, its length."""
    lengths = [len(option) for option in draft.item.distractors]
    if not lengths:
        return []
    count, right = len(lengths) + 1, len(draft.item.answer)
    found = [("longest", 0, count)] if right > max(lengths) else []
    if right < min(lengths):
        found.append(("shortest", 0, count))
    place = draft.target.targets[0]
    return [*found, ("one in the same place", place, count)] if isinstance(place, int) else found
