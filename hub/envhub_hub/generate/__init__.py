"""One sentence becomes an environment: planned, realised with proofs, put together, written.

First version: rules and procedural generators, no model and no network. The plan is a typed value
between planning and realising.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from envhub.environment import Environment

from .generators import GENERATORS
from .plan import CapabilityPlan, GenerateSettings, Plan, Share
from .planner import make_plan
from .provenance import Provenance, make_provenance
from .realise import Realised, realise
from .source import make_environment, write_folder


@dataclass(frozen=True)
class Generated:
    """A generated environment in memory, the plan it follows, and where it comes from."""

    environment: Environment
    plan: Plan
    provenance: Provenance


def generate(request: str, settings: GenerateSettings) -> Generated:
    """Make an environment out of a sentence.

    Raises:
        Refused: nothing can ground a part of it, or a capability has fewer samples to give.
        MissingRequirement: the package that facts come from is not installed.
        UsageError: the name or the version is malformed.
    """
    start = time.perf_counter()
    plan = make_plan(request, settings)
    realised = realise(plan)
    provenance = make_provenance(
        plan,
        realised,
        seconds=time.perf_counter() - start,
        created_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    return Generated(make_environment(plan, realised, provenance), plan, provenance)


def write_source(generated: Generated, folder: str | Path) -> None:
    """Write a generated environment as a source folder; what exists there is never replaced.

    Raises:
        UsageError: the folder exists and is not empty.
    """
    write_folder(generated.environment, Path(folder))


__all__ = [
    "GENERATORS",
    "CapabilityPlan",
    "GenerateSettings",
    "Generated",
    "Plan",
    "Provenance",
    "Realised",
    "Share",
    "generate",
    "make_environment",
    "make_plan",
    "realise",
    "write_source",
]
