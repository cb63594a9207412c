"""What a reference means, from one listing."""

from __future__ import annotations

import itertools

import pytest

from envhub import IntegrityError, NotFound, UsageError
from envhub_hub.registry import Reference, Registry
from envhub_hub.registry.resolving import newest, sort_versions

NAME = "acme/sums"


@pytest.fixture
def versions(client, zip_of):
    """Push versions of `acme/sums`, and return the client that did."""

    def push(*numbers: str) -> Registry:
        one = client()
        for number in numbers:
            one.push(zip_of(version=number))
        return one

    return push


def meant(registry: Registry, **said: str) -> str:
    return registry.resolve(Reference(name=NAME, **said)).record.version


def test_versions_are_in_order_of_precedence_not_of_the_alphabet():
    order = ["1.0.0-rc.2", "1.0.0-rc.10", "1.0.0", "1.9.0", "1.10.0", "2.0.0-0"]
    for mixed in itertools.permutations(order):
        assert sort_versions(mixed) == order


@pytest.mark.parametrize(
    ("versions", "yanked", "latest"),
    [
        (["1.0.0", "1.1.0"], [], "1.1.0"),
        (["1.0.0", "1.1.0"], ["1.1.0"], "1.0.0"),
        (["1.0.0", "2.0.0-rc.1"], [], "1.0.0"),
        (["1.0.0", "2.0.0-rc.1"], ["1.0.0"], None),
        (["0.1.0-a", "0.1.0-b"], [], "0.1.0-b"),
        (["0.1.0-a", "0.1.0-b"], ["0.1.0-b"], "0.1.0-a"),
        (["1.0.0"], ["1.0.0"], None),
        ([], [], None),
    ],
)
def test_the_latest_is_neither_yanked_nor_a_pre_release(versions, yanked, latest):
    assert newest(versions, yanked) == latest


def test_resolving_is_one_listing_and_then_nothing(versions, client):
    versions("1.0.0", "1.1.0").yank(NAME, "1.1.0", "wrong")
    two = client()
    assert meant(two) == "1.0.0"
    before = len(two.store.asked)
    assert meant(two) == "1.0.0"
    assert two.store.asked[before:] == [("entries", "environments/acme/sums")]


def test_a_range_means_the_highest_that_it_holds(versions):
    one = versions("1.0.0", "1.1.0", "1.2.0-rc.1", "2.0.0")
    assert meant(one, range="^1") == "1.1.0"
    assert meant(one, range=">=1,<3") == "2.0.0"
    assert meant(one, range="^1.2.0-rc.1") == "1.2.0-rc.1"
    with pytest.raises(NotFound, match=r"no `\^3` .*there are: 1\.0\.0, 1\.1\.0"):
        meant(one, range="^3")


def test_a_yanked_version_is_hidden_and_an_exact_one_still_found_with_its_reason(versions):
    one = versions("1.0.0", "1.1.0")
    one.yank(NAME, "1.1.0", "three answers are wrong")
    assert meant(one) == meant(one, range="^1") == "1.0.0"
    pinned = one.resolve(Reference(name=NAME, version="1.1.0"))
    assert pinned.yanked == "three answers are wrong"
    by_digest = one.resolve(Reference(name=NAME, digest=pinned.record.digest))
    assert by_digest == pinned
    one.unyank(NAME, "1.1.0")
    assert meant(one) == "1.1.0"
    assert one.resolve(Reference(name=NAME, version="1.1.0")).yanked is None


def test_where_all_that_would_do_is_yanked_that_is_said(versions):
    one = versions("1.0.0", "2.0.0")
    one.yank(NAME, "1.0.0", "wrong")
    with pytest.raises(NotFound, match=r"`acme/sums@\^1` in .* is yanked \(1\.0\.0\)") as refusal:
        meant(one, range="^1")
    assert "an exact version still works" in refusal.value.hint
    one.yank(NAME, "2.0.0", "wrong too")
    with pytest.raises(NotFound, match="every version of `acme/sums`"):
        meant(one)


def test_a_tag_means_a_version_yanked_or_not(versions):
    one = versions("1.0.0", "1.1.0")
    one.tag(NAME, "1.0.0", "stable")
    assert meant(one, tag="stable") == "1.0.0"
    one.tag(NAME, "1.1.0", "stable")
    assert meant(one, tag="stable") == "1.1.0"
    one.yank(NAME, "1.1.0", "wrong")
    assert one.resolve(Reference(name=NAME, tag="stable")).yanked == "wrong"
    one.untag(NAME, "stable")
    with pytest.raises(NotFound, match="no tag `stable`"):
        meant(one, tag="stable")


