"""What a sample must pass before it is kept: deterministic, before any language model is asked."""

from __future__ import annotations

from .draft import Draft, Gate
from .keeper import GATES, Gatekeeper, Rejection
from .shared import Shared

__all__ = ["GATES", "Draft", "Gate", "Gatekeeper", "Rejection", "Shared"]
