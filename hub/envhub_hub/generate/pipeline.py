"""From a sentence, or from a plan, to an environment in memory: every stage in its order."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from envhub.environment import Environment
from envhub.errors import Refused
from envhub.values import declared

from ..asking import Asker
from .offer import supplies_of
from .plan import GenerateSettings, Plan
from .planner import make_plan
from .pool import Pool
from .provenance import Background, Provenance, make_provenance
from .realise import Realised, realise
from .source import make_environment, write_folder
from .supply import Supplies


@dataclass(frozen=True)
class Generated:
    """A generated environment in memory, the plan it follows, and where it comes from."""

    environment: Environment
    plan: Plan
    realised: Realised
    provenance: Provenance

    @property
    def partial(self) -> bool:
        """Whether a capability has fewer samples than its quota."""
        return self.realised.partial

    def versioned(self, version: str) -> Generated:
        """Return the same samples as another version."""
        plan = self.plan.changed({"version": version})
        said = self.provenance.model_copy(update={"plan": declared(plan)})
        return Generated(make_environment(plan, self.realised, said), plan, self.realised, said)


def generate(request: str, settings: GenerateSettings, pool: Pool | None = None) -> Generated:
    """Make an environment out of a sentence, over a pool where one is given.

    Raises:
        Refused: nothing can ground a part of it.
        MissingRequirement: the package that facts come from is not installed.
        UsageError: the name or the version is malformed.
    """
    plan = make_plan(request, settings, pool)
    return generate_from(plan, supplies_of(plan, pool))


def generate_from(
    plan: Plan,
    supplies: Supplies | None = None,
    used: Iterable[str] = (),
    background: Background | None = None,
    asker: Asker | None = None,
) -> Generated:
    """Make the environment that a plan describes.

    Args:
        plan: what was decided.
        supplies: what its shares name beside the generators.
        used: identities of items that may not come again.
        background: what stood behind the request; it is kept in provenance.
        asker: the language model that helped, whose account is kept there too.

    Raises:
        Refused: not one sample could be made.
        NotFound: a share names a pool that is not here.
    """
    start = time.perf_counter()
    realised = realise(plan, supplies, used)
    if plan.capabilities and not realised.pairs:
        causes = "; ".join(f"`{one.subtask}` {one.cause}" for one in realised.deficits)
        raise Refused(f"not one sample could be made: {causes}")
    provenance = make_provenance(
        plan,
        realised,
        background or Background(),
        seconds=time.perf_counter() - start,
        created_at=datetime.now(UTC).isoformat(timespec="seconds"),
        account=asker.account() if asker else None,
    )
    return Generated(make_environment(plan, realised, provenance), plan, realised, provenance)


def write_source(generated: Generated, folder: str | Path) -> None:
    """Write a generated environment as a source folder; what exists there is never replaced.

    Raises:
        UsageError: the folder exists and is not empty.
    """
    write_folder(generated.environment, Path(folder))
