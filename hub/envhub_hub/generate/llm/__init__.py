"""The path with a language model: it reads, designs, chooses, writes, inspects; code decides.

Every role is a conversation (`asking`) with a typed result or a recorded `Failure`. What a model
says is believed where code can prove it, and where a blind reading of the finished item agrees.
"""

from __future__ import annotations

from .designer import Design, DesignTurn, Proposal, design
from .fixer import fix
from .grounder import Candidate, Choice, choose
from .inspector import Issue, inspect
from .material import Material, scenario
from .proofs import Check, Written
from .reader import Read, read
from .realising import Stages
from .supply import LlmSupply, SupplySettings
from .writer import write

__all__ = [
    "Candidate",
    "Check",
    "Choice",
    "Design",
    "DesignTurn",
    "Issue",
    "LlmSupply",
    "Material",
    "Proposal",
    "Read",
    "Stages",
    "SupplySettings",
    "Written",
    "choose",
    "design",
    "fix",
    "inspect",
    "read",
    "scenario",
    "write",
]
