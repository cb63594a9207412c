"""A planted mistake is not confirmed, whatever the recipe."""

from __future__ import annotations

from random import Random

import pytest
from tests.hub.generate.pool.files import sums, towns, write

from envhub_hub.generate.pool import PoolSupply, open_pool, plans_of

NAMES = [
    "attribute-mayor-choice", "attribute-mayor-continuation", "compare-people-choice",
    "holder-mayor-choice", "larger-people-number", "lookup-mayor-choice", "same-part-number",
    "smaller-people-number",
]  # fmt: skip
each_plan = pytest.mark.parametrize("name", NAMES)


def supply_of(pool, name: str, card: str = "towns") -> PoolSupply:
    plan = next(one for one in plans_of(pool.card(card)) if one.id == name)
    return PoolSupply(pool, pool.card(card), plan, "seed")


def items(supply: PoolSupply, count: int = 12):
    rng = Random(1)
    return [supply.draw(rng, 1 + n % 3) for n in range(count)]


@each_plan
def test_what_a_plan_makes_is_confirmed(pool, name):
    supply = supply_of(pool, name)
    assert all(supply.confirms(item) for item in items(supply))


@each_plan
def test_a_wrong_gold_is_not_confirmed(pool, name):
    supply = supply_of(pool, name)
    for item in items(supply):
        if item.distractors:
            swapped = (item.answer, *item.distractors[1:])
            wrong = {"answer": item.distractors[0], "distractors": swapped}
        else:
            wrong = {"answer": str(int(item.answer) + 1)}
        assert not supply.confirms(item.model_copy(update=wrong))


@pytest.mark.parametrize("name", [one for one in NAMES if one.endswith("choice")])
def test_two_right_options_are_not_confirmed(pool, name):
    supply = supply_of(pool, name)
    for item in items(supply):
        twice = (item.answer.upper(), *item.distractors[1:])
        assert not supply.confirms(item.model_copy(update={"distractors": twice}))


@pytest.mark.parametrize("name", ["larger-people-number", "lookup-mayor-choice"])
def test_evidence_that_differs_from_the_file_is_not_confirmed(pool, name):
    supply = supply_of(pool, name)
    for item in items(supply):
        lines = item.context.splitlines()
        lines[-1] = f"{lines[-1]}1"
        assert not supply.confirms(item.model_copy(update={"context": "\n".join(lines)}))
        assert not supply.confirms(item.model_copy(update={"context": None}))


def test_another_record_is_not_confirmed(pool):
    for name in ("attribute-mayor-choice", "holder-mayor-choice"):
        supply = supply_of(pool, name)
        for item in items(supply):
            origin = item.origin.model_copy(update={"index": (item.origin.index + 1) % 60})
            assert not supply.confirms(item.model_copy(update={"origin": origin}))


def test_a_name_of_two_rows_gives_no_item(tmp_path):
    rows = [*towns(), {**towns()[5], "mayor": "Somebody Else"}]
    with open_pool([write(tmp_path / "towns.jsonl", rows)], tmp_path / "cache") as pool:
        for name in ("attribute-mayor-choice", "compare-people-choice", "same-part-number"):
            supply = supply_of(pool, name)
            assert supply.item(5, Random(1), 2) is None
            assert "several rows" in next(iter(supply.unfit))


def test_a_value_of_two_rows_is_nobodys_alone(tmp_path):
    rows = [{**row, "mayor": "Mayor5"} if row["id"] == 9 else row for row in towns()]
    with open_pool([write(tmp_path / "towns.jsonl", rows)], tmp_path / "cache") as pool:
        assert supply_of(pool, "holder-mayor-choice").item(5, Random(1), 2) is None


def test_a_question_with_two_golds_is_not_confirmed(tmp_path):
    rows = [*sums(), {**sums()[4], "answer": "12"}]
    with open_pool([write(tmp_path / "sums.jsonl", rows)], tmp_path / "cache") as pool:
        supply = supply_of(pool, "native", "sums")
        assert supply.confirms(supply.item(3, Random(1), 2))
        assert not supply.confirms(supply.item(4, Random(1), 2))


def test_a_value_that_a_flag_calls_unsure_is_left_out(tmp_path):
    rows = [{**row, "mayor_single": row["id"] % 2 == 0} for row in towns()]
    with open_pool([write(tmp_path / "towns.jsonl", rows)], tmp_path / "cache") as pool:
        supply = supply_of(pool, "attribute-mayor-choice")
        assert {item.origin.index % 2 for item in items(supply)} == {0}
