"""What goes wrong on the way: tried again where that may help, and said in one word where not."""

from __future__ import annotations

import time
from typing import Any

import pytest
from tests.chatting import KEY, answer, asks, cause
from tests.hub.backends.openai.quick import QUICK

from envhub.errors import BackendError, NotFound, PermissionMissing
from envhub_hub.backends.openai.calling import LOST


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 500},
        {"status": 503},
        {"status": 429},
        {"drop": True},
        {"text": "{torn"},
        {"text": '{"choices": []}'},
        {"text": "[" * 100_000},
        {"sleep": 1.0},
    ],
    ids=str,
)
def test_what_may_pass_is_tried_again(server: Any, connect: Any, fault: dict[str, Any]) -> None:
    model = connect()
    server.script(faults=[fault])
    assert answer(model, asks()).text == "four"
    assert len(server.seen) == 2


@pytest.mark.parametrize(
    ("fault", "word", "tries"),
    [
        ({"status": 500}, "backend", 4),
        ({"status": 429}, "rate_limit", 4),
        ({"text": "<html>"}, "backend", 4),
        ({"sleep": 1.0}, "timeout", 2),
        ({"status": 400, "message": "no", "code": "context_length_exceeded"}, "context_length", 1),
        ({"status": 400, "message": "maximum context length is 8"}, "context_length", 1),
        ({"status": 400, "message": "I don't like it"}, "refused by server", 1),
        ({"status": 403, "message": "moderated"}, "refused by server", 1),
        ({"status": 429, "headers": "Retry-After: 3600\r\n"}, "rate_limit", 1),
    ],
    ids=str,
)
def test_what_does_not_pass_has_its_cause(
    server: Any, connect: Any, fault: dict[str, Any], word: str, tries: int
) -> None:
    model = connect()
    server.script(faults=[fault] * 4)
    assert cause(model) == word
    assert len(server.seen) == tries


def test_retry_after_is_honoured_and_holds_up_nobody_else(server: Any, connect: Any) -> None:
    model = connect()
    server.script(faults=[{"status": 429, "headers": "Retry-After: 1\r\n"}])
    began = time.monotonic()
    came = [time.monotonic() - began for _ in model.respond([asks()] * 8)]
    assert came[-2] < 0.8
    assert 1.0 <= came[-1] < 2.0


def test_one_request_that_fails_fails_alone(server: Any, connect: Any) -> None:
    model = connect()
    server.script(faults=[{"status": 400}])
    replies = dict(model.respond([asks()] * 10))
    assert sorted(replies) == list(range(10))
    assert sum(reply.failure is not None for reply in replies.values()) == 1


def test_too_many_at_once_makes_it_slower_and_loses_nothing(server: Any, connect: Any) -> None:
    model = connect(patience=QUICK.model_copy(update={"tries": 12}))
    server.script(limit=6, seconds=0.01)
    replies = dict(model.respond([asks()] * 150))
    assert [reply.failure for reply in replies.values()] == [None] * 150
    refused = len(server.seen) - 150
    assert refused < 150


def test_no_more_are_open_than_the_ceiling(server: Any, connect: Any) -> None:
    model = connect(concurrency=5)
    server.script(seconds=0.02)
    assert len(list(model.respond([asks()] * 30))) == 30
    assert server.most == 5


def test_a_wrong_key_is_said_at_once_and_never_shown(server: Any, connect: Any) -> None:
    server.script(key="sk-another")
    with pytest.raises(PermissionMissing, match="refused the key") as caught:
        connect()
    assert caught.value.exit_code == 4
    assert KEY not in str(caught.value)
    assert "[key]" in str(caught.value)


def test_a_key_that_is_taken_away_ends_the_run(server: Any, connect: Any) -> None:
    model = connect()
    server.script(key="sk-another")
    with pytest.raises(PermissionMissing):
        list(model.respond([asks()] * 20))


def test_a_server_that_quotes_the_key_does_not_get_it_into_an_answer(
    server: Any, connect: Any
) -> None:
    server.script(whole={"system_fingerprint": KEY})
    model = connect()
    assert KEY not in model.identity.model_dump_json()
    server.script(answer=f"your key is {KEY}")
    assert answer(model, asks()).text == "your key is [key]"
    server.script(faults=[{"status": 400, "message": KEY}])
    assert KEY not in answer(model, asks()).model_dump_json()


def test_an_unknown_model_is_not_found_with_a_near_miss(connect: Any) -> None:
    with pytest.raises(NotFound, match=r"no model `tinny`.*did you mean `tiny`"):
        connect("tinny")


def test_an_address_without_the_protocol_is_not_found(server: Any, connect: Any) -> None:
    with pytest.raises(NotFound, match="neither a chat nor a completion"):
        connect(url=server.url.removesuffix("/v1"))


def test_a_server_that_is_not_there_is_a_backend_error(connect: Any) -> None:
    with pytest.raises(BackendError, match="did not answer") as caught:
        connect(url="http://127.0.0.1:9/v1")
    assert caught.value.hint is not None


def test_a_server_that_has_gone_ends_the_run(server: Any, connect: Any) -> None:
    model = connect(patience=QUICK.model_copy(update={"tries": 1}))
    server.script(faults=[{"drop": True}] * 1000)
    with pytest.raises(BackendError, match="does not answer any more"):
        list(model.respond([asks()] * (LOST + 20)))


def test_an_empty_account_ends_the_run(server: Any, connect: Any) -> None:
    model = connect()
    server.script(faults=[{"status": 429, "code": "insufficient_quota", "message": "pay"}])
    with pytest.raises(BackendError, match="is empty: pay"):
        list(model.respond([asks()] * 3))
