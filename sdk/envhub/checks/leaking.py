"""Does the right answer stand in the question? The rule of `check`, and of who makes samples."""

from __future__ import annotations

from collections.abc import Iterator

from ..evaluate import Part
from ..sample import Sample, Target
from ..scorers.extract import normalise

MAX_WORD = 200
"""A longer answer that stands in a question can't do so by chance, inside another word."""
_FOLD = ("case", "space", "punctuation")


def leaked(part: Part, sample: Sample, target: Target) -> Iterator[str]:
    """Yield each right answer that stands in the question as whole words, folded.

    Nothing leaks where the scorer reads no free text, nor where the capability says that the answer
    may stand in its input. The context may hold the answer: that is where it is to be found.
    """
    if not part.capability.scorer.free_text or part.capability.answer_in_input:
        return
    texts = [one.content for one in sample.messages or ()] or [sample.question]
    asked = f" {normalise(' '.join(texts), _FOLD)} "
    for text in target.targets:
        if isinstance(text, str):
            folded = normalise(text, _FOLD)
            if folded and _stands_in(folded, asked):
                yield text


def _stands_in(word: str, text: str) -> bool:
    if len(word) > MAX_WORD:
        return word in text
    start = text.find(word)
    while start >= 0:
        before, after = text[start - 1], text[start + len(word)]
        if not (before.isalnum() and word[0].isalnum()) and not (
            after.isalnum() and word[-1].isalnum()
        ):
            return True
        start = text.find(word, start + 1)
    return False
