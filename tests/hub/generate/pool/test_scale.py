"""Memory does not grow with the records of a pool."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]
SCRIPT = """
import resource, sys, tracemalloc
from pathlib import Path
from random import Random
from envhub_hub.generate.pool import PoolSupply, Query, ground, open_pool, search

path, cache = Path(sys.argv[1]), Path(sys.argv[2])
open_pool([path.with_name("small.jsonl")], cache)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
pool = open_pool([path], cache)
found = search(pool.cards, Query(words=("towns",)))
plan = next(one for one in ground(pool, ["towns"], ["choice"]) if one.plan.recipe == "attribute")
supply = PoolSupply(pool, pool.cards[0], plan.plan, "seed")
items = [supply.draw(Random(n), 2) for n in range(50)]
assert all(map(supply.confirms, items))
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(pool.cards[0].records, len(found), (after - before) // 1024)
"""


def grown(folder: Path, count: int) -> int:
    """MB by which a process grew that carded, searched and used a pool of so many records."""
    for name, many in (("small", 100), ("towns", count)):
        with (folder / f"{name}.jsonl").open("w") as stream:
            for n in range(many):
                row = {
                    "name": f"Town{n}",
                    "mayor": f"Mayor{n}",
                    "part": f"Part{n % 9}",
                    "people": n,
                }
                stream.write(json.dumps(row) + "\n")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(folder / "towns.jsonl"), str(folder / "cache")],
        env={"PYTHONPATH": f"{ROOT / 'sdk'}:{ROOT / 'hub'}"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    records, found, megabytes = map(int, done.stdout.split())
    assert (records, found) == (count, 1)
    return megabytes


def test_thirty_thousand_records_are_used_in_few_megabytes(tmp_path):
    assert grown(tmp_path, 30_000) < 25


@pytest.mark.slow
def test_a_million_records_are_used_in_no_more(tmp_path):
    assert grown(tmp_path, 1_000_000) < 30
