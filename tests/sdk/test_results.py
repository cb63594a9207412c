"""From rows to scores: epochs are reduced, groups are taken together, n counts samples."""

from __future__ import annotations

import pytest

from envhub import RunError, RunSettings
from envhub.metrics import (
    Cluster,
    clustered_interval,
    clustered_wilson,
    clusters,
    mean_interval,
    standard_error,
    wilson,
)
from envhub.records import CapabilityRecord, SampleRow, ScoreRow
from envhub.results import summarise

RECORD = CapabilityRecord(
    id="m", title="M", harness="h", scorer="s", method="exact match", graded=False, pass_at=1.0
)


def row(
    name: str, score: float | None, epoch: int = 0, group: str | None = None, answer: str = ""
) -> SampleRow:
    status = "invalid" if score is None else "pass" if score >= 1 else "fail"
    scores = () if score is None else (ScoreRow(scorer="s", value=score, answer=answer or None),)
    return SampleRow.model_construct(
        sample_id=name, epoch=epoch, capability="m", group=group, status=status, score=score,
        scores=scores,
    )  # fmt: skip


def result(rows: list[SampleRow], **settings: object):
    (found,) = summarise([RECORD], rows, "seed", RunSettings(**settings)).capabilities
    return found


def epochs(*scores: float | None, name: str = "a") -> list[SampleRow]:
    return [row(name, score, epoch) for epoch, score in enumerate(scores)]


def test_the_epochs_of_a_sample_count_as_one_sample():
    found = result([*epochs(1, 0, 0, 0), *epochs(1, 1, 1, 1, name="b")], epochs=4)
    assert (found.score, found.n) == (pytest.approx(5 / 8), 2)
    assert (found.passed, found.failed) == (5, 3)


@pytest.mark.parametrize(
    ("reducer", "score"),
    [("mean", 0.25), ("pass@1", 0.25), ("pass@2", 0.5), ("pass^2", 0.0), ("majority", 0.0)],
)
def test_a_reducer_turns_epochs_into_the_score(reducer, score):
    assert result(epochs(1, 0, 0, 0), epochs=4, reducer=reducer).score == pytest.approx(score)


def test_rows_of_several_samples_may_come_in_any_order():
    rows = [*epochs(1, 0), *epochs(0, 0, name="b"), *epochs(1, 1, name="c")]
    assert result(rows, epochs=2) == result(rows[::-1], epochs=2)


def test_a_sample_with_too_few_valid_epochs_is_missing_and_no_zero():
    found = result([*epochs(1, None, None), *epochs(1, 1, 0, name="b")], epochs=3, reducer="pass@2")
    assert (found.score, found.n, found.missing, found.invalid) == (1.0, 1, 1, 2)
    assert found.coverage == 0.5
    assert found.bounds == (0.5, 1.0)


def test_bounds_are_where_the_score_could_be():
    found = result([row("a", 1.0), row("b", 0.0), row("c", None), row("d", None)])
    assert (found.score, found.bounds) == (0.5, (0.25, 0.75))
    assert result([row("a", 1.0)]).bounds == (1.0, 1.0)
    assert result([]).bounds is None


