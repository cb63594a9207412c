"""An item as a model is shown it: fenced, its options in an order that says nothing."""

from __future__ import annotations

from random import Random

from ...asking import material
from .proofs import Written


def shuffled(item: Written, turn: int = 0) -> tuple[str, ...]:
    """Return the options in an order of this item, and another one for another turn."""
    if not item.distractors or item.answer is None:
        return ()
    options = sorted((item.answer, *item.distractors))
    return tuple(Random(f"{turn}|{item.question}").sample(options, len(options)))


def shown(item: Written) -> str:
    """Return all of an item with its answer, as an inspector reads it."""
    options = "\n".join(shuffled(item))
    parts = {"context": item.context, "question": item.question, "options": options,
             "answer": item.answer}  # fmt: skip
    return "\n\n".join(material({name: text for name, text in parts.items() if text}).values())
