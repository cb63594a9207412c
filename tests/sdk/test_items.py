"""What a run takes: splits, limits, ids, epochs and shards, always in one order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from envhub import Environment, NotFound, RunSettings, Sample, Target, UsageError, count_items
from envhub.environment import solved
from envhub.items import planned_items
from envhub.run import Shard, parse_shard

DECLARED = {
    "schema_version": 1, "name": "acme/two", "version": "1.0.0", "title": "Two",
    "license": "CC0-1.0", "harness": {"ask": {"type": "single_turn"}},
    "capability": [
        {"id": "a", "harness": "ask", "scorer": {"type": "exact"}},
        {"id": "b", "harness": "ask", "scorer": {"type": "exact"}},
    ],
}  # fmt: skip


def pairs(names: str, capability: str = "a") -> list[tuple[Sample, Target]]:
    return [
        (Sample(id=name, capability=capability, input="?"), Target(id=name, targets=("1",)))
        for name in names.split()
    ]


def environment() -> Environment:
    test = pairs("t0 t1 t2") + pairs("t3", "b")
    more = solved(pairs("p0 p1", "b"), "practice") | solved(pairs("f0"), "fewshot")
    return Environment.create(DECLARED, [s for s, _ in test], [t for _, t in test], more)


def taken(**settings: object) -> list[str]:
    return [f"{item.sample.id}.{item.epoch}" for item in
            planned_items(environment(), RunSettings(**settings))]  # fmt: skip


def test_a_run_takes_the_test_split_once():
    assert taken() == ["t0.0", "t1.0", "t2.0", "t3.0"]


def test_the_epochs_of_a_sample_stand_together():
    assert taken(epochs=2, limit=2) == ["t0.0", "t0.1", "t1.0", "t1.1"]


def test_all_is_test_and_practice_and_never_what_stands_in_prompts():
    assert taken(split="all") == ["t0.0", "t1.0", "t2.0", "t3.0", "p0.0", "p1.0"]
    items = list(planned_items(environment(), RunSettings(split="all")))
    assert [item.split for item in items] == ["test"] * 4 + ["practice"] * 2


def test_shards_are_disjoint_and_together_all():
    shards = [taken(split="all", shard=Shard(index=n, count=4)) for n in (1, 2, 3, 4)]
    assert shards[0] == ["t0.0", "p0.0"]
    assert sorted(one for shard in shards for one in shard) == sorted(taken(split="all"))


def test_a_limit_is_taken_before_it_is_sharded():
    assert taken(limit=3, shard=Shard(index=2, count=2)) == ["t1.0"]


def test_samples_are_found_by_id_in_every_split():
    assert taken(split="all", sample_ids=("p1", "t2")) == ["t2.0", "p1.0"]
    with pytest.raises(NotFound, match="no sample `p1` in split `test`"):
        count_items(environment(), RunSettings(sample_ids=("p1",)))


def test_a_split_that_is_not_there_is_not_found():
    with pytest.raises(NotFound, match=r"no split `tests`.*did you mean `test`"):
        count_items(environment(), RunSettings(split="tests"))


@given(
    st.fixed_dictionaries(
        {
            "split": st.sampled_from(("test", "practice", "all")),
            "limit": st.none() | st.integers(1, 8),
            "epochs": st.integers(1, 3),
            "shard": st.none()
            | st.integers(1, 5).flatmap(
                lambda count: st.builds(Shard, index=st.integers(1, count), count=st.just(count))
            ),
        }
    )
)
def test_what_is_counted_is_what_is_taken(settings):
    given_settings = RunSettings(**settings)
    items = list(planned_items(environment(), given_settings))
    count = count_items(environment(), given_settings)
    assert count.rollouts == len(items)
    for name, samples in count.samples.items():
        assert samples * given_settings.epochs == sum(i.sample.capability == name for i in items)


@pytest.mark.parametrize("text", ["0/2", "3/2", "1", "1/0", "a/b", "1/2/3", "-1/2", "1 / 2"])
def test_what_is_no_shard_is_said(text):
    with pytest.raises(UsageError, match="is no shard"):
        parse_shard(text)


def test_a_shard_reads_as_it_is_typed():
    assert str(parse_shard("2/8")) == "2/8"


@pytest.mark.parametrize("reducer", ["pass@3", "pass^3"])
def test_a_reducer_needs_its_epochs(reducer):
    with pytest.raises(UsageError, match=r"`pass.3` needs 3 epochs, not 2"):
        RunSettings(epochs=2, reducer=reducer)
    assert RunSettings(epochs=3, reducer=reducer).reducer == reducer
