"""Processes that push at once, and processes that are killed at it."""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from envhub_hub.registry import Registry

PROCESSES = 6

PUSH = """
import json, sys
from pathlib import Path
from envhub import IntegrityError
from envhub_hub.registry import Registry
url, cache, *paths = sys.argv[1:]
registry = Registry(url, cache=Path(cache))
print("ready", flush=True)
sys.stdin.readline()
for path in paths:
    try:
        record, new = registry.push(Path(path))
        print(json.dumps([record.reference, record.digest, new]), flush=True)
    except IntegrityError as error:
        print(json.dumps([Path(path).stem, None, error.message[-60:]]), flush=True)
"""

# Forks a writer, again and again: its imports are paid for once, so many can be killed.
NURSERY = """
import json, os, random, signal, sys, tempfile, time
from pathlib import Path
from envhub import Environment, Sample, Target, freeze
from envhub_hub.registry import Registry
import envhub.checks, envhub_hub.registry.owners

url, folder, name, seconds, longest = sys.argv[1:]
if url.startswith("s3:"):
    import s3fs, envhub_hub.store.s3
draw = random.Random(name)
folder = Path(folder)

def declared(version):
    return {
        "schema_version": 1, "name": name, "version": version, "title": "Sums",
        "license": "CC0-1.0", "harness": {"answer": {"type": "single_turn"}},
        "capability": [{"id": "sums", "harness": "answer", "scorer": {"type": "numeric"}}],
    }

def frozen(version):
    asked = (f"Sum {version} of {k}?" for k in (0, 1))
    samples = [Sample(id=f"s{k}", capability="sums", input=one) for k, one in enumerate(asked)]
    targets = [Target(id=f"s{k}", targets=(str(k),)) for k in (0, 1)]
    path = folder / f"{name.replace('/', '-')}-{os.getpid()}.zip"
    freeze(Environment.create(declared(version), samples, targets), path)
    return path

def write(round):
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
    acknowledged = os.open(folder / f"{name.replace('/', '-')}.acks", flags)
    registry = Registry(url, cache=folder / name)
    for n in range(10_000):
        record, _ = registry.push(frozen(f"1.{round}.{n}"))
        os.write(acknowledged, (json.dumps([record.reference, record.digest]) + "\\n").encode())
        if n % 4 == 3:
            registry.yank(name, record.version, "wrong")

Registry("memory://first", cache=folder / "first").push(frozen("1.0.0"))  # what is built once
end, kills = time.monotonic() + float(seconds), 0
while time.monotonic() < end:
    child = os.fork()
    if child == 0:
        write(kills)
        os._exit(0)
    time.sleep(draw.uniform(0.005, float(longest)))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    kills += 1
print(kills)
"""


@pytest.fixture
def folder(tmp_path) -> str:
    return str(tmp_path / "registry")


def lines(process: subprocess.Popen[str]) -> Iterator[list[object]]:
    out, err = process.communicate()
    assert process.returncode == 0, err
    return (json.loads(line) for line in out.splitlines() if line.startswith("["))


def errors(registry: Registry, *, repair: bool = False) -> list[str]:
    return [one.message for one in registry.verify(repair) if one.severity == "error"]


@dataclass(frozen=True)
class Rush:
    """Processes that push environments of their own, and versions that all of them want."""

    own: int = 20
    contested: int = 5

    @property
    def won(self) -> int:
        return PROCESSES * self.own + self.contested


def push_at_once(place: str, rush: Rush, zip_of, script, tmp_path) -> list[list[object]]:
    pushers = []
    for n in range(PROCESSES):
        own = [zip_of(f"team{'abcdef'[n]}/env-{k}") for k in range(rush.own)]
        contested = [zip_of("shared/wanted", f"1.{k}.0", n) for k in range(rush.contested)]
        paths = own + contested
        random.Random(n).shuffle(paths)
        pushers.append(script(PUSH, place, tmp_path / f"cache-{n}", *paths))
    for one in pushers:
        assert one.stdout.readline() == "ready\n"
    for one in pushers:
        one.stdin.write("go\n")
        one.stdin.flush()
    return [said for one in pushers for said in lines(one)]


