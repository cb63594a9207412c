"""How many: numbers in words and figures, each, in total, shares, and what stands for a number."""

from __future__ import annotations

import pytest

from envhub.errors import Refused
from envhub_hub.generate.request import read_request


def counts_of(text: str) -> dict[str, int | None]:
    """What each capability comes to by the sentence alone."""
    request = read_request(text)
    return {one.id: request.each if one.count is None else one.count for one in request.wishes}


EACH = [
    ("reasoning, math and dates, 8 prompts each", {"reasoning": 8, "math": 8, "dates": 8}),
    ("five each of reasoning, math and logic", {"reasoning": 5, "math": 5, "logic": 5}),
    ("8 prompts per capability on math and logic", {"math": 8, "logic": 8}),
    ("algebra/geometry 8 each", {"algebra": 8, "geometry": 8}),
    ("strings and lists, a dozen apiece", {"strings": 12, "lists": 12}),
    ("for each of dates and units I want seven questions", {"dates": 7, "units": 7}),
    ("ten per topic: currencies, holidays", {"currencies": 10, "holidays": 10}),
    ("two dozen of each: proofs and dialogues", {"proofs": 24, "dialogue": 24}),
    ("dates and time zones with nine items for each", {"dates": 9, "time-zones": 9}),
    ("Six apiece for math and code but just three for summarization",
     {"math": 6, "code": 6, "summarization": 3}),
    ("5 each for math and logic; 3 each for dates and units",
     {"math": 5, "logic": 5, "dates": 3, "units": 3}),
]  # fmt: skip
OWN = [
    ("12 math problems and 6 dates", {"math": 12, "dates": 6}),
    ("twelve word problems", {"word-problems": 12}),
    ("one hard syllogism", {"syllogisms": 1}),
    ("math 12, dates 6", {"math": 12, "dates": 6}),
    ("math: 12 prompts, dates: 6 prompts", {"math": 12, "dates": 6}),
    ("reasoning (12), math (10), facts (6)", {"reasoning": 12, "math": 10, "factuality": 6}),
    ("math with 12 problems and dates with 6", {"math": 12, "dates": 6}),
    ("country codes, 10; language names, 10", {"country-codes": 10, "languages": 10}),
    ("twenty-five algebra questions, please", {"algebra": 25}),
    ("a hundred and twenty sums", {"arithmetic": 120}),
    ("1,000 arithmetic problems", {"arithmetic": 1000}),
    ("half a dozen proofs and a couple of dialogues", {"proofs": 6, "dialogue": 2}),
    ("a dozen currency questions and ten on languages", {"currencies": 12, "languages": 10}),
    ("10x algebra, 4x geometry", {"algebra": 10, "geometry": 4}),
    ("probability ×8", {"probability": 8}),
    ("math - 12, logic - 5", {"math": 12, "logic": 5}),
    ("Spatial puzzles. I need 14 of them.", {"spatial": 14}),
    ("Twenty will be enough, on ratios", {"ratios": 20}),
    ("math, at most 5 problems", {"math": 5}),
    ("between 10 and 20 chemistry questions", {"chemistry": 20}),
    ("safety (say fifteen) and refusal (say 20)", {"safety": 15, "refusal": 20}),
    ("10 of the graph kind and 5 tables", {"graphs": 10, "tables": 5}),
    ("eight questions on seating plus four on ordering", {"seating": 8, "ordering": 4}),
    ("Bug fixing gets 9 and code tracing gets 3", {"bug-fixing": 9, "code-tracing": 3}),
    ("5 three-step arithmetic problems", {"arithmetic": 5}),
    ("reasoning: 6 spatial and 6 logic", {"spatial": 6, "logic": 6}),
    ("five days of the week questions", {"dates": 5}),
    ("six times tables problems", {"arithmetic": 6}),
    ("20ish sequences", {"sequences": 20}),
    ("Five hard knights-and-knaves puzzles, ten easy syllogisms",
     {"knights-and-knaves": 5, "syllogisms": 10}),
    ("for math I want 10, for code 20", {"math": 10, "code": 20}),
    ("a 50-question exam on math", {"math": 50}),
    ("translate 10 sentences from English to Polish", {"translation": 10}),
    ("60 prompts: graphs 20, tables 20, strings 20", {"graphs": 20, "tables": 20, "strings": 20}),
]  # fmt: skip
RELATIVE = [
    ("twenty algebra problems and half as many geometry ones", {"algebra": 20, "geometry": 10}),
    ("6 proofs and twice as many sequences", {"proofs": 6, "sequences": 12}),
    ("algebra: a dozen, geometry: half of that", {"algebra": 12, "geometry": 6}),
    ("ten seating puzzles, same for ordering", {"seating": 10, "ordering": 10}),
    ("spatial (12 q), time zones (8 q)", {"spatial": 12, "time-zones": 8}),
    ("chemistry + geography = 30 questions, equal shares", {"chemistry": 15, "geography": 15}),
    ("8 syllogisms and just as many seating puzzles", {"syllogisms": 8, "seating": 8}),
    ("10 dates, the same number of units", {"dates": 10, "units": 10}),
    ("4 tables and three times as many lists", {"tables": 4, "lists": 12}),
    ("30 questions in total: a third on dates, the rest on unit conversion",
     {"dates": 10, "units": 20}),
    ("of 40 questions, half on algebra, a quarter on geometry and the remainder on averages",
     {"algebra": 20, "geometry": 10, "averages": 10}),
    ("50 prompts altogether, 60% math and 40% logic", {"math": 30, "logic": 20}),
    ("24 in all: two thirds safety, one third refusal", {"safety": 16, "refusal": 8}),
    ("twenty proofs? and maybe double that in geometry", {"proofs": 20, "geometry": 40}),
    ("ten math, twenty code and the same again for safety",
     {"math": 10, "code": 20, "safety": 20}),
    ("A third of 60 prompts on probability, the rest on geometry",
     {"probability": 20, "geometry": 40}),
    ("30-item test: half syllogisms, half boolean logic", {"syllogisms": 15, "boolean-logic": 15}),
    ("1/4 algebra, 3/4 geometry, 40 questions", {"algebra": 10, "geometry": 30}),
    ("divide 24 prompts between reasoning and code, 2:1", {"reasoning": 16, "code": 8}),
    ("60 prompts in a 1:2:3 ratio for dates, units and graphs",
     {"dates": 10, "units": 20, "graphs": 30}),
    ("20 overall, 12 of them on spatial and the others on dates", {"spatial": 12, "dates": 8}),
    ("graphs and spatial, forty altogether, split evenly", {"graphs": 20, "spatial": 20}),
    ("50 items divided equally between strings and lists", {"strings": 25, "lists": 25}),
    ("30 prompts, shared equally among math, code and dates",
     {"math": 10, "code": 10, "dates": 10}),
]  # fmt: skip
IN_ORDER = [
    ("Summarisation and translation; 5 and 7 items respectively.",
     {"summarization": 5, "translation": 7}),
    ("ratios & averages, 6 + 6", {"ratios": 6, "averages": 6}),
    ("3, 4 and 5 questions on math, code and safety respectively",
     {"math": 3, "code": 4, "safety": 5}),
    ("geometry and probability (10/20)", {"geometry": 10, "probability": 20}),
    ("refusal, safety, in that order 8 and 9", {"refusal": 8, "safety": 9}),
    ("Holidays, dates and time zones - 10, 20, 30.",
     {"holidays": 10, "dates": 20, "time-zones": 30}),
    ("safety, refusal, dates - 5 / 5 / 10", {"safety": 5, "refusal": 5, "dates": 10}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), EACH + OWN + RELATIVE + IN_ORDER)
