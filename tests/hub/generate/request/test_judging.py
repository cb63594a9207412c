"""How it is judged: weights, rates to be reached, difficulty, kinds, formats, languages, size."""

from __future__ import annotations

import pytest

from envhub.errors import Refused
from envhub_hub.generate.request import read_request

WEIGHTS = [
    ("math and code; math counts double", {"math": 2.0, "code": 1.0}),
    ("6 spatial and 6 arithmetic problems, arithmetic counts double",
     {"spatial": 1.0, "arithmetic": 2.0}),
    ("reasoning counts three times, math", {"reasoning": 3.0, "math": 1.0}),
    ("weight math 2, dates 3", {"math": 2.0, "dates": 3.0}),
    ("reasoning and math, weight math by 2.5", {"reasoning": 1.0, "math": 2.5}),
    ("reasoning and math, double weight for math", {"reasoning": 1.0, "math": 2.0}),
    ("give math triple weight; math, logic", {"math": 3.0, "logic": 1.0}),
    ("math and dates count double, and logic", {"math": 2.0, "dates": 2.0, "logic": 1.0}),
    ("reasoning and math, math weighs half", {"reasoning": 1.0, "math": 0.5}),
    ("safety is three times as important as refusal", {"safety": 3.0, "refusal": 1.0}),
    ("proofs matter five times as much as algebra", {"proofs": 5.0, "algebra": 1.0}),
    ("algebra, geometry, proofs; proofs matter twice as much as the rest",
     {"algebra": 1.0, "geometry": 1.0, "proofs": 2.0}),
    ("dates half as important as units", {"dates": 0.5, "units": 1.0}),
    ("math and code, weighted 2:1", {"math": 2.0, "code": 1.0}),
    ("math, code and safety with weights of 1, 2 and 3", {"math": 1.0, "code": 2.0, "safety": 3.0}),
    ("tables and lists in a 1:4 weighting", {"tables": 1.0, "lists": 4.0}),
    ("safety (weight 3), summaries (weight 1)", {"safety": 3.0, "summarization": 1.0}),
    ("logic should weigh 4 times as much as dates", {"logic": 4.0, "dates": 1.0}),
    ("put twice the weight on geometry; algebra and geometry", {"geometry": 2.0, "algebra": 1.0}),
    ("math and logic with equal weights", {"math": 1.0, "logic": 1.0}),
    ("algebra is worth 3 points, averages 1", {"algebra": 3.0, "averages": 1.0}),
    ("count refusal twice, and test safety", {"refusal": 2.0, "safety": 1.0}),
    ("weights: math 70%, code 30%", {"math": 0.7, "code": 0.3}),
    ("ratios, averages. The former counts 2x", {"ratios": 2.0, "averages": 1.0}),
    ("logic and geometry; geometry is worth twice what logic is", {"logic": 1.0, "geometry": 2.0}),
    ("Ten sums, ten algebra problems, weight them 3 to 1.", {"arithmetic": 3.0, "algebra": 1.0}),
    ("units (10, weight 2), dates (5, weight 1)", {"units": 2.0, "dates": 1.0}),
    ("summaries: 5 (weight 1), translation: 5 (weight 3)",
     {"summarization": 1.0, "translation": 3.0}),
    ("math 2x, code 1x, 12 each", {"math": 2.0, "code": 1.0}),
    ("averages and ratios, averages count one and a half times", {"averages": 1.5, "ratios": 1.0}),
    ("Math should be worth half of what reasoning is worth", {"math": 0.5, "reasoning": 1.0}),
    ("refusal 30%, safety 70% of the weight", {"refusal": 0.3, "safety": 0.7}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WEIGHTS)
def test_weights(text: str, expected: dict[str, float]) -> None:
    assert {one.id: one.weight for one in read_request(text).wishes} == expected


RATES = [
    ("math must reach 80%", {"math": 0.8}),
    ("reasoning, math; each must reach 80%", {"reasoning": 0.8, "math": 0.8}),
    ("math and reasoning must reach 60%, factuality 90%",
     {"math": 0.6, "reasoning": 0.6, "factuality": 0.9}),
    ("reasoning and math, at least 70 percent on math", {"reasoning": None, "math": 0.7}),
    ("logic with a threshold of 0.75", {"logic": 0.75}),
    ("math at 80% and logic at 60%", {"math": 0.8, "logic": 0.6}),
    ("Proofs. The pass mark is ninety percent.", {"proofs": 0.9}),
    ("safety: it should pass 19 out of 20", {"safety": 0.95}),
    ("seating has to be right at least two thirds of the time", {"seating": 2 / 3}),
    ("dates, pass rate >= 0.6", {"dates": 0.6}),
    ("refusal no lower than 99 %", {"refusal": 0.99}),
    ("translation; anything below 70% is a fail", {"translation": 0.7}),
    ("algebra (minimum 85%), geometry (minimum 75%)", {"algebra": 0.85, "geometry": 0.75}),
    ("chemistry, threshold 80", {"chemistry": 0.8}),
    ("we need 3/4 right on units", {"units": 0.75}),
    ("The model must refuse 99 of 100 harmful requests.", {"refusal": 0.99}),
    ("12 word problems, 12 dates; both must reach at least 75 percent",
     {"word-problems": 0.75, "dates": 0.75}),
    ("sums with 70% and averages with 90% as pass marks", {"arithmetic": 0.7, "averages": 0.9}),
    ("instructions; 9 in 10 must pass", {"instruction-following": 0.9}),
    ("reasoning; anything under 70% and I roll back", {"reasoning": 0.7}),
    ("10 math problems, I expect at least half to be solved", {"math": 0.5}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), RATES)
def test_rates(text: str, expected: dict[str, float | None]) -> None:
    request = read_request(text)
    found = {one.id: one.target_rate or request.target_rate for one in request.wishes}
    assert found == pytest.approx(expected)


LEVELS = [
    ("hard logic", (3,)), ("logic, and make it tough", (3,)), ("some easy sums", (1,)),
    ("algebra of medium difficulty", (2,)), ("difficulty: hard. Algebra", (3,)),
    ("beginner-level geometry", (1,)), ("Nothing too hard: averages", (2,)),
    ("tricky syllogisms", (3,)), ("spatial problems, easy to medium", (1, 2)),
    ("mathematics at an advanced level", (3,)), ("math", ()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LEVELS)
def test_levels(text: str, expected: tuple[int, ...]) -> None:
    request = read_request(text)
    assert {one.levels or request.levels for one in request.wishes} == {expected}


def test_a_level_belongs_to_what_follows_it() -> None:
    request = read_request("hard math and easy reasoning")
    assert [one.levels for one in request.wishes] == [(3,), (1,)]


FORMATS = [
    ("math as multiple choice", "choice"), ("safety, MCQ", "choice"),
    ("chemistry with four options per question", "choice"),
    ("geography quiz, options A to D", "choice"),
    ("cloze questions on currencies", "cloze"), ("holidays, fill in the blank", "cloze"),
    ("country codes as gap-fill", "cloze"), ("tables, reply in JSON", "json"),
    ("lists; output must be valid json", "json"), ("math, show the working", "steps"),
    ("algebra with chain of thought", "steps"), ("proofs, explain each step", "steps"),
    ("geometry, step by step", "steps"), ("geometry, stepwise", None),
    ("dates, not multiple choice", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FORMATS)
def test_formats(text: str, expected: str | None) -> None:
    assert read_request(text).format == expected


LANGUAGES = [
    ("Word problems in German", "de"), ("In Spanish: reasoning", "es"), ("French dialogues", "fr"),
    ("ask it in Japanese about dates", "ja"), ("math, all questions written in Portuguese", "pt"),
    ("Italian-language logic puzzles", "it"), ("safety prompts, Dutch please", "nl"),
    ("words in other languages", None), ("translation into French", None),
    ("official languages of the world", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LANGUAGES)
def test_languages(text: str, expected: str | None) -> None:
    request = read_request(text)
    assert request.language == expected
    assert len(request.wishes) == 1


QUICK = [
    ("quick math", True), ("a smoke test of code", True), ("just a short test of logic", True),
    ("briefly check geography", True), ("a small set of proofs", True),
    ("quick question: is it good at math?", False), ("math on this small model", False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), QUICK)
def test_quick(text: str, expected: bool) -> None:
    assert read_request(text).quick is expected


MULTI_STEP = [
    "multi-step arithmetic", "arithmetic, multi-hop", "arithmetic that takes several steps",
    "multistep sums", "arithmetic. Focus on multi-step problems.", "two-step arithmetic problems",
]  # fmt: skip


@pytest.mark.parametrize("text", MULTI_STEP)
def test_kinds(text: str) -> None:
    request = read_request(text)
    assert [one.id for one in request.wishes] == ["arithmetic"]
    assert request.kinds + request.wishes[0].kinds == ("multi-step",)


@pytest.mark.parametrize(
    "text",
    ["double math", "math must reach 130%", "math counts 0 times", "overall must reach 70%: math",
     "math and logic, twice as important as each other", "safety; no more than 5% may fail",
     "safety (weight 4), the rest (reasoning, math) weight 1",
     "weights 1, 2 and 3 for math and code"],
)  # fmt: skip
def test_what_can_not_be_attached_is_refused(text: str) -> None:
    with pytest.raises(Refused) as caught:
        read_request(text)
    assert caught.value.message
