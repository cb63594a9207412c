"""Several turns: those of a script, and those of a model that plays the user."""

from __future__ import annotations

import json

import pytest
from tests.doubles import Told, turns

from envhub import (
    Failure,
    InvalidEnvironment,
    Message,
    MockModel,
    Reply,
    Sample,
    Target,
    check,
    evaluate,
)
from envhub.services import ServiceMissing

SCRIPT = Sample(
    id="a", capability="m",
    messages=(
        Message(role="system", content="Count."),
        Message(role="user", content="one"), Message(role="assistant", content="two"),
        Message(role="user", content="three"), Message(role="user", content="five"),
    ),
)  # fmt: skip
SIX = Target(id="a", targets=("six",))
GOAL = Sample(id="a", capability="m", input="Hello.", metadata={"goal": "a table for two"})
PLAYED = {
    "type": "multi_turn",
    "user": {"prompt": "harness/user.jinja", "end": "[END]"},
    "system": "You take bookings.",
}
USER = {"harness/user.jinja": b"You want {{ metadata.goal }}. Say [END] when you have it.\n"}


def said(row) -> list[tuple[str, str]]:
    return [(one["role"], one["content"]) for one in json.loads(row.exchange)["messages"]]


def scripted(make, **harness):
    return make({"type": "exact"}, [(SCRIPT, SIX)], harness={"type": "multi_turn", **harness})


def simulated(make, **harness):
    pair = (GOAL, Target(id="a", targets=("booked",)))
    return make({"type": "exact"}, [pair], harness={**PLAYED, **harness}, files=USER)


def test_the_model_speaks_where_the_script_leaves_room(make):
    seen = []

    def says(request):
        seen.append([one.content for one in request.prompt.messages])
        return "four" if len(seen) == 1 else "six"

    (row,) = evaluate(scripted(make), MockModel(says))
    assert seen == [["Count.", "one", "two", "three"],
                    ["Count.", "one", "two", "three", "four", "five"]]  # fmt: skip
    assert (row.status, row.output) == ("pass", "six")
    assert [text for _, text in said(row)] == [*seen[1], "six"]


def test_a_script_is_cut_where_the_harness_says(make):
    (row,) = evaluate(scripted(make, max_turns=1), MockModel("four"))
    assert (row.stop_reason, row.status, row.output) == ("turns", "fail", "four")


def test_a_failed_turn_ends_a_script(make):
    gone = Reply(failure=Failure(cause="context_length", message="too long"))
    (row,) = evaluate(scripted(make), MockModel(turns("four", gone)))
    assert (row.status, row.cause) == ("invalid", "context_length")


def test_a_played_user_sees_the_conversation_from_the_other_side(make):
    answers = iter(["For two, please.", "Thanks! [END] bye"])
    services = Told(ask=lambda role, request: Reply(text=next(answers)))
    (row,) = evaluate(simulated(make), MockModel(turns("How many?", "booked")), services=services)
    assert said(row) == [
        ("system", "You take bookings."), ("user", "Hello."), ("assistant", "How many?"),
        ("user", "For two, please."), ("assistant", "booked"), ("user", "Thanks!"),
    ]  # fmt: skip
    (role, request), _ = services.asked
    assert role == "user"
    assert [(one.role, one.content) for one in request.prompt.messages] == [
        ("system", "You want a table for two. Say [END] when you have it."),
        ("assistant", "Hello."), ("user", "How many?"),
    ]  # fmt: skip
    assert (row.status, row.output) == ("pass", "booked")


def test_the_measured_model_never_sees_what_the_user_wants(make):
    seen = []
    services = Told(ask=lambda role, request: Reply(text="[END]"))
    evaluate(simulated(make), MockModel(lambda q: seen.append(q.model_dump_json()) or ""),
             services=services)  # fmt: skip
    assert seen
    assert not any("table for two" in one for one in seen)


def test_a_talk_without_end_is_cut(make):
    services = Told(ask=lambda role, request: Reply(text="And?"))
    (row,) = evaluate(simulated(make, max_turns=3), MockModel("Well."), services=services)
    assert (row.stop_reason, json.loads(row.exchange)["turns"]) == ("turns", 3)


def test_a_user_that_can_not_be_asked_makes_the_sample_invalid(make):
    gone = Reply(failure=Failure(cause="backend", message="gone"))
    services = Told(ask=lambda role, request: gone)
    (row,) = evaluate(simulated(make), MockModel("Well."), services=services)
    assert (row.status, row.cause, row.message) == ("invalid", "user", "the simulated user: gone")


def test_without_a_model_that_plays_the_user_it_is_refused(make):
    with pytest.raises(ServiceMissing, match="the simulated user is a model"):
        evaluate(simulated(make), MockModel("x"))
    (line,) = check(simulated(make)).not_checked
    assert line.startswith("capability `m`: harness of type `multi_turn`: the simulated user")


def test_a_missing_prompt_of_the_user_is_a_problem_of_the_environment(make):
    pair = (GOAL, Target(id="a", targets=("booked",)))
    environment = make({"type": "exact"}, [pair], harness=PLAYED)
    with pytest.raises(InvalidEnvironment, match=r"`harness/user\.jinja` is missing"):
        evaluate(environment, MockModel("x"), services=Told(ask=lambda *_: Reply()))
    assert "`harness/user.jinja` is missing" in check(environment).problems[0]
