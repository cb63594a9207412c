"""What witnesses say: statements as structured facts, and the text that makes them.

A checker reads the statements, never the world that they were drawn from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from random import Random
from typing import Any, NamedTuple

from ....items import Item

Statement = tuple[Any, ...]
"""A kind, and what it is about; minutes are those of the speaker's own watch."""


class Account(NamedTuple):
    """All that one witness says."""

    witness: str
    says: tuple[Statement, ...]
    text: str


class Scene(NamedTuple):
    """Where something happened, as it is introduced."""

    intro: str
    rooms: tuple[str, ...]
    things: tuple[str, ...]


SCENES = (
    Scene("One evening at the Seaview Hotel", ("lobby", "kitchen", "library", "dining room",
          "wine cellar"), ("brass key", "guest book", "red envelope")),
    Scene("During the open day of the town museum", ("gallery", "archive", "workshop", "café",
          "storeroom"), ("old map", "gold coin", "catalogue")),
    Scene("On the night of the premiere at the Corner Theatre", ("foyer", "dressing room",
          "prop room", "lighting booth", "courtyard"), ("paper crown", "prompt book", "fan")),
    Scene("At a family party in a large old house", ("garden", "kitchen", "study", "attic", "hall"),
          ("silver spoon", "photo album", "birthday card")),
    Scene("On the last day of term at Hill Road School", ("staff room", "gym", "music room",
          "laboratory", "canteen"), ("class register", "trophy", "megaphone")),
    Scene("During a night shift at the research station", ("control room", "laboratory", "galley",
          "generator room", "sick bay"), ("memory stick", "logbook", "sample box")),
    Scene("On moving day at the office of a small publisher", ("copy room", "meeting room",
          "basement", "reception", "post room"), ("signed contract", "laptop", "label printer")),
    Scene("While the ferry Aurora was crossing", ("engine room", "saloon", "chart room", "galley",
          "cargo hold"), ("sealed parcel", "binoculars case", "passenger list")),
)  # fmt: skip


def clock(minute: int) -> str:
    """Write a minute of the day as 19:05."""
    return f"{minute // 60 % 24}:{minute % 60:02d}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Write words as a list: a, b and c."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def context_of(intro: str, accounts: Iterable[Account]) -> str:
    """Write the introduction and every account below it."""
    return "\n\n".join([intro, *(f"{one.witness}: {one.text}" for one in accounts)])


def statements(item: Item) -> Iterator[tuple[str, Statement]]:
    """Every statement that an item's accounts make, with who makes it."""
    for account in item.facts["accounts"]:
        for statement in account.says:
            yield account.witness, statement


def offsets(item: Item) -> dict[str, int]:
    """By how many minutes each watch is said to be fast; a watch of which nothing is said is right.

    A statement `("watch", whose, minutes)` may stand in anybody's account.
    """
    return {one[1]: one[2] for _, one in statements(item) if one[0] == "watch"}


def without_needed(item: Item) -> Item:
    """The item without the account that its answer can't be found without."""
    needed = item.facts["needed"]
    kept = tuple(one for one in item.facts["accounts"] if one.witness != needed)
    text = context_of(item.facts["intro"], kept)
    return item.model_copy(update={"context": text, "facts": {**item.facts, "accounts": kept}})


_OWN_WATCH = {
    "fast": ("My watch was {n} minutes fast that day.", ("I found out later that my watch had been "
             "{n} minutes fast."), "My times are all {n} minutes too late: my watch was fast."),
    "slow": ("My watch was {n} minutes slow that day.", ("I found out later that my watch had been "
             "{n} minutes slow."), "My times are all {n} minutes too early: my watch was slow."),
}  # fmt: skip
_OTHER_WATCH = {
    "fast": ("By the way, {who}'s watch was {n} minutes fast.", ("I know that {who}'s watch showed "
             "{n} minutes too much that day."), "{who} goes by a watch that was {n} minutes fast."),
    "slow": ("By the way, {who}'s watch was {n} minutes slow.", ("I know that {who}'s watch showed "
             "{n} minutes too little that day."), ("{who} goes by a watch that was {n} minutes "
             "slow.")),
}  # fmt: skip


def about_watch(rng: Random, witness: str, whose: str, fast: int) -> str:
    """Write who says by how much whose watch is wrong; less than nothing is slow."""
    table = _OWN_WATCH if witness == whose else _OTHER_WATCH
    how = "fast" if fast > 0 else "slow"
    return rng.choice(table[how]).format(n=abs(fast), who=whose)
