"""What a harness is: a declaration that drives a model through one sample.

A harness is a generator: it yields requests and is sent replies, and it returns a trace. So the
same harness runs in a plain loop, batched over samples, or against a remote server, and no
harness knows which. Work beside asking the model (`work`) is yielded too, after the first request
is laid out. It never sees the target of the sample that it runs.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, Literal, Protocol

from pydantic import Field

from ..messages import Message
from ..model import Request
from ..sample import Sample, Target
from ..services import Service
from ..templates import letter, render
from ..trace import Trace
from ..values import Frozen
from ..work import Work

Rollout = Generator[Request | Work, Any, Trace]
"""What is sent back is the `Reply` to a request, or what came of the work."""


class FewShot(Frozen):
    """Which solved samples stand before the question."""

    split: Literal["fewshot", "practice"] = "fewshot"
    n: int = Field(ge=1, le=64)


class HarnessContext(Frozen):
    """What the environment gives a harness beside the sample: its template, and solved samples."""

    template: str | None = None
    """The text of the declared template file."""
    shots: tuple[tuple[Sample, Target], ...] = ()
    texts: dict[str, str] = Field(default_factory=dict)
    """The files that the harness reads, by path."""


class Harness(Protocol):
    """A named way to ask. The values of its fields are the harness part of the digest."""

    @property
    def type(self) -> str: ...

    @property
    def template(self) -> str | None: ...

    @property
    def few_shot(self) -> FewShot | None: ...

    @property
    def asks(self) -> Literal["generate", "rank"]:
        """Whether traces hold a text, or log-probabilities."""
        ...

    @property
    def needs(self) -> tuple[Service, ...]:
        """The services that a rollout takes."""
        ...

    @property
    def reads(self) -> tuple[str, ...]:
        """Files below `harness/`, beside the template, whose text `context.texts` must hold."""
        ...

    @property
    def uses_metadata(self) -> bool:
        """Whether samples that differ in their metadata alone are asked differently."""
        ...

    @property
    def one_exchange(self) -> bool:
        """Whether a rollout is one question and one answer, so that a text makes a trace."""
        ...

    @property
    def most_turns(self) -> int:
        """The most requests that a rollout makes."""
        ...

    def problems(self, context: HarnessContext) -> tuple[str, ...]:
        """Say what is wrong with the declaration and the files it reads."""
        ...

    def rollout(self, sample: Sample, context: HarnessContext) -> Rollout: ...


class HarnessSpec(Frozen):
    """The base of every harness: what most of them answer to the questions above."""

    template: str | None = None
    """A file below `harness/`."""
    system: str | None = None
    few_shot: FewShot | None = None

    @property
    def asks(self) -> Literal["generate", "rank"]:
        return "generate"

    @property
    def needs(self) -> tuple[Service, ...]:
        return ()

    @property
    def reads(self) -> tuple[str, ...]:
        return ()

    @property
    def uses_metadata(self) -> bool:
        return self.template is not None

    @property
    def one_exchange(self) -> bool:
        return True

    @property
    def most_turns(self) -> int:
        return int(getattr(self, "max_turns", 1))

    def problems(self, context: HarnessContext) -> tuple[str, ...]:
        return ()


def fields_of(sample: Sample) -> dict[str, Any]:
    """Return what a template may name: the sample's own fields."""
    fields = {name: value for name, value in vars(sample).items() if name != "messages"}
    fields["input"] = sample.question
    fields["choices"] = list(sample.choices or ())
    return fields


def answer_text(sample: Sample, target: Target, *, lettered: bool = False) -> str:
    """Return the first target as a model would say it: the text of a choice, not its index."""
    if not target.targets:
        return ""
    first = target.targets[0]
    if sample.choices and isinstance(first, int) and 0 <= first < len(sample.choices):
        return letter(first) if lettered else sample.choices[first]
    return str(first)


def conversation(
    sample: Sample, context: HarnessContext, *, system: str | None, default: str, lettered: bool
) -> tuple[Message, ...]:
    """Return system prompt, solved samples and question as messages."""
    source = context.template if context.template is not None else default
    messages = [Message(role="system", content=system)] if system else []
    for shot, target in context.shots:
        if shot.id == sample.id:
            continue
        messages.append(Message(role="user", content=render(source, fields_of(shot))))
        answer = answer_text(shot, target, lettered=lettered)
        messages.append(Message(role="assistant", content=answer))
    if sample.messages is not None:
        return (*messages, *sample.messages)
    return (*messages, Message(role="user", content=render(source, fields_of(sample))))
