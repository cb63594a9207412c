"""A text is composed that follows instructions, or it is said that none was found."""

from __future__ import annotations

from itertools import combinations

import pytest
from tests.sdk.instructions.test_instructions import CASES

from envhub.instructions import INSTRUCTIONS, follows, make_instruction
from envhub.instructions.compose import compose

# By the form that they give a whole text, these exclude each other.
WHOLE = {
    "combination:two_responses",
    "detectable_format:json_format",
    "length_constraints:nth_paragraph_first_word",
    "length_constraints:number_paragraphs",
}


def made(*names):
    return [make_instruction(name, CASES[name][0][0]) for name in names]


@pytest.mark.parametrize("name", INSTRUCTIONS)
def test_every_instruction_can_be_followed(name):
    for said, *_ in CASES[name]:
        instruction = make_instruction(name, said)
        assert follows(instruction, compose([instruction])).followed


def test_most_pairs_can_be_followed_together():
    pairs = [pair for pair in combinations(INSTRUCTIONS, 2) if len(WHOLE & set(pair)) < 2]
    found = {pair: compose(made(*pair)) for pair in pairs}
    for pair, text in found.items():
        assert text is None or all(follows(one, text).followed for one in made(*pair))
    assert sum(text is not None for text in found.values()) / len(pairs) > 0.85


@pytest.mark.parametrize(
    "names",
    [
        ("change_case:english_capital", "change_case:english_lowercase"),
        ("combination:two_responses", "length_constraints:number_paragraphs"),
        ("detectable_format:json_format", "combination:repeat_prompt"),
        ("change_case:english_capital", "detectable_format:constrained_response"),
    ],
)
def test_a_contradiction_is_not_followed(names):
    assert compose(made(*names)) is None


def test_a_word_that_must_not_stand_there_does_not():
    text = compose([
        make_instruction("keywords:forbidden_words", {"forbidden_words": ["one", "the", "and"]}),
        make_instruction(
            "keywords:letter_frequency",
            {"letter": "e", "let_frequency": 1, "let_relation": "less than"},
        ),
        make_instruction(
            "length_constraints:number_words", {"num_words": 300, "relation": "at least"}
        ),
    ])  # fmt: skip
    assert "e" not in text


def test_absurd_sizes_are_given_up():
    said = {"num_words": 10**6, "relation": "at least"}
    assert compose([make_instruction("length_constraints:number_words", said)]) is None
    said = {"section_spliter": "S", "num_sections": 10**6}
    assert compose([make_instruction("detectable_format:multiple_sections", said)]) is None
