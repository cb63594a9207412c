"""The flow of values through a plan is checked before any record is read."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from envhub_hub.generate.pool import TransformPlan, operation


def plan(*operations) -> TransformPlan:
    return TransformPlan(id="p", recipe="native", title="t", gives="text", subtype="s",
                         operations=operations)  # fmt: skip


ASK = operation("copy_field", ["original.q"], ["final.question"])
ANSWER = operation("copy_field", ["original.a"], ["final.answer"])


def test_a_plan_writes_question_and_answer():
    assert plan(ASK, ANSWER).operations == (ASK, ANSWER)
    with pytest.raises(ValidationError, match=r"`final\.answer` is never written"):
        plan(ASK)


@pytest.mark.parametrize(
    ("reads", "writes", "problem"),
    [
        (["original.q"], ["original.q"], "may not write `original.q`"),
        (["original.q"], ["tool_memory.x"], "may not write `tool_memory.x`"),
        (["original.q"], ["final.unheard"], "may not write `final.unheard`"),
        (["interim.x"], ["final.context"], "reads `interim.x` before it is written"),
        (["elsewhere.x"], ["final.context"], "`elsewhere.x` can't be read"),
        (["original.q"], ["interim.x"], "`interim.x` is never read"),
    ],
)
def test_values_flow_by_the_rules_of_the_namespaces(reads, writes, problem):
    with pytest.raises(ValidationError, match=problem):
        plan(ASK, ANSWER, operation("copy_field", reads, writes))


def test_parameters_belong_to_their_tool():
    with pytest.raises(ValidationError, match="copy_field"):
        plan(ASK, operation("copy_field", ["original.a"], ["final.answer"], {"bold": True}))


def test_a_tool_of_another_version_is_not_the_same_tool():
    later = ANSWER.model_copy(update={"version": ANSWER.version + 1})
    with pytest.raises(ValidationError, match="is at version"):
        plan(ASK, later)


def test_a_plan_goes_on_with_other_words():
    noisy = plan(ASK, ANSWER).then(
        "noise", operation("add_noise", ["final.question"], ["final.question"])
    )
    assert noisy.id == "p-noise"
    assert noisy.rewords
    assert not plan(ASK, ANSWER).rewords


def test_a_plan_survives_json():
    made = plan(ASK, ANSWER)
    assert TransformPlan.model_validate_json(made.model_dump_json()) == made
