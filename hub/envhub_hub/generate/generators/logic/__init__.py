"""What follows from what is given: the answer is one of four shown options."""

from __future__ import annotations

from ...items import Generator
from .deduction import syllogisms, truth_values
from .knights import knights_and_knaves
from .ordering import ordering
from .sequences import sequences
from .spatial import turns, walks

GENERATORS: tuple[Generator, ...] = (
    knights_and_knaves,
    ordering,
    sequences,
    syllogisms,
    truth_values,
    turns,
    walks,
)
