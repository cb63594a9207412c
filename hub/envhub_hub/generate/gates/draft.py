"""What a gate sees: an item as a model will meet it, and where it comes from."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from functools import cached_property

from envhub.evaluate import Part
from envhub.sample import Sample, Target

from ..items import Item
from ..supply import Supply
from .masks import masked
from .near import sketch_of
from .shared import Shared


@dataclass(frozen=True)
class Draft:
    """A sample that may still be rejected."""

    item: Item
    sample: Sample
    target: Target
    part: Part
    """The capability with its harness: what asks and judges it."""
    supply: Supply

    @cached_property
    def text(self) -> str:
        """All that is read: context, question, and the options in an order of their own."""
        item = self.item
        context = () if item.context is None else (item.context,)
        return "\n".join((*context, item.question, *sorted(self.options)))

    @cached_property
    def skeleton(self) -> tuple[str, tuple[str, ...]]:
        """The text without its numbers and names, and the numbers."""
        return masked(self.text)

    @cached_property
    def sketch(self) -> array[int]:
        """The text as near ones are found."""
        return sketch_of(self.text)

    @cached_property
    def options(self) -> tuple[str, ...]:
        """The options, the right one first; empty where there are none."""
        return (self.item.answer, *self.item.distractors) if self.item.distractors else ()


class Gate:
    """One reason for which a sample is rejected. Made anew for each capability."""

    def __init__(self, quota: int, shared: Shared) -> None:
        """Start empty.

        Args:
            quota: how many samples the capability will have.
            shared: what all capabilities of an environment remember together.
        """
        self.quota, self.shared = quota, shared

    def problem(self, draft: Draft) -> str | None:
        """Say why a sample is not kept, or None. Another try of the same draft says the same."""
        raise NotImplementedError  # every gate in the table has its own

    def keep(self, draft: Draft) -> None:
        """Remember a sample that every gate let through."""
