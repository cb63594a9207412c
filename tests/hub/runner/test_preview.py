"""What a run takes is said before anything is asked."""

from __future__ import annotations

from datetime import date

import pytest

from envhub import Environment, MockModel, RunSettings, Sample, Target, UsageError
from envhub_hub.backends.prices import Price
from envhub_hub.cli.progress import preview_line
from envhub_hub.runner import HubServices, RunLimits, RunPlace, make_order, preview, run_environment
from envhub_hub.runner.preview import LOOKED_AT


class Priced(MockModel):
    """A model that costs a dollar for a million tokens in, and two for as many out."""

    price = Price(model="m", host="h", input=1.0, output=2.0, date=date(2026, 1, 2), source="here")

    def respond(self, requests):
        raise AssertionError("a preview asks nothing")


def order_of(environment, model=None, **settings):
    return make_order(environment, model or Priced(), RunSettings(**settings), HubServices())


def test_requests_and_tokens_are_counted_without_asking(sums):
    found = preview(order_of(sums(count=9), epochs=2))
    assert (found.requests, found.output_tokens) == (18, 18 * 16)
    assert found.input_tokens == pytest.approx(18 * len("What is 3 + 7?") / 4, rel=0.1)


def test_what_a_person_chose_counts(sums):
    assert preview(order_of(sums(), max_tokens=5, limit=2)).output_tokens == 10


def test_the_bound_on_the_cost_holds_for_a_token_a_byte(sums):
    found = preview(order_of(sums(count=9)))
    text = 9 * len("What is 3 + 7?")
    assert found.cost >= (text * 1.0 + 9 * 16 * 2.0) / 1e6
    assert found.whole


def test_of_a_large_run_the_first_prompts_are_laid_out(sums):
    found = preview(order_of(sums(count=LOOKED_AT * 3)))
    assert found.requests == LOOKED_AT * 3
    assert not found.whole


def test_turns_are_counted_as_many_as_there_may_be():
    environment = Environment.create(
        {
            "schema_version": 1, "name": "acme/talk", "version": "1.0.0", "title": "Talk",
            "license": "CC0-1.0", "harness": {"ask": {"type": "multi_turn", "max_turns": 7}},
            "capability": [{"id": "m", "harness": "ask", "scorer": {"type": "exact"}}],
        },
        [Sample(id="a", capability="m", input="Hello?")], [Target(id="a", targets=("x",))],
    )  # fmt: skip
    assert preview(order_of(environment)).requests == 7


def test_minutes_are_those_of_the_last_run(sums, run, runs_folder):
    first = run(sums(), MockModel("7"))
    slow = first.summary.model_copy(update={"seconds": 8.0})
    (first.folder / "summary.json").write_text(slow.model_dump_json())
    found = preview(order_of(sums(), MockModel("7"), epochs=3), runs_folder=runs_folder)
    assert found.seconds == pytest.approx(24.0)
    assert preview(order_of(sums(name="acme/other")), runs_folder=runs_folder).seconds is None


def test_an_hourly_rate_makes_minutes_money(sums, run, runs_folder):
    first = run(sums(), MockModel("7"))
    slow = first.summary.model_copy(update={"seconds": 8.0})
    (first.folder / "summary.json").write_text(slow.model_dump_json())
    found = preview(order_of(sums(), MockModel("7")), rate=3.6, runs_folder=runs_folder)
    assert found.cost == pytest.approx(0.008)


def test_an_unknown_price_is_said_to_be_unknown(sums):
    found = preview(order_of(sums(), MockModel("7")))
    assert found.cost is None
    assert preview_line(found).endswith("cost unknown · time unknown")


def test_a_preview_reads_as_a_sentence(sums):
    assert preview_line(preview(order_of(sums()))) == (
        "4 requests · about 14 tokens in · at most 64 out · at most $0.0002 · time unknown"
    )


def test_a_limit_on_an_unknown_cost_is_refused(sums, runs_folder):
    place = RunPlace(runs_folder=runs_folder, limits=RunLimits(max_cost=1.0))
    with pytest.raises(UsageError, match="the price of `mock/model` is unknown"):
        run_environment(sums(), MockModel("7"), RunSettings(), place)
    assert not runs_folder.exists()


def test_an_hourly_rate_is_a_price(sums, runs_folder):
    limits = RunLimits(max_cost=1e-9)
    place = RunPlace(runs_folder=runs_folder, limits=limits, hourly_rate=1.0)
    done = run_environment(sums(), MockModel("7"), RunSettings(), place)
    assert (done.summary.status, done.summary.rows) == ("limited", 1)
    assert done.summary.message == "the limit of $1e-09 is reached"
    assert done.record.hourly_rate == 1.0


def test_the_price_is_kept_with_the_run(sums, runs_folder):
    class Cheap(MockModel):
        price = Priced.price

    done = run_environment(sums(), Cheap("7"), RunSettings(), RunPlace(runs_folder=runs_folder))
    assert (done.record.price.input, done.record.price.date) == (1.0, "2026-01-02")
