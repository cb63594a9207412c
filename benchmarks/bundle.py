"""Time a bundle of a gigabyte: verify against sha256, freeze and extract against `cp`, and memory.

The peers run in the same turn on the same bytes. `cp` leaves its bytes in the page cache, while
freeze and extract return when theirs are on the disk, so the peer that promises the same is `cp`
with a sync, and the target is held against that. `cp` alone is printed beside: a sha256 of the same
bytes already takes longer.
Each step of envhub is a process of its own, whose resident peak the system reports.

    .venv/bin/python benchmarks/bundle.py [--megabytes 1024] [--runs 5]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from envhub import Environment, Limits, extract_bundle, freeze, open_bundle, verify_bundle
from envhub.zipping.listing import read_listing
from envhub.zipping.ranges import Ranges
from envhub.zipping.records import STORED

MB = 1_000_000
ROWS_SHARE = 0.1
"""Of a mixed bundle, that is JSONL; the rest is attachments that do not deflate."""
ROW_BYTES = 4_000
SMALLEST, LARGEST = 16_000, 32 * MB
LIMITS = Limits(zip_bytes=4_000 * MB, total_bytes=4_000 * MB)
VERIFY_TARGET, COPY_TARGET, RESIDENT_TARGET = 0.4, 0.6, 200
TOML = """schema_version = 1
name = "bench/bundle"
version = "1.0.0"
title = "A gigabyte"
license = "CC0-1.0"

[harness.ask]
type = "single_turn"

[[capability]]
id = "sums"
harness = "ask"
scorer = { type = "numeric" }
"""


def make_source(folder: Path, attached: int, rows: int) -> None:
    """Write a source folder of so many bytes of attachments and of rows."""
    rng = random.Random(0)
    (folder / "data/files").mkdir(parents=True)
    (folder / "environment.toml").write_text(TOML)
    words = ["".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=rng.randint(2, 10)))
             for _ in range(5_000)]  # fmt: skip
    with (
        (folder / "data/test.jsonl").open("w") as samples,
        (folder / "data/test.targets.jsonl").open("w") as targets,
    ):
        for number in range(max(1, rows // ROW_BYTES)):
            text = " ".join(rng.choices(words, k=ROW_BYTES // 7))
            row = {"id": f"s{number}", "capability": "sums", "input": f"{number} + 1?"}
            samples.write(json.dumps(row | {"context": text}) + "\n")
            targets.write(json.dumps({"id": f"s{number}", "targets": [str(number + 1)]}) + "\n")
    number = 0
    while attached > 0:
        size = min(attached, int(SMALLEST * (LARGEST / SMALLEST) ** rng.random()))
        (folder / f"data/files/{number:05}.bin").write_bytes(os.urandom(size))
        attached, number = attached - size, number + 1


STEPS: dict[str, Callable[[Path, Path], object]] = {
    "freeze": lambda source, out: freeze(Environment.from_folder(source, LIMITS), out),
    "verify": lambda bundle, _: verify_bundle(bundle, LIMITS),
    "open": lambda bundle, _: open_bundle(bundle, LIMITS),
    "extract": lambda bundle, out: extract_bundle(bundle, out, LIMITS),
}


def step(name: str, source: Path, out: Path) -> None:
    """Do one step, and print its seconds and the most memory the process had."""
    start = time.perf_counter()
    STEPS[name](source, out)
    seconds = time.perf_counter() - start
    print(json.dumps([seconds, resident_peak()]))


def resident_peak() -> float:
    """The most memory that this process had, in MiB."""
    status = Path("/proc/self/status")
    if status.is_file():  # there, `getrusage` begins at the peak of whoever started this process
        return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024 if sys.platform != "darwin" else peak / 1024**2


def apart(name: str, source: Path, out: Path) -> tuple[float, float]:
    """Run a step in a process of its own; return seconds and resident peak in MiB."""
    words = [sys.executable, __file__, "--step", name, str(source), str(out)]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    seconds, peak = json.loads(done.stdout)
    return seconds, peak


def copied(source: Path, out: Path, synced: bool) -> float:
    """Time `cp` of a folder or file, with the bytes on the disk in the end where `synced`."""
    start = time.perf_counter()
    subprocess.run(["cp", "-r", str(source), str(out)], check=True)
    if synced:
        subprocess.run(["sync", "-f", str(out)], check=True)
    seconds = time.perf_counter() - start
    remove(out)
    return seconds


def hashed(size: int) -> float:
    """Time hashlib's sha256 over so many bytes, from memory."""
    chunk, found = os.urandom(1 << 20), hashlib.sha256()
    start = time.perf_counter()
    for _ in range(size >> 20):
        found.update(chunk)
    return time.perf_counter() - start


