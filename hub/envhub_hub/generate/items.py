"""What a generator makes: one item with its gold answer, before it becomes a sample and a target.

Nothing here chooses, places or counts items (`realise`); an item knows no position of its options.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Literal

from pydantic import Field

from envhub.values import Frozen

Gives = Literal["number", "choice", "continuation"]
"""The kind of answer: a number to be written, one of shown options, the end of a sentence."""
DIFFICULTIES = (1, 2, 3)
"""Easy, medium, hard."""


class Item(Frozen):
    """One question with its answer."""

    question: str
    answer: str
    """The right answer as text; a number as a decimal string."""
    distractors: tuple[str, ...] = ()
    """Wrong answers, each of them proved wrong; empty where the answer is a number."""
    steps: tuple[str, ...] = ()
    """Intermediate results on the way to a number, in order, without the last."""
    difficulty: int
    phrasing: int
    """Which of the generator's wordings it has."""
    key: str
    """What is asked, whatever the words: two items of one key are one question."""
    facts: dict[str, Any] = Field(default_factory=dict)
    """The parameters that `verify` derives the answer from. They are never written to a file."""


@dataclass(frozen=True)
class Generator:
    """A procedure that makes items of one kind, and a second one that proves them."""

    name: str
    title: str
    """What its items ask, as a README lists it."""
    gives: Gives
    make: Callable[[Random, int], Item]
    """From a source of randomness and a difficulty (1, 2, 3); nothing else may decide."""
    verify: Callable[[Item], bool]
    """Derive the answer again from `facts`, by another way than `make` did."""
    version: int = 1
    """Grows when the same seed gives other items."""
    package: str | None = None
    """The package that its facts come from."""


def say(rng: Random, wordings: Sequence[str], fields: Mapping[str, object]) -> tuple[int, str]:
    """Pick one of several wordings and fill it in: its index, and the text."""
    index = rng.randrange(len(wordings))
    return index, wordings[index].format_map(fields)
