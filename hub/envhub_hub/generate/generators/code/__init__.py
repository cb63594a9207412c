"""Programs: to be written, to be mended, to be followed."""

from __future__ import annotations

from ...items import Generator
from .completion import mended_functions, written_functions
from .tracing import program_output

GENERATORS: tuple[Generator, ...] = (
    *written_functions,
    *mended_functions,
    program_output,
)
