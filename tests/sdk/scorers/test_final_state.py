"""What stateful tools and a workspace were left with."""

from __future__ import annotations

import pytest

from envhub import Sample, Target, Trace
from envhub.scorers import FinalState
from envhub.services import LOCAL

SAMPLE = Sample(id="a", capability="m", input="Book it.")
WANTED = {"seats": 0, "booked": {"o1": {"city": "Oslo"}}, "held": None, "log": ["a", 1]}
FILES = {"calc.py": "x = 2\n", "old.py": None}


def score(trace: Trace, *, state=WANTED, files=FILES, **scorer):
    target = Target(id="a", data={"state": state, "files": files})
    return FinalState(**scorer).score(SAMPLE, target, trace, LOCAL)


def left(**changed) -> Trace:
    state = {"seats": 0, "booked": {"o1": {"city": "Oslo", "by": "x"}}, "log": ["a", 1], "more": 1}
    files = {"calc.py": "x = 2", "other.py": "y"}
    return Trace(state=state | changed.get("state", {}), files=files | changed.get("files", {}))


def test_what_is_named_holds_and_the_rest_may_be_anything():
    assert score(left()).value == 1.0


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"state": {"seats": 1}}, "state.seats"),
        ({"state": {"seats": False}}, "state.seats"),
        ({"state": {"booked": {}}}, "state.booked.o1.city"),
        ({"state": {"booked": 3}}, "state.booked.o1.city"),
        ({"state": {"held": 1}}, "state.held"),
        ({"state": {"log": ["a", 1, 2]}}, "state.log"),
        ({"files": {"calc.py": "x = 1"}}, "file calc.py"),
        ({"files": {"old.py": ""}}, "file old.py"),
    ],
)
def test_what_does_not_hold_is_named(changed, said):
    found = score(left(**changed))
    assert (found.value, found.explanation) == (0.0, f"not as wanted: {said}")


def test_partial_credit_is_the_share_of_what_is_named():
    assert score(left(state={"seats": 1}), partial=True).value == pytest.approx(5 / 6)
    assert score(left(), partial=True).value == 1.0
    assert (FinalState(partial=True).graded, FinalState().graded) == (True, False)


def test_nothing_left_behind_is_a_zero_even_where_only_absence_is_wanted():
    assert score(Trace(output="done"), state={}, files={"old.py": None}).value == 0.0


def test_a_file_that_must_be_there_is_not_made_by_its_absence():
    assert score(Trace(files={}), state={}, files={"empty.py": ""}).value == 0.0