def rushed(place: str, rush: Rush, zip_of, script, tmp_path) -> None:
    """Let them, and hold what they were told against what is there."""
    said = push_at_once(place, rush, zip_of, script, tmp_path)
    registry = Registry(place, cache=tmp_path / "reader")
    won = [one for one in said if one[2] is True]
    assert len(said) == PROCESSES * (rush.own + rush.contested)
    assert len(won) == rush.won
    shared = [reference for reference, _, _ in won if str(reference).startswith("shared/")]
    assert len(set(shared)) == len(shared) == rush.contested
    for reference, digest, _ in won:
        name, _, version = str(reference).partition("@")
        assert registry.record(name, version).digest == digest
    assert len(list(registry.names())) == PROCESSES * rush.own + 1
    assert errors(registry) == []
    pushes = {(one.name, one.version) for one in registry.log.since(0)}
    assert len(pushes) == rush.won
    assert {one.kind for one in registry.verify()} <= {"orphan", "view"}


def write_and_be_killed(place: str, script, folder: Path, seconds: float) -> int:
    """Writers push and yank, and are killed at random; returns how often."""
    folder.mkdir()
    longest = 2 if place.startswith("s3:") else 0.3
    nurseries = [script(NURSERY, place, folder, f"kill/{n}", seconds, longest) for n in "abc"]
    kills = 0
    for one in nurseries:
        out, err = one.communicate()
        assert one.returncode == 0, err
        kills += int(out)
    return kills


def hold_all_acknowledged(place: str, folder: Path) -> int:
    """Hold what was acknowledged against the registry; returns how much that was."""
    registry = Registry(place, cache=folder / "reader")
    # Whatever the killed left is no damage: not before it is healed, and not after.
    assert errors(registry) == []
    list(registry.verify(repair=True))
    after = list(registry.verify())
    assert {one.kind for one in after} <= {"orphan", "unfinished"}
    logged = {(one.name, one.version) for one in registry.log.since(0) if one.type == "push"}
    count = 0
    for path in folder.glob("*.acks"):
        for line in path.read_text().splitlines():
            reference, digest = json.loads(line)
            name, _, version = reference.partition("@")
            assert registry.record(name, version).digest == digest
            assert (name, version) in logged
            count += 1
    return count


def test_many_processes_at_once_lose_nothing_and_one_wins_what_all_want(
    folder, zip_of, script, tmp_path
):
    rushed(folder, Rush(), zip_of, script, tmp_path)


def test_many_processes_at_once_lose_nothing_in_a_bucket(seaweed_url, zip_of, script, tmp_path):
    rushed(seaweed_url, Rush(own=3, contested=2), zip_of, script, tmp_path)


@pytest.mark.slow
def test_many_more_at_once_lose_nothing_in_a_bucket(seaweed_url, zip_of, script, tmp_path):
    rushed(seaweed_url, Rush(), zip_of, script, tmp_path)


def test_of_killed_writers_nothing_that_was_acknowledged_is_lost(folder, script, tmp_path):
    kills = write_and_be_killed(folder, script, tmp_path / "writers", 3)
    assert kills >= 5
    assert hold_all_acknowledged(folder, tmp_path / "writers") >= 2


def killed_for_two_minutes(place: str, script, folder: Path, said, least: int) -> None:
    kills = write_and_be_killed(place, script, folder, 120)
    count = hold_all_acknowledged(place, folder)
    said("writers killed", kills)
    said("pushes acknowledged", count)
    assert min(kills, count) >= least


@pytest.mark.slow
def test_of_writers_that_are_killed_for_two_minutes_nothing_is_lost(
    folder, script, tmp_path, record_testsuite_property
):
    killed_for_two_minutes(folder, script, tmp_path / "writers", record_testsuite_property, 100)


@pytest.mark.slow
def test_of_writers_that_are_killed_for_two_minutes_nothing_is_lost_in_a_bucket(
    seaweed_url, script, tmp_path, record_testsuite_property
):
    killed_for_two_minutes(seaweed_url, script, tmp_path / "writers", record_testsuite_property, 20)
