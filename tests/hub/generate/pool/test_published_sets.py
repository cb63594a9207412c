"""Published sets as a pool: items of the factbook and of BIG-Bench Hard."""

from __future__ import annotations

import re
from random import Random

import pytest
from tests.hub.generate.pool.files import PUBLIC

from envhub.sample import Sample
from envhub_hub.generate.pool import PoolSupply, ground, open_pool, plans_of
from envhub_hub.generate.rows import options_of, row_of

FACTBOOK, BBH = PUBLIC / "factbook", PUBLIC / "bbh"
factbook = pytest.mark.skipif(not FACTBOOK.is_dir(), reason="needs ../shared/data/factbook")
bbh = pytest.mark.skipif(not BBH.is_dir(), reason="needs ../shared/data/bbh")


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


@factbook
def test_twenty_questions_of_geography_are_made_and_confirmed(cache):
    with open_pool([FACTBOOK], cache) as pool:
        found = ground(pool, ["geography", "countries"], ["choice"])
        supplies = [PoolSupply(pool, pool.card(one.card), one.plan, "7")
                    for one in found if one.passes]  # fmt: skip
        assert len(supplies) >= 8
        items = []
        for turn in range(20):
            supply = supplies[turn % len(supplies)]
            item = supply.draw(Random(f"geography/{turn}"), 1 + turn % 3)
            assert supply.confirms(item)
            items.append(item)
    assert len({item.question for item in items}) == 20
    assert len({item.subtype for item in items}) >= 5
    assert all(len({item.answer, *item.distractors}) == 4 for item in items)


@factbook
def test_a_licence_note_travels_with_the_factbook(cache):
    (card,) = open_pool([FACTBOOK], cache).cards
    assert "public domain" in card.licence.name.lower()
    assert card.source == "factbook/factbook.json"
    assert card.domains == ("geography",)


@factbook
def test_capitals_are_asked_where_there_is_one_only(cache):
    with open_pool([FACTBOOK], cache) as pool:
        (card,) = pool.cards
        plan = next(one for one in plans_of(card) if one.id == "attribute-capital-choice")
        supply = PoolSupply(pool, card, plan, "1")
        items = {}
        while (item := supply.draw(Random(len(items)), 2)) is not None:
            items[item.facts["entity"]] = item
        assert items["Norway"].answer == "Oslo"
        assert not {"Bolivia", "South Africa", "Singapore", "Sri Lanka"} & set(items)
        assert 150 <= len(items) <= 197
        assert all(map(supply.confirms, items.values()))


@bbh
def test_ten_hyperbaton_items_carry_the_gold_of_their_records(cache):
    with open_pool([BBH], cache) as pool:
        best = ground(pool, ["adjective order"], ["choice"])[0]
        assert (best.card, best.passes) == ("hyperbaton", True)
        supply = PoolSupply(pool, pool.card("hyperbaton"), best.plan, "7")
        for turn in range(10):
            item = supply.draw(Random(turn), 2)
            record = pool.records("hyperbaton").record(item.origin.index)
            assert f"{record['target']} {item.answer}" in record["input"].splitlines()
            assert supply.confirms(item)
            sample, target = row_of(item, "x", "order", options_of(item, turn % 2, Random(turn)))
            assert isinstance(sample, Sample)
            assert sample.choices[target.targets[0]] == item.answer


@bbh
def test_the_canary_and_the_licence_of_big_bench_stay(cache):
    cards = open_pool([BBH], cache).cards
    assert len(cards) == 27
    assert {card.licence.name for card in cards} == {"MIT"}
    assert all(re.search("canary GUID", card.canary) for card in cards)


@bbh
@pytest.mark.parametrize("name", ["date-understanding", "navigate", "object-counting", "snarks"])
def test_most_records_of_a_task_are_used_and_confirmed(cache, name):
    path = BBH / f"{name.replace('-', '_')}.json"
    with open_pool([path], cache) as pool:
        (card,) = pool.cards
        (plan,) = plans_of(card)
        supply = PoolSupply(pool, card, plan, "1")
        items = [supply.item(row, Random(row), 2) for row in range(card.records)]
        made = [item for item in items if item is not None]
        assert len(made) >= 0.95 * card.records
        assert sum(map(supply.confirms, made)) >= 0.95 * len(made)
