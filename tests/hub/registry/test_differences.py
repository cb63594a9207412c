"""What differs between two versions, and which number that asks for."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from envhub import make_manifest
from envhub_hub.registry.differences import (
    changed_samples,
    part_to_raise,
    propose_bump,
    say_changes,
)


class Version(NamedTuple):
    """The digests of a version that has none of its own."""

    version: str = "1.2.3"
    data_digest: dict[str, str] = {"test": "d"}
    harness_digest: str = "h"
    scoring_digest: dict[str, str] = {"test": "s"}


CHANGES = {
    "nothing": ({}, "1.2.4"),
    "test data": ({"data_digest": {"test": "e"}}, "2.0.0"),
    "the harness": ({"harness_digest": "i"}, "2.0.0"),
    "the scoring": ({"scoring_digest": {"test": "t"}}, "1.3.0"),
    "a practice split": ({"data_digest": {"test": "d", "practice": "p"}}, "1.3.0"),
    "data and scoring": ({"data_digest": {"test": "e"}, "scoring_digest": {"test": "t"}}, "2.0.0"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_a_change_of_content_raises(what):
    change, wanted = CHANGES[what]
    assert propose_bump([Version()], Version(**change)) == wanted


def test_it_is_counted_from_the_newest_release():
    pushed = [Version("1.2.3"), Version("3.0.0-rc.1"), Version("2.0.0"), Version("1.10.0")]
    assert propose_bump(pushed, Version(harness_digest="other")) == "3.0.0"
    assert propose_bump(pushed, Version()) == "2.0.1"


def test_the_first_version_is_the_one_that_was_said():
    assert propose_bump([], Version("0.3.0")) == "0.3.0"


def test_after_pre_releases_comes_their_release():
    assert propose_bump([Version("0.3.0-rc.1"), Version("0.3.0-rc.2")], Version()) == "0.3.0"


def test_the_rule_is_that_of_the_digests_of_real_environments(sums):
    old = make_manifest(sums())
    changes = {
        "major": [{"say": "Other"}, {"max_tokens": 8}],
        "minor": [{"off_by": 1}],
        "patch": [{"title": "Other"}, {"version": "1.0.1"}],
    }
    for part, ways in changes.items():
        for way in ways:
            assert part_to_raise(old, make_manifest(sums(**way))) == part


def test_samples_that_changed_are_named_and_many_are_counted(sums):
    old, new = sums(count=12), sums(count=10, say="Other")
    assert say_changes(changed_samples(old, new)) == (
        "test samples: 2 removed (`s10`, `s11`), "
        "10 changed (`s0`, `s1`, `s2`, `s3`, `s4` and 5 more)"
    )
    assert say_changes(changed_samples(new, old)).startswith("test samples: 2 added (`s10`, `s11`)")


def test_another_answer_to_the_same_question_is_a_change(sums):
    said = say_changes(changed_samples(sums(count=1), sums(count=1, off_by=1)))
    assert said == "test samples: 1 changed (`s0`)"


def test_equal_samples_are_not_spoken_of(sums):
    assert say_changes(changed_samples(sums(), sums(max_tokens=8))) == ""
