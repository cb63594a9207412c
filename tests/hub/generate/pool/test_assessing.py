"""Plans are measured on records, and only what passes every floor is used."""

from __future__ import annotations

import pytest
from tests.hub.generate.pool.files import towns, write

from envhub_hub.generate.pool import FLOOR, assess, ground, open_pool, plans_of


def plan_of(pool, name: str, card: str = "towns"):
    return next(one for one in plans_of(pool.card(card)) if one.id == name)


def test_a_plan_that_fits_passes_with_full_marks(pool):
    found = assess(pool, pool.card("towns"), plan_of(pool, "attribute-mayor-choice"),
                   ["mayors"], ["choice"])  # fmt: skip
    assert (found.robustness, found.preservation, found.coverage) == (1.0, 1.0, 1.0)
    assert found.passes
    assert found.failing() is None
    assert found.expected_yield == 1.0


def test_a_wish_for_something_else_is_not_aligned(pool):
    plan = plan_of(pool, "attribute-mayor-choice")
    for wish, gives in ((["photosynthesis"], ["choice"]), (["mayors"], ["number"])):
        found = assess(pool, pool.card("towns"), plan, wish, gives)
        assert found.alignment == 0.0
        assert found.failing() == f"alignment 0.00 is below {FLOOR}"


def test_another_kind_of_answer_is_worth_half(pool):
    plan = plan_of(pool, "attribute-mayor-continuation")
    whole = assess(pool, pool.card("towns"), plan, ["mayors"], ["continuation"])
    half = assess(pool, pool.card("towns"), plan, ["mayors"], ["choice"])
    assert half.alignment < 0.6 * whole.alignment + 0.2


def test_a_plan_whose_records_do_not_fit_is_not_robust(tmp_path):
    rows = [{**row, "mayor_single": row["id"] % 12 == 0} for row in towns()]
    with open_pool([write(tmp_path / "towns.jsonl", rows)], tmp_path / "cache") as pool:
        found = assess(pool, pool.cards[0], plan_of(pool, "attribute-mayor-choice"),
                       ["mayors"], ["choice"])  # fmt: skip
    assert found.robustness < FLOOR
    assert found.reasons == ("the field is not True",)
    assert not found.passes


def test_gold_that_is_not_found_again_is_not_preserved(tmp_path):
    rows = [{"question": f"Who is {n % 3}?", "answer": str(n)} for n in range(30)]
    with open_pool([write(tmp_path / "x.jsonl", rows)], tmp_path / "cache") as pool:
        found = assess(pool, pool.cards[0], plan_of(pool, "native", "x"), ["x"], ["number"])
    assert (found.robustness, found.preservation) == (1.0, 0.0)
    assert "preservation" in found.failing()


def test_grounding_gives_the_best_first_and_names_what_failed(pool):
    found = ground(pool, ["mayors", "who governs"], ["choice", "continuation"])
    assert found[0].plan.subtype == "mayor"
    passing = [one.passes for one in found]
    assert passing == sorted(passing, reverse=True)
    assert not all(passing)
    assert {one.card for one in found} == {"towns"}


def test_the_first_plans_of_a_card_ask_for_different_fields(pool):
    found = [one for one in ground(pool, ["towns"], ["choice"]) if one.passes]
    assert {one.plan.fields["field"] for one in found[:2]} == {"mayor", "people"}


def test_nothing_is_found_where_nothing_fits(pool):
    assert ground(pool, ["photosynthesis"], ["choice"]) == ()
    assert ground(pool, ["towns"], ["code"]) == ()


@pytest.mark.parametrize("wish", ["towns", "Towns and mayors"])
def test_an_assessment_is_the_same_each_time(pool, wish):
    assert ground(pool, [wish], ["choice"]) == ground(pool, [wish], ["choice"])
