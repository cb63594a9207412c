"""Fingerprints of published evaluation sets: hashes of their texts, and none of the texts."""

from __future__ import annotations

from .store import Fingerprints, shipped
from .words import fingerprints_of

__all__ = ["Fingerprints", "fingerprints_of", "shipped"]