def test_a_tag_that_two_set_at_once_is_said_to_be_contested(versions, client):
    one, two = versions("1.0.0", "1.1.0"), client()

    def overtake(name: str, key: str) -> None:
        if name == "create" and "/events/" in key:
            two.tag(NAME, "1.1.0", "stable")

    one.store.before = overtake
    one.tag(NAME, "1.0.0", "stable")
    one.store.before = lambda _, __: None
    found = one.resolve(Reference(name=NAME, tag="stable"))
    assert sorted(found.contested) == ["1.0.0", "1.1.0"]
    assert found.record.version == found.contested[-1]
    one.tag(NAME, "1.0.0", "stable")
    assert one.resolve(Reference(name=NAME, tag="stable")).contested == ()


def test_a_digest_is_found_among_the_names_of_the_zips(versions, client):
    one = versions("1.0.0", "1.1.0", "1.2.0")
    digest = one.record(NAME, "1.1.0").digest
    two = client()
    assert meant(two, digest=digest[:20]) == "1.1.0"
    assert [key for name, key in two.store.asked if name == "read"] == [
        "environments/acme/sums/1.1.0.json"
    ]
    with pytest.raises(NotFound, match="no `sha256:00000000`"):
        meant(two, digest="sha256:00000000")
    with pytest.raises(UsageError, match="begins the digests of several"):
        meant(two, digest="sha256:")


def test_a_damaged_yank_still_yanks(versions, client):
    one = versions("1.0.0", "1.1.0")
    yank = one.yank(NAME, "1.1.0", "wrong")
    one.store.replace(yank.key, b"{")
    two = client()
    assert meant(two) == "1.0.0"
    assert "damaged" in two.resolve(Reference(name=NAME, version="1.1.0")).yanked


def test_yanking_twice_or_what_is_not_yanked_changes_nothing(versions):
    one = versions("1.0.0")
    assert one.yank(NAME, "1.0.0", "wrong")
    assert one.yank(NAME, "1.0.0", "wrong") is None
    assert one.yank(NAME, "1.0.0", "very wrong")
    assert one.standing(NAME).yanked == {"1.0.0": "very wrong"}
    assert one.unyank(NAME, "1.0.0")
    assert one.unyank(NAME, "1.0.0") is None
    assert one.standing(NAME).yanked == {}


def test_what_is_not_there_can_be_neither_yanked_nor_tagged(versions):
    one = versions("1.0.0")
    for change in (one.yank, one.tag):
        with pytest.raises(NotFound, match=r"no `2\.0\.0`"):
            change(NAME, "2.0.0", "word")
        with pytest.raises(NotFound, match="no environment `acme/none`"):
            change("acme/none", "1.0.0", "word")
    with pytest.raises(UsageError, match="without a reason"):
        one.yank(NAME, "1.0.0", " ")
    with pytest.raises(UsageError, match="a meaning of its own"):
        one.tag(NAME, "1.0.0", "latest")
    with pytest.raises(NotFound, match="no tag `stable`"):
        one.untag(NAME, "stable")


def test_baselines_and_exposures_are_added_and_shown_in_order(versions):
    one = versions("1.0.0", "1.1.0")
    one.append(NAME, "1.0.0", "baseline", {"model": "a", "score": 0.5})
    one.append(NAME, "1.0.0", "exposure", {"where": "a training set"})
    one.append(NAME, "1.1.0", "baseline", {"model": "b"})
    kinds = [(event.kind, event.payload) for event in one.events(NAME, "1.0.0")]
    assert sorted(kinds) == [
        ("baseline", {"model": "a", "score": 0.5}),
        ("exposure", {"where": "a training set"}),
    ]
    assert len(one.events(NAME)) == 3
    with pytest.raises(UsageError, match="has a command of its own"):
        one.append(NAME, "1.0.0", "yank", {})


def test_a_record_that_was_changed_in_the_store_is_read_again(versions, client):
    versions("1.0.0")
    two = client()
    meant(two)
    two.store.replace("environments/acme/sums/1.0.0.json", b"{}")
    with pytest.raises(IntegrityError, match="is damaged"):
        meant(two)
