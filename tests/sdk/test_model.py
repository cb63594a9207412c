"""The public fake: it says what it is told to, in the form that was asked."""

from __future__ import annotations

import math

import pytest

from envhub import Generate, Message, MockModel, Prompt, Rank, Usage
from envhub.messages import plain_text


def asked(text: str) -> Prompt:
    return Prompt(messages=(Message(role="user", content=text),))


def reply(model: MockModel, request):
    ((index, answer),) = model.respond([request])
    assert index == 0
    return answer


@pytest.mark.parametrize(
    ("says", "text"),
    [
        ("yes", "yes"),
        ({"sky": "blue", "sun": "hot"}, "hot"),
        (lambda request: "fn", "fn"),
        ({}, ""),
    ],
)
def test_an_answer_may_be_a_text_a_mapping_or_a_function(says, text):
    assert reply(MockModel(says), Generate(prompt=asked("the sun?"))).text == text


def test_a_text_ends_before_the_first_stop():
    found = reply(MockModel("one\ntwo; three"), Generate(prompt=asked("q"), stop=(";", "\n")))
    assert (found.text, found.stop_reason) == ("one", "stop")


def test_the_named_continuation_is_the_most_probable():
    found = reply(MockModel("red"), Rank(prompt=asked("q"), continuations=(" blue", " red", "x")))
    best = max(found.continuations, key=lambda one: one.logprob)
    assert [one.text for one in found.continuations] == [" blue", " red", "x"]
    assert (best.text, best.greedy) == (" red", True)
    assert sum(math.exp(one.logprob) for one in found.continuations) <= 1


def test_every_request_is_answered_in_its_place():
    model = MockModel(lambda request: request.prompt.messages[0].content.upper())
    requests = [Generate(prompt=asked(text)) for text in "abc"]
    assert [answer.text for _, answer in model.respond(requests)] == ["A", "B", "C"]


def test_usage_adds_up():
    total = Usage(input_tokens=1, output_tokens=2) + Usage(input_tokens=3)
    assert total == Usage(input_tokens=4, output_tokens=2)


def test_a_conversation_is_laid_out_as_lm_eval_does():
    turns = [("system", "S"), ("user", "Q1"), ("assistant", "A1"), ("user", "Q2")]
    messages = tuple(Message(role=role, content=text) for role, text in turns)
    assert plain_text(messages) == "S\n\nQ1 A1\n\nQ2"
    assert plain_text(messages, "\n") == "S\n\nQ1\nA1\n\nQ2"
