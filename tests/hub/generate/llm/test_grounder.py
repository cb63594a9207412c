"""A source is chosen among those that are offered."""

from __future__ import annotations

import pytest
from tests.hub.generate.llm.talking import prompt_of, subtask, talk

from envhub_hub.generate.llm.grounder import Candidate, Choice, choose

OFFERS = [
    Candidate(id=one, title=one.title(), about="x") for one in ("sums", "dates", "trade", "maps")
]


def test_the_best_sources_are_chosen_by_id():
    found, asked = talk(choose(subtask(), OFFERS), {"ids": ["trade", "sums"], "rationale": "Both."})
    assert found.ids == ("trade", "sums")
    assert "- maps: Maps. x" in prompt_of(asked[0])


def test_nothing_is_a_choice_too():
    found, _ = talk(choose(subtask(), OFFERS), {"ids": [], "rationale": "None has deliveries."})
    assert (found.ids, found.rationale) == ((), "None has deliveries.")


@pytest.mark.parametrize(
    ("ids", "says"),
    [(("wikipedia",), "`wikipedia` is not offered"), (("sums", "sums"), "different"),
     (("sums", "dates", "trade", "maps"), "at most 3")],
)  # fmt: skip
def test_a_source_that_is_not_offered_is_no_answer(ids, says):
    question = next(choose(subtask(), OFFERS))
    assert says in (question.check(Choice(ids=ids, rationale="Why not.")) or "")
