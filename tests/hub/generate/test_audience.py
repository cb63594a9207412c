"""A base model goes on with a text, an instruct model answers a message; the plan says why."""

from __future__ import annotations

import pytest

from envhub.checks import check
from envhub.environment import Environment
from envhub.evaluate import evaluate
from envhub.harnesses import HARNESSES as TYPES
from envhub.model import Generate, MockModel, Rank
from envhub_hub.generate import GenerateSettings, generate
from envhub_hub.generate.audience import harnesses_for, templates_for
from envhub_hub.generate.methods import METHODS


def made_for(audience: str) -> Environment:
    settings = GenerateSettings.model_validate({"name": "local/x", "seed": 4, "audience": audience})
    return generate("reasoning, math and chemistry, 4 prompts each", settings).environment


def prompts(environment: Environment) -> list[Generate | Rank]:
    seen: list[Generate | Rank] = []

    def answer(request: Generate | Rank) -> str:
        seen.append(request)
        return "1"

    evaluate(environment, MockModel(answer))
    return seen


def test_a_base_model_gets_texts_that_end_where_it_goes_on() -> None:
    environment = made_for("base")
    assert check(environment).ok
    asked = prompts(environment)
    assert {one.prompt.chat for one in asked} == {"never"}
    texts = [one.prompt.messages[-1].content for one in asked if isinstance(one, Generate)]
    assert texts
    assert all(text.rstrip().endswith(":") for text in texts)
    assert all(one.stop for one in asked if isinstance(one, Generate))


def test_an_instruct_model_gets_messages() -> None:
    asked = [one for one in prompts(made_for("instruct")) if isinstance(one, Generate)]
    assert {one.prompt.chat for one in asked} == {"always"}


def test_the_samples_are_the_same_and_the_reason_stands_in_the_plan() -> None:
    base, other = made_for("base"), made_for("any")
    assert list(base.samples()) == list(other.samples())
    plan = generate("math", GenerateSettings(name="local/x", audience="base")).plan
    assert "no chat template" in plan.notes[0]


@pytest.mark.parametrize("audience", ["any", "base", "instruct"])
def test_every_method_has_a_harness_for_every_audience(audience: str) -> None:
    harnesses = harnesses_for(audience, list(METHODS))  # type: ignore[arg-type]
    texts = templates_for(audience, harnesses)  # type: ignore[arg-type]
    assert set(harnesses) == {one.harness for one in METHODS.values()}
    assert {one.template for one in harnesses.values() if one.template} == set(texts)
    assert all(type(one) is TYPES[one.type] for one in harnesses.values())
