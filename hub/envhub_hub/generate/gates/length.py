"""Is every text as long as a question, an answer, an option or a context can be?"""

from __future__ import annotations

from collections.abc import Mapping

from .draft import Draft, Gate

LENGTHS: Mapping[str, tuple[int, int]] = {
    "question": (8, 8_000),
    "context": (8, 40_000),
    "answer": (1, 8_000),
    "option": (1, 400),
}
"""The least and the most characters, without blanks at the ends."""


class Length(Gate):
    """Neither blank nor endless."""

    def problem(self, draft: Draft) -> str | None:
        item = draft.item
        texts = [("question", item.question), ("answer", item.answer)]
        texts += [("answer", text) for text in item.references]
        texts += [("option", text) for text in draft.options]
        if item.context is not None:
            texts.append(("context", item.context))
        for name, text in texts:
            least, most = LENGTHS[name]
            length = len(text.strip())
            if not least <= length <= most:
                return f"the {name} has {length} characters, not {least} to {most}"
        return None
