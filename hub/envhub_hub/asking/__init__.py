"""Questions to a language model whose answers are typed: asked, read, asked again once, recorded.

What is asked, and what an answer is good for, is known elsewhere (`generate`, `quality`).
"""

from __future__ import annotations

from .ask import Ask, request_of
from .asker import Asker, AskSettings, Conversation
from .ledger import Account, AskLimits, LimitReached, RoleAccount
from .prompts import PromptText, material, read_prompt

__all__ = [
    "Account",
    "Ask",
    "AskLimits",
    "AskSettings",
    "Asker",
    "Conversation",
    "LimitReached",
    "PromptText",
    "RoleAccount",
    "material",
    "read_prompt",
    "request_of",
]
