"""The plan: what a benchmark will consist of, decided before any sample is made.

The typed value between planning and realising. It holds everything that decides the files, so the
same plan with the same package versions gives the same bytes.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from envhub.declaration import AnyHarness, AnyScorer
from envhub.values import Frozen


class GenerateSettings(Frozen):
    """What the caller chooses beside the sentence."""

    name: str
    """owner/slug; generated ones are `local/<slug of the folder>`."""
    version: str = "1.0.0"
    seed: int | None = Field(default=None, ge=0)
    """None draws a fresh one, which the plan records."""


class Share(Frozen):
    """How many samples of a capability one generator makes."""

    generator: str
    version: int
    """Of the generator: another one gives other samples."""
    count: int = Field(ge=0)


class CapabilityPlan(Frozen):
    """One capability: what is measured, how it is asked and judged, and who makes the samples."""

    id: str
    title: str
    definition: str
    harness: str
    """The name of one of the plan's harnesses."""
    scorer: AnyScorer
    pass_at: float | Literal["rank1"]
    reason: str
    """Why it is asked and judged this way."""
    weight: float = 1.0
    target_rate: float | None = None
    quota: int = Field(ge=1)
    difficulties: tuple[int, ...]
    """The levels that its samples take in turn."""
    shares: tuple[Share, ...]


class Plan(Frozen):
    """A whole benchmark, before its samples."""

    schema_version: Literal[1] = 1
    planner: str
    """What made the plan, with its version."""
    request: str
    understood: str
    """What was understood, in words."""
    title: str
    name: str
    version: str
    seed: int
    harnesses: dict[str, AnyHarness]
    templates: dict[str, str]
    """The text of each template file that the harnesses name."""
    capabilities: tuple[CapabilityPlan, ...]

    @property
    def samples(self) -> int:
        """The number of samples over all capabilities."""
        return sum(one.quota for one in self.capabilities)
