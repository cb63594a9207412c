"""Does the right answer score the maximum, and does no answer score nothing?"""

from __future__ import annotations

import pytest

from envhub import Sample, Target, check


def pairs(*asked: tuple[str, str | int], **said: object) -> list[tuple[Sample, Target]]:
    return [
        (
            Sample(id=f"s{n}", capability="m", input=question, **said),
            Target(id=f"s{n}", targets=(t,)),
        )
        for n, (question, t) in enumerate(asked)
    ]


CITIES = pairs(("Capital of France?", "Paris"), ("Of Italy?", "Rome"), ("Of Spain?", "Madrid"),
               ("Of Japan?", "Tokyo"), ("Of Peru?", "Lima"))  # fmt: skip


@pytest.fixture
def problems(make):
    def said(scorer, rows, **more):
        return check(make(scorer, rows, **more)).problems

    return said


def test_the_right_answer_scores_the_maximum(problems):
    assert problems({"type": "exact"}, CITIES) == ()


def test_a_rule_that_the_right_answer_misses_is_named(problems):
    found = problems({"type": "exact", "extract": "last_number"}, CITIES)
    assert found[0] == (
        "data/test.jsonl:1: error: the right answer to `s0` does not score the maximum: 0.000, fail"
    )
    assert len(found) >= 5


def test_equal_log_probabilities_pass_nothing(problems):
    rows = pairs(*((f"Pick {n}", n % 3) for n in range(6)), choices=("one", "three", "seventeen"))
    for normalize in ("raw", "token", "byte"):
        scorer = {"type": "choice", "normalize": normalize}
        found = problems(scorer, rows, harness={"type": "cloze"})
        assert found == ()


@pytest.mark.parametrize("scorer", ["choice", "next_token"])
def test_gold_for_log_probabilities(scorer, problems):
    rows = pairs(*((f"Pick {n}", n % 4) for n in range(8)), choices=("r", "g", "b", "w"))
    assert problems({"type": scorer}, rows, harness={"type": "multiple_choice"}) == ()


def test_an_answer_to_nothing_passes_nothing(problems):
    found = problems({"type": "rouge_l"}, pairs(("What?", "html"), ("Who?", "other words here")))
    assert "data/test.jsonl:1: error: `s0` passes on '<html></html>', which is no answer" in found


@pytest.mark.parametrize(
    ("question", "target", "leaks"),
    [
        ("Is Paris the capital?", "Paris", True),
        ("Is it (paris)?", "Paris", True),
        ("Say New  York.", "new york", True),
        ("Is Parisian food good?", "Paris", False),
        ("Say café", "caf", False),
        ("東京の首都は", "東京", False),
        ("In C++?", "C++", True),
        ("x" * 300, "x" * 250, True),
    ],
)
def test_an_answer_that_stands_in_the_question_is_named(question, target, leaks, problems):
    found = problems({"type": "exact"}, pairs((question, target)))
    assert any("stands in the question of `s0`" in one for one in found) == leaks


def test_messages_are_searched_and_context_is_not(problems):
    turns = ({"role": "user", "content": "Paris!"}, {"role": "user", "content": "Which?"})
    told = Sample(id="a", capability="m", messages=turns)
    read = Sample(id="a", capability="m", input="Which?", context="It is Paris.")
    target = Target(id="a", targets=("Paris",))
    assert "stands in the question" in problems({"type": "exact"}, [(told, target)])[0]
    assert problems({"type": "exact"}, [(read, target)]) == ()


def test_an_answer_may_stand_in_the_question_where_that_is_meant(problems):
    rows = pairs(("Is Paris or Rome bigger?", "Paris"))
    assert problems({"type": "exact"}, rows, answer_in_input=True) == ()


@pytest.mark.parametrize(
    ("scorer", "target", "said"),
    [("numeric", "7", {}), ("choice", 0, {"choices": ("red", "blue")})],
)
def test_numbers_and_choices_may_stand_in_the_question(scorer, target, said, problems):
    assert problems({"type": scorer}, pairs(("Add 7 to red", target), **said)) == ()


GOLD = b'{"id": "s0", "output": "%s"}\n'


@pytest.mark.parametrize(
    ("name", "rows", "said"),
    [
        ("gold", GOLD % b"paris", None),
        ("gold", GOLD % b"Lyon", "checks/gold.jsonl:1: error: gold answer to `s0` does not score"),
        ("gold", b'{"output": "Paris"}\n', "checks/gold.jsonl:1: error: a gold answer names its"),
        ("gold", b'{"id": "s9", "output": "x"}\n', "checks/gold.jsonl:1: error: `s9` is no sample"),
        ("noop", b'{"output": ""}\n', None),
        ("noop", GOLD % b"Lyon", None),
        ("noop", GOLD % b"Paris", "checks/noop.jsonl:1: error: noop answer to `s0` passes"),
        (
            "noop",
            b'\n{"output": "Rome"}\n',
            "checks/noop.jsonl:2: error: noop answer to `s1` passes",
        ),
        ("gold", b"{\n", "checks/gold.jsonl:1: error: not JSON"),
        ("noop", b'{"id": "s0", "out": ""}\n', "checks/noop.jsonl:1: error: unknown key `out`"),
    ],
)
def test_answers_that_the_author_wrote_down_are_tried(name, rows, said, problems):
    found = problems({"type": "exact"}, CITIES, files={f"checks/{name}.jsonl": rows})
    assert found == () if said is None else any(one.startswith(said) for one in found)


def test_a_gold_answer_reaches_the_maximum_and_no_less(problems):
    gold = b'{"id": "s0", "output": "the capital city is Paris"}\n'
    rows = pairs(("Which?", "the capital is Paris"), ("Who?", "somebody else"))
    found = problems({"type": "rouge_l"}, rows, files={"checks/gold.jsonl": gold})
    assert "gold answer to `s0` does not score the maximum" in found[0]


def test_nonsense_may_have_the_form_that_is_asked_for_and_a_blank_may_not(make):
    data = {"instruction_id_list": ["punctuation:no_comma"], "kwargs": [{}]}
    pairs = [
        (Sample(id=name, capability="m", input=name), Target(id=name, data=data))
        for name in ("one", "two")
    ]
    found = check(make({"type": "instruction"}, pairs, chance=0.9))
    assert found.problems == ()
    assert not found.warnings


def test_instructions_that_no_answer_is_known_to_follow_are_pointed_out(make):
    names = ["change_case:english_capital", "change_case:english_lowercase"]
    data = {"instruction_id_list": names, "kwargs": [{}, {}]}
    pairs = [(Sample(id="one", capability="m", input="?"), Target(id="one", data=data))]
    found = check(make({"type": "instruction"}, pairs))
    assert found.problems == ()
    assert "no answer was found that follows all that `one` asks" in found.warnings[0]
