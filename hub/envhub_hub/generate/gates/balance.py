"""What keeps a capability from being won without reading it: the gates an item must pass.

An answer may not stand in its question, no answer may be right too often, and the right option may
be neither the longest nor the shortest more often than chance would have it.
"""

from __future__ import annotations

import re
from collections import Counter
from math import ceil

from envhub.scorers.extract import normalise, numbers

from ..items import Item
from ..supply import Supply

OPTIONS = 4
"""Every choice has this many options, so that chance is the same for all."""
_FOLD = ("case", "space", "punctuation")


def folded(text: str) -> str:
    """Return a text as duplicates are compared."""
    return normalise(text, _FOLD)


class Gates:
    """The gates of one capability, and what has passed them so far."""

    def __init__(self, quota: int, asked: set[str]) -> None:
        """Start empty; `asked` holds the questions of the whole environment and is shared."""
        self._asked = asked
        self._keys: set[tuple[str, str]] = set()
        self._answers: Counter[str] = Counter()
        self._extremes: Counter[str] = Counter()
        self._extreme_cap = ceil(quota / OPTIONS)
        self._choice_cap = ceil(quota / (OPTIONS + 1))
        self._number_cap = 1 if quota <= 24 else 2 if quota <= 400 else 3 + quota // 2000

    def problem(self, item: Item, supply: Supply) -> str | None:
        """Say why an item is not kept, or None; what is kept is remembered."""
        reason = self._repeated(item, supply) or self._given_away(item, supply)
        if reason is None and not supply.confirms(item):
            reason = "the answer was not confirmed"
        if reason is None:
            self._keep(item, supply)
        return reason

    def _repeated(self, item: Item, supply: Supply) -> str | None:
        if (supply.name, item.key) in self._keys or folded(item.question) in self._asked:
            return "asked already"
        cap = self._number_cap if supply.gives == "number" else self._choice_cap
        if self._answers[folded(item.answer)] >= cap:
            return "the answer is right too often"
        return None

    def _given_away(self, item: Item, supply: Supply) -> str | None:
        if supply.gives == "number":
            shown = set(numbers(item.question))
            if shown & {item.answer, *item.steps}:
                return "a result stands in the question"
            return None
        options = (item.answer, *item.distractors)
        if len({folded(option) for option in options}) != OPTIONS:
            return "options are equal"
        if supply.gives == "continuation" and any(_stands_in(o, item.question) for o in options):
            return "an option stands in the question"
        for extreme in _extremes(item):
            if self._extremes[extreme] >= self._extreme_cap:
                return f"the right option is the {extreme} too often"
        return None

    def _keep(self, item: Item, supply: Supply) -> None:
        self._keys.add((supply.name, item.key))
        self._asked.add(folded(item.question))
        self._answers[folded(item.answer)] += 1
        self._extremes.update(_extremes(item))


def _extremes(item: Item) -> list[str]:
    """Whether the right option can be told by being the one longest or shortest."""
    lengths = [len(option) for option in item.distractors]
    if not lengths:
        return []
    found = ["longest"] if len(item.answer) > max(lengths) else []
    return [*found, "shortest"] if len(item.answer) < min(lengths) else found


def _stands_in(option: str, question: str) -> bool:
    pattern = rf"(?<!\w){re.escape(option.casefold())}(?!\w)"
    return re.search(pattern, question.casefold()) is not None
