"""What a generator makes: one item with its gold answer, before it becomes a sample and a target.

Nothing here chooses, places or counts items (`realise`); an item knows no position of its options.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Literal

from pydantic import Field

from envhub.values import Frozen

Gives = Literal[
    "number", "choice", "continuation", "text", "code", "mended code", "reference", "refusal",
    "constraints",
]  # fmt: skip
"""The kind of answer: a number to be written; one of shown options; the end of a sentence; a word
or a short text that is compared exactly; a program; a program mended; a text like a reference;
whether a prompt is to be refused; a text that follows constraints."""
Kind = Literal["multi-step"]
"""What a request can focus on, whatever the topic."""
DIFFICULTIES = (1, 2, 3)
"""Easy, medium, hard."""


class Origin(Frozen):
    """The record of a pool that an item was made from."""

    dataset: str
    """The id of its card."""
    index: int


class Item(Frozen):
    """One question with its answer."""

    question: str
    context: str | None = None
    """What the question is about: a story, a dialogue, a table, code. None: all stands in the
    question."""
    answer: str
    """The right answer as text: a decimal string, an option, an ending, code, a reference, or
    `refuse` or `comply`."""
    references: tuple[str, ...] = ()
    """Further right answers, as good as the first."""
    distractors: tuple[str, ...] = ()
    """Wrong answers, each of them proved wrong; empty where there are no options."""
    wrong: tuple[str, ...] = ()
    """Whole responses that must not earn the maximum, where there are no options and a scorer's
    own idea of a wrong answer says too little: code still broken, the summary of another text."""
    steps: tuple[str, ...] = ()
    """Intermediate results on the way to a number, in order, without the last."""
    data: dict[str, Any] = Field(default_factory=dict)
    """What the scorer needs in the target beside the answer, by its published schema: tests, ids of
    constraints."""
    difficulty: int
    phrasing: int
    """Which of the generator's wordings it has."""
    key: str
    """What is asked, whatever the words: two items of one key are one question."""
    subtype: str | None = None
    """None: the generator's name."""
    origin: Origin | None = None
    facts: dict[str, Any] = Field(default_factory=dict)
    """The parameters that the answer is derived from again. They are never written to a file."""


@dataclass(frozen=True)
class Generator:
    """A procedure that makes items of one kind, and a second one that proves them.

    Either `answers` or `verify` is given; `answers` wherever an answer can be computed.
    """

    name: str
    title: str
    """What its items ask, as a README lists it."""
    gives: Gives
    make: Callable[[Random, int], Item]
    """From a source of randomness and a difficulty (1, 2, 3); nothing else may decide."""
    answers: Callable[[Item], Collection[str]] | None = None
    """Every answer that the item's facts allow, found by another way than `make`. Of whole facts it
    is one; of facts with a gap, all that are consistent, or the first few of them."""
    verify: Callable[[Item], bool] | None = None
    """Confirm the answer by another way than `make`, where it is no one text: code, a summary."""
    withhold: Callable[[Item], Item] | None = None
    """The item without what its capability turns on, in its facts and in its words: the condition
    that decides, the account of a witness. None: nothing can be withheld from recall."""
    kinds: tuple[Kind, ...] = ()
    version: int = 1
    """Grows when the same seed gives other items."""
    package: str | None = None
    """The package that its facts come from."""

    def draw(self, rng: Random, difficulty: int) -> Item | None:
        """Make an item. A procedure never runs out, so it is never None."""
        return self.make(rng, difficulty)

    def confirms(self, item: Item) -> bool:
        """Whether another computation than the one that made it gives the item's answer."""
        if self.verify is not None:
            return self.verify(item)
        assert self.answers is not None
        return set(self.answers(item)) == {item.answer}

    def remaining(self, item: Item) -> int | None:
        """How many answers are left once the signal is withheld; None where nothing can be."""
        if self.withhold is None or self.answers is None:
            return None
        return len(set(self.answers(self.withhold(item))))


def say(rng: Random, wordings: Sequence[str], fields: Mapping[str, object]) -> tuple[int, str]:
    """Pick one of several wordings and fill it in: its index, and the text."""
    index = rng.randrange(len(wordings))
    return index, wordings[index].format_map(fields)
