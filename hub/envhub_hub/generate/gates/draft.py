"""What a gate sees: an item as a model will meet it, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from envhub.evaluate import Part
from envhub.sample import Sample, Target

from ..items import Item
from ..supply import Supply


@dataclass(frozen=True)
class Draft:
    """A sample that may still be rejected."""

    item: Item
    sample: Sample
    target: Target
    part: Part
    """The capability with its harness: what asks and judges it."""
    supply: Supply


class Gate(Protocol):
    """One reason for which a sample is rejected. Made anew for each capability."""

    def problem(self, draft: Draft) -> str | None:
        """Say why a sample is not kept, or None."""

    def keep(self, draft: Draft) -> None:
        """Remember a sample that every gate let through."""
