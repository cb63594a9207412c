"""What a sentence asks for, as a value: the first of the typed values that the stages hand on."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from envhub.values import Frozen

from ..items import Kind

Format = Literal["choice", "cloze", "json", "steps"]
"""How answers are wished for: options, the end of a sentence, JSON, with the working shown."""


class Context(Frozen):
    """What the request says about what is measured. It shapes no sample."""

    models: tuple[str, ...] = ()
    steps: tuple[int, ...] = ()
    """Training steps."""
    datasets: tuple[str, ...] = ()
    """Files that the sentence names."""
    latents: tuple[int, ...] = ()


class Wish(Frozen):
    """A capability as it was asked for."""

    id: str
    """Of a topic, of an estimator's dimension, of a feature score; `custom:` and the sentence's own
    words where none of them is meant."""
    text: str
    """The words of the sentence that named it."""
    focus: tuple[str, ...] = ()
    """What it is narrowed to: ids of topics where there are such, else the sentence's words."""
    kinds: tuple[Kind, ...] = ()
    count: int | None = None
    group: int | None = None
    """Wishes of one group share `Request.groups[group]` samples."""
    weight: float = 1.0
    target_rate: float | None = None
    levels: tuple[int, ...] = ()
    """Difficulties; empty: as the request says for all, else every one."""


class Request(Frozen):
    """What a request says, and nothing that it does not say."""

    text: str
    kind: Literal["model", "dataset", "features"] = "model"
    wishes: tuple[Wish, ...] = ()
    each: int | None = None
    total: int | None = None
    groups: tuple[int, ...] = ()
    target_rate: float | None = None
    """Of every capability that has none of its own."""
    levels: tuple[int, ...] = ()
    kinds: tuple[Kind, ...] = ()
    quick: bool = False
    format: Format | None = None
    language: str | None = Field(default=None, pattern=r"^[a-z]{2,3}$")
    """Of the questions, as an ISO 639 code; None: not said, English."""
    exclude: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    """Published benchmarks that it names, as they are written; they are never imitated."""
    context: Context = Context()
    unread: tuple[str, ...] = ()
    """Words that nothing was made of, although they are no known small talk: who planned something
    else than was meant may find it here."""
