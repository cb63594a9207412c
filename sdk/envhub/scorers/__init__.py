"""Scorers by the name that `environment.toml` gives as `type`."""

from __future__ import annotations

from .base import Score, ScorerSpec
from .choice import Choice
from .custom import Custom
from .exact import Exact
from .execution import Execution
from .final_state import FinalState
from .instruction import Instruction
from .json_answer import Json
from .judge import Judge
from .next_token import NextToken
from .numeric import Numeric
from .refusal import Refusal
from .regex import Regex
from .rouge_l import RougeL
from .steps import Steps
from .tool_calls import ToolCalls

SCORERS: dict[str, type[ScorerSpec]] = {
    "choice": Choice,
    "custom": Custom,
    "exact": Exact,
    "execution": Execution,
    "final_state": FinalState,
    "instruction": Instruction,
    "json": Json,
    "judge": Judge,
    "next_token": NextToken,
    "numeric": Numeric,
    "refusal": Refusal,
    "regex": Regex,
    "rouge_l": RougeL,
    "steps": Steps,
    "tool_calls": ToolCalls,
}

__all__ = [
    "SCORERS",
    "Choice",
    "Custom",
    "Exact",
    "Execution",
    "FinalState",
    "Instruction",
    "Json",
    "Judge",
    "NextToken",
    "Numeric",
    "Refusal",
    "Regex",
    "RougeL",
    "Score",
    "ScorerSpec",
    "Steps",
    "ToolCalls",
]
