"""Tools in words: what a model is told, and how what it writes is read."""

from __future__ import annotations

import hashlib
import json
import time

import pytest

from envhub import Generate, Message, MockModel, Prompt, Reply
from envhub.messages import ToolCall
from envhub.model import Tool
from envhub.tools import protocol
from envhub.tools.protocol import MAX_CALLS, lower, read_calls, worded, written

WEATHER = Tool(
    name="weather",
    description="The weather of a city.",
    parameters={"type": "object", "properties": {"city": {"type": "string"}}},
)
OSLO = '{"name": "weather", "arguments": {"city": "Oslo"}}'


def asked(*messages: Message, **said) -> Generate:
    messages = messages or (Message(role="user", content="Rain?"),)
    return Generate(prompt=Prompt(messages=messages), **{"tools": (WEATHER,), **said})


def read(text: str) -> list[tuple[str, dict]]:
    return [(call.name, call.arguments) for call in read_calls(text, {"weather"})[1]]


@pytest.mark.parametrize(
    "text",
    [
        f"<tool_call>{OSLO}</tool_call>",
        f"I look.\n<tool_call>\n{OSLO}\n</tool_call>\n",
        f"<tool_call>{OSLO}",
        f"<tool_call>\n```json\n{OSLO}\n```\n</tool_call>",
        f"<tool_call>[{OSLO}]</tool_call>",
        f"<tool_call>{OSLO}}}</tool_call>",
        '<tool_call>{"name": "weather", "parameters": {"city": "Oslo"}}</tool_call>',
        '<tool_call>{"name": "weather", "arguments": "{\\"city\\": \\"Oslo\\"}"}</tool_call>',
        f'<tool_call>{{"type": "function", "function": {OSLO}}}</tool_call>',
        OSLO,
        f"```json\n{OSLO}\n```",
        f"```{OSLO}```",
        f" [{OSLO}]\n",
    ],
)
def test_a_call_is_read_however_it_is_dressed(text):
    assert read(text) == [("weather", {"city": "Oslo"})]


def test_several_calls_are_read_in_order():
    rome = OSLO.replace("Oslo", "Rome")
    for text in (
        f"<tool_call>{OSLO}</tool_call><tool_call>{rome}</tool_call>",
        f"<tool_call>{OSLO}\n{rome}</tool_call>",
        f"<tool_call>[{OSLO}, {rome}]</tool_call>",
        f"<tool_call>{OSLO}<tool_call>{rome}",
    ):
        assert [arguments["city"] for _, arguments in read(text)] == ["Oslo", "Rome"]
    assert [call.id for call in read_calls(text, set())[1]] == ["call_1", "call_2"]


def test_what_stands_around_a_call_is_the_text():
    text, calls = read_calls(f"I look.\n<tool_call>{OSLO}</tool_call>\nThen I say.", {"weather"})
    assert (text, len(calls)) == ("I look.\n\nThen I say.", 1)


@pytest.mark.parametrize(
    "body",
    [
        "weather(Oslo)", "{'name': 'weather'}", '{"name": "weather", "arguments": {"city": ',
        '{"arguments": {}}', '{"name": 3}', '{"name": "weather", "arguments": [1]}', "",
        '{"name": "weather", "arguments": "Oslo"}', "7", "null", '{"name": "w", "arguments": NaN}',
        '{"name": "weather", "arguments": {"n": ' + "9" * 5_000 + "}}",
    ],
)  # fmt: skip
def test_what_is_no_call_in_the_tags_is_malformed_and_never_an_answer(body):
    (call,) = read_calls(f"<tool_call>{body}</tool_call>", {"weather"})[1]
    assert call.malformed is not None
    assert call.arguments == {}


@pytest.mark.parametrize(
    "answer",
    ["It rains.", '{"name": "Ada", "age": 3}', '["weather"]', "{}", '{"city": "Oslo"}', "```\n```",
     '{"name": "snow", "arguments": {}}', "Say weather(Oslo)."],
)  # fmt: skip
def test_an_answer_without_tags_stays_an_answer(answer):
    assert read_calls(answer, {"weather"}) == (answer, ())


