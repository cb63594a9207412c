"""Shards that ran apart are one run again."""

from __future__ import annotations

import pytest

from envhub import MockModel, Refused, UsageError, evaluate
from envhub.run import parse_shard
from envhub_hub.runner import merge_runs


@pytest.fixture
def shard(sums, run):
    def start(text, environment=None, answer="8", **settings):
        shard = parse_shard(text)
        return run(environment or sums(count=7), MockModel(answer), shard=shard, **settings)

    return start


def test_shards_give_the_rows_of_the_whole(shard, sums, runs_folder):
    whole = merge_runs([shard(f"{n}/3") for n in (3, 1, 2)], runs_folder, "whole")
    loop = {row.sample_id: row.status for row in evaluate(sums(count=7), MockModel("8"))}
    assert {row.sample_id: row.status for row in whole.rows()} == loop
    assert (whole.record.planned, whole.record.name) == (7, "whole")
    assert whole.record.settings.shard is None
    assert [one.samples for one in whole.record.capabilities] == [7]
    assert (whole.summary.status, whole.summary.rows, whole.summary.passed) == ("complete", 7, 1)


def test_a_shard_with_epochs_is_merged_whole(shard, runs_folder):
    whole = merge_runs([shard(f"{n}/2", epochs=2) for n in (1, 2)], runs_folder)
    assert whole.result().capabilities[0].n == 7
    assert len({(row.sample_id, row.epoch) for row in whole.rows()}) == 14


def test_a_shard_that_is_missing_is_named(shard, runs_folder):
    with pytest.raises(UsageError, match="of 3 shards, 1 are missing: 2"):
        merge_runs([shard("1/3"), shard("3/3")], runs_folder)


def test_a_shard_given_twice_is_named(shard, runs_folder):
    with pytest.raises(UsageError, match="shard 1/2 was given twice"):
        merge_runs([shard("1/2"), shard("1/2")], runs_folder)


def test_a_run_that_is_no_shard_is_named(run, sums, runs_folder):
    with pytest.raises(UsageError, match="is no shard"):
        merge_runs([run(sums(), MockModel())], runs_folder)


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"seed": 3}, "`seed` is 0 and 3"),
        ({"max_tokens": 3}, "`max tokens` is None and 3"),
    ],
)
def test_shards_of_different_runs_are_refused(shard, runs_folder, other, said):
    with pytest.raises(Refused, match=said):
        merge_runs([shard("1/2"), shard("2/2", **other)], runs_folder)


def test_shards_of_different_environments_are_refused(shard, sums, runs_folder):
    with pytest.raises(Refused, match="the environment is sha256"):
        merge_runs([shard("1/2"), shard("2/2", sums(count=8))], runs_folder)


def test_an_unfinished_shard_is_refused(shard, sums, run, runs_folder):
    one = shard("1/2")

    def stop(row, done, planned):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(sums(count=7), MockModel("8"), stop, shard=parse_shard("2/2"))
    from envhub import open_run

    other = next(open_run(path) for path in runs_folder.iterdir() if path.name != one.id)
    with pytest.raises(Refused, match="shard 2/2 is not finished"):
        merge_runs([one, other], runs_folder)
