"""Answers that people graded: what a row may say, and where it is wrong."""

from __future__ import annotations

import json

import pytest

from envhub import Sample, Target, check
from envhub.checks.labels import FILE, read_labels
from envhub.errors import InvalidEnvironment

JUDGE = {"type": "judge", "model": {"name": "mock/judge"}}
PAIRS = [
    (
        Sample(id=f"s{n}", capability="m", input=f"Why {n}?"),
        Target(id=f"s{n}", targets=(f"As {n}",)),
    )
    for n in range(3)
]
OWN = {"capability": "m", "input": "Why so?", "targets": ["For this."]}


@pytest.fixture
def labelled(make):
    """An environment of a judge with these rows as labels."""

    def build(*rows: dict, **said):
        text = "".join(json.dumps({"output": "As 1", **row}) + "\n" for row in rows)
        files = {"scoring/rubric.md": b"Truth.", **({FILE: text.encode()} if rows else {})}
        return make({**JUDGE, **said}, PAIRS, files=files)

    return build


def test_a_label_names_a_sample_or_brings_its_own(labelled):
    made = labelled({"id": "s1", "label": 4}, {**OWN, "label": "pass", "by": "ann"})
    found, problems = read_labels(made)
    first, second = found["m"]
    assert problems == []
    assert (first.line, first.sample.id, first.target.texts, first.label) == (1, "s1", ("As 1",), 4)
    assert (second.sample.input, second.target.texts, second.label) == (
        "Why so?", ("For this.",), "pass",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("row", "said", "problem"),
    [
        ({"id": "s9", "label": 4}, {}, "`s9` is no sample of any split"),
        ({"id": "s1", "label": 6}, {}, "label 6 is not from 1 to 5"),
        ({"id": "s1", "label": 0.5}, {}, "label 0.5 is not from 1 to 5"),
        ({"id": "s1", "label": 4}, {"against": "pair"}, "a comparison is labelled"),
        ({**OWN, "capability": "n", "label": 4}, {}, "capability `n` is not declared"),
        ({**OWN, "targets": [], "label": 4}, {}, "has no target"),
    ],
)
def test_a_label_that_fits_nothing_is_a_problem_at_its_line(labelled, row, said, problem):
    made = labelled({"id": "s1", "label": "fail"}, row, **said)
    (found,) = [one for one in check(made).problems if FILE in one]
    assert found.startswith(f"{FILE}:2: error: {problem}")


@pytest.mark.parametrize(
    "row",
    [
        {"id": "s1"}, {"id": "s1", "label": "good"}, {"label": 4}, {**OWN, "id": "s1", "label": 4},
        {"id": "s1", "input": "Why?", "label": 4}, {"capability": "m", "label": 4},
        {"id": "s1", "label": 4, "score": 4},
    ],
)  # fmt: skip
def test_a_row_that_says_too_little_or_too_much_can_not_be_read(labelled, row):
    with pytest.raises(InvalidEnvironment, match=rf"{FILE}:1"):
        read_labels(labelled(row))


def test_labels_of_what_no_model_judges_are_a_problem(make):
    text = json.dumps({"id": "s1", "output": "1", "label": "pass"}).encode()
    made = make({"type": "exact"}, PAIRS, files={FILE: text})
    assert any("labels are for a judge" in one for one in check(made).problems)


def test_a_judge_without_labels_is_warned_of(labelled):
    (warning,) = check(labelled()).warnings
    assert "no labelled answer" in warning
    assert check(labelled({"id": "s1", "label": 5})).warnings == ()
