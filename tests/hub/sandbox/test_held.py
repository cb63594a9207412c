"""A guest that is held for a run."""

from __future__ import annotations

import pytest

from envhub_hub.sandbox import GuestLost, GuestRaised


@pytest.fixture
def hold(sandbox):
    held = []

    def make(code: str, **settings):
        held.append(sandbox.hold(code, **settings))
        return held[-1]

    yield make
    for one in held:
        one.__exit__(None, None, None)


def test_a_function_is_called_again_and_again_in_one_process(hold):
    guest = hold("calls = []\ndef score(x):\n    calls.append(x)\n    return len(calls)")
    assert [guest.call("score", x) for x in "abc"] == [1, 2, 3]


def test_it_says_what_it_offers(hold):
    assert {"score"} <= hold("def score(): pass\nlimit = 3").names


def test_what_it_raises_arrives_by_name(hold):
    guest = hold("def score(x): return 1 / x")
    with pytest.raises(GuestRaised, match="ZeroDivisionError: division by zero"):
        guest.call("score", 0)
    assert guest.call("score", 2) == 0.5


def test_a_function_that_is_not_there_is_a_key_error(hold):
    with pytest.raises(GuestRaised, match="KeyError"):
        hold("x = 1").call("score")


def test_code_that_raises_is_told_at_once(hold):
    with pytest.raises(GuestRaised, match="NameError"):
        hold("undefined")


def test_a_value_that_is_no_plain_data_is_told(hold):
    with pytest.raises(GuestRaised, match="no plain data"):
        hold("def score(): return object()").call("score")


def test_a_call_that_never_ends_loses_the_guest(hold):
    guest = hold("def score():\n    while True: pass", seconds=0.5)
    with pytest.raises(GuestLost, match="timeout"):
        guest.call("score")
    with pytest.raises(GuestLost, match="has ended"):
        guest.call("score")


def test_a_guest_that_leaves_is_lost(hold):
    guest = hold("import os\ndef score(): os._exit(0)")
    with pytest.raises(GuestLost):
        guest.call("score")


def test_it_can_reach_nothing(hold):
    guest = hold("import os\ndef score(): return [*os.environ], os.listdir('/etc')")
    with pytest.raises(GuestRaised, match=r"FileNotFoundError|PermissionError"):
        guest.call("score")


def test_calls_of_a_long_run_do_not_add_up_to_a_limit(hold):
    burn = "import time\ndef f(end):\n    while time.process_time() < end: pass"
    guest = hold(burn, seconds=0.9)
    for spent in (0.3, 0.5, 0.7, 0.9, 1.1, 1.3, 1.5):
        guest.call("f", spent)
