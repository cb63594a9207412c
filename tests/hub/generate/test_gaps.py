"""An item can be told without one of its facts, and the answers that are left are found."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

import pytest

from envhub.scorers.extract import numbers
from envhub_hub.generate.generators import GENERATORS
from envhub_hub.generate.generators.gaps import (
    FEW,
    Facts,
    fill,
    first_open,
    hiding,
    judged,
    solved,
    tell,
)
from envhub_hub.generate.generators.logic.deduction import follows, sentence
from envhub_hub.generate.items import DIFFICULTIES, Item

WORDINGS = ("{n} apples cost ${p}. What does one cost, in dollars?",)


def apples() -> Item:
    told = tell(Random(0), WORDINGS, {"n": 4, "p": 12})
    return Item(
        question=told.question, answer="3", difficulty=1, phrasing=told.phrasing, key="4:12",
        facts={"n": 4, "p": 12, **told.facts},
    )  # fmt: skip


def price(facts: Facts) -> str | None:
    each, left = divmod(facts["p"], facts["n"])
    return None if left else str(each)


def test_a_hidden_fact_leaves_the_words_and_the_facts() -> None:
    bare = hiding("n", "some")(apples())
    assert bare.question == "Some apples cost $12. What does one cost, in dollars?"
    assert "n" not in bare.facts
    assert bare.facts["p"] == 12


def test_whole_facts_are_solved_once() -> None:
    assert set(solved(price, {"n": range(1, 99)})(apples())) == {"3"}


def test_a_missing_fact_is_tried_and_contradictions_are_passed_over() -> None:
    bare = hiding("n", "some")(apples())
    assert list(solved(price, {"n": (5, 6, 12)})(bare)) == ["2", "1"]


def test_few_answers_are_enough() -> None:
    bare = hiding("p", "some money")(apples())
    assert len(solved(price, {"p": range(4, 4000, 4)})(bare)) == FEW


def test_a_distractor_that_is_right_makes_a_second_answer() -> None:
    item = apples().model_copy(update={"distractors": ("3.0", "4")})
    right = judged(lambda facts, option: float(option) * facts["n"] == facts["p"])
    assert right(item) == ["3", "3.0"]


def test_what_begins_a_sentence_is_written_large() -> None:
    assert fill("{a} goes. {a} comes, {a} stays.", {"a": "some"}) == (
        "Some goes. Some comes, some stays."
    )


def test_the_first_cut_that_leaves_a_choice_is_taken() -> None:
    cuts = [apples().model_copy(update={"key": key}) for key in ("a", "ab", "abc")]
    assert first_open(cuts, lambda item: item.key).key == "ab"


def test_nothing_to_cut_is_an_error() -> None:
    with pytest.raises(ValueError, match="nothing can be taken out"):
        first_open([], lambda item: item.key)


def items_of(name: str, count: int = 60) -> Iterable[Item]:
    for difficulty in DIFFICULTIES:
        rng = Random(f"{name}:{difficulty}")
        for _ in range(count):
            yield GENERATORS[name].make(rng, difficulty)


def test_the_steps_of_a_sum_are_its_partial_sums() -> None:
    for item in items_of("sums"):
        told = list(map(int, numbers(item.question.replace("- ", "-"))))
        partial = [sum(told[:count]) for count in range(2, len(told) + 1)]
        assert [*map(int, item.steps), int(item.answer)] == partial


def test_the_steps_of_a_product_add_up_to_it() -> None:
    for item in items_of("products"):
        assert not item.steps or sum(map(int, item.steps)) == int(item.answer)


def test_the_steps_of_a_percentage_are_each_change_and_what_it_leads_to() -> None:
    for item in items_of("percentages"):
        held = item.facts["start"]
        chain = [*map(int, item.steps), int(item.answer)]
        for sign, change, after in zip(
            item.facts["signs"], chain[::2], chain[1::2], strict=item.difficulty > 1
        ):
            assert held + sign * change == after
            held = after


def test_the_conclusion_of_a_syllogism_needs_no_noun_to_have_members() -> None:
    for item in items_of("syllogisms"):
        right, *wrong = item.facts["claims"]
        premises = (item.facts["first"], *item.facts["premises"])
        assert (sentence(right), *map(sentence, wrong)) == (item.answer, *item.distractors)
        assert follows(premises, right, members=False)
        assert not any(follows(premises, claim) for claim in wrong)


def test_an_option_that_is_right_in_other_words_makes_two_answers() -> None:
    for item in items_of("truth_values", 20):
        twin = f"not (not ({item.answer}))"
        both = item.model_copy(update={"distractors": (twin, *item.distractors[1:])})
        assert not GENERATORS["truth_values"].confirms(both)
