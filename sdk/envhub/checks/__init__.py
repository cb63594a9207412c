"""Check an environment: what is wrong with it, where, and what was measured on the way."""

from __future__ import annotations

from .check import CheckReport, check
from .gaming import CapabilityCheck

__all__ = ["CapabilityCheck", "CheckReport", "check"]
