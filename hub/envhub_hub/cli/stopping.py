"""What a generation leaves behind while it is under way, so that a later call can go on with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from envhub.errors import NotFound
from envhub.manifest import PROVENANCE
from envhub.values import declared

if TYPE_CHECKING:
    from ..generate import Plan


class UnderWay:
    """Two files beside the folder that is being made: the plan, and what a model answered."""

    def __init__(self, folder: Path) -> None:
        self._folder = place = folder.resolve()
        self.plan = place.parent / f".{place.name}.plan.toml"
        self.journal = place.parent / f".{place.name}.answers.jsonl"

    def keep(self, plan: Plan) -> None:
        """Remember what was decided."""
        from ..generate.plan_file import write_plan

        write_plan(plan, self.plan)

    def kept(self) -> Plan:
        """Return what was decided.

        Raises:
            NotFound: nothing was.
        """
        from ..generate.plan_file import read_plan

        if not self.plan.is_file():
            raise NotFound(
                "no generation of that folder stopped on its way",
                hint="begin one: envhub generate REQUEST -o DIR",
            )
        return read_plan(self.plan)

    def partial(self, plan: Plan) -> bool:
        """Whether the folder holds what an earlier call made of a plan before it had to stop."""
        try:
            said = json.loads((self._folder / PROVENANCE).read_bytes())
            status, made_by = said["status"], said["plan"]
        except (OSError, ValueError, KeyError, TypeError):
            return False
        return bool(status == "partial" and made_by == declared(plan))

    def done(self) -> None:
        """Forget it: the environment is whole."""
        for path in (self.plan, self.journal):
            path.unlink(missing_ok=True)
