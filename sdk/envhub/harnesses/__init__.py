"""Harnesses by the name that `environment.toml` gives as `type`."""

from __future__ import annotations

from .base import FewShot, Harness, HarnessContext, Rollout
from .ranked import Cloze, MultipleChoice
from .single_turn import SingleTurn

HARNESSES: dict[str, type[Harness]] = {
    "cloze": Cloze,
    "multiple_choice": MultipleChoice,
    "single_turn": SingleTurn,
}

__all__ = [
    "HARNESSES",
    "Cloze",
    "FewShot",
    "Harness",
    "HarnessContext",
    "MultipleChoice",
    "Rollout",
    "SingleTurn",
]