def test_variants_of_one_item_are_less_evidence_than_as_many_items():
    alone = [row(f"s{n}", float(n % 2)) for n in range(40)]
    together = [row(f"s{n}", float(n // 4 % 2), group=f"g{n // 4}") for n in range(40)]
    one, other = result(alone), result(together)
    assert one.score == other.score == 0.5
    assert (one.interval.method, other.interval.method) == ("wilson", "clustered wilson")
    assert other.interval.high - other.interval.low > 1.6 * (one.interval.high - one.interval.low)
    assert other.pass_interval == other.interval


def test_groups_of_one_change_nothing():
    rows = [row(f"s{n}", float(n % 2), group=f"g{n}") for n in range(20)]
    found = result(rows)
    assert found.interval == wilson(10, 20)
    assert found.groups is None


def test_groups_say_what_their_variants_have_in_common():
    rows = [
        row("a1", 1.0, group="a", answer="4"), row("a2", 1.0, group="a", answer="4"),
        row("b1", 0.0, group="b", answer="5"), row("b2", 0.0, group="b", answer="5"),
        row("c1", 1.0, group="c", answer="6"), row("c2", 0.0, group="c", answer="7"),
        row("d1", 1.0),
    ]  # fmt: skip
    found = result(rows).groups
    assert found.groups == 3
    assert found.all_correct == pytest.approx(1 / 3)
    assert found.consistent == pytest.approx(2 / 3)
    assert found.all_correct_interval == wilson(1, 3)


def test_groups_over_epochs_are_judged_epoch_by_epoch():
    rows = [
        row(f"a{variant}", float(epoch == 0), epoch, "a", answer=str(epoch))
        for variant in (1, 2)
        for epoch in (0, 1)
    ]
    found = result(rows, epochs=2).groups
    assert (found.groups, found.all_correct, found.consistent) == (1, 0.5, 1.0)


def test_graded_scores_in_groups_have_a_clustered_interval():
    rows = [row(f"s{n}", 0.3 + 0.1 * (n // 3 % 5), group=f"g{n // 3}") for n in range(90)]
    assert result(rows).interval.method == "clustered bootstrap"
    assert result(rows[:30]).interval.method == "clustered t"


def test_a_row_of_an_unknown_capability_is_an_error():
    with pytest.raises(RunError, match="capability `m`"):
        summarise([], [row("a", 1.0)])


def test_clusters_are_summed_by_name():
    assert clusters([1.0, 0.0, 1.0], ["a", "a", None]) == [Cluster(1.0, 1), Cluster(1.0, 2)]
    assert clusters([1.0, 0.0], ["a", "b"]) is None
    assert clusters([1.0, 0.0], [None, None]) is None


def test_the_clustered_error_of_clusters_of_one_is_the_ordinary_one():
    values = [0.1, 0.5, 0.9, 0.4, 0.4]
    n, mean = len(values), sum(values) / len(values)
    plain = (sum((one - mean) ** 2 for one in values) / (n - 1) / n) ** 0.5
    assert standard_error([Cluster(one, 1) for one in values]) == pytest.approx(plain)


def test_copies_of_a_sample_add_no_certainty():
    values = [float(n % 3 == 0) for n in range(60)]
    once = clustered_wilson([Cluster(one, 1) for one in values])
    thrice = clustered_wilson([Cluster(3 * one, 3) for one in values])
    assert (once.low, once.high) == pytest.approx((thrice.low, thrice.high))
    single, triple = wilson(20, 60), wilson(60, 180)
    assert (once.low, once.high) == pytest.approx((single.low, single.high), abs=0.005)
    assert triple.high - triple.low < 0.65 * (thrice.high - thrice.low)


def test_where_all_pass_the_clusters_are_what_counts():
    found = clustered_wilson([Cluster(5.0, 5)] * 4)
    assert (found.low, found.high) == (wilson(4, 4).low, 1.0)


def test_one_cluster_has_no_interval():
    assert clustered_wilson([Cluster(3.0, 5)]) is None
    assert clustered_interval([Cluster(3.0, 5)], "s") is None


def test_a_clustered_bootstrap_of_single_scores_is_the_ordinary_one():
    values = [0.05 * n for n in range(20)] + [0.5] * 10
    plain = mean_interval(values, "seed")
    found = clustered_interval([Cluster(one, 1) for one in values], "seed")
    assert (found.low, found.high) == pytest.approx((plain.low, plain.high))


@pytest.mark.slow
def test_a_clustered_interval_holds_the_truth_nineteen_times_in_twenty():
    import random

    rng = random.Random(7)
    held = 0
    for _ in range(400):
        given = []
        for _item in range(60):
            level = rng.betavariate(2, 3)  # of mean 0.4
            given.append(Cluster(float(sum(rng.random() < level for _ in range(5))), 5))
        found = clustered_wilson(given)
        held += found.low <= 0.4 <= found.high
    assert 0.92 <= held / 400 <= 0.98
