"""The next version: fresh samples from the same plan, an edited plan, a weakness followed up."""

from __future__ import annotations

from collections import Counter

import pytest

from envhub.checks import check
from envhub.environment import Environment
from envhub.errors import InvalidEnvironment, NotFound, Refused
from envhub.evaluate import evaluate
from envhub.manifest import make_manifest
from envhub.model import MockModel
from envhub_hub.generate import Generated, GenerateSettings, generate, generate_from
from envhub_hub.generate.again import (
    follow_up,
    items_of,
    linked,
    plan_difference,
    plan_inside,
    refresh,
    succeed,
)

REQUEST = "reasoning, math and country codes, 6 prompts each"


@pytest.fixture(scope="module")
def made() -> Generated:
    return generate(REQUEST, GenerateSettings(name="local/one", seed=8))


def shared(one: Environment, other: Environment) -> set[str]:
    return set(items_of(one)) & set(items_of(other))


def test_the_plan_stands_whole_in_provenance(made: Generated) -> None:
    assert plan_inside(made.environment) == made.plan


def test_what_was_not_generated_holds_no_plan(made: Generated) -> None:
    bare = Environment.create(made.environment.declaration, *zip(*made.realised.pairs, strict=True))
    with pytest.raises(NotFound, match="was not made by `generate`"):
        plan_inside(bare)
    odd = Environment.create(
        made.environment.declaration,
        *zip(*made.realised.pairs, strict=True),
        {"provenance.json": b'{"plan": {"planner": 1}}'},
    )
    with pytest.raises(InvalidEnvironment):
        plan_inside(odd)


def test_a_refreshed_version_shares_no_sample_and_names_what_it_refreshes(made: Generated) -> None:
    again = refresh(made.environment, seed=9)
    assert again.plan.version == "2.0.0"
    assert not shared(made.environment, again.environment)
    assert {one.id: one.quota for one in again.plan.capabilities} == {
        one.id: one.quota for one in made.plan.capabilities
    }
    digest = make_manifest(made.environment).digest
    assert again.environment.declaration.lineage.refresh_of == f"local/one@{digest}"
    assert check(again.environment).ok


def test_the_same_seed_on_the_new_version_repeats_nothing_either(made: Generated) -> None:
    again = refresh(made.environment, seed=made.plan.seed)
    assert not shared(made.environment, again.environment)


def test_an_exhausted_table_of_facts_makes_the_refreshed_version_partial() -> None:
    first = generate(
        "100 questions on country codes", GenerateSettings(name="local/c", seed=1, practice=0)
    )
    again = refresh(first.environment, seed=2)
    assert again.partial
    assert not shared(first.environment, again.environment)
    (deficit,) = again.realised.deficits
    assert deficit.missing == 100 - len(again.realised.pairs)


def test_harder_leaves_the_lowest_level_out(made: Generated) -> None:
    again = refresh(made.environment, seed=9, harder=True)
    assert {sample.difficulty for sample in again.environment.samples()} == {2, 3}


def test_a_changed_weight_keeps_every_sample_and_raises_the_minor_part(made: Generated) -> None:
    edited = made.plan.changed(
        {
            "capabilities": tuple(
                one.model_copy(update={"weight": 2.0}) if one.id == "math" else one
                for one in made.plan.capabilities
            )
        }
    )
    again = succeed(made.environment, edited)
    assert again.plan.version == "1.1.0"
    assert list(again.environment.samples()) == list(made.environment.samples())
    assert again.environment.declaration.lineage.edited_from
    assert plan_difference(made.plan, edited) == ("~ math.weight: None -> 2.0",)


def test_a_dropped_capability_leaves_the_others_as_they_were(made: Generated) -> None:
    edited = made.plan.changed({"capabilities": made.plan.capabilities[:2]})
    again = succeed(made.environment, edited)
    assert again.plan.version == "2.0.0"
    kept = [one for one in made.environment.samples() if one.capability != "country-codes"]
    assert list(again.environment.samples()) == kept
    assert plan_difference(made.plan, edited) == ("- country-codes: 6 samples",)


def test_a_second_edit_still_keeps_the_samples(made: Generated) -> None:
    first = succeed(
        made.environment, made.plan.changed({"capabilities": made.plan.capabilities[:2]})
    )
    again = succeed(
        first.environment, first.plan.changed({"capabilities": made.plan.capabilities[:1]})
    )
    kept = [one for one in made.environment.samples() if one.capability == "reasoning"]
    assert list(again.environment.samples()) == kept


def test_a_follow_up_asks_only_for_the_weakness_at_every_level(made: Generated) -> None:
    rows = evaluate(made.environment, MockModel({}))
    plan = follow_up(made.plan, rows, "spatial", seed=3)
    assert [one.id for one in plan.capabilities] == ["reasoning"]
    found = generate_from(linked(plan, made.environment)).environment
    assert Counter(one.subtype for one in found.samples()) == {"walks": 3, "turns": 3}
    assert {one.difficulty for one in found.samples()} == {1, 2, 3}
    assert found.declaration.lineage.follow_up


def test_without_a_name_the_largest_weakness_is_followed_up(made: Generated) -> None:
    rows = evaluate(made.environment, MockModel({}))
    failed = Counter(row.subtype for row in rows if row.status == "fail").most_common(1)[0][0]
    plan = follow_up(made.plan, rows, None)
    assert {share.supply for one in plan.capabilities for share in one.shares} == {failed}


def test_a_weakness_that_the_plan_does_not_make_is_not_found(made: Generated) -> None:
    rows = evaluate(made.environment, MockModel({}))
    with pytest.raises(NotFound, match="makes no `poetry`"):
        follow_up(made.plan, rows, "poetry")
    passed = [row.model_copy(update={"status": "pass"}) for row in rows]
    with pytest.raises(Refused, match="failed at nothing"):
        follow_up(made.plan, passed, None)
