"""Harnesses by the name that `environment.toml` gives as `type`."""

from __future__ import annotations

from .base import FewShot, Harness, HarnessContext, HarnessSpec, Rollout
from .code import Code
from .custom import Custom
from .multi_turn import MultiTurn
from .ranked import Cloze, MultipleChoice
from .single_turn import SingleTurn
from .tool_use import ToolUse

HARNESSES: dict[str, type[Harness]] = {
    "cloze": Cloze,
    "code": Code,
    "custom": Custom,
    "multi_turn": MultiTurn,
    "multiple_choice": MultipleChoice,
    "single_turn": SingleTurn,
    "tool_use": ToolUse,
}

__all__ = [
    "HARNESSES",
    "Cloze",
    "Code",
    "Custom",
    "FewShot",
    "Harness",
    "HarnessContext",
    "HarnessSpec",
    "MultiTurn",
    "MultipleChoice",
    "Rollout",
    "SingleTurn",
    "ToolUse",
]
