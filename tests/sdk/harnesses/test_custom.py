"""`harness.py` of a bundle: typed requests within limits. Here its code is the test's own."""

from __future__ import annotations

import json

import pytest
from tests.doubles import Told, ok, turns

from envhub import Failure, MockModel, Reply, Sample, Target, check, evaluate
from envhub.harnesses import HARNESSES
from envhub.services import GuestFailed, ServiceMissing

SAMPLE = Sample(id="a", capability="m", input="Which?", files=("data/files/a/x.txt",))
TARGET = Target(id="a", targets=("blue",))
TWICE = """
def rollout(sample, context):
    ask = {"role": "user", "content": sample["question"]}
    first = yield {"messages": [ask], "max_tokens": 9_999, "stop": ["."]}
    said = {"role": "assistant", "content": first["text"]}
    more = {"role": "user", "content": "Sure?"}
    second = yield {"messages": [ask, said, more]}
    return {"output": second["text"], "state": {"first": first["text"]}}
"""


def called(call):
    """Do what the sandbox does, with code that this file itself wrote."""
    names: dict = {}
    try:
        exec(call.code, names)
        return json.loads(json.dumps(names[call.name](*json.loads(json.dumps(call.arguments)))))
    except Exception as error:
        raise GuestFailed("failed", f"{type(error).__name__}: {error}") from error


@pytest.fixture
def run(make):
    def evaluated(code: str, model: MockModel, **harness):
        services = Told(call=called, run=lambda workspace, command: ok(f"ran {command}"))
        environment = make(
            {"type": "exact"}, [(SAMPLE, TARGET)], harness={"type": "custom", **harness},
            files={"harness/harness.py": code.encode(), "data/files/a/x.txt": b"x"},
        )  # fmt: skip
        (row,) = evaluate(environment, model, services=services)
        return row, services

    return evaluated


def test_its_code_leads_the_conversation(run):
    seen = []

    def says(request):
        seen.append(request)
        return "red" if len(seen) == 1 else "blue"

    row, services = run(TWICE, MockModel(says))
    assert (row.status, row.output) == ("pass", "blue")
    assert (seen[0].max_tokens, seen[0].stop) == (512, (".",))
    kept = json.loads(row.exchange)
    assert [one["content"] for one in kept["messages"]] == ["Which?", "red", "Sure?", "blue"]
    assert kept["state"] == {"first": "red"}
    assert len({call.code for call in services.asked}) == 1  # one process can serve all of it


def test_it_sees_the_sample_and_its_limits_but_no_target(run):
    _, services = run(TWICE, MockModel("blue"), max_turns=3, system="Be brief.")
    sample, context, _, _ = services.asked[0].arguments
    assert (sample["id"], context["max_turns"], context["system"]) == ("a", 3, "Be brief.")
    assert "blue" not in json.dumps([sample, context])


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("def rollout(sample, context):\n    yield 3", "asked or returned what it may not"),
        ("def rollout(sample, context):\n    yield {'messages': []}", "`messages`"),
        ("def rollout(sample, context):\n    yield {'prompt': 'x'}", "`messages`"),
        ("def rollout(sample, context):\n    yield {'messages': [{'role': 'x'}]}", "role"),
        ("def rollout(sample, context):\n    raise ValueError('so')\n    yield", "ValueError: so"),
        ("def rollout(sample, context):\n    return {'score': 1}\n    yield", "`score`"),
        ("def rollout(sample, context):\n    return 7\n    yield", "what it may not"),
        ("def rollout(sample, context):\n    return {'state': {'x': 1e999}}\n    yield", "JSON"),
        ("x = 1", "NameError"),
    ],
)
def test_what_it_may_not_say_makes_the_sample_invalid(run, code, said):
    row, _ = run(code, MockModel("blue"))
    assert (row.status, row.cause) == ("invalid", "harness")
    assert said in row.message


def test_it_must_ask_the_same_when_it_is_answered_the_same(run):
    code = (
        "import itertools, builtins\nbuiltins.count = getattr(builtins, 'count', None) or"
        " itertools.count()\ndef rollout(sample, context):\n    while True:\n"
        "        yield {'messages': [{'role': 'user', 'content': str(next(count))}]}"
    )
    try:
        row, _ = run(code, MockModel("blue"))
    finally:
        import builtins

        del builtins.count
    assert (row.cause, row.status) == ("harness", "invalid")
    assert "asked something else when it was answered the same" in row.message


def test_turns_and_tokens_end_where_the_declaration_says(run):
    code = (
        "def rollout(sample, context):\n    while True:\n"
        "        yield {'messages': [{'role': 'user', 'content': 'go on'}]}"
    )
    row, _ = run(code, MockModel("one two three"), max_turns=4)
    assert (row.stop_reason, json.loads(row.exchange)["turns"]) == ("turns", 4)
    row, _ = run(code, MockModel("one two three"), max_turns=50, max_total_tokens=7)
    assert json.loads(row.exchange)["turns"] == 3


def test_it_uses_the_tools_that_are_declared(run):
    code = (
        "def rollout(sample, context):\n"
        "    done = yield {'tool': {'name': 'bash', 'arguments': {'command': 'ls'}}}\n"
        "    none = yield {'tool': {'name': 'python', 'arguments': {}}}\n"
        "    yield {'messages': [{'role': 'user', 'content': done['content']}]}\n"
        "    return none['content']"
    )
    row, services = run(code, MockModel("blue"), builtin=["bash"])
    assert row.prompt == "ran ls"
    assert row.output == "error: no tool `python` (there are: bash)"
    assert services.workspaces[0].closed
    assert json.loads(row.exchange)["files"] == {}


def test_a_model_that_fails_ends_it(run):
    gone = Reply(failure=Failure(cause="backend", message="gone"))
    row, _ = run(TWICE, MockModel(turns("red", gone)))
    assert (row.status, row.cause) == ("invalid", "backend")


def test_a_lost_sandbox_is_not_its_fault(make):
    def lost(call):
        raise GuestFailed("lost", "the sandbox was lost")

    environment = make({"type": "exact"}, [(SAMPLE, TARGET)], harness={"type": "custom"},
                       files={"harness/harness.py": b"", "data/files/a/x.txt": b""})  # fmt: skip
    (row,) = evaluate(environment, MockModel(""), services=Told(call=lost))
    assert (row.status, row.cause) == ("invalid", "sandbox")


def test_without_a_sandbox_it_is_refused_and_not_checked(make):
    files = {"harness/harness.py": b"x = 1", "data/files/a/x.txt": b""}
    environment = make(
        {"type": "exact"}, [(SAMPLE, TARGET)], harness={"type": "custom"}, files=files
    )
    with pytest.raises(ServiceMissing, match="code runs only in a sandbox"):
        evaluate(environment, MockModel(""))
    assert any("harness of type `custom`" in one for one in check(environment).not_checked)


def test_it_needs_a_workspace_only_for_its_tools():
    assert HARNESSES["custom"]().needs == ("sandbox",)
    assert HARNESSES["custom"](builtin=("bash",)).needs == ("sandbox", "workspace")
