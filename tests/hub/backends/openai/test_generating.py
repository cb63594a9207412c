"""Chat and plain completions, as they go over the wire and come back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.chatting import answer, asks, cause

from envhub.messages import Message, Part, ToolCall
from envhub.model import Generate, Prompt, Tool
from envhub_hub.backends.prices import Price

ADD = Tool(name="add", description="Add.", parameters={"type": "object", "properties": {}})
CLOSED = {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"],
          "additionalProperties": False}  # fmt: skip
PRICE = Price.model_validate(
    {"model": "tiny", "host": "127.0.0.1", "input": 2.0, "output": 10.0, "date": "2026-01-01",
     "source": "a test"}
)  # fmt: skip


def test_a_conversation_is_sent_as_it_is(server: Any, connect: Any) -> None:
    model = connect()
    call = ToolCall(id="c9", name="add", arguments={"a": 1})
    messages = (
        Message(role="system", content="Be brief."),
        Message(role="user", content="one plus two?"),
        Message(role="assistant", content="", tool_calls=(call,)),
        Message(role="tool", content="3", tool_call_id="c9"),
    )
    reply = answer(model, Generate(prompt=Prompt(messages=messages), max_tokens=7))
    assert reply.text == "four"
    assert reply.stop_reason == "stop"
    assert (reply.usage.input_tokens, reply.usage.output_tokens) == (11, 3)
    assert reply.latency_ms is not None
    body = server.bodies[-1]
    function = {"name": "add", "arguments": '{"a": 1}'}
    assert body["messages"] == [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "one plus two?"},
        {"role": "assistant", "content": None,
         "tool_calls": [{"id": "c9", "type": "function", "function": function}]},
        {"role": "tool", "content": "3", "tool_call_id": "c9"},
    ]  # fmt: skip
    assert (body["model"], body["max_tokens"], body["temperature"]) == ("tiny", 7, 0.0)
    assert "seed" not in body


def test_a_seed_goes_with_a_temperature(server: Any, connect: Any) -> None:
    answer(connect(), asks(temperature=0.7, seed=5))
    assert (server.bodies[-1]["temperature"], server.bodies[-1]["seed"]) == (0.7, 5)


def test_a_text_ends_before_the_first_stop_string_whatever_the_server_does(
    server: Any, connect: Any
) -> None:
    model = connect()
    server.script(answer="one. two\nthree")
    stops = ("a", "b", "c", "d", "\n", "two")
    reply = answer(model, asks(stop=stops))
    assert (reply.text, reply.stop_reason) == ("one. ", "stop")
    assert server.bodies[-1]["stop"] == ["a", "b", "c", "d"]


def test_pictures_and_sounds_are_passed_through(server: Any, connect: Any) -> None:
    parts = (
        Part(type="image", source="data:image/png;base64,QUJD"),
        Part(type="audio", source="data:audio/wav;base64,REVG"),
    )
    message = Message(role="user", content="what is this?", parts=parts)
    reply = answer(connect(), Generate(prompt=Prompt(messages=(message,))))
    assert server.bodies[-1]["messages"][0]["content"] == [
        {"type": "text", "text": "what is this?"},
        {"type": "image_url", "image_url": {"url": "data:image/png;base64,QUJD"}},
        {"type": "input_audio", "input_audio": {"data": "REVG", "format": "wav"}},
    ]
    assert "QUJD" not in reply.prompt


def test_a_sound_in_another_form_is_beyond_the_protocol(connect: Any) -> None:
    parts = (Part(type="audio", source="data:audio/flac;base64,REVG"),)
    message = Message(role="user", content="", parts=parts)
    assert cause(connect(), Generate(prompt=Prompt(messages=(message,)))) == "ability"


def test_tool_calls_come_back(server: Any, connect: Any) -> None:
    reply = answer(connect(), asks(tools=(ADD,)))
    assert reply.tool_calls == (ToolCall(id="c1", name="add", arguments={"city": "Oslo"}),)
    assert reply.text == ""
    assert server.bodies[-1]["tools"] == [{"type": "function", "function": ADD.model_dump()}]


def test_a_call_that_is_no_json_is_malformed_and_ids_are_unique(server: Any, connect: Any) -> None:
    model = connect()
    written = ('{"a": 1}', "{a: 1}", "[1]")
    calls = [{"id": "same", "function": {"name": "add", "arguments": one}} for one in written]
    server.script(tools="ignored", message={"tool_calls": calls})
    found = answer(model, asks(tools=(ADD,))).tool_calls
    assert [call.malformed for call in found] == [None, "{a: 1}", "[1]"]
    assert len({call.id for call in found}) == 3


def test_what_no_record_could_hold_is_not_let_in(server: Any, connect: Any) -> None:
    model = connect()
    call = {"id": "c", "function": {"name": "add", "arguments": '{"a": NaN}'}}
    server.script(
        tools="ignored", message={"content": "half \ud800, whole \U0001f600", "tool_calls": [call]}
    )
    reply = answer(model, asks(tools=(ADD,)))
    assert reply.text == "half \ufffd, whole \U0001f600"
    assert reply.tool_calls[0].malformed == '{"a": NaN}'
    reply.model_dump_json()


def test_a_schema_is_held_strictly_where_it_can_be(server: Any, connect: Any) -> None:
    model = connect()
    assert json.loads(answer(model, asks(response_schema=CLOSED)).text) == {"answer": 4}
    assert server.bodies[-1]["response_format"]["json_schema"] == {
        "name": "answer", "schema": CLOSED, "strict": True,
    }  # fmt: skip
    answer(model, asks(response_schema={"type": "object"}))
    assert "strict" not in server.bodies[-1]["response_format"]["json_schema"]


@pytest.mark.parametrize("how", ["refused", "ignored"])
def test_what_a_server_does_not_show_is_no_ability(server: Any, connect: Any, how: str) -> None:
    server.script(tools=how, schema=how)
    model = connect()
    assert model.identity.abilities == ()
    assert cause(model, asks(tools=(ADD,))) == "ability"
    assert cause(model, asks(response_schema=CLOSED)) == "ability"


def test_plain_layout_goes_to_completions(server: Any, connect: Any) -> None:
    reply = answer(connect(), asks("two plus two is", chat="never"))
    assert reply.text == " four"
    assert server.seen[-1]["path"] == "/v1/completions"
    assert server.bodies[-1]["prompt"] == "two plus two is"


def test_a_model_without_chat_is_asked_in_plain_layout(server: Any, connect: Any) -> None:
    server.script(chat=False)
    model = connect()
    assert model.identity.options["chat"] == "none"
    assert answer(model, asks()).text == " four"
    assert cause(model, asks(chat="always")) == "chat_template"


def test_a_model_that_thinks_is_spoken_to_in_its_own_fields(server: Any, connect: Any) -> None:
    server.script(refuses=["max_tokens", "temperature", "stop"])
    model = connect()
    assert model.identity.options["temperature"] == "the server's own"
    reply = answer(model, asks(stop=("u",), max_tokens=9))
    assert reply.text == "fo"
    assert server.bodies[-1]["max_completion_tokens"] == 9
    assert not {"max_tokens", "temperature", "stop"} & server.bodies[-1].keys()


def test_a_field_may_be_refused_in_words_only(server: Any, connect: Any) -> None:
    server.script(faults=[{"status": 400, "message": "use max_completion_tokens, not max_tokens"}])
    answer(connect(), asks(max_tokens=9))
    assert server.bodies[-1]["max_completion_tokens"] == 9


def test_the_length_and_a_filter_are_told_apart(server: Any, connect: Any) -> None:
    model = connect()
    server.script(choice={"finish_reason": "length"})
    assert answer(model, asks()).stop_reason == "length"
    server.script(choice={"finish_reason": "content_filter"})
    assert cause(model) == "refused by server"


def test_a_refusal_of_the_model_is_its_answer(server: Any, connect: Any) -> None:
    model = connect()
    server.script(message={"content": None, "refusal": "I can't."})
    assert answer(model, asks()).text == "I can't."


def test_a_cost_is_usage_by_price_and_unknown_is_never_zero(server: Any, connect: Any) -> None:
    priced = connect(price=PRICE)
    assert answer(priced, asks()).cost == pytest.approx((11 * 2 + 3 * 10) / 1e6)
    assert answer(connect(), asks()).cost is None
    server.script(whole={"usage": None})
    assert answer(priced, asks()).cost is None


def test_the_identity_names_what_can_change_a_number(server: Any, connect: Any) -> None:
    identity = connect().identity
    assert identity.name == "openai/tiny"
    assert identity.abilities == ("tools", "response_schema")
    host = server.url.removeprefix("http://").removesuffix("/v1")
    assert identity.options == {"host": host, "chat": "the server's", "fingerprint": "fp_1"}
