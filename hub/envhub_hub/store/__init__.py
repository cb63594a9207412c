"""Bytes under keys: the seam to every kind of storage."""

from __future__ import annotations

from .base import Entry, Store
from .opening import open_store

__all__ = ["Entry", "Store", "open_store"]
