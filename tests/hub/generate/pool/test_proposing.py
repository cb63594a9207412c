"""Which plans the rules propose for which records."""

from __future__ import annotations

from random import Random

import pytest
from tests.hub.generate.pool.files import write

from envhub_hub.generate.pool import PoolSupply, open_pool, plans_of
from envhub_hub.generate.pool.wordings import WORDINGS, attribute_name, noun_of, plural

TEXT = "A long evidence text about the matter of item {n}, with much to read in it, and more of it."
NATIVE = {
    "lettered": ({"input": "Pick {n}:\nOptions:\n(A) a{n}\n(B) b{n}\n(C) c{n}", "target": "(B)"},
                 "choice", "b3"),
    "dashed": ({"input": "Pick {n}:\nOptions:\n- a{n}\n- b{n}", "target": "b{n}"}, "choice", "b3"),
    "listed": ({"question": "Pick {n}?", "choices": ["a{n}", "b{n}", "c{n}"], "answer": 1},
               "choice", "b3"),
    "object": ({"question": "Pick {n}?", "choices": {"text": ["a{n}", "b{n}"], "label": ["A", "B"]},
                "answerKey": "B", "answer": "B"}, "choice", "b3"),
    "columns": ({"question": "Pick {n}?", "A": "a{n}", "B": "b{n}", "C": "c{n}", "answer": "B"},
                "choice", "b3"),
    "wrong": ({"question": "Pick {n}?", "best_answer": "b{n}", "incorrect_answers": "x{n}; y{n}"},
              "choice", "b3"),
    "steps": ({"question": "Add {n} and 2?", "answer": "so <<1+1=2>>2\n#### {n}"}, "number", "3"),
    "short": ({"question": "Spell {n}?", "answer": "word-{n}"}, "text", "word-3"),
    "evidence": ({"question": "What of {n}?", "context": TEXT, "answer": "word-{n}"}, "text",
                 "word-3"),
    "summaries": ({"document": [TEXT, TEXT], "summary": ["Item {n}.", "Of {n}."]}, "reference",
                  "Item 3."),
}  # fmt: skip


def filled(value, n: int):
    """A record of a pattern: every `{n}` is its number."""
    if isinstance(value, str):
        return value.replace("{n}", str(n))
    if isinstance(value, list):
        return [filled(one, n) for one in value]
    return {k: filled(v, n) for k, v in value.items()} if isinstance(value, dict) else value


@pytest.mark.parametrize("name", NATIVE)
def test_a_record_that_asks_is_taken_as_it_asks(tmp_path, name):
    pattern, gives, answer = NATIVE[name]
    path = write(tmp_path / "x.jsonl", [filled(pattern, n) for n in range(12)])
    with open_pool([path], tmp_path / "cache") as pool:
        (plan,) = plans_of(pool.cards[0])
        supply = PoolSupply(pool, pool.cards[0], plan, "seed")
        item = supply.item(3, Random(1), 2)
        assert (plan.gives, item.answer) == (gives, answer)
        assert supply.confirms(item)
        assert answer not in item.distractors
        left = supply.remaining(item)
        assert (left is None) == (item.context is None)
        assert left is None or left >= 2


def test_a_few_answers_become_options(tmp_path):
    rows = [{"input": f"Is {n} odd?", "target": "yes" if n % 2 else "no"} for n in range(12)]
    with open_pool([write(tmp_path / "x.jsonl", rows)], tmp_path / "cache") as pool:
        (plan,) = plans_of(pool.cards[0])
        item = PoolSupply(pool, pool.cards[0], plan, "s").item(3, Random(1), 2)
    assert (plan.gives, item.answer, item.distractors) == ("choice", "yes", ("no",))


def test_texts_with_labels_are_classified(tmp_path):
    rows = [{"review": f"Film {n} was " + ("dull and long" if n % 3 else "a joy to watch"),
             "sentiment": "bad" if n % 3 else "good"} for n in range(12)]  # fmt: skip
    with open_pool([write(tmp_path / "x.jsonl", rows)], tmp_path / "cache") as pool:
        (plan,) = plans_of(pool.cards[0])
        supply = PoolSupply(pool, pool.cards[0], plan, "seed")
        item = supply.item(4, Random(1), 2)
        assert (plan.recipe, item.answer, item.distractors) == ("classify", "bad", ("good",))
        assert supply.confirms(item)


def test_a_table_of_facts_gives_every_recipe(pool):
    plans = plans_of(pool.card("towns"))
    assert {plan.recipe for plan in plans} == {"attribute", "compare", "count", "holder", "lookup"}
    assert {plan.gives for plan in plans} == {"choice", "continuation", "number"}
    assert len({plan.id for plan in plans}) == len(plans)
    assert {plan.fields["field"] for plan in plans} == {"mayor", "part", "people"}


@pytest.mark.parametrize(
    "row",
    [
        {"prompt": "def f():", "canonical_solution": "return {n}", "entry_point": "f{n}"},
        {"rel": "P1", "subject": "Thing{n}", "object": "Other{n}"},
        {"goal": "Do {n}"},
        {"question": [[{"role": "user"}]], "function": [{"name": "f{n}"}]},
    ],
)
def test_what_no_rule_understands_gives_no_plan(tmp_path, row):
    path = write(tmp_path / "x.jsonl", [filled(row, n) for n in range(12)])
    assert plans_of(open_pool([path], tmp_path / "cache").cards[0]) == ()


def test_every_kind_of_relation_has_five_wordings():
    assert all(len(set(wordings)) >= 5 for wordings in WORDINGS.values())


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("area_total_km2", "total area in square kilometres"),
        ("internetCode", "internet code"),
        ("melting_K", "melting point in kelvin"),
        ("GDP_usd", "GDP in US dollars"),
        ("population", "population"),
    ],
)
def test_a_field_is_named_as_people_say_it(field, name):
    assert attribute_name(field) == name


def test_records_are_called_by_their_key_or_their_file():
    assert (noun_of("countries", "name"), plural("country")) == ("country", "countries")
    assert (noun_of("data train", "city"), plural("city")) == ("city", "cities")
    assert (noun_of("synsets", "lemma"), plural("box")) == ("word", "boxes")
