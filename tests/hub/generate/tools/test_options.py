"""Options of a record: blocks, lists, letters, numbers."""

from __future__ import annotations

import pytest
from tests.hub.generate.tools.using import use

from envhub_hub.generate.tools import Unfit

LETTERED = "Which is right:\nOptions:\n(A) one cat\n(B) two cats\n(C) A) odd"
DASHED = "Is it so?\nOptions:\n- Yes\n- No "


def test_a_block_of_options_is_taken_out_of_a_question():
    assert use("split_options", LETTERED) == (
        "Which is right:", ["one cat", "two cats", "A) odd"],
    )  # fmt: skip
    assert use("split_options", DASHED) == ("Is it so?", ["Yes", "No"])


@pytest.mark.parametrize(
    "text",
    [
        "no options at all",
        "Q\nOptions:\n(A) one",
        "Q\nOptions:\n(B) one\n(A) two",
        "\nOptions:\n- a",
    ],
)
def test_what_is_no_block_of_options_is_unfit(text):
    with pytest.raises(Unfit):
        use("split_options", text)


@pytest.mark.parametrize(
    ("answer", "form"),
    [
        ("(B)", "any"),
        ("b", "letter"),
        ("B.", "letter"),
        (1, "any"),
        ("1", "index"),
        ("Two", "text"),
    ],
)
def test_the_right_option_is_found_however_it_is_named(answer, form):
    assert use("map_answer", answer, ["one", "two", "three"], form=form) == (
        "two", ["one", "three"],
    )  # fmt: skip


def test_options_may_be_numbered_from_one():
    assert use("map_answer", 1, ["one", "two"], first=1) == ("one", ["two"])


@pytest.mark.parametrize("answer", ["(D)", "four", 3, -1, None])
def test_an_answer_that_names_no_option_is_unfit(answer):
    with pytest.raises(Unfit, match="none of 3"):
        use("map_answer", answer, ["one", "two", "three"])


def test_equal_options_are_unfit():
    with pytest.raises(Unfit, match="same"):
        use("map_answer", 0, ["one", "two", "Two"])


def test_options_are_read_from_one_field_or_several():
    assert use("list_options", {"text": ["a", "b"], "label": ["A", "B"]}) == (["a", "b"],)
    assert use("list_options", "a; b;") == (["a", "b"],)
    assert use("list_options", "a", "b", 3) == (["a", "b", "3"],)


def test_a_wrong_answer_is_never_one_of_the_right_ones():
    for seed in range(20):
        (wrong,) = use("take_wrong", "Paris", "Rome; Bonn; paris; Lutetia; Oslo",
                       "Paris; Lutetia", seed=seed, count=3)  # fmt: skip
        assert sorted(wrong) == ["Bonn", "Oslo", "Rome"]
    with pytest.raises(Unfit):
        use("take_wrong", "Paris", "paris")


def test_shuffled_options_are_the_same_options():
    orders = [use("shuffle_options", ["a", "b", "c"], seed=seed)[0] for seed in range(20)]
    assert {tuple(sorted(one)) for one in orders} == {("a", "b", "c")}
    assert len({tuple(one) for one in orders}) > 3
