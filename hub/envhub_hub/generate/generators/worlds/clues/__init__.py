"""Puzzles whose clues are scattered over several languages; the questions are in English."""

from __future__ import annotations

from ....items import Generator
from .conflicts import clue_conflicts
from .days import clue_days
from .homes import clue_homes
from .steps import clue_steps

GENERATORS: tuple[Generator, ...] = (clue_conflicts, clue_days, clue_homes, clue_steps)
