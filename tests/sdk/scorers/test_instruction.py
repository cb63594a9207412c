"""Instructions scored: IFEval's rows as they are published, strict and loose."""

from __future__ import annotations

import pytest

from envhub import Sample, Target, Trace
from envhub.scorers import Instruction
from envhub.services import LOCAL

SAMPLE = Sample(id="a", capability="m", input="Write about a town.")
ROW = {
    "instruction_id_list": [
        "punctuation:no_comma",
        "detectable_format:title",
        "startend:quotation",
    ],
    "kwargs": [{}, {}, {}],
}


def judged(output, data=None, **said):
    target = Target(id="a", data=data or ROW)
    return Instruction(**said).score(SAMPLE, target, Trace(output=output), LOCAL)


@pytest.mark.parametrize(
    ("output", "value"),
    [
        ('"<<A town>> by a river"', 1.0),
        ("<<A town>> by a river", 2 / 3),
        ("<<A town>>, by a river", 1 / 3),
        ("A town, by a river", 0.0),
        ("", 0.0),
        (" \n ", 0.0),
    ],
)
def test_the_value_is_the_share_that_is_followed(output, value):
    assert judged(output).value == pytest.approx(value)


def test_every_instruction_is_explained():
    assert judged("<<A town>>, by a river").explanation == (
        "1 of 3 followed: punctuation:no_comma NO (1 commas); detectable_format:title yes (a "
        "title); startend:quotation NO (not in quotation marks)"
    )


@pytest.mark.parametrize(
    "output",
    [
        'Sure!\n"<<A town>> by a river"',
        '"<<A town>> by a river"\nI hope that helps!',
        'Sure, here:\n"<<A town>> by a river"\nI hope, that helps!',
        '*"<<A town>> by a river"*',
        'Sure, here:\n**"<<A town>> by a river"**',
    ],
)
def test_a_loose_reading_forgives_a_first_line_a_last_line_and_stars(output):
    strict, loose = judged(output), judged(output, reading="loose")
    assert strict.value < 1.0
    assert loose.value == 1.0
    assert (strict.filter, loose.filter) == ("strict", "loose")
    assert [one.value for one in strict.others] == [1.0]
    assert [one.value for one in loose.others] == [strict.value]


def test_arguments_that_are_null_were_not_given():
    nulls = dict.fromkeys(("num_words", "relation", "keywords", "language"))
    data = {"instruction_id_list": ["punctuation:no_comma"], "kwargs": [nulls]}
    assert Instruction().problem(SAMPLE, Target(id="a", data=data)) is None
    assert judged("no comma", data).value == 1.0


@pytest.mark.parametrize(
    ("names", "arguments", "problem"),
    [
        ([], [], "at least 1 item"),
        (["punctuation:no_coma"], [{}], "did you mean `punctuation:no_comma`?"),
        (["punctuation:no_comma"], [], "1 instructions, arguments for 0"),
        (["punctuation:no_comma"], [{"n": 1}], "`punctuation:no_comma`: n Extra inputs"),
        (["keywords:existence"], [{}], "keywords Field required"),
        (["keywords:existence"], [{"keywords": "bridge"}], "`keywords:existence`: keywords"),
        (["language:response_language"], [{"language": "tlh"}], "language `tlh` can't be told"),
        (
            ["length_constraints:number_words"],
            [{"relation": "about", "num_words": 3}],
            "Input should be 'less than' or 'at least'",
        ),
        (
            ["length_constraints:nth_paragraph_first_word"],
            [{"num_paragraphs": 2, "nth_paragraph": 3, "first_word": "a"}],
            "paragraph 3 of 2",
        ),
    ],
)
def test_instructions_that_make_no_sense_are_told(names, arguments, problem):
    data = {"instruction_id_list": names, "kwargs": arguments}
    assert problem in Instruction().problem(SAMPLE, Target(id="a", data=data))


def test_an_answer_that_an_author_shows_is_the_gold():
    shown = Target(id="a", targets=('"<<A town>>"',), data=ROW)
    assert [one.output for one in Instruction().gold(SAMPLE, shown)] == ['"<<A town>>"']


def test_an_answer_is_composed_where_none_is_shown():
    (gold,) = Instruction().gold(SAMPLE, Target(id="a", data=ROW))
    assert judged(gold.output).value == 1.0


def test_a_contradiction_has_no_gold():
    names = ["change_case:english_capital", "change_case:english_lowercase"]
    target = Target(id="a", data={"instruction_id_list": names, "kwargs": [{}, {}]})
    assert Instruction().problem(SAMPLE, target) is None
    assert Instruction().gold(SAMPLE, target) == ()


def test_an_endless_answer_follows_nothing():
    found = judged('"<<A town>>' + " and on" * 200_000 + '"')
    assert (found.value, found.explanation[:25]) == (0.0, "1400012 characters, at mo")
