"""The local index of a registry, and searching it."""

from __future__ import annotations

from .index import Index
from .searching import Hit, HitCapability, Query, Sort

__all__ = ["Hit", "HitCapability", "Index", "Query", "Sort"]
