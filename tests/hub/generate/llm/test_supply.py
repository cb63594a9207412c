"""A model as a supply: however weak it is, what is confirmed is right; it costs items."""

from __future__ import annotations

import json
import re
from random import Random

import pytest
from tests.hub.generate.llm.talking import asker, player, subtask

from envhub.errors import UsageError
from envhub_hub.asking import LimitReached
from envhub_hub.generate.llm import LlmSupply, Material, Stages, SupplySettings

GOOD = {"fit": "good"}
CLEAN = {"issues": []}


def records(count: int) -> list[Material]:
    return [Material(key=f"r{n}", text=f"{n} crates of 12 loaves; 5 are sold.")
            for n in range(3, 3 + count)]  # fmt: skip


def crates(text: str) -> int:
    return int(re.findall(r"(\d+) crates", text)[-1])


def whole(text: str) -> dict:
    n = crates(text)
    return {
        "operation": "all", "context": f"There are {n} crates of 12 loaves; 5 are sold.",
        "question": "How many loaves are left?", "answer": str(n * 12 - 5), "finished": True,
        "check": {"kind": "arithmetic", "expression": f"{n} * 12 - 5"},
    }  # fmt: skip


def reads(text: str) -> dict:
    if "crates" not in text:
        return {"cannot_tell": True}
    return {"answer": "?", "expression": f"{crates(text)} * 12 - 5"}


def supply(count=3, model=None, gives="number", batch=2, **roles) -> LlmSupply:
    plain = {"briefer": GOOD, "writer": whole, "inspector": CLEAN, "solver": reads}
    played = model or player(**plain | roles)
    return LlmSupply(asker(played), subtask(gives), records(count), SupplySettings(batch=batch))


def drawn(some: LlmSupply) -> list:
    rng, items = Random(1), []
    while (item := some.draw(rng, 2)) is not None:
        items.append(item)
    return items


def test_items_come_from_records_until_there_are_none_left():
    some = supply()
    items = drawn(some)
    assert sorted(one.key for one in items) == ["r3", "r4", "r5"]
    assert all(some.confirms(one) for one in items)
    assert [some.remaining(one) for one in items] == [2, 2, 2]
    assert {(one.subtype, one.difficulty) for one in items} == {("stock", 2)}
    assert [one.steps for one in items] == [(str(12 * int(one.key[1:])),) for one in items]
    assert (some.name, some.gives) == ("llm:math/stock", "number")


def test_the_same_randomness_gives_the_same_items_in_the_same_order():
    assert drawn(supply(6)) == drawn(supply(6))


def test_a_writer_whose_sum_is_wrong_costs_the_item():
    def wrong(text: str) -> dict:
        return whole(text) | {"answer": "7"}

    some = supply(writer=wrong)
    assert drawn(some) == []
    assert some.given_up == {"write: retries": 3}


def test_a_question_that_does_not_ask_for_the_expression_is_not_confirmed():
    def other(text: str) -> dict:
        return whole(text) | {"question": "How many loaves are sold?"}

    def honest(text: str) -> dict:
        return {"answer": "5"} if "are sold?" in text and "crates" in text else reads(text)

    some = supply(writer=other, solver=honest)
    items = drawn(some)
    assert len(items) == 3
    assert not any(some.confirms(one) for one in items)


def test_a_blind_reader_that_can_not_tell_confirms_nothing():
    some = supply(solver={"cannot_tell": True})
    assert not any(some.confirms(one) for one in drawn(some))


def test_an_answer_that_follows_without_the_context_leaves_one():
    def clever(text: str) -> dict:
        return reads(text) if "crates" in text else {"answer": "31"}

    some = supply(1, solver=clever)  # 3 crates of 12, less 5
    (item,) = drawn(some)
    assert (some.confirms(item), some.remaining(item)) == (True, 1)


def test_a_changed_item_is_looked_at_anew():
    some = supply(1)
    (item,) = drawn(some)
    assert not some.confirms(item.model_copy(update={"answer": "32"}))
    other = item.model_copy(update={"context": "There are 9 crates of 12 loaves; 5 are sold."})
    assert not some.confirms(other)
    assert some.remaining(item.model_copy(update={"context": None})) is None


