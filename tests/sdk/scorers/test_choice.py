"""Choices, ranked by log-probability or read out of a text."""

from __future__ import annotations

import pytest

from envhub import Continuation, Sample, Target, Trace
from envhub.scorers import Choice
from envhub.services import LOCAL

SAMPLE = Sample(id="a", capability="m", input="q", choices=("Rome", "Paris", "Paris suburb"))


def ranked(*logprobs: float, tokens: tuple[int, ...] = (1, 1, 1)) -> Trace:
    texts = SAMPLE.choices
    return Trace(continuations=tuple(
        Continuation(text=text, logprob=logprob, tokens=n, greedy=False)
        for text, logprob, n in zip(texts, logprobs, tokens, strict=True)
    ))  # fmt: skip


def score(trace: Trace, *targets: int, **said: object):
    return Choice(**said).score(SAMPLE, Target(id="a", targets=targets), trace, LOCAL)


@pytest.mark.parametrize(
    ("output", "chosen"),
    [
        ("B", "B. Paris"),
        ("b)", "B. Paris"),
        ("(B) Paris", "B. Paris"),
        ("**B.** Paris", "B. Paris"),
        ("B: because", "B. Paris"),
        ("paris", "B. Paris"),
        ("Let me think.\nThe answer is B.", "B. Paris"),
        ("A) is tempting.\nAnswer: C", "C. Paris suburb"),
        ("A. Rome is old.\nB. Paris is not.\n#### B", "B. Paris"),
        ("Reasons.\nC", "C. Paris suburb"),
        ("It must be Rome, I think", "A. Rome"),
        ("A cat sat", None),
        ("D", None),
        ("Rome or Paris", None),
        ("I do not know", None),
        ("", None),
    ],
)
def test_a_choice_is_read_out_of_a_text(output, chosen):
    found = score(Trace(output=output), 1)
    assert found.answer == chosen
    assert found.value == float(chosen == "B. Paris")


def test_the_most_probable_choice_counts():
    assert score(ranked(-3, -1, -2), 1).value == 1.0
    assert score(ranked(-1, -3, -2), 1).value == 0.0
    assert score(ranked(-3, -1, -2), 1).filter == "logprob:raw"


def test_a_tie_is_no_choice():
    found = score(ranked(-1, -1, -2), 1)
    assert (found.value, found.rank1, found.explanation) == (
        0.0,
        False,
        "the best options are tied",
    )


def test_several_targets_are_alternatives():
    assert score(ranked(-3, -2, -1), 1, 2).value == 1.0


def test_normalising_makes_lengths_comparable():
    trace = ranked(-3, -4, -9, tokens=(1, 1, 9))
    assert score(trace, 0).value == 1.0
    assert score(trace, 2, normalize="token").value == 1.0
    assert score(ranked(-4, -4.5, -6), 2, normalize="byte").value == 1.0


def test_impossible_options_are_no_choice():
    assert score(ranked(*[float("-inf")] * 3), 0).value == 0.0


def test_letters_may_be_scored_instead_of_texts():
    target = Target(id="a", targets=(1,))
    assert Choice(continuation="letter").continuations(SAMPLE, target) == ("A", "B", "C")
    assert Choice().continuations(SAMPLE, target) == SAMPLE.choices


@pytest.mark.parametrize(
    ("choices", "targets", "said"),
    [
        (None, (0,), "two `choices`"),
        (("one",), (0,), "two `choices`"),
        (("One", "one."), (0,), "equal or empty"),
        (("one", " "), (0,), "equal or empty"),
        (("one", "two"), (), "has no target"),
        (("one", "two"), (2,), "is no index"),
        (("one", "two"), (-1,), "is no index"),
        (("one", "two"), ("one",), "is no index"),
    ],
)
def test_a_question_that_is_no_choice_is_a_problem(choices, targets, said):
    sample = Sample(id="a", capability="m", input="q", choices=choices)
    assert said in Choice().problem(sample, Target(id="a", targets=targets))


def test_chance_is_the_share_of_right_options():
    assert Choice().chance(SAMPLE, Target(id="a", targets=(0, 1))) == pytest.approx(2 / 3)
