"""Tools over a server, through the command line: three steps, and a repository that is mended."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.chatting import KEY

from envhub import Environment, Sample, Target, open_run
from envhub.environment import FILE

TOOLS = [
    {
        "name": "find_order", "description": "Find a customer's order.",
        "parameters": {"type": "object", "properties": {"customer": {"type": "string"}},
                       "required": ["customer"]},
        "require": [{"that": "customer in state['customers']", "otherwise": "no such customer"}],
        "result": "state['customers'][customer]",
    },
    {
        "name": "policy", "description": "What we pay back, in percent.",
        "parameters": {"type": "object", "properties": {"reason": {"type": "string"}},
                       "required": ["reason"]},
        "table": [{"when": {"reason": "late"}, "result": 50}],
    },
    {
        "name": "refund", "description": "Pay an order back.",
        "parameters": {"type": "object",
                       "properties": {"order": {"type": "string"}, "amount": {"type": "number"}},
                       "required": ["order", "amount"]},
        "require": [{"that": "order in state['orders']", "otherwise": "no such order"}],
        "do": ["state['orders'][order]['refunded'] = amount"], "result": "'done'",
    },
]  # fmt: skip
STATE = {"customers": {"Ada": "o7"}, "orders": {"o7": {"paid": 30, "refunded": 0}}}
STEPS: list[tuple[str, dict[str, Any]]] = [
    ("find_order", {"customer": "Ada"}), ("policy", {"reason": "late"}),
    ("refund", {"order": "o7", "amount": 15}),
]  # fmt: skip
REPOSITORY = {
    "data/files/shop/shop/__init__.py": b"",
    "data/files/shop/shop/prices.py": b"def total(prices):\n    return sum(prices[1:])\n",
    "data/files/shop/tests/check.py": b"from shop.prices import total\n\n"
                                      b"assert total([1, 2, 3.5]) == 6.5, total([1, 2, 3.5])\n",
}  # fmt: skip
HIDDEN = "from shop.prices import total\n\nassert total([2, 3]) == 5\nassert total([]) == 0\n"
TESTS = "python3 -c 'import runpy; runpy.run_path(\"tests/check.py\")'"


def environment(harness: dict, scorer: dict, sample: Sample, target: Target, files=None):
    declared = {
        "schema_version": 1, "name": "acme/tools", "version": "1.0.0", "title": "Tools",
        "license": "MIT", "harness": {"ask": {"type": "tool_use", **harness}},
        "capability": [{"id": "m", "definition": "d", "harness": "ask", "scorer": scorer}],
    }  # fmt: skip
    both = {"README.md": b"x", "LICENSE": b"x", **(files or {})}
    return Environment.create(declared, [sample], [target], both)


@pytest.fixture
def run(envhub, chat_server, monkeypatch, tmp_path):
    """Run an environment on a server whose model says these turns; gives the one row."""
    monkeypatch.setenv("OPENAI_API_KEY", KEY)

    def call(made: Environment, *turns: dict[str, Any]):
        folder = tmp_path / "source"
        for name in made.files.names():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            with made.files.open(name) as stream:
                (folder / name).write_bytes(stream.read())
        assert (folder / FILE).exists()
        chat_server.script(key=KEY, turns=list(turns))
        said = envhub("run", folder, "-m", "openai/tiny", "--base-url", chat_server.url,
                      "--no-cache", "--name", "it")  # fmt: skip
        assert said.code == 0, said.err
        (place,) = Path("runs").iterdir()
        (row,) = open_run(place).rows()
        return row

    return call


def says(*calls: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    return {"calls": [list(one) for one in calls]}


@pytest.fixture
def refunds() -> Environment:
    sample = Sample(id="late", capability="m", input="Ada's order came late. Pay back what we owe.")
    data = {"state": {"orders": {"o7": {"paid": 30, "refunded": 15}}}}
    harness = {"tools": TOOLS, "state": STATE, "max_turns": 6}
    return environment(harness, {"type": "final_state"}, sample, Target(id="late", data=data))


def test_three_steps_with_tools_are_solved_by_a_server(run, refunds, chat_server):
    row = run(refunds, *(says(one) for one in STEPS), {"text": "Half is paid back."})
    assert (row.status, row.score, row.output) == ("pass", 1.0, "Half is paid back.")
    last = chat_server.bodies[-1]
    assert [one["function"]["name"] for one in last["tools"]] == ["find_order", "policy", "refund"]
    told = [one["content"] for one in last["messages"] if one["role"] == "tool"]
    assert told == ["o7", "50", "done"]  # so it was asked four times
    assert json.loads(row.exchange)["state"]["orders"]["o7"]["refunded"] == 15


@pytest.mark.parametrize(
    "steps",
    [
        [*STEPS[:2], ("refund", {"order": "o7", "amount": 30})],
        STEPS[:2],
        [("refund", {"order": "o8", "amount": 15})],
        [("refund", {"order": "o7", "amount": "15"})],
    ],
    ids=["the whole price", "a step left out", "another order", "a text for a number"],
)
def test_three_steps_that_end_elsewhere_fail(run, refunds, steps):
    row = run(refunds, *(says(one) for one in steps), {"text": "Half is paid back."})
    assert (row.status, row.cause) == ("fail", None)


@pytest.fixture
def repository() -> Environment:
    if shutil.which("bwrap") is None:
        pytest.skip("bubblewrap is not installed")
    sample = Sample(id="shop", capability="m", input="tests/check.py fails. Mend the shop.",
                    files=tuple(REPOSITORY))  # fmt: skip
    target = Target(id="shop", data={"command": TESTS, "files": {"tests/check.py": HIDDEN}})
    harness = {"builtin": ["bash", "files"], "max_turns": 8}
    scorer = {"type": "execution", "workspace": True}
    return environment(harness, scorer, sample, target, REPOSITORY)


def bash(command: str) -> dict[str, Any]:
    return says(("bash", {"command": command}))


def test_a_repository_is_mended_by_a_server_and_judged_by_its_tests(run, repository, chat_server):
    mended = "def total(prices):\n    return sum(prices)\n"
    row = run(
        repository,
        bash(TESTS),
        says(("list_files", {}), ("read_file", {"path": "shop/prices.py"})),
        says(("write_file", {"path": "shop/prices.py", "text": mended})),
        bash(f"{TESTS} && echo all good"),
        {"text": "It left the first price out."},
    )
    assert (row.status, row.score) == ("pass", 1.0)
    told = [one["content"] for one in chat_server.bodies[-1]["messages"] if one["role"] == "tool"]
    assert "AssertionError: 5.5" in told[0]
    assert "sum(prices[1:])" in told[2]
    assert told[-1] == "all good\n"
    assert json.loads(row.exchange)["files"] == {"shop/prices.py": mended}


@pytest.mark.parametrize(
    "command",
    [
        "printf 'def total(prices):\\n    return 6.5\\n' > shop/prices.py",
        "printf 'pass\\n' > tests/check.py",
        "true",
    ],
    ids=["the shown test's answer", "the test itself", "nothing"],
)
def test_a_wrong_repair_fails_though_the_shown_test_may_hold(run, repository, command):
    row = run(repository, bash(command), bash(TESTS), {"text": "Done."})
    assert (row.status, row.cause) == ("fail", None)
    assert "AssertionError" in row.scores[0].explanation
