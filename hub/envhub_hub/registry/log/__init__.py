"""The log of a registry, which indexes follow."""

from __future__ import annotations

from .audit import Damage
from .entry import BLOCK, Fact, LogEntry, Summary, SummaryCapability
from .log import Log
from .reading import Cursor, follow
from .tiles import make_tile, tile_key

__all__ = [
    "BLOCK",
    "Cursor",
    "Damage",
    "Fact",
    "Log",
    "LogEntry",
    "Summary",
    "SummaryCapability",
    "follow",
    "make_tile",
    "tile_key",
]
