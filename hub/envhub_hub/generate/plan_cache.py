"""Plans that a model helped with, kept by what they follow from: the same request, the same plan.

Rules need no such cache: they give the same plan again. A model may not, and a benchmark whose
capabilities change from call to call compares nothing.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from envhub.atomic import write_whole
from envhub.values import canonical_json, sha256_hex

from .plan import GenerateSettings, Plan


class PlanCache:
    """Plans in a folder, a file each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def key(self, request: str, settings: GenerateSettings, *about: str) -> str:
        """Return the digest of what a plan follows from.

        Args:
            request: the sentence.
            settings: of which name, version, seed and the practice split decide no plan.
            about: the planner with its version, the model, the digest of the pool.
        """
        chosen = [settings.audience, list(settings.without)]
        return sha256_hex(canonical_json([" ".join(request.split()), chosen, list(about)]))

    def get(self, key: str) -> Plan | None:
        """Return a plan that was kept; None where there is none that this version reads."""
        try:
            return Plan.model_validate_json((self._folder / f"{key}.json").read_bytes())
        except (OSError, ValidationError):
            return None

    def put(self, key: str, plan: Plan) -> None:
        """Keep a plan."""
        self._folder.mkdir(parents=True, exist_ok=True)
        write_whole(self._folder / f"{key}.json", plan.model_dump_json().encode())
