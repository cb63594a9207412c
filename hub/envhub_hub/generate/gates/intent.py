"""Does the answer hang on what the capability is about? Asked by taking that away."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Protocol, runtime_checkable

from ..items import Item
from .draft import Draft, Gate
from .shared import Shared

LEAST = 2
"""Answers that must be left without the signal."""
_WORD = re.compile(r"\w+")


@runtime_checkable
class Withholds(Protocol):
    """A supply that can take the deciding signal out of an item's facts and words."""

    withhold: Callable[[Item], Item] | None


class Evidence(Gate):
    """What the answer hangs on stands in the words: without it they are fewer.

    An item without its context is found out too where the supply can withhold nothing, once the
    supply has given an item of the same wording with one.
    """

    def __init__(self, quota: int, shared: Shared) -> None:
        super().__init__(quota, shared)
        self._with_context: set[tuple[str, int, int]] = set()

    def problem(self, draft: Draft) -> str | None:
        item, supply = draft.item, draft.supply
        if item.context is None and _wording(draft) in self._with_context:
            return "it has no context, though others of its wording have"
        if not isinstance(supply, Withholds) or supply.withhold is None:
            return None
        try:
            bare = supply.withhold(item)
        except (AttributeError, LookupError, TypeError, ValueError):  # it looks for words in vain
            return "what decides the answer can't be found in it"
        if not _words(item) - _words(bare):
            return "what decides the answer does not stand in it"
        return None

    def keep(self, draft: Draft) -> None:
        if draft.item.context is not None:
            self._with_context.add(_wording(draft))


class Intent(Gate):
    """Without the signal, at least two answers are left. Recall has none to withhold."""

    def problem(self, draft: Draft) -> str | None:
        left = draft.supply.remaining(draft.item)
        if left is None or left >= LEAST:
            return None
        return "the answer follows without what decides it"


def _wording(draft: Draft) -> tuple[str, int, int]:
    return draft.supply.name, draft.item.difficulty, draft.item.phrasing


def _words(item: Item) -> Counter[str]:
    texts = (item.context or "", item.question, *item.distractors, item.answer)
    return Counter(word for text in texts for word in _WORD.findall(text))
