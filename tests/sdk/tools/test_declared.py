"""Declared tools: tables, expressions over a state, and what a wrong call is told."""

from __future__ import annotations

import pytest

from envhub.messages import ToolCall
from envhub.tools.declared import Bench, DeclaredTool, read_tools

TEXT = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
WEATHER = DeclaredTool(
    name="weather",
    parameters=TEXT,
    table=[
        {"when": {"city": "Oslo"}, "result": {"rain": 4}},
        {"when": {"city": "Rome"}, "result": "sun"},
    ],
)  # fmt: skip
BOOK = DeclaredTool(
    name="book",
    parameters=TEXT,
    require=[{"that": "state['seats'] > 0", "otherwise": "there is no seat left"}],
    do=[
        "state['seats'] -= 1",
        "state['booked'] += [city]",
        "state['last'] = metadata['zip'][city]",
    ],
    result="f\"booked, {state['seats']} left\"",
)


def use(bench: Bench, name: str, **arguments):
    return bench.use(ToolCall(id="c", name=name, arguments=arguments))


def bench(**metadata) -> Bench:
    return Bench((WEATHER, BOOK), {"seats": 1, "booked": []}, metadata)


def test_a_table_answers_what_it_holds():
    assert use(bench(), "weather", city="Oslo").content == '{"rain": 4}'
    assert use(bench(), "weather", city="Rome").content == "sun"
    missing = use(bench(), "weather", city="Bonn")
    assert (missing.error, missing.malformed) == (True, False)
    assert missing.content == "error: there is no result for these arguments"


def test_a_call_that_does_not_fit_is_malformed_and_says_why():
    for arguments, said in (({}, "`city` is missing"), ({"city": 3}, "not of type string"),
                            ({"city": "Oslo", "day": 1}, "`day` is not known")):  # fmt: skip
        result = use(bench(), "weather", **arguments)
        assert (result.error, result.malformed) == (True, True)
        assert said in result.content


def test_a_stateful_tool_changes_the_state_of_its_sample():
    one, other = bench(zip={"Oslo": "0150"}), bench()
    assert use(one, "book", city="Oslo").content == "booked, 0 left"
    assert one.state == {"seats": 0, "booked": ["Oslo"], "last": "0150"}
    assert other.state == {"seats": 1, "booked": []}


def test_a_condition_that_does_not_hold_is_told():
    result = use(bench(state={"seats": 0}), "book", city="Oslo")
    assert (result.content, result.malformed) == ("error: there is no seat left", False)


def test_a_tool_that_fails_half_way_leaves_the_state_as_it_was():
    one = bench(zip={})
    assert use(one, "book", city="Oslo").content == "error: there is no 'Oslo'"
    assert one.state == {"seats": 1, "booked": []}


def test_a_sample_begins_with_its_own_state():
    own = {"seats": 5}
    one = bench(state=own, zip={"Oslo": "x"})
    use(one, "book", city="Oslo")
    assert one.state["seats"] == 4
    assert own == {"seats": 5}


def test_a_state_does_not_grow_without_end():
    parameters = {"type": "object", "properties": {"n": {"type": "integer"}}}
    grow = DeclaredTool(name="grow", parameters=parameters, do=["state[f'k{n}'] = metadata['x']"])
    one = Bench((grow,), {}, {"x": "x" * 99_000})
    contents = [use(one, "grow", n=n).content for n in range(11)]
    assert contents == ["done"] * 10 + ["error: there is no room for more"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "EOF"),
        ("[]", "at least 1"),
        ('[{"name": "a b", "result": "1"}]', "tools.0.name"),
        ('[{"name": "a"}]', "has no `table`"),
        ('[{"name": "a", "result": "os.system(1)"}]', "is no function here"),
        ('[{"name": "a", "do": ["x"]}]', "not one assignment"),
        ('[{"name": "a", "result": "1", "table": [{"when": {}, "result": 1}]}]', "beside"),
        ('[{"name": "a", "result": "1", "parameters": {"pattern": "x"}}]', "not known here"),
        ('[{"name": "a", "result": "1", "parameters": {"type": "array"}}]', "an object"),
        ('[{"name": "a", "result": "1"}, {"name": "a", "result": "1"}]', "tool `a` twice"),
        ('[{"name": "a", "result": "1", "code": "x"}]', "tools.0.code"),
    ],
)
def test_a_file_of_tools_that_is_wrong_says_where(text, said):
    with pytest.raises(ValueError, match=said.replace("(", r"\(")):
        read_tools(text)


def test_a_file_may_hold_a_state_beside_the_tools():
    found = read_tools('{"state": {"n": 1}, "tools": [{"name": "a", "result": "state[\'n\']"}]}')
    assert (found.state, found.tools[0].name) == ({"n": 1}, "a")
