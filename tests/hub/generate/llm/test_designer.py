"""Readings of a request proposed, accepted, revised and discarded, a tool a turn."""

from __future__ import annotations

import pytest
from tests.hub.generate.llm.talking import LOST, prompt_of, proposal, talk

from envhub_hub.generate.llm.designer import TURNS, Action, _Table, design, problem_of
from envhub_hub.generate.request.value import Request, Wish

REQUEST = Request(text="math please", wishes=(Wish(id="math", text="math"),))
BROAD, FINE, STRESS = (
    proposal("broad", "sums", "shares"),
    proposal("fine", "sums", "shares", "ratios"),
    proposal("stress", "chains"),
)
OTHER = proposal("fine", "units")


def act(tool: str, *some, names=(), why="It is so."):
    return Action(tool=tool, rationale=why, names=names, proposals=some)


PROPOSE = act("propose", BROAD, FINE, STRESS)


def test_three_accepted_proposals_end_the_design():
    found, asked = talk(
        design(REQUEST), PROPOSE, act("accept", names=("broad", "stress")),
        act("revise", OTHER), act("accept", names=("fine",)),
    )  # fmt: skip
    assert found.stopped == "stabilised"
    assert [one.name for one in found.proposals] == ["broad", "stress", "fine"]
    assert found.proposals[2] == OTHER
    assert [one.tool for one in found.turns] == ["propose", "accept", "revise", "accept"]
    assert "math please" in prompt_of(asked[0])
    assert "It is so." in prompt_of(asked[3])


def test_what_is_discarded_is_kept_with_its_reason():
    found, _ = talk(
        design(REQUEST), PROPOSE, act("accept", names=("broad",)),
        act("discard", names=("fine",), why="Too fine."), act("done"),
    )  # fmt: skip
    assert [(one.proposal.name, one.reason) for one in found.discarded] == [
        ("fine", "Too fine."), ("stress", "it was never accepted"),
    ]  # fmt: skip


def test_turns_end_and_the_drafts_that_break_no_rule_are_kept():
    again = [act("revise", BROAD)] * (TURNS - 2)
    found, _ = talk(design(REQUEST), PROPOSE, act("accept", names=("stress",)), *again)
    assert (found.stopped, len(found.turns)) == ("turns", TURNS)
    assert [one.name for one in found.proposals] == ["stress", "broad", "fine"]


def test_answers_that_fail_twice_in_a_row_end_it_with_what_there_is():
    found, _ = talk(design(REQUEST), PROPOSE, act("accept", names=("fine",)), LOST, LOST)
    assert found.stopped == "failed"
    assert found.proposals[0].name == "fine"
    assert [one.tool for one in found.turns[-2:]] == ["none", "none"]
    nothing, _ = talk(design(REQUEST), LOST, LOST)
    assert nothing.proposals == ()


def test_the_set_is_proposed_anew_three_times_at_most():
    table = _Table(("math",))
    for _ in range(4):
        assert table.problem(PROPOSE) is None
        table.apply(PROPOSE)
    assert "no proposal is left" in (table.problem(PROPOSE) or "")


@pytest.mark.parametrize(
    ("action", "says"),
    [
        (act("accept", names=("deep",)), "`deep` is none (broad, fine, stress)"),
        (act("done"), "nothing is accepted"),
        (act("propose", BROAD), "3 are wanted"),
        (act("revise", proposal("deep", "sums")), "under the name of one that is there"),
        (act("revise", proposal("fine", "sums", "shares")), "same subtasks as `broad`"),
        (act("revise", proposal("fine", "sums", capability="maths")), "serves the wish `math`"),
        (act("revise", proposal("fine", "sums", "sums")), "two subtasks of one id"),
    ],
)
def test_an_action_that_breaks_a_rule_is_no_answer(action, says):
    table = _Table(("math",))
    table.apply(PROPOSE)
    assert says in (table.problem(action) or "")


def test_importance_makes_no_other_subtask():
    lighter = proposal("light", "sums", "shares", importance=0.5)
    assert problem_of((lighter,), (BROAD,), ("math",)) == "`light` has the same subtasks as `broad`"


def test_feedback_of_the_stages_behind_is_shown():
    _, asked = talk(design(REQUEST, "nothing grounds `chains`"), LOST, LOST)
    assert "nothing grounds `chains`" in prompt_of(asked[0])


def test_a_subtask_serves_a_wish_and_becomes_one_of_its_parts():
    odd = proposal("odd", "sums", capability="maths")
    both = BROAD.model_copy(update={"name": "both", "subtasks": (*BROAD.subtasks, *odd.subtasks)})
    assert "`maths`, which is no wish" in (problem_of((both,), (), ("math",)) or "")
    made = BROAD.subtasks[0].subtask()
    assert (made.id, made.capability, made.evidence) == ("math/sums", "math", "the deliveries")
