"""Grades become points, and points the overall."""

from __future__ import annotations

import pytest

from envhub_hub.quality import MEASURES, overall_of
from envhub_hub.quality.rubric import ITEM, WHOLE, points, rubric_digest


def test_grades_run_from_0_to_100():
    assert [points(grade) for grade in (1, 2, 3, 4, 5)] == [0, 25, 50, 75, 100]


def test_the_overall_is_the_weighted_sum_of_six():
    assert overall_of(dict.fromkeys(MEASURES, 100.0)) == pytest.approx(100)
    values = {"UIA": 76.0, "FSQ": 97.0, "QAC": 94.0, "CQC": 80.0, "TSD": 60.0, "SSC": 40.0}
    by_hand = 0.3 * 76 + 0.7 * (0.12 * 97 + 0.16 * 94 + 0.28 * 80 + 0.26 * 60 + 0.18 * 40)
    assert overall_of(values) == pytest.approx(by_hand)


@pytest.mark.parametrize("name", MEASURES)
def test_there_is_no_overall_where_one_is_not_there(name):
    values = dict.fromkeys(MEASURES, 100.0)
    assert overall_of(values | {name: None}) is None
    del values[name]
    assert overall_of(values) is None


@pytest.mark.parametrize(
    ("prompt", "digest"), [(ITEM, "453b7331e3f56239"), (WHOLE, "703bc3c434037c49")]
)
def test_the_prompts_of_version_1_never_change(prompt, digest):
    assert prompt.version == 1
    assert prompt.digest.startswith(digest)


def test_the_rubric_of_version_1_never_changes():
    assert rubric_digest().startswith("a5723e48113f4556")
