"""Scorers by the name that `environment.toml` gives as `type`."""

from __future__ import annotations

from .base import Score, ScorerSpec
from .choice import Choice
from .exact import Exact
from .next_token import NextToken
from .numeric import Numeric
from .refusal import Refusal
from .rouge_l import RougeL

SCORERS: dict[str, type[ScorerSpec]] = {
    "choice": Choice,
    "exact": Exact,
    "next_token": NextToken,
    "numeric": Numeric,
    "refusal": Refusal,
    "rouge_l": RougeL,
}

__all__ = [
    "SCORERS",
    "Choice",
    "Exact",
    "NextToken",
    "Numeric",
    "Refusal",
    "RougeL",
    "Score",
    "ScorerSpec",
]
