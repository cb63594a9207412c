"""A sentence read by a model: nothing that it does not say, and no quarrel with the rules."""

from __future__ import annotations

import pytest
from tests.hub.generate.llm.talking import LOST, prompt_of, talk

from envhub_hub.generate.llm.reader import SaidRequest, problem_of, read
from envhub_hub.generate.request.value import Request, Wish

SENTENCE = "8 math prompts and bedside manner of doctors; math counts double, must reach 80%"
TOPICS = {"math", "spatial"}
MATH = {"words": "math", "topic": "math", "count": 8, "weight": 2.0, "target_rate": 0.8}
MANNER = {"words": "bedside manner of doctors"}


def test_without_rules_a_request_is_what_the_sentence_says():
    found, asked = talk(read(SENTENCE), {"wishes": [MATH, MANNER]})
    first, second = found.request.wishes
    assert (first.id, first.count, first.weight, first.target_rate) == ("math", 8, 2.0, 0.8)
    assert (second.id, second.count) == ("custom:bedside manner of doctors", None)
    assert found.settled == ()
    assert SENTENCE in prompt_of(asked[0])


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"wishes": [{"words": "humour"}]}, "do not stand in the request"),
        ({"wishes": [{"words": "math doctors"}]}, "do not stand in the request"),
        ({"wishes": [{"words": "prompts and"}]}, "names no capability"),
        ({"wishes": [MATH | {"topic": "maths"}]}, "no known topic"),
        ({"wishes": [MATH | {"count": 12}]}, "the number 12 of `count`"),
        ({"wishes": [MATH | {"focus": ["algebra"]}]}, "the focus `algebra`"),
        ({"wishes": [MATH], "each": 6}, "the number 6 of `each`"),
        ({"wishes": [MATH], "exclude": ["dates"]}, "`dates`"),
    ],
)
def test_what_the_sentence_does_not_say_is_no_answer(said, says):
    assert says in (problem_of(SaidRequest.model_validate(said), SENTENCE, TOPICS) or "")


def test_contradictions_are_settled_by_the_rules_and_recorded():
    ruled = Request(
        text=SENTENCE, quick=True, wishes=(Wish(id="math", text="math", count=8, weight=2.0),)
    )
    said = {"wishes": [MATH | {"count": 80, "weight": None}, MANNER]}
    found, _ = talk(read(SENTENCE, ruled), said)
    assert found.request.wishes[0] == ruled.wishes[0]
    assert found.request.wishes[1].id == "custom:bedside manner of doctors"
    assert found.request.quick
    assert found.settled == (
        "quick: the rules read True, the model False; the rules' is taken",
        "`math`, count: the rules read 8, the model 80; the rules' is taken",
        "`math`, weight: the rules read 2.0, the model 1.0; the rules' is taken",
        "`math`, target_rate: the rules read nothing, the model 0.8; the rules' is taken",
    )


def test_what_only_the_rules_read_stays_and_what_they_rule_out_stays_out():
    ruled = Request(text="x", wishes=(Wish(id="math", text="math"),), exclude=("spatial",))
    said = {"wishes": [{"words": "spatial", "topic": "spatial"}]}
    found, _ = talk(read("math, no spatial", ruled), said)
    assert [one.id for one in found.request.wishes] == ["math"]
    assert len(found.settled) == 2


def test_no_answer_is_a_failure_and_no_request():
    assert talk(read(SENTENCE), LOST)[0] == LOST
