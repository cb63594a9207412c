"""Does the question give its answer away? The rule of `check`, and what it can't see of an item."""

from __future__ import annotations

import re

from envhub.checks.leaking import leaked
from envhub.scorers.extract import declared_answer, normalise, numbers, stands_in

from .draft import Draft, Gate

LONG = 12
"""Characters from which an option stands in a question by no chance."""
_FOLD = ("case", "space", "punctuation")


class Leak(Gate):
    """No right answer stands in the question, no result on the way, and no ending of a sentence."""

    def problem(self, draft: Draft) -> str | None:
        item, question = draft.item, draft.item.question
        if next(leaked(draft.part, draft.sample, draft.target), None) is not None:
            return "the answer stands in the question"
        gives = draft.supply.gives
        if gives == "number" and {item.answer, *item.steps} & set(numbers(question)):
            return "a result stands in the question"
        asked = normalise(question, _FOLD)
        if gives == "continuation" and any(_stands(one, asked) for one in draft.options):
            return "an option stands in the question"
        if gives == "choice" and self._told(draft, asked):
            return "the right option stands in the question"
        return None

    def _told(self, draft: Draft, asked: str) -> bool:
        """Whether the question says its answer, or names one option alone that is long."""
        said = declared_answer(draft.item.question)
        if said is not None and _stands(draft.item.answer, normalise(said, _FOLD)):
            return True
        right, *wrong = draft.options
        long = len(right) >= LONG and re.search(r"\s", right) is not None
        return long and _stands(right, asked) and not any(_stands(one, asked) for one in wrong)


def _stands(option: str, folded: str) -> bool:
    word = normalise(option, _FOLD)
    return bool(word) and stands_in(word, folded)