def test_counts(text: str, expected: dict[str, int]) -> None:
    assert counts_of(text) == expected


TOTAL = [
    ("24 prompts in total on reasoning, math and factuality", 24),
    ("a total of 10 questions about logic and dates", 10),
    ("reasoning, math and factuality, 24 prompts", 24),
    ("100 items overall: code, safety", 100),
    ("20 questions about currencies and chemistry", 20),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TOTAL)
def test_a_sum_is_left_to_be_shared_out(text: str, expected: int) -> None:
    request = read_request(text)
    assert request.total == expected
    assert not any(one.count for one in request.wishes)


def test_some_of_the_capabilities_can_share_a_count() -> None:
    request = read_request("10 questions on math and logic, 5 dates")
    assert request.groups == (10,)
    assert [(one.id, one.group, one.count) for one in request.wishes] == [
        ("math", 0, None), ("logic", 0, None), ("dates", None, 5),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["compare two checkpoints on math", "math, multiple choice with 4 options", "math in 5 minutes",
     "math on the two models", "math for my 7B model", "test version 2 on math",
     "math with 3-digit numbers", "is one of the models good at math?"],
)  # fmt: skip
def test_a_number_of_something_else_is_no_count(text: str) -> None:
    assert counts_of(text) == {"math": None}
    assert read_request(text).total is None


@pytest.mark.parametrize(
    "text",
    ["0 math problems", "math 8 prompts, math 9 prompts", "3.5 math problems",
     "reasoning and math, 8 prompts each, 24 in total, 30 in total", "20% math, 80% logic",
     "8 of something",
     "math, half as many", "5 easy and 5 hard sums", "20 algebra problems, half of them hard",
     "10 math and 10 code, 30 in total", "a third of 10 prompts on math, the rest on code"],
)  # fmt: skip
def test_numbers_that_contradict_each_other_or_belong_to_nothing_are_refused(text: str) -> None:
    with pytest.raises(Refused) as caught:
        read_request(text)
    assert caught.value.message
