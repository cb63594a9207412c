"""What a request could mean: alternative sets of subtasks, of which one is kept.

The typed value between design and grounding, the same whether rules or a language model designed
it. Nothing here says who gives the items.
"""

from __future__ import annotations

from functools import cached_property

from pydantic import Field

from envhub.values import Frozen, canonical_json, sha256_hex

from .items import Gives


class Subtask(Frozen):
    """One thing that is measured, before anything is found that could give its items."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]{0,63}$")
    title: str = Field(min_length=1, max_length=80)
    definition: str = Field(min_length=1, max_length=600)
    """What a high score means: the capability, in one to three sentences."""
    gives: Gives
    """The kind of answer that its items have."""
    keywords: tuple[str, ...] = Field(default=(), max_length=12)
    """What cards are searched by."""
    evidence: str = Field(default="", max_length=400)
    """What an item must show for its answer to follow."""
    focus: tuple[str, ...] = Field(default=(), max_length=24)
    """The ids of the wishes that it serves, then what it is narrowed to."""
    importance: float = Field(default=1.0, gt=0, le=1)
    """Beside the other subtasks."""

    @cached_property
    def signature(self) -> str:
        """What was found for it holds while this is the same: all of it but its importance."""
        said = self.model_dump(mode="json", exclude={"importance"})
        return sha256_hex(canonical_json(said))


class Interpretation(Frozen):
    """One way to take a request."""

    name: str = Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")
    emphasis: str = Field(min_length=1, max_length=300)
    """What it puts first: breadth, detail, the hard end."""
    subtasks: tuple[Subtask, ...] = Field(min_length=1, max_length=8)

    @property
    def signatures(self) -> frozenset[str]:
        """Two interpretations of the same signatures are one."""
        return frozenset(one.signature for one in self.subtasks)