def test_an_issue_that_is_none_of_packaging_costs_the_item():
    bad = {"issues": [{"type": "ambiguity", "severity": "major", "fixable": True}]}
    some = supply(inspector=bad)
    assert drawn(some) == []
    assert some.given_up == {"inspect: ambiguity": 3}


def test_a_repair_that_changes_the_answer_costs_the_item():
    bad = {"issues": [{"type": "schema_recoverability", "severity": "major", "fixable": True}]}
    said = {"question": "How many loaves are left?", "answer": "7"}
    some = supply(1, inspector=bad, fixer=said)
    assert drawn(some) == []
    assert some.given_up == {"fix: schema_recoverability": 1}


def test_two_right_options_are_seen_by_a_blind_reader():
    def two(text: str) -> dict:
        return {
            "operation": "all", "context": "Rosa and Ivo locked the shop.", "answer": "Rosa",
            "question": "Who locked the shop?", "distractors": ["Ivo", "Emil", "Zoe"],
            "check": {"kind": "span"}, "finished": True,
        }  # fmt: skip

    def reader(text: str) -> dict:
        return {"answer": "Rosa", "others": ["Ivo"]}

    some = supply(1, gives="choice", writer=two, solver=reader)
    (item,) = drawn(some)
    assert not some.confirms(item)


def test_a_model_that_says_nothing_useful_ends_after_two_barren_batches():
    some = supply(40, writer={"operation": "dance"})
    assert drawn(some) == []
    assert some.given_up == {"write: answer": 4}


def test_a_limit_gives_what_was_made_and_then_says_so():
    plain = player(briefer=GOOD, writer=whole, inspector=CLEAN, solver=reads)
    one = asker(plain, concurrency=1, limits={"max_calls": 9})  # an item takes six
    some = LlmSupply(one, subtask("number"), records(3), SupplySettings(batch=2))
    rng = Random(1)
    assert some.draw(rng, 1) is not None
    with pytest.raises(LimitReached, match="9 calls"):
        some.draw(rng, 1)
    with pytest.raises(LimitReached, match="9 calls"):
        some.draw(rng, 2)


def test_what_was_made_is_made_again_from_the_journal_without_a_call(tmp_path):
    path = tmp_path / "answers.jsonl"
    plain = {"briefer": GOOD, "writer": whole, "inspector": CLEAN, "solver": reads}
    found = []
    for limits in ({}, {"max_calls": 1}):
        one = asker(player(**plain), journal=path, limits=limits)
        some = LlmSupply(one, subtask("number"), records(4), SupplySettings(batch=2))
        found.append(drawn(some))
        calls = one.account().calls
        one.close()
    assert found[0] == found[1]
    assert (len(found[1]), calls) == (4, 0)


def test_stages_can_be_left_out_but_blind_readers_can_not():
    played = player(writer=whole, solver={"cannot_tell": True})
    settings = SupplySettings(stages=Stages(plan=False, inspect=False))
    some = LlmSupply(asker(played), subtask("number"), records(1), settings)
    (item,) = drawn(some)
    assert not some.confirms(item)


def test_without_records_scenarios_are_drawn():
    def setting(text: str) -> dict:
        assert "Set it in" in text
        return {"fit": "skip"}

    some = LlmSupply(asker(player(briefer=setting)), subtask("number"))
    assert some.draw(Random(1), 1) is None
    assert some.given_up == {"write: skip": 16}


def test_over_http_items_are_made_side_by_side(connect_asker, chat_server):
    said = {
        "You plan one item": GOOD, "You inspect one item": CLEAN,
        "You write one item": whole("3 crates"),
        "from the context": reads("3 crates"), "You answer one question": {"cannot_tell": True},
    }  # fmt: skip
    replies = {key: [{"text": json.dumps(one)}] for key, one in said.items()}
    one = connect_asker(concurrency=6, script={"replies": replies, "seconds": 0.1})
    some = LlmSupply(one, subtask("number"), records(12), SupplySettings(batch=12))
    items = drawn(some)
    assert len(items) == 12
    assert all(some.confirms(item) and some.remaining(item) == 2 for item in items)
    assert 4 <= chat_server.most <= 6


def test_an_answer_that_nothing_would_prove_is_refused():
    with pytest.raises(UsageError, match="`refusal`"):
        LlmSupply(asker(player()), subtask("refusal"))