def remove(path: Path) -> None:
    """Remove a file or a folder."""
    shutil.rmtree(path) if path.is_dir() else path.unlink()


def warm(source: Path, out: Path) -> None:
    """Write and remove a copy, so that whoever is timed next finds a quiet disk and free pages.

    A virtual machine gives memory that was freed back to its host, and is slow to get it again;
    without this, whatever comes first pays for it.
    """
    subprocess.run(["cp", "-r", str(source), str(out)], check=True)
    os.sync()
    remove(out)


def measure(source: Path, folder: Path, runs: int) -> tuple[dict[str, float], dict[str, float]]:
    """Return the least seconds of each step and peer, and the highest peak of each step."""
    bundle, out = folder / "bundle.zip", folder / "out"
    size = sum(path.stat().st_size for path in source.rglob("*") if path.is_file())
    times: dict[str, list[float]] = {}
    peaks: dict[str, float] = {}

    def add(name: str, seconds: float, peak: float = 0.0) -> None:
        times.setdefault(name, []).append(seconds)
        peaks[name] = max(peak, peaks.get(name, 0.0))

    for _ in range(runs):
        if bundle.exists():
            remove(bundle)
        warm(source, out)
        add("freeze", *apart("freeze", source, bundle))
        add("sha256", hashed(size))
        add("verify", *apart("verify", bundle, out))
        add("open", *apart("open", bundle, out))
        warm(source, out)
        add("cp", copied(source, out, False))
        warm(source, out)
        add("cp and sync", copied(source, out, True))
        warm(source, out)
        add("extract", *apart("extract", bundle, out))
        remove(out)
    return {name: min(found) for name, found in times.items()}, peaks


def report(title: str, source: Path, folder: Path, runs: int) -> None:
    """Measure one source folder and print its lines."""
    size = sum(path.stat().st_size for path in source.rglob("*") if path.is_file())
    times, peaks = measure(source, folder, runs)
    bundle = folder / "bundle.zip"
    entries = read_listing(Ranges.of_file(bundle), LIMITS).entries.values()
    stored = sum(one.said.size for one in entries if one.said.method == STORED)
    print(f"{title}: {size / MB:.0f} MB in {len(entries)} entries, {stored / size:.0%} stored, "
          f"zip {bundle.stat().st_size / MB:.0f} MB, best of {runs}")  # fmt: skip
    for name, seconds in times.items():
        print(f"  {name:12}{seconds:6.2f} s  {size / MB / seconds:6.0f} MB/s")
    print(f"  verify / sha256           {times['sha256'] / times['verify']:5.0%}"
          f"  (target {VERIFY_TARGET:.0%})")  # fmt: skip
    for name in ("freeze", "extract"):
        for peer in ("cp", "cp and sync"):
            held = stored > 0.99 * size and peer == "cp and sync"
            target = f"  (target {COPY_TARGET:.0%})" if held else ""
            print(f"  {f'{name} / {peer}':26}{times[peer] / times[name]:5.0%}{target}")
    print(f"  resident peak             {max(peaks.values()):4.0f} MiB"
          f"  (target {RESIDENT_TARGET} MB)", flush=True)  # fmt: skip


def main() -> None:
    """Measure a bundle that is mostly stored, and one with a share of JSONL."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=1024)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--step", nargs=3, metavar=("NAME", "SOURCE", "OUT"))
    given = parser.parse_args()
    if given.step:
        step(given.step[0], Path(given.step[1]), Path(given.step[2]))
        return
    size = given.megabytes * MB
    for title, share in (("stored", 0.0), ("mixed", ROWS_SHARE)):
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, "source")
            make_source(source, int(size * (1 - share)), int(size * share))
            report(title, source, Path(folder), given.runs)


if __name__ == "__main__":
    main()
