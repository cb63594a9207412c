"""What a report is about: the facts that matter, the facts that don't, and how each is told.

A kind is data alone. Every fact that matters has values, of which none is a part of another, and
wordings for the report and for the summaries.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Kind(NamedTuple):
    """One kind of report."""

    name: str
    title: str
    focus: tuple[str, str, str]
    """What its reader wants to know, by difficulty."""
    rows: tuple[Mapping[str, str], ...]
    """Values that belong together, of which one row is drawn."""
    pools: Mapping[str, tuple[str, ...]]
    """Values that are drawn one by one."""
    told: Mapping[str, tuple[str, ...]]
    """How the report tells each fact that matters, the most important one first: three of them at
    difficulty 1, five at 2, all at 3."""
    summaries: Mapping[int, tuple[str, ...]]
    """Summaries by difficulty, in one, two and three sentences."""
    minor: tuple[tuple[str, str], ...]
    """Sentences about what does not matter, each with a word that no summary may have."""


SURNAMES = ("Okafor", "Lindqvist", "Haddad", "Novak", "Tanaka", "Duarte", "Moreau", "Petrov")
AMOUNTS = ("4,200 euros", "7,800 euros", "9,600 euros", "12,300 euros", "15,900 euros",
           "18,500 euros", "21,700 euros", "26,400 euros")  # fmt: skip
MONTHS = ("January", "March", "April", "June", "August", "September", "October", "November")
