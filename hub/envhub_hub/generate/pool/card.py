"""What is known of a data set without reading it again: its card, built by `carding`.

A card says what fields hold, never what they mean to a request; `search` and `plans` judge that.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from envhub.values import Frozen

from ..tools import Modality

Role = Literal[
    "question", "context", "answer", "options", "rationale", "category", "entity", "label", "text",
    "number", "date", "id", "other",
]  # fmt: skip
"""What a field is for. The set is closed."""
Kind = Literal["text", "integer", "float", "boolean", "list", "object"]


class FieldCard(Frozen):
    """One field, over the records that were looked at."""

    name: str
    role: Role
    types: tuple[Kind, ...]
    """Those seen, the most frequent first."""
    filled: float
    """The share of records in which it is neither absent nor empty."""
    plain: float
    """The share of its values that are one short name, without remarks and lists."""
    lettered: float = 0.0
    """The share that holds a block of options."""
    numeric: float = 0.0
    """The share that is a single number, or ends with one after `####`."""
    distinct: int
    """Different values; above 2,048 an estimate (±3 %)."""
    unique: float
    """Different values for each one that is filled, at most 1."""
    chars: tuple[int, float, int]
    """Of its texts: the shortest, the mean, the longest; zeros where it has none."""
    range: tuple[float, float] | None = None
    """Of its numbers."""
    samples: tuple[str, ...] = ()
    """A few values, cut."""


class Licence(Frozen):
    """The terms of a data set, as found beside it."""

    name: str
    found_in: str
    """The file that says so."""


class DatasetCard(Frozen):
    """One file of a pool."""

    id: str
    """Unique in its pool."""
    name: str
    path: str
    """Relative to the folder that holds the pool."""
    format: str
    records: int
    seen: int
    """Records that the statistics of the fields are taken of."""
    fields: tuple[FieldCard, ...]
    domains: tuple[str, ...] = ()
    """Subjects that names and values point to."""
    modalities: tuple[Modality, ...] = ("text",)
    description: str = ""
    words: tuple[str, ...] = ()
    """Frequent words of the values, for search."""
    licence: Licence | None = None
    source: str | None = None
    """Where it was published, as its `SOURCE.json` says."""
    canary: str | None = None
    """A string that marks the data; it goes with whatever is made of it."""
    sha256: str

    def field(self, name: str) -> FieldCard:
        """Return a field by name, which must be there."""
        return next(one for one in self.fields if one.name == name)

    def with_role(self, *roles: Role) -> Iterator[FieldCard]:
        """Yield the fields that have one of the roles."""
        return (one for one in self.fields if one.role in roles)
