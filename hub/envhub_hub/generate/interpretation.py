"""Ways to read a request: each a set of subtasks, of which one is kept and the others are recorded.

A capability can be covered broadly, part by part, or where it is hardest. Which of them is best is
decided by three numbers (`design`), and the others stand in the plan with the reason against them.
"""

from __future__ import annotations

from pydantic import Field

from envhub.values import Frozen

from .items import Gives


class Subtask(Frozen):
    """One narrow thing to test, and what can make its samples."""

    id: str
    """The capability's id, a slash, and the part's; the same for the same request."""
    capability: str
    title: str
    definition: str = ""
    gives: Gives
    keywords: tuple[str, ...] = ()
    """What a search for data sets looks for."""
    evidence: str = ""
    """What an answer rests on, where the words of the request say so."""
    focus: tuple[str, ...] = ()
    levels: tuple[int, ...] = ()
    importance: float = Field(default=1.0, gt=0)
    """The share of its capability's samples, beside that of the others."""
    supplies: tuple[str, ...] = ()
    """Names of what can make its samples, the most wanted first."""


class Interpretation(Frozen):
    """One reading of a whole request."""

    name: str
    emphasis: str
    """What it stresses, in words."""
    subtasks: tuple[Subtask, ...]
    coverage: float = Field(ge=0, le=1)
    """The share of what could be asked that is asked: families by levels."""
    distinctness: float = Field(ge=0, le=1)
    """How evenly its parts share the samples: the inverse Simpson index over the number of parts
    (1: all alike), averaged over capabilities."""
    groundability: float = Field(ge=0, le=1)
    """The share of dry runs that gave an item whose answer was confirmed."""
    kept: bool = False
    reason: str = ""
    """Why it was kept, or why not."""

    @property
    def score(self) -> float:
        """What interpretations are ordered by."""
        return 0.4 * self.coverage + 0.3 * self.distinctness + 0.3 * self.groundability
