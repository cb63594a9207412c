"""Tools for words: a question out of a template, another wording, a gap in a text."""

from __future__ import annotations

import re
from string import Formatter
from typing import Any

from pydantic import Field, field_validator

from envhub.values import Frozen

from .tool import Given, Tool, Unfit


class ComposeParams(Frozen):
    """Wordings with the fields that they are filled from."""

    wordings: tuple[str, ...] = Field(min_length=1)
    names: tuple[str, ...] = ()
    """What the inputs are called in the wordings, in order."""

    @field_validator("wordings")
    @classmethod
    def _only_names(cls, wordings: tuple[str, ...]) -> tuple[str, ...]:
        for wording in wordings:
            for _, name, form, conversion in Formatter().parse(wording):
                if name is not None and (not name.isidentifier() or form or conversion):
                    raise ValueError(f"`{{{name}}}` is no plain name of a field")
        return wordings


def _compose(given: Given, params: ComposeParams) -> tuple[Any, ...]:
    fields = dict(zip(params.names, map(str, given.values), strict=True))
    index = given.rng.randrange(len(params.wordings))
    # Without format's own syntax a value of a stranger is text and nothing else.
    wording = params.wordings[index]
    text = re.sub(r"{(\w+)}", lambda found: fields[found.group(1)], wording)
    return text[:1].upper() + text[1:], index


class ParaphraseParams(Frozen):
    """Rules of wording: a pattern, and what may stand instead. Each has a group for what stays."""

    rules: tuple[tuple[str, tuple[str, ...]], ...] = (
        (r"What is (?P<rest>.+)\?", ("Tell me {rest}.", "{rest}: what is it?", "Name {rest}.",
                                     "Which is {rest}?", "Can you say what {rest} is?")),
        (r"How many (?P<rest>.+)\?", ("Count: how many {rest}?", "What number of {rest}?",
                                      "Say how many {rest}.", "In numbers, how many {rest}?",
                                      "Work out how many {rest}.")),
        (r"Which (?P<rest>.+)\?", ("Name which {rest}.", "Say which {rest}.",
                                   "Tell me which {rest}.", "Choose which {rest}.",
                                   "Pick out which {rest}.")),
    )  # fmt: skip


def _paraphrase(given: Given, params: ParaphraseParams) -> tuple[Any, ...]:
    (text,) = given.texts()
    for pattern, wordings in params.rules:
        found = re.fullmatch(pattern, text, re.DOTALL)
        if found:
            new = given.rng.choice(wordings).replace("{rest}", found.group("rest"))
            return (new[:1].upper() + new[1:],)
    raise Unfit("no rule of wording fits the text")


class MaskParams(Frozen):
    """How a value is taken out of a text."""

    gap: str = "____"
    cut: bool = False
    """End the text before the value, so that it is the continuation."""


def _mask(given: Given, params: MaskParams) -> tuple[Any, ...]:
    text, value = given.texts()
    pattern = re.compile(rf"(?<!\w){re.escape(value)}(?!\w)", re.IGNORECASE)
    found = list(pattern.finditer(text))
    if not found:
        raise Unfit("the value does not stand in the text")
    if not params.cut:
        return (pattern.sub(lambda _: params.gap, text),)
    before = text[: found[-1].start()].rstrip()
    if len(found) > 1 or text[found[-1].end() :].strip(" .!") or not before:
        raise Unfit("the text does not end with the value, or holds it twice")
    return (before,)


compose = Tool("compose", "fills one of several wordings", ComposeParams, _compose, seeded=True)
mask = Tool("mask", "takes a value out of a text", MaskParams, _mask)
paraphrase = Tool(
    "paraphrase", "says a question in other words", ParaphraseParams, _paraphrase, seeded=True
)
