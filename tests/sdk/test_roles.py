"""Who judges: the model that is pinned, another only where that is said, and what it takes."""

from __future__ import annotations

import pytest
from tests.doubles import Told
from tests.judges import asks, equal_to_a_reference, judged_by

from envhub import MockModel, ModelIdentity, RunSettings, Sample, Target, evaluate
from envhub.errors import Refused
from envhub.model import Reply, Spent, Usage
from envhub.roles import ModelPin
from envhub.services import ServiceMissing

PAIRS = [(Sample(id="a", capability="m", input="Why?"), Target(id="a", targets=("So.",)))]
IDENTITY = ModelIdentity(
    name="openai/big", revision="3", dtype="float32", options={"host": "api.example.org"}
)
FAIR = asks(judged_by(equal_to_a_reference))


@pytest.fixture
def judged(make):
    def build(**pin):
        scorer = {"type": "judge", "model": {"name": "mock/judge", **pin}}
        return make(scorer, PAIRS, files={"scoring/rubric.md": b"Truth."})

    return build


@pytest.mark.parametrize(
    ("pin", "differences"),
    [
        ({"name": "openai/big"}, ()),
        ({"name": "openai/big", "revision": "3", "params": {"host": "api.example.org"}}, ()),
        ({"name": "openai/big", "params": {"dtype": "float32"}}, ()),
        ({"name": "openai/small"}, ("name is `openai/big`, not `openai/small`",)),
        ({"name": "openai/big", "revision": "4"}, ("revision is `3`, not `4`",)),
        ({"name": "openai/big", "weights_digest": "sha256:0"},
         ("weights_digest is unknown, not `sha256:0`",)),
        ({"name": "openai/big", "params": {"seed": "1"}}, ("seed is unknown, not `1`",)),
    ],
)  # fmt: skip
def test_a_pin_says_where_a_model_is_another(pin, differences):
    assert ModelPin.model_validate(pin).differences(IDENTITY) == differences


def test_without_a_judge_it_is_exit_8_and_the_pinned_one_is_named(judged):
    with pytest.raises(ServiceMissing) as error:
        evaluate(judged(name="openai/big"), MockModel("So."))
    assert error.value.exit_code == 8
    assert "--judge openai/big" in error.value.hint


def test_another_judge_is_refused_before_anything_is_asked(judged):
    services = Told(ask=FAIR)
    with pytest.raises(Refused, match="name is `mock/judge`, not `openai/big`") as error:
        evaluate(judged(name="openai/big"), MockModel("So."), services=services)
    assert "--other-judge" in error.value.hint
    assert services.asked == []


def test_another_judge_judges_where_that_is_said(judged):
    settings = RunSettings(other_judge=True)
    (row,) = evaluate(judged(name="openai/big"), MockModel("So."), settings, Told(ask=FAIR))
    assert (row.status, row.score) == ("pass", 1.0)


def test_a_row_keeps_what_the_judge_took_apart_from_the_model(judged):
    (row,) = evaluate(judged(), MockModel("So."), services=Told(ask=FAIR))
    assert row.judging == Spent(
        calls=2, input_tokens=200, output_tokens=20, latency_ms=None, cost=1.0, cached=False
    )
    assert (row.input_tokens, row.output_tokens, row.cost) == (1, 1, None)


def test_what_a_judge_took_is_kept_where_it_gave_no_verdict(judged):
    (row,) = evaluate(judged(), MockModel("So."), services=Told(ask=asks(lambda _: "Hm.")))
    assert (row.status, row.cause, row.score) == ("invalid", "judge", None)
    assert (row.judging.calls, row.judging.cost) == (2, 1.0)


def test_a_row_that_no_model_judged_says_null(build):
    (row, *_) = evaluate(build(), MockModel("16"))
    assert row.judging is None
    assert '"judging":null' in row.model_dump_json()


def test_an_unknown_cost_stays_unknown_in_a_sum():
    known = Spent.of(Reply(cost=1.0, latency_ms=5.0, cached=True, usage=Usage(input_tokens=3)))
    assert (known + known).cost == 2.0
    assert (known + known).cached
    assert (known + Spent.of(Reply())).cost is None
    assert not (known + Spent.of(Reply())).cached