@pytest.mark.parametrize(
    "text",
    [
        "<tool_call>" * 200_000, "<tool_call>{" * 200_000, f"<tool_call>{OSLO}" * 50_000,
        "<tool_call>" + "[" * 2_000_000, "<tool_call>" + '{"a":' * 400_000, " " * 5_000_000 + "x",
        "[" * 2_000_000, "```" * 1_000_000, "<tool_call>" + f"{OSLO}\n" * 50_000,
        "<tool_call>" + "7 " * 1_000_000, '{"name": "weather"}' * 200_000,
    ],
    ids=range(11),
)  # fmt: skip
def test_hostile_output_costs_little_and_gives_few_calls(text):
    start = time.perf_counter()
    assert len(read_calls(text, {"weather"})[1]) <= MAX_CALLS
    assert time.perf_counter() - start < 3


def test_a_written_call_is_read_back():
    call = ToolCall(id="call_1", name="weather", arguments={"city": "Tromsø", "n": [1, None]})
    assert read_calls(written(call), set())[1] == (call,)


def test_the_tools_stand_in_the_system_prompt():
    request = lower(
        asked(Message(role="system", content="Be brief."), Message(role="user", content="Rain?"))
    )
    system, user = request.prompt.messages
    assert system.content.startswith("Be brief.\n\nYou can use the tools below.")
    assert json.dumps(WEATHER.model_dump()) in system.content
    assert user.content == "Rain?"
    assert (request.tools, request.stop) == ((), ("<tool_response>",))


def test_results_stand_in_the_next_turn_of_the_user():
    call = ToolCall(id="c", name="weather", arguments={"city": "Oslo"})
    request = lower(asked(
        Message(role="user", content="Rain?"),
        Message(role="assistant", content="I look.", tool_calls=(call, call)),
        Message(role="tool", content="rain", tool_call_id="c"),
        Message(role="tool", content="sun", tool_call_id="c"),
        Message(role="user", content="And?"),
    ))  # fmt: skip
    results = "\n".join(f"<tool_response>\n{one}\n</tool_response>" for one in ("rain", "sun"))
    told = [(one.role, one.content) for one in request.prompt.messages[1:]]
    assert told == [
        ("user", "Rain?"),
        ("assistant", f"I look.\n{written(call)}\n{written(call)}"),
        ("user", f"{results}\nAnd?"),
    ]  # fmt: skip
    assert not any(one.tool_calls or one.tool_call_id for one in request.prompt.messages)


def test_a_plain_request_is_left_alone():
    request = asked(tools=())
    assert lower(request) is request


def test_a_model_with_tools_of_its_own_is_left_alone():
    model = MockModel("x", abilities=("tools", "response_schema"))
    assert worded(model) is model


def test_a_model_without_tools_calls_them_in_words():
    seen = []

    def says(request):
        seen.append(request)
        return f"<tool_call>{OSLO}</tool_call>"

    ((_, reply),) = worded(MockModel(says)).respond([asked()])
    assert seen[0].tools == ()
    assert reply.tool_calls == (ToolCall(id="call_1", name="weather", arguments={"city": "Oslo"}),)
    assert reply.text == ""


def test_a_schema_is_given_in_words_to_a_model_that_has_tools():
    seen = []

    def says(request):
        seen.append(request)
        return Reply(text="{}")

    model = worded(MockModel(says, abilities=("tools",)))
    list(model.respond([asked(response_schema={"type": "object"})]))
    assert seen[0].response_schema is None
    assert seen[0].tools == (WEATHER,)
    assert seen[0].prompt.messages[0].content.endswith('nothing else:\n{"type": "object"}')


def test_the_wording_never_changes():
    # It stands in no digest, so another wording would change what a frozen environment asks.
    texts = "\0".join((protocol.PREAMBLE, protocol.SCHEMA_PREAMBLE))
    assert hashlib.sha256(texts.encode()).hexdigest()[:16] == "079039516785ca28"
