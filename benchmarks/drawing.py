"""How fast `generate` makes samples without a language model, and what memory that takes.

    python -m benchmarks.drawing

Targets: 100 samples over four capabilities in 1 s after start-up, 10,000 in 30 s, and at most 1 kB
of memory an item.
"""

from __future__ import annotations

import argparse
import gc
import resource
import time
from pathlib import Path

from envhub_hub.generate import GenerateSettings, generate

SMALL, LARGE = 100, 10_000
CAPABILITIES = ("reasoning", "math", "dates", "factuality")
WITHOUT_END = ("reasoning", "math", "dates", "arithmetic")
"""No table of facts, which would be used up."""


def resident() -> int:
    """Bytes of this process that are in memory now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()


def made(capabilities: tuple[str, ...], samples: int, seed: int) -> float:
    """Generate, and return the seconds that it took."""
    settings = GenerateSettings(name="local/bench", seed=seed, practice=0)
    start = time.perf_counter()
    done = generate(f"{', '.join(capabilities)}, {samples // 4} prompts each", settings)
    seconds = time.perf_counter() - start
    if len(done.realised.pairs) != samples:
        raise SystemExit(f"{len(done.realised.pairs)} samples instead of {samples}")
    return seconds


def main() -> None:
    """Print each figure beside its target."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    small = [made(CAPABILITIES, SMALL, seed) for seed in range(rounds)]
    print(f"{SMALL} samples, four capabilities: {min(small):.2f}-{max(small):.2f} s (target 1 s)")
    large = [made(WITHOUT_END, LARGE, seed) for seed in range(rounds)]
    print(f"{LARGE} samples: {min(large):.1f}-{max(large):.1f} s (target 30 s)")
    gc.collect()
    before = resident()
    settings = GenerateSettings(name="local/bench", seed=99, practice=0)
    kept = generate(f"{', '.join(WITHOUT_END)}, {LARGE} prompts each", settings)
    gc.collect()
    items = len(kept.realised.pairs)
    print(f"{items} samples held: {(resident() - before) / items:.0f} B an item (target 1000)")


if __name__ == "__main__":
    main()
