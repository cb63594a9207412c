"""The frame of a word problem: numbers told in words, and the results on the way as steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from ...items import Item
from ..gaps import tell
from ..names import NAMES

LEAST = 11
"""The least answer that is worth asking for: no guess of a small number pays."""


def story(
    rng: Random, difficulty: int, wordings: Sequence[str], fields: Mapping[str, object],
    steps: Sequence[int], facts: dict[str, int],
) -> Item:  # fmt: skip
    """Tell a story; the last step is the answer."""
    told = tell(rng, wordings, {"who": rng.choice(NAMES), **fields, **facts})
    return Item(
        question=told.question, answer=str(steps[-1]), steps=tuple(map(str, steps[:-1])),
        difficulty=difficulty, phrasing=told.phrasing, key=f"{difficulty}:{sorted(facts.items())}",
        facts={**facts, **told.facts},
    )  # fmt: skip
