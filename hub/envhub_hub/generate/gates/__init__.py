"""What a sample must pass before it is kept: deterministic, before any language model is asked."""

from __future__ import annotations

from .balance import OPTIONS, Gates
from .draft import Draft, Gate

__all__ = ["OPTIONS", "Draft", "Gate", "Gates"]
