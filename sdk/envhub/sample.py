"""Samples and their targets: the data of an environment, one JSON line each.

A sample never carries its target. The two stand in different files, so that what runs a model
can't see the answer.
"""

from __future__ import annotations

from typing import Any

from pydantic import Field, model_validator

from .messages import Message
from .values import Frozen, canonical_json, sha256_hex

SPLITS = ("test", "practice", "fewshot")
"""`test` is held out, `practice` may be trained on, `fewshot` stands in prompts."""


class Sample(Frozen):
    """One item that a model is asked."""

    id: str = Field(min_length=1, max_length=200)
    capability: str
    input: str | None = None
    """The question, as one text; or `messages`."""
    messages: tuple[Message, ...] | None = None
    context: str | None = None
    """A passage that the question is about."""
    choices: tuple[str, ...] | None = None
    subtype: str | None = None
    """The generator or tag that breakdowns group by."""
    difficulty: int | float | str | None = None
    group: str | None = None
    """Samples of one group are variants of one item; intervals treat them together."""
    files: tuple[str, ...] = ()
    """Attachments, as paths below `data/files/`."""
    metadata: dict[str, Any] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _asks_something(self) -> Sample:
        if (self.input is None) == (self.messages is None):
            raise ValueError("a sample has either `input` or `messages`")
        for message in self.messages or ():
            for one in message.parts:
                if not one.source.startswith("data:") and one.source not in self.files:
                    said = f"part `{one.source:.80}` is not among the `files` of the sample"
                    raise ValueError(said)
        return self

    @property
    def hash(self) -> str:
        """sha256 of the canonical row: the same id with another hash is another question."""
        return sha256_hex(canonical_json(self))

    @property
    def question(self) -> str:
        """The text that is asked: `input`, or the last message."""
        if self.input is not None:
            return self.input
        return self.messages[-1].content if self.messages else ""


class Target(Frozen):
    """What counts as right for one sample."""

    id: str
    targets: tuple[int | str, ...] = ()
    """A choice is its 0-based index, a number a decimal string, anything else text. Several
    targets are alternatives."""
    data: dict[str, Any] = Field(default_factory=dict)
    """What a scorer needs beyond that, in the schema that the scorer publishes."""

    @property
    def texts(self) -> tuple[str, ...]:
        """The targets as texts."""
        return tuple(map(str, self.targets))
