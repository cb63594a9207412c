"""Benchmarks from simulated worlds, of which the truth is known by construction.

A world is drawn first and told in words; the checkers know only what the words say.
"""

from __future__ import annotations

from ...items import Generator
from . import clues, events, proofs, reports, talk, translation

_ROOMS = (clues, events, proofs, reports, talk, translation)

GENERATORS: tuple[Generator, ...] = tuple(one for room in _ROOMS for one in room.GENERATORS)
