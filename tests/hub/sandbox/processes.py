"""Looking at processes from outside."""

from __future__ import annotations

import time
from pathlib import Path


def children_of(parent: int) -> list[int]:
    """Every process below a process, at any depth."""
    found: list[int] = []
    for task in Path(f"/proc/{parent}/task").glob("*/children"):
        for child in map(int, task.read_text("ascii").split()):
            found += [child, *children_of(child)]
    return found


def running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text("ascii").rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"


def gone(processes: list[int], seconds: float) -> bool:
    """Whether all of them end within a time."""
    deadline = time.monotonic() + seconds
    while any(map(running, processes)):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
