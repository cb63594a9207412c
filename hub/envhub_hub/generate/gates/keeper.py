"""The gates in their order, and what runs a draft through them. A new gate is one row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from .contamination import Contamination
from .draft import Draft, Gate
from .duplicates import Duplicates
from .intent import Evidence, Intent
from .labels import Labels
from .leak import Leak
from .length import Length
from .options import Options
from .rederived import Rederived
from .schema import Schema
from .scoring import Scoring
from .shared import Shared
from .skeleton import Skeleton

GATES: Mapping[str, type[Gate]] = {
    "options": Options,
    "schema": Schema,
    "length": Length,
    "leak": Leak,
    "balance": Labels,
    "skeleton": Skeleton,
    "duplicate": Duplicates,
    "evidence": Evidence,
    "rederived": Rederived,
    "intent": Intent,
    "contamination": Contamination,
    "scoring": Scoring,
}
"""By name, in the order in which they are asked: what costs little and rejects much comes first."""


class Rejection(NamedTuple):
    """Why a sample is not kept."""

    gate: str
    """A key of `GATES`."""
    reason: str


class Gatekeeper:
    """The gates of one capability, and what has passed them so far."""

    def __init__(self, quota: int, shared: Shared) -> None:
        """Start empty; `shared` belongs to the whole environment."""
        self.gates = {name: gate(quota, shared) for name, gate in GATES.items()}

    @property
    def overlaps(self) -> Counter[str]:
        """Kept samples that share a stretch of words with a published set, by the set."""
        gate = self.gates["contamination"]
        assert isinstance(gate, Contamination)
        return Counter(gate.overlaps)

    def check(self, draft: Draft) -> Rejection | None:
        """Say why a draft is not kept, or None; what passes is remembered as kept."""
        rejection = self.problem(draft)
        if rejection is None:
            self.keep(draft)
        return rejection

    def problem(self, draft: Draft) -> Rejection | None:
        """Say why a draft would not be kept, without keeping it: to look closer before `keep`."""
        for name, gate in self.gates.items():
            reason = gate.problem(draft)
            if reason is not None:
                return Rejection(name, reason)
        return None

    def keep(self, draft: Draft) -> None:
        """Remember a draft that passed."""
        for gate in self.gates.values():
            gate.keep(draft)
