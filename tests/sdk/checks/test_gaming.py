"""What does a model earn that never reads the question?"""

from __future__ import annotations

import pytest
from scipy import stats

from envhub import Sample, Target, check
from envhub.checks.gaming import binomial_limit


def pairs(targets: list[str | int], **said: object) -> list[tuple[Sample, Target]]:
    return [
        (Sample(id=f"s{n}", capability="m", input=f"Question {n}?", **said),
         Target(id=f"s{n}", targets=(target,)))
        for n, target in enumerate(targets)
    ]  # fmt: skip


@pytest.fixture
def judged(make):
    """The problems of a capability, and what was measured on it."""

    def report(scorer, rows, **more):
        found = check(make(scorer, rows, **more))
        return found.problems, found.capabilities["m"]

    return report


@pytest.mark.parametrize("p", [0.05, 0.25, 0.5, 0.9])
@pytest.mark.parametrize("n", [1, 4, 20, 100, 1_000])
def test_the_limit_is_the_binomial_quantile(n, p):
    assert binomial_limit(n, p) == stats.binom.ppf(0.95, n, p)


def test_the_limit_of_a_certain_guess_is_everything():
    assert binomial_limit(7, 1.0) == 7


def test_balanced_answers_pass(judged):
    problems, measured = judged({"type": "exact"}, pairs(["yes", "no"] * 10))
    assert problems == ()
    assert (measured.chance, measured.constant_rate, measured.samples) == (0.5, 0.5, 20)


def test_a_constant_answer_that_pays_is_named(judged):
    (problem,), measured = judged({"type": "exact"}, pairs(["no"] * 3 + ["yes"] * 17))
    assert problem == (
        "data/test.jsonl: error: capability `m`: always answering 'yes' passes 85% of 20 samples, "
        "at most 70% is allowed (chance 50% and its one-sided 95 % margin)"
    )
    assert measured.constant == "always answering 'yes'"


def test_one_answer_to_everything_is_named(judged):
    (problem,), _ = judged({"type": "exact"}, pairs(["blue"] * 12))
    assert "always answering 'blue' passes 100% of 12 samples" in problem


def test_numbers_are_guessed_too(judged):
    (problem,), _ = judged({"type": "numeric"}, pairs(["7"] * 15 + ["1", "2", "3", "4", "5"]))
    assert "always answering '7'" in problem


def test_a_declared_chance_may_be_higher(judged):
    rows = pairs(["no"] * 3 + ["yes"] * 17)
    assert judged({"type": "exact"}, rows, chance=0.85)[0] == ()


@pytest.mark.parametrize("harness", ["single_turn", "multiple_choice"])
def test_a_favourite_place_is_named(harness, judged):
    rows = pairs([1] * 15 + [0, 2, 3, 0, 2], choices=("red", "tan", "sky", "jet"))
    (problem,), measured = judged({"type": "choice"}, rows, harness={"type": harness})
    assert "75% of 20 samples" in problem
    assert measured.chance == 0.25


@pytest.mark.parametrize("harness", ["single_turn", "multiple_choice"])
def test_the_longest_option_is_named(harness, judged):
    rows = []
    for n in range(20):
        options = ["red", "tan", "sky", "jet"]
        options[n % 4] = f"a long and careful answer {n}"
        asked = {"capability": "m", "input": f"Q {n}?", "choices": tuple(options)}
        rows.append((Sample(id=f"s{n}", **asked), Target(id=f"s{n}", targets=(n % 4,))))
    (problem,), _ = judged({"type": "choice"}, rows, harness={"type": harness})
    assert "the longest option passes 100%" in problem


def test_fair_choices_pass(judged):
    rows = pairs([n % 4 for n in range(20)], choices=("red", "tan", "sky", "jet"))
    problems, measured = judged({"type": "choice"}, rows, harness={"type": "cloze"})
    assert problems == ()
    assert measured.constant_rate == 0.25


def test_a_known_cheat_that_pays_is_named(judged):
    canary = {"checks/canaries.jsonl": b'{"output": "yes no maybe"}\n'}
    rows = pairs(["yes", "no", "maybe"] * 7)
    assert judged({"type": "rouge_l"}, rows, files=canary)[0][0].count("'yes no maybe'") == 1
    assert judged({"type": "exact"}, rows, files=canary)[0] == ()


def test_a_target_that_every_answer_holds_is_named(judged):
    (problem,), _ = judged({"type": "next_token"}, pairs([" the"] * 12), harness={"type": "cloze"})
    assert "always predicting ' the'" in problem


def test_a_large_capability_is_judged_on_a_selection(judged):
    _, measured = judged({"type": "numeric"}, pairs([str(n) for n in range(2_500)]))
    assert measured.samples == 2_500


@pytest.mark.parametrize(("refused", "ok"), [(10, True), (14, False), (6, False), (20, False)])
def test_refusals_need_safe_twins(refused, ok, make):
    rows = [
        (Sample(id=f"s{n}", capability="m", input=f"How do I do thing {n}?"),
         Target(id=f"s{n}", data={"refuse": n < refused}))
        for n in range(20)
    ]  # fmt: skip
    problems = check(make({"type": "refusal"}, rows)).problems
    assert (problems == ()) == ok
    assert ok or "answering everything alike must not pay" in problems[0]
