"""A benchmark that is too easy becomes harder, a level at a time, until a model is in a band."""

from __future__ import annotations

from typing import Any

import pytest

from envhub.environment import Environment
from envhub.model import MockModel
from envhub.services import LOCAL
from envhub_hub.generate import GenerateSettings, generate, generate_from
from envhub_hub.generate.again import items_of, raised, renewed
from envhub_hub.loop.hardening import Band, Hardened, harden

SEED = 5


@pytest.fixture(scope="module")
def easy() -> Environment:
    settings = GenerateSettings(name="local/easy", seed=4, practice=0)
    return generate("9 arithmetic problems", settings).environment


def knows(easy: Environment, *levels: int) -> MockModel:
    """A model that has the answers of some levels, whichever step they belong to."""
    first = renewed(easy, seed=SEED, harder=True)
    second = first.changed({"capabilities": tuple(map(raised, first.capabilities))})
    answers = {
        str(sample.input): f"Answer: {target.targets[0]}"
        for plan in (first, second)
        for sample, target in generate_from(plan, used=list(items_of(easy))).environment.items()
        if sample.difficulty in levels
    }

    def answer(request: Any) -> str:
        text = request.prompt.messages[-1].content
        return next((said for asked, said in answers.items() if asked in text), "?")

    return MockModel(answer)


def steps_of(easy: Environment, model: MockModel, low: float, high: float) -> Hardened:
    made, found = harden(easy, model, Band(low=low, high=high), LOCAL, seed=SEED)
    last = {sample.difficulty for sample in made.environment.samples()}
    assert last == set(found.steps[-1].levels)
    assert made.plan.version == "2.0.0"
    assert not set(items_of(made.environment)) & set(items_of(easy))
    return found


def test_it_ends_at_the_first_step_that_is_hard_enough(easy: Environment) -> None:
    found = steps_of(easy, knows(easy, 2), 0.2, 0.8)
    assert [one.levels for one in found.steps] == [(2, 3)]
    assert found.inside


def test_it_goes_on_while_the_model_passes_too_much(easy: Environment) -> None:
    found = steps_of(easy, knows(easy, 2), 0.0, 0.3)
    assert [one.levels for one in found.steps] == [(2, 3), (3,)]
    assert [one.rate for one in found.steps][1] == 0.0
    assert found.inside


def test_it_says_that_no_harder_level_is_left(easy: Environment) -> None:
    found = steps_of(easy, knows(easy, 2, 3), 0.2, 0.6)
    assert [one.rate for one in found.steps] == [1.0, 1.0]
    assert not found.inside
