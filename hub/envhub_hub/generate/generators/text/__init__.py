"""Letters, words, strings and lists, rearranged, and texts that follow instructions."""

from __future__ import annotations

from ...items import Generator
from .chains import list_edits, string_edits, word_edits
from .instructions import instructions
from .letters import ciphers, joined_letters, letter_counts, letter_tallies
from .pairs import list_pairs
from .spelling import alphabetical, reversed_letters

GENERATORS: tuple[Generator, ...] = (
    alphabetical,
    ciphers,
    instructions,
    joined_letters,
    letter_counts,
    letter_tallies,
    list_edits,
    list_pairs,
    reversed_letters,
    string_edits,
    word_edits,
)
