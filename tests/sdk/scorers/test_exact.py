"""Exact match: what folding does, and which filter found the answer."""

from __future__ import annotations

import pytest

from envhub import Sample, Target, Trace
from envhub.scorers import Exact
from envhub.services import LOCAL

SAMPLE = Sample(id="a", capability="m", input="q")


def score(output: str, *targets: str, **said: object):
    return Exact(**said).score(SAMPLE, Target(id="a", targets=targets), Trace(output=output), LOCAL)


@pytest.mark.parametrize(
    ("output", "target"),
    [
        ("Paris", "paris"),
        (" Paris.\n", "Paris"),
        ("«Paris»", "paris"),
        ("New   York", "new york"),
        ("STRASSE", "straße"),
        ("ﬁne", "fine"),
        ("e\u0301cole", "École"),
        ("１２", "12"),
        ("**Paris**", "Paris"),
    ],
)
def test_what_is_ignored_by_default(output, target):
    assert score(output, target).value == 1.0


@pytest.mark.parametrize("output", ["Pari", "Paris, France", "not Paris", "", "Paris Paris"])
def test_another_answer_is_wrong(output):
    assert score(output, "Paris").value == 0.0


def test_several_targets_are_alternatives():
    assert score("two", "2", "two").value == 1.0
    assert score("three", "2", "two").value == 0.0


def test_nothing_is_ignored_unless_declared():
    assert score("paris", "Paris", ignore=()).value == 0.0
    assert score("the Hague", "Hague").value == 0.0
    assert score("the Hague", "Hague", ignore=("case", "articles")).value == 1.0


@pytest.mark.parametrize(
    ("extract", "output", "answer"),
    [
        ("whole", " a b ", "a b"),
        ("first_line", "\n one \ntwo", "one"),
        ("last_line", "one\n two \n\n", "two"),
        ("last_number", "1 and 2.5", "2.5"),
        ("after_answer", "I think.\nThe answer is: yes\nor so", "yes"),
        ("after_answer", "#### 7", "7"),
        ("after_answer", "no sign\nlast", "last"),
        ({"pattern": r"<(\w+)>"}, "<a> <b>", "b"),
    ],
)
def test_the_answer_and_its_filter_are_recorded(extract, output, answer):
    found = score(output, "x", extract=extract)
    assert found.answer == answer
    assert found.filter == (extract if isinstance(extract, str) else r"pattern:<(\w+)>")


def test_no_answer_is_explained():
    found = score("none here", "7", extract="last_number")
    assert (found.value, found.explanation) == (0.0, "no answer found in the output")


def test_a_target_that_folds_to_nothing_is_a_problem():
    problem = Exact().problem(SAMPLE, Target(id="a", targets=("...",)))
    assert "is empty once case, space, punctuation are ignored" in problem
