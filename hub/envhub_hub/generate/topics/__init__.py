"""What can be asked for: every capability with its names, its definition and its generators.

A new one is an entry in the file of its area.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..generators import GENERATORS
from . import code, facts, logic, numbers, safety, text, time, worlds
from .topic import Method, Topic

AREAS = (logic, numbers, facts, time, text, code, safety, worlds)

TOPICS: tuple[Topic, ...] = tuple(topic for area in AREAS for topic in area.TOPICS)
BY_ID: Mapping[str, Topic] = {topic.id: topic for topic in TOPICS}

FOCUSES: Mapping[str, tuple[str, ...]] = {
    kind: tuple(name for name, one in GENERATORS.items() if kind in one.kinds)
    for kind in ("multi-step",)
}
"""Kinds of problem that a capability can be focused on, with the generators that make them."""

DEFAULT_QUOTA: Mapping[Method, int] = {
    "answer": 12, "choice": 12, "constraints": 12, "mending": 12, "program": 12, "recall": 6,
    "reference": 12, "refusal": 12, "steps": 12, "translation": 12,
}  # fmt: skip
"""Multi-step capabilities take more samples than recall."""


def children_of(topic: str) -> tuple[Topic, ...]:
    """Return the topics that a capability can be narrowed to."""
    return tuple(one for one in TOPICS if topic in one.part_of)


__all__ = ["BY_ID", "DEFAULT_QUOTA", "FOCUSES", "TOPICS", "Method", "Topic", "children_of"]
