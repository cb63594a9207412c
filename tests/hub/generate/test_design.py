"""Three interpretations of one request, weighed by numbers that can be computed by hand."""

from __future__ import annotations

import pytest

from envhub_hub.generate.design import design
from envhub_hub.generate.interpretation import Interpretation
from envhub_hub.generate.request import Request, Wish
from envhub_hub.generate.sought import seek


def weighed(*wishes: Wish, **fields: object) -> dict[str, Interpretation]:
    request = Request.model_validate({"text": "", "wishes": wishes, **fields})
    return {one.name: one for one in design(seek(request))}


def wish(name: str, **fields: object) -> Wish:
    return Wish.model_validate({"id": name, "text": name, **fields})


def test_one_interpretation_is_kept_and_the_others_say_why_not() -> None:
    found = weighed(wish("reasoning"), wish("math"))
    assert [one.kept for one in found.values()].count(True) == 1
    assert all(one.reason for one in found.values())
    best = max(found.values(), key=lambda one: one.score)
    assert best.kept


def test_interpretations_differ_in_a_subtask() -> None:
    found = weighed(wish("reasoning"))
    subtasks = [one.subtasks for one in found.values()]
    assert len(set(subtasks)) == len(subtasks) == 3


def test_where_no_two_differ_the_reason_says_so() -> None:
    found = weighed(wish("algebra"), levels=(3,))
    assert found["broad"].kept
    assert found["fine"].reason == "the same subtasks as `broad`"


def test_every_family_at_every_level_is_full_coverage() -> None:
    found = weighed(wish("reasoning"))
    assert found["broad"].coverage == found["fine"].coverage == 1.0
    assert 0 < found["stress"].coverage < 1.0


def test_even_parts_are_fully_distinct() -> None:
    found = weighed(wish("reasoning"))
    weights = [one.importance for one in found["broad"].subtasks]
    effective = sum(weights) ** 2 / sum(weight**2 for weight in weights)
    assert found["broad"].distinctness == pytest.approx(effective / len(weights))
    assert found["fine"].distinctness == 1.0


def test_stress_takes_several_steps_and_upper_levels() -> None:
    for subtask in weighed(wish("math"))["stress"].subtasks:
        assert min(subtask.levels) >= 2


def test_the_same_request_gives_the_same_subtasks() -> None:
    assert weighed(wish("reasoning")) == weighed(wish("reasoning"))
