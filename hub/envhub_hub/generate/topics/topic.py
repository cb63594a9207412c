"""A capability that can be asked for by name."""

from __future__ import annotations

from typing import Literal

from envhub.values import Frozen

Method = Literal[
    "answer",
    "choice",
    "constraints",
    "mending",
    "program",
    "recall",
    "reference",
    "refusal",
    "steps",
    "translation",
]
"""How a capability is asked and scored: a row of `METHODS`."""


class Topic(Frozen):
    """A capability that can be grounded."""

    id: str
    title: str
    definition: str
    """What a high score means, in one or two sentences."""
    method: Method
    names: tuple[str, ...]
    """What people call it; whole words, in lower case."""
    generators: tuple[str, ...]
    """In the order in which a small quota is shared out among them."""
    part_of: tuple[str, ...] = ()
    """The wider capabilities that can be narrowed to it."""
