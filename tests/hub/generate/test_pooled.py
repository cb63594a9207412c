"""A person's own data before the generators: found by what it holds, measured, and named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from envhub.checks import check
from envhub.errors import IntegrityError, NotFound, Refused
from envhub_hub.generate import GenerateSettings, generate_from
from envhub_hub.generate.offer import supplies_of
from envhub_hub.generate.planner import plan_of
from envhub_hub.generate.pool import Pool, open_pool
from envhub_hub.generate.request import Request, Wish

SETTINGS = GenerateSettings(name="local/x", seed=2)
PLANETS = [
    ("Zorba", "red", 12), ("Quill", "green", 40), ("Narva", "blue", 7), ("Tesk", "yellow", 33),
    ("Obel", "violet", 21), ("Perro", "white", 18), ("Lumen", "grey", 55), ("Mirth", "brown", 61),
    ("Casta", "orange", 3), ("Dorn", "black", 29), ("Ferro", "pink", 47), ("Gally", "silver", 38),
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "planets"
    place.mkdir()
    rows = [{"planet": name, "colour": colour, "moons": moons} for name, colour, moons in PLANETS]
    (place / "planets.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return place


@pytest.fixture
def pool(folder: Path, tmp_path: Path) -> Pool:
    return open_pool([folder], tmp_path / "cache")


def request(words: str, count: int = 6) -> Request:
    wish = Wish(id=f"custom:{words}", text=words, count=count)
    return Request(text=words, wishes=(wish,))


def test_an_unknown_capability_becomes_a_custom_one_with_a_definition(pool: Pool) -> None:
    plan = plan_of(request("planets"), SETTINGS, pool)
    (capability,) = plan.capabilities
    assert (capability.id, capability.title, capability.quota) == ("planets", "Planets", 6)
    assert "planets" in capability.definition
    assert all(share.supply.startswith("pool:planets/") for share in capability.shares)
    (source,) = plan.pool
    assert (source.id, source.records, source.path) == ("planets", 12, "planets/planets.jsonl")
    made = generate_from(plan, supplies_of(plan, pool))
    assert check(made.environment).ok
    assert len(made.realised.pairs) == 6
    assert made.provenance.sources[-1].holds == "12 records of planets/planets.jsonl"


def test_the_same_seed_gives_the_same_samples_out_of_a_pool(pool: Pool) -> None:
    plan = plan_of(request("planets"), SETTINGS, pool)
    first, again = (generate_from(plan, supplies_of(plan, pool)).environment for _ in range(2))
    assert list(first.items()) == list(again.items())


def test_what_neither_a_pool_nor_a_generator_grounds_is_refused(pool: Pool) -> None:
    with pytest.raises(Refused, match="soul") as caught:
        plan_of(request("soul"), SETTINGS, pool)
    assert "--pool" in (caught.value.hint or "")


def test_a_plan_over_a_pool_needs_that_pool_unchanged(
    pool: Pool, folder: Path, tmp_path: Path
) -> None:
    plan = plan_of(request("planets"), SETTINGS, pool)
    with pytest.raises(NotFound, match="which is not here"):
        generate_from(plan, supplies_of(plan, None))
    path = folder / "planets.jsonl"
    path.write_text(path.read_text().replace("red", "ruby"))
    with pytest.raises(IntegrityError, match="has changed"):
        supplies_of(plan, open_pool([folder], tmp_path / "cache"))


def test_a_pool_that_is_used_up_makes_the_result_partial(pool: Pool) -> None:
    plan = plan_of(request("planets", count=400), SETTINGS, pool)
    made = generate_from(plan, supplies_of(plan, pool))
    assert made.partial
    assert 0 < len(made.realised.pairs) < 400
    assert made.realised.deficits[0].missing == 400 - len(made.realised.pairs)
