"""Many rollouts at once: every request is answered once, whatever the order."""

from __future__ import annotations

import pytest

from envhub import BackendError, Generate, Message, ModelIdentity, Prompt, Reply
from envhub_hub.runner import drive

ASK = Generate(prompt=Prompt(messages=(Message(role="user", content="?"),)))


class Answers:
    """A model that answers a batch as it is told, and remembers how large each was."""

    identity = ModelIdentity(name="test/answers")

    def __init__(self, order=lambda count: range(count)):
        self.order = order
        self.batches = []

    def respond(self, requests):
        self.batches.append(len(requests))
        for index in self.order(len(requests)):
            yield index, Reply(text=f"{index} of {len(requests)}")


def rollout(name, turns=1):
    """A rollout whose row is its name and what it was told."""
    heard = []
    for _ in range(turns):
        reply = yield ASK
        heard += [reply.text]
    return name, heard


def test_rows_come_in_the_order_of_the_answers():
    model = Answers(lambda count: reversed(range(count)))
    rows = list(drive((rollout(n) for n in range(3)), model))
    assert rows == [(2, ["2 of 3"]), (1, ["1 of 3"]), (0, ["0 of 3"])]


def test_no_more_rollouts_are_under_way_than_the_window_holds():
    model = Answers()
    rows = list(drive((rollout(n, turns=3) for n in range(7)), model, window=2))
    assert sorted(name for name, _ in rows) == list(range(7))
    assert max(model.batches) == 2
    assert sum(model.batches) == 21


def test_a_rollout_is_begun_only_when_there_is_room():
    begun = []
    rollouts = (begun.append(n) or rollout(n) for n in range(100))
    next(drive(rollouts, Answers(), window=4))
    assert begun == [0, 1, 2, 3]


def test_a_rollout_that_needs_no_model_gives_its_row():
    model = Answers()
    rows = list(drive([rollout("none", turns=0), rollout("one")], model))
    assert rows == [("none", []), ("one", ["0 of 1"])]
    assert model.batches == [1]


def test_nothing_to_do_asks_nothing():
    model = Answers()
    assert list(drive([], model)) == model.batches == []


def test_a_model_that_leaves_requests_out_can_not_go_on():
    with pytest.raises(BackendError, match="`test/answers` answered 2 of 3 requests"):
        list(drive((rollout(n) for n in range(3)), Answers(lambda _: [0, 2])))


@pytest.mark.parametrize("order", [[0, 0, 1], [0, 1, 5], [-1, 0, 1]])
def test_a_model_that_answers_what_is_not_open_can_not_go_on(order):
    with pytest.raises(BackendError, match="which was not open"):
        list(drive((rollout(n) for n in range(2)), Answers(lambda _: order)))
