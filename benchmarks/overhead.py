"""What the engine itself costs: a model that answers at once, against inspect-ai's mockllm.

Ours runs a bundle of so many samples from its file into a run folder, with prompts, scores and a
flushed row for each. The peer, in an environment of its own, evaluates a task of the same questions
from memory with a solver that generates and a scorer that matches, and writes its log. The two take
turns; each figure is the best of its rounds, in samples a second. Ours is measured once more at a
million samples, for the memory.

    .venv/bin/python -m benchmarks.overhead [--samples 100000] [--rounds 3] [--million]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from envhub import Environment, MockModel, RunSettings, Sample, Target, freeze, open_bundle

ROOT = Path(__file__).resolve().parents[1]
PEER_VENV = ROOT / ".venv-inspect"
PEER_SCRIPT = Path(__file__).parent / "peers" / "inspect_overhead.py"
PEER_PACKAGES = ("inspect-ai==0.3.285", "openai")
PEER_SAMPLES = 2_000
RATE_TARGET, RATIO_TARGET, RESIDENT_TARGET = 10_000, 20, 300
DECLARED = {
    "schema_version": 1, "name": "bench/overhead", "version": "1.0.0", "title": "Overhead",
    "license": "CC0-1.0", "harness": {"ask": {"type": "single_turn"}},
    "capability": [{"id": "sums", "harness": "ask", "scorer": {"type": "exact"}}],
}  # fmt: skip


def question(number: int) -> str:
    """The question of a sample, as the peer asks it too."""
    return f"What is {number} + 1? Answer with a number."


def make_bundle(path: Path, samples: int) -> None:
    """Freeze so many questions."""
    environment = Environment.create(
        DECLARED,
        (Sample(id=f"s{n}", capability="sums", input=question(n)) for n in range(samples)),
        (Target(id=f"s{n}", targets=(str(n + 1),)) for n in range(samples)),
    )
    freeze(environment, path)


def measure_ours(bundle: str, runs: str) -> None:
    """The child process: open, run, and print one line of JSON."""
    from envhub_hub.runner import RunPlace, run_environment

    environment = open_bundle(bundle)
    start = time.perf_counter()
    run = run_environment(
        environment, MockModel("7"), RunSettings(), RunPlace(runs_folder=Path(runs))
    )
    seconds = time.perf_counter() - start
    rows = run.summary.rows if run.summary is not None else 0
    print(json.dumps({"rate": rows / seconds, "rows": rows, "peak": resident_peak()}))


def resident_peak() -> float:
    """The most memory that this process had, in MiB.

    `getrusage` would begin at the peak of the process that started this one, which made a bundle of
    a million questions in memory.
    """
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) / 1024


def run_ours(bundle: Path) -> dict[str, float]:
    """Time ours in a process of its own."""
    with tempfile.TemporaryDirectory() as runs:
        words = [sys.executable, __file__, "--ours", str(bundle), runs]
        return _said(words)


def run_peer(python: Path) -> dict[str, float]:
    """Time the peer in a process of its own."""
    with tempfile.TemporaryDirectory() as logs:
        return _said([str(python), str(PEER_SCRIPT), str(PEER_SAMPLES), logs])


def _said(words: list[str]) -> dict[str, float]:
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def make_peer() -> Path:
    """Return the peer's Python, in an environment of its own."""
    python = PEER_VENV / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(PEER_VENV)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", *PEER_PACKAGES], check=True)
    return python


def main() -> None:
    """Measure both, and print rates, ratio and memory."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--samples", type=int, default=100_000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--million", action="store_true", help="measure a million samples too")
    given = options.parse_args()
    python = make_peer()
    with tempfile.TemporaryDirectory() as folder:
        bundle = Path(folder, "overhead-1.0.0.zip")
        make_bundle(bundle, given.samples)
        ours, theirs = [], []
        for _ in range(given.rounds):
            theirs.append(run_peer(python)["rate"])
            ours.append(run_ours(bundle))
        rate, peer = max(one["rate"] for one in ours), max(theirs)
        print(f"envhub      {rate:9,.0f} samples/s of {given.samples:,} (target {RATE_TARGET:,})")
        print(f"inspect-ai  {peer:9,.0f} samples/s of {PEER_SAMPLES:,}")
        print(f"ratio       {rate / peer:9.1f} per sample (target {RATIO_TARGET})")
        print(f"resident    {max(one['peak'] for one in ours):9.0f} MiB")
        if given.million:
            make_bundle(bundle, 1_000_000)
            found = run_ours(bundle)
            print(f"resident    {found['peak']:9.0f} MiB at {found['rows']:,.0f} samples "
                  f"(target {RESIDENT_TARGET} MB), {found['rate']:,.0f} samples/s")  # fmt: skip


if __name__ == "__main__":
    if sys.argv[1:2] == ["--ours"]:
        measure_ours(*sys.argv[2:4])
    else:
        main()
