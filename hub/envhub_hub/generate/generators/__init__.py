"""Generators by name. A new one is a function in a file of its room, and a line in its list."""

from __future__ import annotations

from ..items import Generator
from . import code, facts, logic, numbers, safety, text, time

ROOMS = (code, facts, logic, numbers, safety, text, time)

GENERATORS: dict[str, Generator] = {
    generator.name: generator
    for generator in sorted(
        (generator for room in ROOMS for generator in room.GENERATORS), key=lambda one: one.name
    )
}

__all__ = ["GENERATORS"]
