"""Items one after the other, each record once."""

from __future__ import annotations

from random import Random

import pytest

from envhub_hub.generate.pool import PoolSupply, operation, plans_of


def supply_of(pool, name="attribute-mayor-choice", card="towns", **more) -> PoolSupply:
    plan = next(one for one in plans_of(pool.card(card)) if one.id == name)
    return PoolSupply(pool, pool.card(card), plan, more.pop("seed", "seed"), **more)


def test_every_record_is_drawn_once_and_then_none(pool):
    supply = supply_of(pool)
    rows = []
    assert supply.capacity == 60
    while (item := supply.draw(Random(len(rows)), 2)) is not None:
        rows.append(item.origin.index)
    assert sorted(rows) == list(range(60)) != rows
    assert supply.capacity == 0


def test_a_supply_goes_on_where_another_one_stopped(pool):
    first = supply_of(pool)
    early = {first.draw(Random(n), 2).origin.index for n in range(20)}
    second = supply_of(pool, position=first.position)
    late = {second.draw(Random(n), 2).origin.index for n in range(40)}
    assert not early & late
    assert len(early | late) == 60


def test_the_same_seed_and_randomness_give_the_same_items(pool):
    first, again, other = (
        [supply.draw(Random(n), 2) for n in range(10)]
        for supply in (supply_of(pool), supply_of(pool), supply_of(pool, seed="other"))
    )
    assert first == again != other


def test_an_item_names_its_record_and_its_fact(pool):
    supply = supply_of(pool)
    item = supply.draw(Random(1), 3)
    row = pool.records("towns").record(item.origin.index)
    assert (supply.name, supply.gives) == ("pool:towns/attribute-mayor-choice", "choice")
    assert (item.origin.dataset, item.answer, item.subtype) == ("towns", row["mayor"], "mayor")
    assert row["name"] in item.question
    assert item.difficulty in (1, 2, 3)


def test_one_fact_in_two_forms_has_one_key(pool):
    choice, ending = (supply_of(pool, f"attribute-mayor-{kind}").item(7, Random(1), 2)
                      for kind in ("choice", "continuation"))  # fmt: skip
    assert choice.key == ending.key
    assert choice.question != ending.question


@pytest.mark.parametrize("name", ["attribute-mayor-continuation", "larger-people-number"])
def test_all_phrasings_are_used(pool, name):
    supply = supply_of(pool, name)
    items = [supply.item(row % 60, Random(row), 2) for row in range(100)]
    assert len({item.phrasing for item in items if item is not None}) >= 5


def test_difficulty_makes_a_table_longer_and_a_comparison_closer(pool):
    counts = supply_of(pool, "larger-people-number")
    lengths = [len(counts.item(20, Random(1), level).context.splitlines()) for level in (1, 2, 3)]
    assert lengths == [6, 9, 13]
    compared = supply_of(pool, "compare-people-choice")
    levels = [compared.item(30, Random(1), level).difficulty for level in (1, 2, 3)]
    assert levels == [1, 2, 3]


def test_without_its_table_several_answers_are_possible(pool):
    for name in ("larger-people-number", "same-part-number", "lookup-mayor-choice"):
        supply = supply_of(pool, name)
        assert supply.remaining(supply.draw(Random(1), 2)) >= 2


def test_recall_has_nothing_to_withhold(pool):
    supply = supply_of(pool)
    assert supply.remaining(supply.draw(Random(1), 2)) is None


def test_noise_keeps_the_gold_and_is_confirmed(pool):
    card = pool.card("sums")
    (plan,) = plans_of(card)
    noise = operation("add_noise", ["final.question"], ["final.question"], {"rate": 0.9})
    supply = PoolSupply(pool, card, plan.then("noise", noise), "seed")
    items = [supply.draw(Random(n), 2) for n in range(8)]
    texts = [pool.records("sums").record(item.origin.index)["question"] for item in items]
    assert sum(item.question != text for item, text in zip(items, texts, strict=True)) >= 6
    assert all(map(supply.confirms, items))


def test_numbers_that_change_without_their_gold_are_not_confirmed(pool):
    card = pool.card("sums")
    (plan,) = plans_of(card)
    swap = operation("substitute_numbers", ["final.question"],
                     ["final.question", "interim.swaps"])  # fmt: skip
    keep = operation("flatten", ["interim.swaps"], ["final.context"])
    with pytest.raises(ValueError, match="never read"):
        plan.then("swapped", swap)
    supply = PoolSupply(pool, card, plan.then("swapped", swap, keep), "seed")
    assert supply.draw(Random(1), 2) is None  # swaps are no text
    assert supply.unfit.total() == 30
