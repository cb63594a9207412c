"""Repairs the packaging of an item: white space, labels, formatting, the order of options.

A repair that changes what the item means is refused by code: the words, numbers and signs of every
field must be the same, in the same order, once marks of formatting and labels are taken away.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pydantic import Field

from envhub.model import Failure
from envhub.scorers.extract import compatible
from envhub.values import Frozen, changed

from ...asking import Ask, Conversation
from .inspector import Issue
from .prompts import FIXER
from .proofs import Written
from .showing import shown

_LABEL = re.compile(
    r"^\s*(?:(?:question|context|passage|answer|options?)\s*:|q\s*:|a\s*:"
    r"|\(?[A-Ha-h1-8][.):](?=\s))\s*",
    re.IGNORECASE,
)
_FORMAT = re.compile(
    r"[`\u200b\ufeff]+|^\s*#+\s|^\s*[-•*]\s+(?!\d)"
    r"|(?<![\w*_])[*_]{1,3}(?=\w)|(?<=[\w.!?,])[*_]{1,3}(?![\w*_])",
    re.MULTILINE,
)
"""Marks around words and at the start of lines; a minus and a product are no marks."""
_TOKEN = re.compile(r"[-+−]?\d[\d.,]*\d|[-+−]?\d|\w+|[^\w\s]")


class Repaired(Frozen):
    """An item in new packaging."""

    context: str | None = Field(default=None, max_length=8_000)
    question: str = Field(min_length=1, max_length=2_000)
    options: tuple[str, ...] = Field(default=(), max_length=9)
    answer: str = Field(min_length=1, max_length=300)


def fix(item: Written, issues: Sequence[Issue]) -> Conversation[Written | Failure]:
    """Repair an item; a `Failure` where the model can't without changing what it means."""
    said: Repaired | Failure = yield Ask(
        FIXER,
        {"item": shown(item), "issues": [f"{one.type}: {one.note}" for one in issues]},
        Repaired,
        check=lambda one: changed_meaning(item, one),
        max_tokens=3_000,
    )
    if isinstance(said, Failure):
        return said
    others = list(said.options)
    if others:
        others.remove(next(one for one in others if _meaning(one) == _meaning(said.answer)))
    return changed(item, {
        "context": said.context or None, "question": said.question, "answer": said.answer,
        "distractors": tuple(others),
    })  # fmt: skip


def changed_meaning(item: Written, said: Repaired) -> str | None:
    """Say what a repair changed beyond packaging, or None."""
    options = [item.answer or "", *item.distractors] if item.distractors else []
    if _meaning(said.answer) != _meaning(item.answer or ""):
        return "the answer was changed"
    for name in ("question", "context"):
        if _meaning(getattr(said, name) or "") != _meaning(getattr(item, name) or ""):
            return f"the words, numbers or signs of the {name} were changed"
    if Counter(map(_meaning, said.options)) != Counter(map(_meaning, options)):
        return "the options are not the same ones"
    return None


def _meaning(text: str) -> tuple[str, ...]:
    """What of a text bears meaning: its words, numbers and signs, in order, as they are spelt."""
    bare = _FORMAT.sub(" ", _LABEL.sub("", compatible(text)))
    return tuple(_TOKEN.findall(_LABEL.sub("", bare)))
