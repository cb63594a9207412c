"""A dialogue: turns, of which some state or settle something, with small talk in between."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random
from typing import Any, NamedTuple

from ....items import Item
from ..events.accounts import listed
from .chat import exchanges, pair_of, remark

TURNS = {1: 12, 2: 24, 3: 48}
"""Length of a dialogue by difficulty."""
Said = tuple[Any, ...]
LOST: Said = ("lost",)
"""What is left of a turn that nobody can read."""
_INTRO = (
    "{names} are talking about {occasion}.",
    "This is a conversation among {names} about {occasion}.",
    "{names} have met to prepare {occasion}.",
    "{names} are busy preparing {occasion}.",
    "Over a cup of tea, {names} talk about {occasion}.",
)
OCCASIONS = (
    "a picnic", "the choir's concert", "a farewell party", "the next book club", "a hike",
    "the clean-up day", "a birthday dinner", "the neighbourhood market", "a board game night",
    "the school reunion",
)  # fmt: skip


class Turn(NamedTuple):
    """What one speaker says before another one does."""

    speaker: str
    text: str
    says: Said | None = None
    """What the turn settles or states; None for small talk."""


def intro_of(rng: Random, people: Sequence[str]) -> str:
    """Say who talks, and about what."""
    return rng.choice(_INTRO).format(names=listed(people), occasion=rng.choice(OCCASIONS))


def woven(
    rng: Random, blocks: Sequence[Sequence[Turn]], people: Sequence[str], length: int
) -> tuple[Turn, ...]:
    """Put small talk before, between and after the blocks until the dialogue has its length.

    Whoever has said goodbye, `("leaves",)`, does not speak again.
    """
    spare = length - sum(map(len, blocks))
    assert spare >= 0, "the blocks are longer than the dialogue"
    gaps = [0] * (len(blocks) + 1)
    for _ in range(spare // 2):
        gaps[rng.randrange(len(gaps))] += 1
    single = rng.randrange(len(gaps)) if spare % 2 else None
    talk, turns, present = exchanges(rng), list[Turn](), list(people)
    for place, count in enumerate(gaps):
        after = blocks[place][0].speaker if place < len(blocks) else ""
        for left in range(count, 0, -1):
            before = turns[-1].speaker if turns else ""
            pair = pair_of(rng, present, before, after if left == 1 else "")
            turns += [Turn(who, text) for who, text in zip(pair, next(talk), strict=True)]
        if place == single:
            before = turns[-1].speaker if turns else ""
            others = [who for who in present if who not in (before, after)]
            turns.append(Turn(rng.choice(others or present), remark(rng)))
        if place < len(blocks):
            turns += blocks[place]
            present = [who for who in present if (who, ("leaves",)) not in
                       {(turn.speaker, turn.says) for turn in blocks[place]}]  # fmt: skip
    return tuple(turns)


def context_of(intro: str, turns: Iterable[Turn]) -> str:
    """Write the dialogue, a turn on each line."""
    return "\n".join([intro, "", *(f"{turn.speaker}: {turn.text}" for turn in turns)])


def without_needed(item: Item) -> Item:
    """The item with the one turn made unreadable that its answer turns on."""
    place = item.facts["needed"]
    turns = list(item.facts["turns"])
    turns[place] = Turn(turns[place].speaker, "[unreadable]", LOST)
    text = context_of(item.facts["intro"], turns)
    return item.model_copy(update={"context": text, "facts": {**item.facts, "turns": tuple(turns)}})


def said(item: Item) -> list[tuple[str, Said]]:
    """What is stated and settled, turn by turn, with who says it."""
    return [(turn.speaker, turn.says) for turn in item.facts["turns"] if turn.says is not None]
