"""The prompts of this room by role. A new wording is a new file and a new number here."""

from __future__ import annotations

from pathlib import Path

from ...asking import PromptText, read_prompt

_FOLDER = Path(__file__).parent / "prompts"


def _prompt(name: str, version: int) -> PromptText:
    return read_prompt(_FOLDER, name, version)


READER = _prompt("reader", 1)
DESIGNER = _prompt("designer", 1)
GROUNDER = _prompt("grounder", 1)
BRIEFER = _prompt("briefer", 1)
WRITER = _prompt("writer", 1)
INSPECTOR = _prompt("inspector", 1)
FIXER = _prompt("fixer", 1)
SOLVER = _prompt("solver", 1)
PROMPTS = (READER, DESIGNER, GROUNDER, BRIEFER, WRITER, INSPECTOR, FIXER, SOLVER)
