"""Time freezing and opening an environment of 10,000 samples. Budget: 2 s to freeze."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from envhub import Environment, Sample, Target, freeze, open_bundle

SAMPLES = 10_000
RUNS = 5
DECLARATION = {
    "schema_version": 1,
    "name": "bench/freeze",
    "version": "1.0.0",
    "title": "Sums",
    "license": "CC0-1.0",
    "harness": {"ask": {"type": "single_turn"}},
    "capability": [{"id": "sums", "harness": "ask", "scorer": {"type": "numeric"}}],
}


def main() -> None:
    """Freeze a source folder and open the bundle, five times each, and print the medians."""
    environment = Environment.create(
        DECLARATION,
        [
            Sample(id=f"s{n}", capability="sums", input=f"What is {n} + {n}?")
            for n in range(SAMPLES)
        ],
        [Target(id=f"s{n}", targets=(str(2 * n),)) for n in range(SAMPLES)],
    )
    with tempfile.TemporaryDirectory() as folder:
        source, bundle = Path(folder, "source"), Path(folder, "bundle.zip")
        for name in environment.files.names():
            path = source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with environment.files.open(name) as stream:
                path.write_bytes(stream.read())
        freezing, opening = [], []
        for _ in range(RUNS):
            start = time.perf_counter()
            freeze(Environment.from_folder(source), bundle)
            freezing.append(time.perf_counter() - start)
            start = time.perf_counter()
            open_bundle(bundle)
            opening.append(time.perf_counter() - start)
    print(f"freeze {SAMPLES} samples: {statistics.median(freezing):.2f} s (budget 2 s)")
    print(f"open and verify:       {statistics.median(opening):.2f} s")


if __name__ == "__main__":
    main()
