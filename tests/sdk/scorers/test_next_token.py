"""The probability of the target, without generating."""

from __future__ import annotations

import math

import pytest

from envhub import Continuation, Failure, Sample, Target, Trace
from envhub.scorers import NextToken
from envhub.services import LOCAL

OPEN = Sample(id="a", capability="m", input="The sky is")
CHOSEN = Sample(id="a", capability="m", input="The sky is", choices=(" blue", " red"))


def trace(*scored: tuple[str, float, int, bool]) -> Trace:
    return Trace(continuations=tuple(
        Continuation(text=text, logprob=logprob, tokens=tokens, greedy=greedy)
        for text, logprob, tokens, greedy in scored
    ))  # fmt: skip


def score(sample: Sample, targets: tuple[str | int, ...], found: Trace, **said: object):
    return NextToken(**said).score(sample, Target(id="a", targets=targets), found, LOCAL)


def test_the_score_is_the_probability():
    found = score(OPEN, (" blue",), trace((" blue", math.log(0.25), 2, True)))
    assert found.value == pytest.approx(0.25)
    assert (found.rank1, found.answer, found.filter) == (True, " blue", "logprob:raw")


def test_a_geometric_mean_over_tokens_may_be_asked():
    found = score(OPEN, (" blue",), trace((" blue", math.log(0.25), 2, True)), normalize="token")
    assert found.value == pytest.approx(0.5)


def test_the_best_of_several_targets_counts():
    both = trace((" blue", math.log(0.1), 1, False), (" azure", math.log(0.3), 1, True))
    found = score(OPEN, (" blue", " azure"), both)
    assert (found.value, found.answer, found.rank1) == (pytest.approx(0.3), " azure", True)


@pytest.mark.parametrize(
    ("blue", "red", "rank1"), [(0.6, 0.3, True), (0.3, 0.6, False), (0.4, 0.4, False)]
)
def test_among_choices_the_first_rank_passes(blue, red, rank1):
    both = trace((" blue", math.log(blue), 1, False), (" red", math.log(red), 1, False))
    found = score(CHOSEN, (0,), both)
    assert (found.value, found.rank1) == (pytest.approx(blue), rank1)


def test_without_choices_every_token_must_be_the_argmax():
    assert score(OPEN, (" blue",), trace((" blue", -0.1, 2, False))).rank1 is False


def test_a_rounded_probability_stays_in_range():
    assert score(OPEN, (" blue",), trace((" blue", 1e-7, 1, True))).value == 1.0
    assert score(OPEN, (" blue",), trace((" blue", float("-inf"), 1, False))).value == 0.0


@pytest.mark.parametrize(
    "found", [trace(), trace((" blue", -1.0, 1, True), (" red", -1.0, 1, True))]
)
def test_log_probabilities_that_were_not_asked_for_are_a_failure(found):
    assert isinstance(score(OPEN, (" blue",), found), Failure)


@pytest.mark.parametrize(
    ("sample", "targets"), [(OPEN, ()), (OPEN, (" ",)), (CHOSEN, (2,)), (CHOSEN, (" blue",))]
)
def test_a_target_that_can_not_be_ranked_is_a_problem(sample, targets):
    assert NextToken().problem(sample, Target(id="a", targets=targets))
