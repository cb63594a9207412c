"""A model on two workers of a real local cluster, and what becomes of work when one is lost.

Functions that are sent to workers stand inside others: those are pickled whole, and a test module
could not be imported there.
"""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from envhub.errors import BackendError, MissingRequirement
from envhub.model import Generate, MockModel, Model, Request
from envhub_hub.backends.ray.chunks import cut

pytestmark = pytest.mark.ray


def echo(slow: float = 0.0) -> Callable[[], Model]:
    """A model that answers with the process that it is in and the end of the question."""

    def load() -> Model:
        import os
        import time

        def answer(request: Any) -> str:
            time.sleep(slow)
            return f"{os.getpid()} {request.prompt.messages[-1].content.split()[-1]}"

        return MockModel(answer, name="mock/echo")

    return load


@pytest.fixture
def questions(ask: Any) -> list[Request]:
    return [Generate(prompt=ask(f"question {n}")) for n in range(40)]


def heard(reply: Any) -> tuple[int, str]:
    pid, word = reply.text.split()
    return int(pid), word


def test_every_request_is_answered_once_and_by_both_workers(spread, questions) -> None:
    model = spread(echo(0.01))
    replies = list(model.respond(questions))
    assert sorted(index for index, _ in replies) == list(range(40))
    assert all(heard(reply)[1] == str(index) for index, reply in replies)
    assert len({heard(reply)[0] for _, reply in replies}) == 2
    assert (model.identity.name, model.workers) == ("mock/echo", 2)


def test_what_a_worker_had_that_is_killed_at_work_is_asked_again(spread, questions, tmp_path):
    log = tmp_path / "log"
    late = {str(index) for index in cut(questions, 2, 32)[1]}

    def load() -> Model:
        import os
        import time

        def answer(request: Any) -> str:
            word = request.prompt.messages[-1].content.split()[-1]
            with log.open("a") as stream:
                stream.write(f"{os.getpid()} {word}\n")
            time.sleep(0.3 if word in late else 0.01)
            return f"{os.getpid()} {word}"

        return MockModel(answer, name="mock/logged")

    def asked() -> list[tuple[int, str]]:
        return [(int(pid), word) for pid, word in map(str.split, log.read_text().splitlines())]

    answering = spread(load).respond(questions)
    got = [next(answering)]
    (at_work,) = {pid for pid, word in asked() if word in late}
    assert heard(got[0][1])[0] != at_work
    os.kill(at_work, signal.SIGKILL)
    got += answering
    assert sorted(index for index, _ in got) == list(range(40))
    assert all(heard(reply)[1] == str(index) for index, reply in got)
    again = Counter(word for _, word in asked())
    assert {word for word, times in again.items() if times > 1} <= late
    assert max(again.values()) == 2


def test_a_lost_worker_is_replaced(spread, questions) -> None:
    model = spread(echo(0.01), workers=1)
    (_, first) = next(model.respond(questions[:1]))
    os.kill(heard(first)[0], signal.SIGKILL)
    (_, second) = next(model.respond(questions[:1]))
    assert heard(second)[0] != heard(first)[0]


def test_requests_that_no_worker_survives_end_the_run(spread, questions) -> None:
    def load() -> Model:
        import os

        return MockModel(lambda request: os._exit(1), name="mock/deadly")

    with pytest.raises(BackendError, match="3 workers were lost, each on the same 1 requests"):
        list(spread(load, workers=1).respond(questions[:1]))


def test_an_answer_that_nobody_waits_for_is_not_given_to_the_next(spread, questions) -> None:
    model = spread(echo(0.01))
    answering = model.respond(questions)
    next(answering)
    answering.close()
    replies = dict(model.respond(questions[30:]))
    assert {index: heard(reply)[1] for index, reply in replies.items()} == {
        n: str(n + 30) for n in range(10)
    }


def test_an_error_of_loading_comes_through_as_it_was(spread) -> None:
    def load() -> Model:
        raise MissingRequirement("no torch there", hint="pip install torch")

    with pytest.raises(MissingRequirement, match="no torch there") as caught:
        spread(load)
    assert caught.value.hint == "pip install torch"


def test_a_bug_of_a_model_is_named_in_one_line(spread, questions) -> None:
    def load() -> Model:
        return MockModel(lambda request: str(1 // 0))

    with pytest.raises(BackendError, match=r"on a worker: ZeroDivisionError: .*zero$"):
        list(spread(load).respond(questions))


def test_a_model_that_never_starts_is_given_up(spread) -> None:
    def load() -> Model:
        import os

        os._exit(1)

    with pytest.raises(BackendError, match="0 of 1 workers started, and no more"):
        spread(load, workers=1)


def test_workers_with_different_models_are_refused(spread, tmp_path) -> None:
    place = tmp_path / "taken"

    def load() -> Model:
        try:
            place.mkdir()
            return MockModel(name="mock/one")
        except FileExistsError:
            return MockModel(name="mock/two")

    with pytest.raises(BackendError, match="different models: name is mock/"):
        spread(load)


def test_a_worker_has_as_many_threads_as_cores(spread, questions) -> None:
    def load() -> Model:
        import torch

        return MockModel(lambda request: str(torch.get_num_threads()))

    assert {reply.text for _, reply in spread(load).respond(questions)} == {"1"}
