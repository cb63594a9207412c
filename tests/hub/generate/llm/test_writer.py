"""An item written operation by operation; what is wrong is undone."""

from __future__ import annotations

from tests.hub.generate.llm.talking import LOST, prompt_of, subtask, talk

from envhub_hub.generate.llm import Material, write

GIVEN = Material(key="m", text="18 crates of 12 loaves; 50 are sold.")
GOOD = {"fit": "good", "goal": "Keep track."}
CONTEXT = {"operation": "context", "context": "There are 18 crates of 12 loaves; 50 are sold."}
QUESTION = {"operation": "question", "question": "How many loaves are left?"}
CHECK = {"kind": "arithmetic", "expression": "18 * 12 - 50"}
ANSWER = {"operation": "answer", "answer": "166", "check": CHECK}
WRONG = ANSWER | {"answer": "160"}


def number():
    return write(subtask("number"), GIVEN, 2)


def test_an_item_grows_by_an_operation_a_turn():
    found, asked = talk(number(), GOOD, CONTEXT, QUESTION, ANSWER | {"finished": True})
    assert (found.answer, found.question) == ("166", "How many loaves are left?")
    assert "18 crates of 12 loaves; 50 are sold." in prompt_of(asked[0])
    assert '"question":"How many loaves are left?"' in prompt_of(asked[3])


def test_one_operation_may_write_it_all():
    whole = {**CONTEXT, **QUESTION, **ANSWER, "operation": "all", "finished": True}
    assert talk(number(), GOOD, whole)[0].answer == "166"


def test_a_wrong_operation_is_undone_and_its_author_told():
    found, asked = talk(number(), GOOD, CONTEXT, QUESTION, WRONG, ANSWER | {"finished": True})
    assert found.answer == "166"
    shown = prompt_of(asked[-1])
    assert "was undone: `18 * 12 - 50` is 166, not 160" in shown
    assert '"answer":null' in shown


def test_an_operation_writes_its_own_fields_only():
    _, asked = talk(number(), GOOD, QUESTION | {"answer": "166"}, LOST)
    assert "`question` may not write `answer`" in prompt_of(asked[-1])


def test_an_item_is_not_finished_before_it_is_whole():
    _, asked = talk(number(), GOOD, QUESTION | {"finished": True}, LOST)
    assert "answer and check not written" in prompt_of(asked[-1])


def test_after_three_retries_it_is_given_up():
    found, _ = talk(number(), GOOD, CONTEXT, QUESTION, *[WRONG] * 4)
    assert (found.cause, "not 160" in found.message) == ("retries", True)


def test_after_ten_operations_it_is_given_up():
    found, asked = talk(number(), GOOD, *[CONTEXT, QUESTION] * 5)
    assert (found.cause, len(asked)) == ("turns", 11)


def test_material_that_can_carry_no_item_is_skipped():
    assert talk(number(), {"fit": "skip"})[0].cause == "skip"
    assert talk(number(), LOST)[0] == LOST
