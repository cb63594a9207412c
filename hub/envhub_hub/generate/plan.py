"""The plan: what a benchmark will consist of, decided before any sample is made.

The typed value between planning and realising. It holds everything that decides the files, so the
same plan with the same package versions gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field

from envhub.declaration import AnyHarness, AnyScorer, Lineage
from envhub.dimension import Estimate
from envhub.values import Frozen

from .interpretation import Interpretation, Subtask

Stage = Literal["design", "transformability", "sample-plan", "verification"]
"""What can be switched off for an experiment."""


USUAL_PRACTICE = 0.5


class GenerateSettings(Frozen):
    """What the caller chooses beside the sentence."""

    name: str
    """owner/slug; generated ones are `local/<slug of the folder>`."""
    version: str = "1.0.0"
    seed: int | None = Field(default=None, ge=0)
    """None draws a fresh one, which the plan records."""
    practice: float = Field(default=USUAL_PRACTICE, ge=0, le=10)
    """Samples of the practice split for each one of the test split."""
    without: tuple[Stage, ...] = ()
    audience: Literal["any", "base", "instruct"] = "any"
    """Whether the models it is made for go on with a text or answer messages."""


class Share(Frozen):
    """How many samples of a capability one supply makes."""

    supply: str
    """The name of a generator, or `pool:` and the id of a data set's card."""
    title: str
    """What its items ask."""
    version: int
    """Of the generator: another one gives other samples."""
    count: int = Field(ge=0)
    subtask: str
    transformation: dict[str, Any] | None = None
    """How records of a pool become samples."""


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
    """Samples of the test split."""
    difficulties: tuple[int, ...]
    """The levels that its samples take in turn."""
    shares: tuple[Share, ...]


class PoolSource(Frozen):
    """A data set of a person's own, as the plan found it."""

    id: str
    path: str
    sha256: str
    records: int
    license: str | None = None
    url: str | None = None
    """Where it was published, as the files beside it say."""


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
    drawn_as: str | None = None
    """The version under which its samples were first drawn, where an edit keeps them; None: this
    one."""
    practice: float = 0.0
    audience: Literal["any", "base", "instruct"] = "any"
    without: tuple[Stage, ...] = ()
    harnesses: dict[str, AnyHarness] = Field(default_factory=dict)
    templates: dict[str, str] = Field(default_factory=dict)
    """The text of each template file that the harnesses name."""
    capabilities: tuple[CapabilityPlan, ...] = ()
    dimensions: tuple[Estimate, ...] = ()
    """Of a data set, in place of capabilities."""
    files: dict[str, str] = Field(default_factory=dict)
    """Texts that the dimensions read, by path."""
    lineage: Lineage = Lineage()
    pool: tuple[PoolSource, ...] = ()
    interpretations: tuple[Interpretation, ...] = ()
    """Those that were weighed, the kept one among them."""
    written: tuple[Subtask, ...] = ()
    """Subtasks whose samples a language model writes."""
    proposals: tuple[Interpretation, ...] = ()
    """What a model proposed for them, the kept one among them."""
    notes: tuple[str, ...] = ()
    """What grounding and allocation found, in sentences."""

    @property
    def kind(self) -> Literal["model", "dataset"]:
        return "dataset" if self.dimensions else "model"

    by_hand: bool = False
    """Followed from a file, in which a person may have changed anything."""

    @property
    def by_sentence(self) -> bool:
        """Whether its sentence, with its seed and settings, gives it again."""
        return self.planner.startswith("rules/") and not self.by_hand and self.lineage == Lineage()

    @property
    def ids(self) -> tuple[str, ...]:
        """Of everything that is scored."""
        return tuple(one.id for one in (self.capabilities or self.dimensions))

    @property
    def samples(self) -> int:
        """The number of samples of the test split over all capabilities."""
        return sum(one.quota for one in self.capabilities)

    def changed(self, fields: Mapping[str, Any]) -> Plan:
        """Return the plan with other values, validated again."""
        return Plan.model_validate({**dict(self), **fields})

    @property
    def by_capability(self) -> Mapping[str, CapabilityPlan]:
        return {one.id: one for one in self.capabilities}
