"""How well a judge agrees with people: the figures, and what a check makes of them."""

from __future__ import annotations

import json
import random

import pytest
from tests.doubles import Told
from tests.judges import asks, equal_to_a_reference, judged_by

from envhub import Sample, Target, check
from envhub.checks.agreement import Pair, figures, spearman, weighted_kappa
from envhub.checks.gaming import MAX_JUDGED
from envhub.checks.labels import FILE

JUDGE = {"type": "judge", "model": {"name": "mock/judge"}}


def pairs(*grades: tuple[int, int], lengths: tuple[int, ...] = ()) -> list[Pair]:
    """Labels and verdicts on a scale from 1 to 5; 4 passes."""
    return [
        Pair(
            graded=True, label=(label - 1) / 4, given=(given - 1) / 4, passes=label >= 4,
            passed=given >= 4, length=lengths[n] if lengths else 10,
        )
        for n, (label, given) in enumerate(grades)
    ]  # fmt: skip


def test_perfect_agreement_is_one_everywhere():
    found = figures(pairs((1, 1), (3, 3), (5, 5)), 4)
    assert (found["n"], found["exact"], found["error"]) == (3, 1.0, 0.0)
    for one in ("kappa", "weighted_kappa", "spearman"):
        assert found[one] == pytest.approx(1.0)


def test_kappa_is_cohen_s_own_example():
    # Cohen (1960) by its usual table: 20 both yes, 15 both no, 5 and 10 apart.
    table = [(1, 1)] * 20 + [(1, 0)] * 5 + [(0, 1)] * 10 + [(0, 0)] * 15
    assert weighted_kappa(table, 1) == pytest.approx(0.4)


def test_weights_are_quadratic_and_ranks_as_scipy_has_them():
    stats = pytest.importorskip("scipy.stats")
    rng = random.Random(3)
    labels = [rng.randint(0, 4) for _ in range(60)]
    given = [min(4, max(0, one + rng.choice((-1, 0, 0, 1, 2)))) for one in labels]
    expected = stats.spearmanr(labels, given).statistic
    assert spearman(labels, given) == pytest.approx(expected)
    n = len(labels)
    seen = sum((a - b) ** 2 for a, b in zip(labels, given, strict=True)) / n
    chance = sum((a - b) ** 2 for a in labels for b in given) / n**2
    pairs_of = list(zip(labels, given, strict=True))
    assert weighted_kappa(pairs_of, 4) == pytest.approx(1 - seen / chance)


def test_the_mean_error_has_a_sign():
    assert figures(pairs((1, 3), (3, 5)), 4)["error"] == pytest.approx(0.5)
    assert figures(pairs((5, 4), (3, 2)), 4)["error"] == pytest.approx(-0.25)


def test_a_judge_that_likes_length_is_seen():
    kind = pairs((3, 2), (3, 3), (3, 4), (3, 5), lengths=(10, 50, 400, 2_000))
    assert figures(kind, 4)["error_by_length"] == pytest.approx(1.0)
    fair = pairs((1, 1), (5, 5), (3, 3), lengths=(10, 50, 400))
    assert figures(fair, 4)["error_by_length"] is None


def test_what_is_not_defined_is_none_and_never_a_number():
    found = figures(pairs((5, 5), (5, 5)), 4)
    assert found["exact"] == 1.0
    assert (found["kappa"], found["weighted_kappa"], found["spearman"]) == (None, None, None)
    assert figures([], 4) == {"n": 0}


def test_labels_of_pass_and_fail_leave_the_grades_out():
    right = Pair(graded=False, label=1.0, given=1.0, passes=True, passed=True, length=3)
    said = [right, right.model_copy(update={"label": 0.0, "passes": False})]
    found = figures(said, 4)
    assert (found["exact"], found["error"], found["kappa"]) == (0.5, 0.5, 0.0)
    assert (found["weighted_kappa"], found["spearman"]) == (None, None)


# --- in a check ---


@pytest.fixture
def judged(make):
    def build(count: int = 3, labels: tuple[dict, ...] = (), **said):
        samples = [
            (Sample(id=f"s{n}", capability="m", input=f"Why {n}?"),
             Target(id=f"s{n}", targets=(f"Since {n + 1}.",)))
            for n in range(count)
        ]  # fmt: skip
        rows = "".join(json.dumps(row) + "\n" for row in labels).encode()
        files = {"scoring/rubric.md": b"Truth.", **({FILE: rows} if labels else {})}
        return make({**JUDGE, **said}, samples, files=files)

    return build


LABELS = (
    {"id": "s0", "output": "Since 1.", "label": 5},
    {"id": "s1", "output": "Since 2.", "label": 3},
    {"id": "s1", "output": "No idea.", "label": 1},
    {"id": "s2", "output": "No idea at all.", "label": "fail"},
)


def test_a_check_with_a_judge_measures_its_agreement(judged):
    report = check(judged(labels=LABELS), Told(ask=asks(judged_by(equal_to_a_reference))))
    found = report.capabilities["m"].judge
    assert (report.problems, report.warnings, report.not_checked) == ((), (), ())
    assert (found.judge, found.differs, found.n, found.invalid) == ("mock/judge", (), 4, 0)
    assert (found.exact, found.error) == (0.75, pytest.approx(0.125))
    assert found.kappa == pytest.approx(0.5)
    assert found.exact_interval.method == "wilson"


def test_without_a_judge_nothing_is_passed(judged):
    report = check(judged(labels=LABELS))
    assert report.capabilities.get("m") is None
    (said,) = report.not_checked
    assert said.startswith("capability `m`: scorer `judge`")


def test_labels_without_a_verdict_are_counted_and_no_figure_is_made_up(judged):
    report = check(judged(labels=LABELS), Told(ask=asks(lambda _: "Hm.")))
    found = report.capabilities["m"].judge
    assert (found.n, found.invalid, found.exact, found.kappa) == (0, 4, None, None)


def test_another_judge_than_is_pinned_is_named(judged):
    made = judged(labels=LABELS, model={"name": "openai/big", "params": {"dtype": "float32"}})
    found = check(made, Told(ask=asks(judged_by(equal_to_a_reference)))).capabilities["m"].judge
    assert found.differs == (
        "name is `mock/judge`, not `openai/big`", "dtype is unknown, not `float32`",
    )  # fmt: skip


def test_a_judge_that_errs_is_a_warning_since_it_proves_nothing(judged):
    kind = check(judged(labels=LABELS), Told(ask=asks(judged_by(lambda _: 5))))
    assert kind.problems == ()
    assert any("which is no answer" in one for one in kind.warnings)
    assert any("always answering" in one for one in kind.warnings)
    harsh = check(judged(labels=LABELS), Told(ask=asks(judged_by(lambda _: 1))))
    assert harsh.problems == ()
    assert any("the right answer to `s0` does not pass: 0.000" in one for one in harsh.warnings)


def test_a_judge_is_asked_about_a_few_samples_and_the_check_says_so(judged):
    services = Told(ask=asks(judged_by(equal_to_a_reference)))
    report = check(judged(200, LABELS), services)
    assert len(services.asked) < 40 * MAX_JUDGED
    (said,) = report.not_checked
    assert "beyond 10 of 200 samples" in said
