"""Repeated draws of one plan: how far scores move, and whether the order of models held."""

from __future__ import annotations

from envhub.metrics import CapabilityResult, Result
from envhub_hub.loop.spread import stability


def result(score: float | None) -> Result:
    capability = CapabilityResult(
        id="math", title="Math", method="numeric match", score=score, interval=None, n=10, passed=5,
        failed=5, invalid=0, pass_interval=None, pass_rule=1.0, weight=1.0,
    )  # fmt: skip
    return Result(capabilities=(capability,), overall=score, overall_interval=None)


def test_a_spread_has_mean_least_and_most() -> None:
    found = stability([{"a": result(0.25)}, {"a": result(0.75)}, {"a": result(0.5)}])
    (math, overall) = found.spreads
    assert (math.capability, math.model, math.least, math.most) == ("math", "a", 0.25, 0.75)
    assert math.mean == overall.mean == 0.5


def test_the_order_is_that_of_most_draws_and_counted() -> None:
    draws = [{"a": result(0.2), "b": result(0.4)}, {"a": result(0.5), "b": result(0.4)},
             {"a": result(0.1), "b": result(0.3)}]  # fmt: skip
    found = stability(draws)
    assert found.order == ("b", "a")
    assert (found.held, found.draws) == (2, 3)


def test_what_could_not_be_measured_is_left_out_and_not_zero() -> None:
    found = stability([{"a": result(None)}, {"a": result(0.4)}])
    assert [one.capability for one in found.spreads] == []
