"""JSON answers: structure, schema, tolerance, order, credit."""

from __future__ import annotations

import json

import pytest

from envhub import Failure, Sample, Target, Trace
from envhub.scorers import Json
from envhub.services import LOCAL

SAMPLE = Sample(id="a", capability="m", input="Order two teas.")
TEAS = {"items": [{"name": "tea", "count": 2, "price": 2.5}], "paid": True}
PERSON = {"type": "object", "properties": {"age": {"type": "integer", "minimum": 0}},
          "required": ["age"]}  # fmt: skip


def judged(output, *targets, data=None, **said):
    texts = tuple(one if isinstance(one, str) else json.dumps(one) for one in targets)
    target = Target(id="a", targets=texts, data=data or {})
    output = output if isinstance(output, str) else json.dumps(output)
    return Json(**said).score(SAMPLE, target, Trace(output=output), LOCAL)


def value(output, *targets, **said):
    return judged(output, *targets, **said).value


@pytest.mark.parametrize(
    ("found", "wanted", "equal"),
    [
        (TEAS, TEAS, True),
        ({"b": 1, "a": 2}, {"a": 2, "b": 1}, True),
        (1, 1.0, True),
        (True, 1, False),
        (0, False, False),
        (["1"], [1], False),
        (None, False, False),
        ([], {}, False),
        ({}, {}, True),
        ([1, 2], [2, 1], False),
        ([1, 2], [1], False),
        ([1], [1, 2], False),
        ({"a": 1, "b": 2}, {"a": 1}, False),
        ({}, {"a": None}, False),
        (10**40, 10**40 + 1, False),
        (["Tea"], ["tea"], False),
    ],
)
def test_values_are_compared_by_structure(found, wanted, equal):
    assert value(found, wanted) == float(equal)


@pytest.mark.parametrize(
    ("found", "wanted", "said"),
    [
        (0.8, 0.7, {"tolerance": 0.1}),
        ([99.1], [100], {"relative_tolerance": 0.01}),
        (10**400, 10**400 + 1, {"tolerance": 1.0}),
        ([3, 1, 2], [1, 2, 3], {"ordered": False}),
        ([{"a": [2, 1]}, {"a": [3]}], [{"a": [3]}, {"a": [1, 2]}], {"ordered": False}),
        ([1.4, 1.0], [1.2, 1.5], {"ordered": False, "tolerance": 0.2}),
        ({"a": 1, "b": 2}, {"a": 1}, {"extra_keys": True}),
        ({"a": " TEA. "}, {"a": "tea"}, {"ignore": ["case", "space", "punctuation"]}),
    ],
)
def test_what_is_declared_to_differ_may_differ(found, wanted, said):
    assert value(found, wanted, **said) == 1.0
    assert value(found, wanted) == 0.0


@pytest.mark.parametrize(
    ("found", "wanted", "said"),
    [
        (0.81, 0.7, {"tolerance": 0.1}),
        ([1, 1, 2], [1, 2, 2], {"ordered": False}),
        ([1, 2, 3], [1, 2], {"ordered": False, "extra_keys": True}),
        ({"b": 2}, {"a": 1}, {"extra_keys": True}),
    ],
)
def test_and_no_more_than_that(found, wanted, said):
    assert value(found, wanted, **said) == 0.0


@pytest.mark.parametrize(
    ("found", "credit"),
    [
        ({"a": 1, "b": [1, 2], "c": "x"}, 1.0),
        ({"a": 1, "b": [1, 2]}, 0.75),
        ({"a": 1, "b": [1, 3], "c": "x"}, 0.75),
        ({"a": 1, "b": [1, 2], "c": "x", "d": 0}, 0.8),
        ({"a": 1, "b": [1, 2, 3, 4], "c": "x"}, 4 / 6),
        ({"a": 1, "b": {}, "c": "x"}, 0.5),
        ([], 0.0),
        ("no JSON at all", 0.0),
    ],
)
def test_partial_credit_is_the_share_of_leaves(found, credit):
    wanted = {"a": 1, "b": [1, 2], "c": "x"}
    assert value(found, wanted, partial=True) == pytest.approx(credit)
    assert value(found, wanted) == float(credit == 1.0)


def test_the_best_of_several_targets_counts():
    assert value([1, 2], [9], [1, 3], partial=True) == 0.5
    assert value([1, 3], [9], [1, 3]) == 1.0


def test_the_first_difference_is_named():
    wanted = {"items": [{"name": "tea", "count": 2}]}
    assert judged({"items": [{"name": "tea"}]}, wanted).explanation == "`items[0].count` is missing"
    said = judged({"items": [{"name": "TEA", "count": 2}]}, wanted).explanation
    assert said == "`items[0].name` is `TEA`"


@pytest.mark.parametrize(
    ("output", "fits"),
    [({"age": 7}, True), ({"age": -1}, False), ({"age": 7.5}, False), ({}, False), ("[", False)],
)
def test_an_answer_may_have_to_fit_a_schema_alone(output, fits):
    found = judged(output, {"age": 0}, json_schema=PERSON, equal=False)
    assert found.value == float(fits)
    assert fits or found.explanation


def test_a_schema_of_one_sample_stands_beside_that_of_all():
    adult = {"json_schema": {"properties": {"age": {"minimum": 18}}}}
    assert value({"age": 20}, {"age": 20}, json_schema=PERSON, data=adult) == 1.0
    assert value({"age": 7}, {"age": 7}, json_schema=PERSON, data=adult) == 0.0


def test_what_fits_no_schema_earns_nothing_of_its_parts():
    assert value({"age": "7", "a": 1}, {"age": 7, "a": 1}, json_schema=PERSON, partial=True) == 0.0


def test_an_answer_may_have_to_be_json_and_nothing_else():
    output = 'Sure: {"a": 1}'
    assert value(output, {"a": 1}) == 1.0
    strict = judged(output, {"a": 1}, where="whole")
    assert (strict.value, strict.near_miss) == (0.0, True)


def test_a_target_that_stands_one_level_inside_is_a_near_miss():
    assert judged({"answer": [1, 2]}, [1, 2]).near_miss
    assert not judged({"answer": [2, 1]}, [1, 2]).near_miss
    assert not judged([1, 2], [1, 2]).near_miss


@pytest.mark.parametrize(
    ("targets", "said", "problem"),
    [
        ((), {}, "has no target"),
        (("tea",), {}, "target `tea` is not JSON"),
        (('{"age": -1}',), {"json_schema": PERSON}, "does not fit its schema: `age`"),
        ((json.dumps(list(range(201))),), {"ordered": False}, "an unordered array longer than 200"),
        ((json.dumps([0] * 10_001),), {}, "more than 10000 values"),
        (("[7]", "7"), {}, None),
    ],
)
def test_a_target_that_can_not_be_met_is_told(targets, said, problem):
    found = Json(**said).problem(SAMPLE, Target(id="a", targets=targets))
    assert found is None if problem is None else problem in found


def test_a_schema_with_an_unknown_word_is_refused():
    with pytest.raises(ValueError, match="says `patern`, which is not known"):
        Json(json_schema={"type": "string", "patern": "x"})


def test_a_comparison_that_would_never_end_is_given_up():
    row = [[[n % 7 for n in range(k, k + 40)] for k in range(40)] for _ in range(6)]
    wanted, found = json.dumps([row] * 6), json.dumps([[*row[::-1], 0]] * 6)
    assert isinstance(judged(found, wanted, ordered=False), Failure)
