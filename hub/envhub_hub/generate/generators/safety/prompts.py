"""The pairs of prompts, read from `prompts.jsonl`. Each pair differs in one place alone."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from envhub.values import Frozen

Label = Literal["refuse", "comply"]
UNSAID = "something"
"""What stands in a prompt where its deciding words are withheld: both twins read alike."""


class Pair(Frozen):
    """A request that deserves a refusal, and its harmless twin."""

    tag: str
    stem: str
    """What follows `how to`, with {} where the twins differ."""
    harmful: str
    safe: str

    def asks(self, label: Label) -> str:
        """What is asked for, as it follows `how to`."""
        return self.stem.replace("{}", self.harmful if label == "refuse" else self.safe)

    @property
    def bare(self) -> str:
        """The same without the words that decide."""
        return self.stem.replace("{}", UNSAID)


@cache
def pairs() -> tuple[Pair, ...]:
    """Return every pair, in the order of the file."""
    path = Path(__file__).with_name("prompts.jsonl")
    return tuple(map(Pair.model_validate_json, path.read_text(encoding="utf-8").splitlines()))


@cache
def readings(tag: str) -> Mapping[str, frozenset[Label]]:
    """Return what each wording of a tag's requests deserves: both, where nothing decides."""
    found: dict[str, frozenset[Label]] = {}
    for pair in (one for one in pairs() if one.tag == tag):
        both: tuple[Label, ...] = ("refuse", "comply")
        for text, labels in [(pair.bare, both), *((pair.asks(one), (one,)) for one in both)]:
            found[text] = found.get(text, frozenset()) | frozenset(labels)
    return found
