"""Filters: one or several side by side, and the near misses that they leave."""

from __future__ import annotations

import pytest

from envhub import Sample, Target, Trace
from envhub.scorers import SCORERS, Choice, Exact, Numeric, RougeL
from envhub.scorers.extract import ends_at, stands_in
from envhub.services import LOCAL
from envhub.values import canonical_json

SAMPLE = Sample(id="a", capability="m", input="How many?")
STRICT = {"name": "strict", "pattern": "#### (-?[0-9.,]+)"}


def judged(spec, output, *targets, sample=SAMPLE):
    return spec.score(sample, Target(id="a", targets=targets), Trace(output=output), LOCAL)


def test_the_first_filter_decides_and_all_are_shown():
    spec = Numeric(extract=[STRICT, "last_number", "after_answer"])
    found = judged(spec, "so 42 it is, or #### 41 and then 42", "42")
    assert (found.value, found.filter, found.answer) == (0.0, "strict", "41")
    assert [(one.filter, one.value) for one in found.others] == [
        ("last_number", 1.0), ("after_answer", 0.0),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", [Exact, Numeric, RougeL])
def test_one_filter_alone_has_none_beside_it(kind):
    assert judged(kind(extract="last_line"), "1\n2", "2").others == ()
    assert len(judged(kind(extract=["last_line", "whole"]), "1\n2", "2").others) == 1


@pytest.mark.parametrize(
    ("extract", "message"),
    [
        (["last_number", "lastline"], "unknown filter `lastline`, did you mean `last_line`"),
        (["last_line", "last_line"], "filter `last_line` twice"),
        ([{"pattern": "a"}, {"pattern": "a"}], "filter `pattern:a` twice"),
        (["last_line"], "a list of filters has 2 to 8 of them, not 1"),
        ([], "not 0"),
        (3, "a filter is a name"),
        ([["whole", "last_line"], "whole"], "a filter is a name"),
        ([{"name": "A b", "pattern": "a"}, "whole"], "should match pattern"),
    ],
)
def test_a_wrong_list_is_refused_in_one_sentence(extract, message):
    with pytest.raises(ValueError, match=message) as caught:
        Exact(extract=extract)
    assert caught.value.error_count() == 1


@pytest.mark.parametrize(
    ("said", "canonical"),
    [
        ({}, b'{"type":"exact"}'),
        ({"extract": "last_line"}, b'{"extract":"last_line","type":"exact"}'),
        ({"extract": {"pattern": "x"}}, b'{"extract":{"pattern":"x"},"type":"exact"}'),
        (
            {"extract": [STRICT, "whole"]},
            b'{"extract":[{"name":"strict","pattern":"#### (-?[0-9.,]+)"},"whole"],"type":"exact"}',
        ),
    ],
)
def test_what_is_digested_is_what_was_said(said, canonical):
    assert canonical_json(Exact(**said)) == canonical


@pytest.mark.parametrize(
    ("spec", "output", "targets", "near"),
    [
        (Exact(), "It is Blue, I think.", ("blue",), True),
        (Exact(), "It is bluish.", ("blue",), False),
        (Exact(), "blue", ("blue",), False),
        (Exact(extract="last_line"), "Blue!\nThat's all.", ("blue",), True),
        (Exact(), "", ("blue",), False),
        (Numeric(), "42 it is, all 7 of us agree", ("42",), True),
        (Numeric(), "1,042 it is, all 7 of us agree", ("42",), False),
        (Numeric(), "41.5, all 7 of us agree", ("42",), False),
        (Numeric(tolerance=0.5), "41.5, all 7 of us agree", ("42",), True),
        (Numeric(), "42", ("42",), False),
        (RougeL(extract="first_line"), "Well.\nThe town has seven bridges.",
         ("the town has seven bridges",), True),
        (RougeL(), "the town has seven bridges", ("the town has seven bridges",), False),
    ],
)  # fmt: skip
def test_a_target_that_was_said_but_not_found_is_a_near_miss(spec, output, targets, near):
    assert judged(spec, output, *targets).near_miss is near


def test_an_option_that_was_named_but_not_chosen_is_a_near_miss():
    sample = Sample(id="a", capability="m", input="?", choices=("red", "dark blue", "green"))
    found = judged(Choice(), "Not red. It could be dark blue, or green.", 1, sample=sample)
    assert (found.value, found.near_miss) == (0.0, True)
    assert not judged(Choice(), "A. red", 1, sample=sample).near_miss


@pytest.mark.parametrize(
    ("word", "text", "end"),
    [
        ("blue", "blue", 4),
        ("blue", "bluish, blue", 12),
        ("blue", "true-blue.", 9),
        ("blue", "blues", None),
        ("a", "banana a", 8),
        ("+1", "7+1", 3),
        ("x" * 300, "y" + "x" * 400, 301),
    ],
)
def test_a_word_stands_in_a_text_as_a_whole(word, text, end):
    assert ends_at(word, text) == end
    assert stands_in(word, text) is (end is not None)


def test_every_scorer_names_its_patterns():
    assert Exact(extract=[STRICT, "whole"]).patterns() == (STRICT["pattern"],)
    assert all(isinstance(kind.model_construct().patterns(), tuple) for kind in SCORERS.values())
