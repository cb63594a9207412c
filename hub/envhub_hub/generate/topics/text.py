"""Letters, words and texts as material."""

from __future__ import annotations

from .topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        id="letters", title="Letters and words", method="choice", part_of=("reasoning",),
        definition="Sorts words alphabetically and reverses strings of letters.",
        names=("letters", "letter manipulation", "string manipulation", "word manipulation",
               "alphabetical order", "alphabetical"),
        generators=("alphabetical", "reversed_letters"),
    ),
)  # fmt: skip
