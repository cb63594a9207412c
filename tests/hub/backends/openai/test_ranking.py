"""Log-probabilities by echo, from servers that offer them and from those that don't."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from tests.chatting import answer, asks, ranks


def test_a_continuation_is_the_sum_of_its_tokens(server: Any, connect: Any) -> None:
    reply = answer(connect(), ranks("two plus two is", "four", "surely five", "four four"))
    assert reply.failure is None
    found = [(one.text, one.logprob, one.tokens, one.greedy) for one in reply.continuations]
    # The server gives a word of n characters, with its space, -n/8; ` four` is its best everywhere.
    assert found == [
        ("four", -5 / 8, 1, True),
        ("surely five", -12 / 8, 2, False),
        ("four four", -10 / 8, 2, True),
    ]
    assert len([one for one in server.bodies if "echo" in one]) == 2
    assert server.bodies[-1]["prompt"][0] == "two plus two is four"
    assert reply.usage.output_tokens == 0


def test_a_continuation_that_begins_within_a_token_is_no_number(connect: Any) -> None:
    reply = answer(connect(), ranks("it is un", "done", delimiter=""))
    assert reply.failure is not None
    assert reply.failure.cause == "tokenization"


@pytest.mark.parametrize("how", ["refused", "left out"])
def test_a_server_without_logprobs_is_asked_once_and_said_once(
    server: Any, connect: Any, caplog: Any, how: str
) -> None:
    server.script(logprobs=how)
    model = connect()
    asked = len(server.seen)
    with caplog.at_level(logging.WARNING):
        replies = dict(model.respond([ranks("a b", "c"), ranks("d e", "f"), asks()]))
    assert [replies[at].failure.cause for at in (0, 1)] == ["logprobs", "logprobs"]
    assert replies[2].text == "four"
    assert len(server.seen) == asked + 2
    assert [one.message for one in caplog.records if "log-probabilities" in one.message] == [
        replies[0].failure.message
    ]
