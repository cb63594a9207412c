"""What the benchmarks against lm-eval share: its environment, the model, passes that take turns.

A pass is a process of its own that loads, warms up, times its work and prints one line of JSON:
`seconds`, `cpu` (seconds of the processor) and `answers`. The peer runs once at each of its batch
sizes, and its best one counts; then its passes and ours take turns, so that a machine that slows
down slows both. Processor seconds are printed beside, since they feel a busy machine less.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PEERS = Path(__file__).parent / "peers"
BATCH_SIZES = (1, 8, 32, 64)
_VENV = ROOT / ".venv-lm-eval"
_PACKAGES = ("torch==2.13.0", "lm-eval[hf]==0.4.13")


@dataclass(frozen=True)
class Pass:
    """One timed pass."""

    name: str
    seconds: float
    cpu: float
    answers: list[Any]


@dataclass(frozen=True)
class Turns:
    """All passes of a benchmark."""

    first: list[Pass]
    """The peer at each of its batch sizes."""
    ours: list[Pass]
    theirs: list[Pass]
    """At its best batch size, as many as ours."""


def make_peer() -> Path:
    """Return the peer's Python, in an environment of its own."""
    python = _VENV / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(_VENV)], check=True)
        for package in _PACKAGES:  # torch first, so that its CPU build is kept
            subprocess.run([str(python), "-m", "pip", "install", "-q", package], check=True)
    return python


def demo_folder() -> Path:
    """Return the folder of the demo model, converted where it is not yet."""
    from envhub_hub import config
    from envhub_hub.backends.demo import converted, find_gguf

    return converted(find_gguf(), config.cache_folder())


def run_pass(name: str, words: Sequence[str]) -> Pass:
    """Run a child process and read what it says in its last line."""
    done = subprocess.run(words, capture_output=True, text=True, cwd=ROOT)
    if done.returncode:
        sys.exit(f"{name}: {done.stderr[-2_000:]}")
    return Pass(name, **json.loads(done.stdout.strip().splitlines()[-1]))


def take_turns(ours: Sequence[str], peer: Sequence[str], rounds: int) -> Turns:
    """Find the peer's best batch size, then let it and envhub take turns.

    Args:
        ours: the command of a pass of ours.
        peer: the command of a pass of the peer's; its batch size is added at the end.
        rounds: passes of each.
    """

    def theirs(size: int) -> Pass:
        return run_pass(f"lm-eval, batch size {size}", [*peer, str(size)])

    first = [theirs(size) for size in BATCH_SIZES]
    best = BATCH_SIZES[first.index(min(first, key=lambda one: one.seconds))]
    pairs = [(run_pass("envhub", ours), theirs(best)) for _ in range(rounds)]
    return Turns(first, [one for one, _ in pairs], [other for _, other in pairs])


def show(turns: Turns, target: float) -> float:
    """Print every rate and the ratios, and return the ratio of the medians of seconds."""
    count = len(turns.ours[0].answers)
    for one in turns.first:
        print(f"{one.name:24} {count / one.seconds:8.3f} samples/s")
    print(f"\n{count} samples, medians of {len(turns.ours)} passes that take turns")
    for passes in (turns.ours, turns.theirs):
        rate = count / _median(passes, lambda one: one.seconds)
        print(f"{passes[0].name:24} {rate:8.3f} samples/s")
    pairs = list(zip(turns.ours, turns.theirs, strict=True))
    ratios = sorted(other.seconds / one.seconds for one, other in pairs)
    of_cpu = _median(turns.theirs, lambda one: one.cpu) / _median(turns.ours, lambda one: one.cpu)
    ratio = _median(turns.theirs, lambda one: one.seconds) / _median(
        turns.ours, lambda one: one.seconds
    )
    print(
        f"ratio: {ratio:.2f} (at least {target:g}; by pass {ratios[0]:.2f} to {ratios[-1]:.2f}; "
        f"of processor seconds {of_cpu:.2f})"
    )
    return ratio


def _median(passes: Sequence[Pass], of: Callable[[Pass], float]) -> float:
    return statistics.median(of(one) for one in passes)
