"""Tools over several turns: the whole exchange, its state, and what a wrong call gets back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.doubles import Told, failed, ok, turns

from envhub import (
    Failure,
    InvalidEnvironment,
    MockModel,
    Reply,
    Sample,
    Target,
    Usage,
    check,
    evaluate,
)
from envhub.messages import ToolCall
from envhub.services import Execution, ServiceMissing
from envhub.tools.declared import read_tools

TOOLS = {
    "state": {"log": []},
    "tools": [
        {
            "name": "find_order",
            "parameters": {
                "type": "object",
                "properties": {"customer": {"type": "string"}},
                "required": ["customer"],
            },
            "result": "[o for o in keys(state['orders'])"
            " if state['orders'][o]['customer'] == customer]",
        },
        {
            "name": "policy",
            "parameters": {"type": "object", "properties": {"topic": {"enum": ["late", "lost"]}}},
            "table": [{"when": {"topic": "late"}, "result": "half of the price"}],
        },
        {
            "name": "refund",
            "parameters": {
                "type": "object",
                "properties": {"order_id": {"type": "string"}, "amount": {"type": "number"}},
                "required": ["order_id", "amount"],
            },
            "require": [{"that": "order_id in state['orders']", "otherwise": "no such order"}],
            "do": [
                "state['orders'][order_id]['refunded'] = amount",
                "state['log'] += [f'{order_id}: {amount:.2f}']",
            ],
            "result": "f'refunded {amount:.2f}'",
        },
    ],
}
ORDERS = {"o1": {"customer": "Ann", "paid": 30}, "o2": {"customer": "Bo", "paid": 9}}
SAMPLE = Sample(
    id="late", capability="m", input="Ann's order was late. Refund what the policy says.",
    metadata={"state": {"orders": ORDERS}},
)  # fmt: skip
TARGET = Target(
    id="late", data={"state": {"orders": {"o1": {"refunded": 15}}, "log": ["o1: 15.00"]}}
)
DESK = {"type": "tool_use", "tools": "harness/tools.json"}
FILES = {"harness/tools.json": json.dumps(TOOLS).encode()}
THREE_STEPS = (
    '<tool_call>{"name": "policy", "arguments": {"topic": "late"}}</tool_call>',
    '<tool_call>{"name": "find_order", "arguments": {"customer": "Ann"}}</tool_call>',
    'Half of 30.\n<tool_call>{"name": "refund", "arguments": {"order_id": "o1", "amount": 15}}',
    "I refunded 15.",
)


@pytest.fixture
def desk(make):
    def build(scorer=None, harness=None, files=None):
        return make(
            scorer or {"type": "final_state"}, [(SAMPLE, TARGET)],
            harness=DESK | (harness or {}), files={**FILES, **(files or {})},
        )  # fmt: skip

    return build


def exchange(row) -> dict:
    return json.loads(row.exchange)


def call(name: str, number: int = 1, **arguments) -> ToolCall:
    return ToolCall(id=f"id{number}", name=name, arguments=arguments)


def test_three_steps_in_words_solve_a_sample(desk):
    (row,) = evaluate(desk(), MockModel(turns(*THREE_STEPS)))
    assert (row.status, row.score, row.output) == ("pass", 1.0, "I refunded 15.")
    kept = exchange(row)
    assert [one["role"] for one in kept["messages"]] == [
        "user", "assistant", "tool", "assistant", "tool", "assistant", "tool", "assistant",
    ]  # fmt: skip
    results = [one["content"] for one in kept["messages"] if one["role"] == "tool"]
    assert results == ["half of the price", '["o1"]', "refunded 15.00"]
    assert kept["state"]["orders"]["o1"] == {"customer": "Ann", "paid": 30, "refunded": 15}
    assert (kept["turns"], kept["malformed"]) == (4, 0)


def test_three_steps_by_native_calls_solve_it_too(desk):
    model = MockModel(
        turns(
            Reply(tool_calls=(call("policy", topic="late"), call("find_order", 2, customer="Ann"))),
            Reply(tool_calls=(call("refund", 1, order_id="o1", amount=15.0),)),
            "Done.",
        ),
        abilities=("tools", "response_schema"),
    )  # fmt: skip
    (row,) = evaluate(desk(), model)
    assert row.status == "pass"
    answered = [one["tool_call_id"] for one in exchange(row)["messages"] if one["role"] == "tool"]
    assert answered == ["id1", "id2", "id1"]


def test_saying_so_without_doing_it_fails(desk):
    (row,) = evaluate(desk(), MockModel("I refunded 15."))
    assert (row.status, row.score) == ("fail", 0.0)
    assert "state.orders.o1.refunded" in row.scores[0].explanation


def test_a_malformed_call_gets_an_error_back_and_is_counted(desk):
    (row,) = evaluate(
        desk(),
        MockModel(turns(
            "<tool_call>refund(o1, 15)</tool_call>",
            '<tool_call>{"name": "refnd", "arguments": {}}</tool_call>',
            '<tool_call>{"name": "refund", "arguments": {"order_id": "o1"}}</tool_call>',
            THREE_STEPS[2].replace("o1", "o9"), THREE_STEPS[2], "Done.",
        )),
    )  # fmt: skip
    kept = exchange(row)
    told = [one["content"] for one in kept["messages"] if one["role"] == "tool"]
    assert row.status == "pass"
    assert kept["malformed"] == 3
    assert "no tool call that can be read" in told[0]
    assert told[1] == "error: no tool `refnd` (there are: find_order, policy, refund)"
    assert told[2:4] == ["error: `amount` is missing", "error: no such order"]


def test_turns_end_where_the_harness_says(desk):
    (row,) = evaluate(desk(harness={"max_turns": 2}), MockModel(THREE_STEPS[0]))
    assert (row.stop_reason, row.status) == ("turns", "fail")
    assert exchange(row)["turns"] == 2


def test_usage_latency_and_cost_add_up_over_the_turns(desk):
    def priced(text: str, cost: float | None) -> Reply:
        usage = Usage(input_tokens=10, output_tokens=2)
        return Reply(text=text, usage=usage, latency_ms=5.0, cost=cost)

    model = MockModel(turns(priced(THREE_STEPS[0], 0.5), priced("Done.", 0.25)))
    (row,) = evaluate(desk(), model)
    assert (row.input_tokens, row.output_tokens, row.latency_ms, row.cost) == (20, 4, 10.0, 0.75)
    model = MockModel(turns(priced(THREE_STEPS[0], 0.5), priced("Done.", None)))
    assert evaluate(desk(), model)[0].cost is None


def test_a_reply_that_failed_ends_the_rollout_as_invalid(desk):
    gone = Reply(failure=Failure(cause="backend", message="gone"))
    (row,) = evaluate(desk(), MockModel(turns(THREE_STEPS[0], gone)))
    assert (row.status, row.cause) == ("invalid", "backend")
    assert exchange(row)["turns"] == 2


def test_half_a_character_in_a_call_is_mended(desk):
    said = '<tool_call>{"name": "find_order", "arguments": {"customer": "A\\ud83d"}}</tool_call>'
    (row,) = evaluate(desk(), MockModel(turns(said, "Done.")))
    assert exchange(row)["messages"][1]["tool_calls"][0]["arguments"] == {"customer": "A\ufffd"}
    assert row.model_dump_json()


def test_each_request_of_a_rollout_has_its_own_seed(desk):
    seen = []

    def says(request):
        seen.append(request.seed)
        return THREE_STEPS[len(seen) - 1]

    evaluate(desk(), MockModel(says))
    assert seen == list(range(seen[0], seen[0] + 4))


def test_tools_may_stand_in_the_declaration(make):
    harness = {"type": "tool_use", "tools": TOOLS["tools"][1:2]}
    environment = make({"type": "exact"}, [(SAMPLE, Target(id="late", targets=("half",)))],
                       harness=harness)  # fmt: skip
    (row,) = evaluate(environment, MockModel(turns(THREE_STEPS[0], "half")))
    assert row.status == "pass"


@pytest.mark.parametrize(
    ("files", "harness", "said"),
    [
        ({"harness/tools.json": b"[]"}, {}, "harness/tools.json: `tools`"),
        ({}, {"tools": "harness/tool.json"}, "file `harness/tool.json` is missing, did you mean"),
        ({}, {"tools": "data/tools.json"}, "does not stand below `harness/`"),
        ({}, {"tools": []}, "declares no tool"),
    ],
)
def test_tools_that_are_wrong_are_a_problem_of_the_environment(desk, files, harness, said):
    with pytest.raises(InvalidEnvironment, match=said):
        evaluate(desk(files=files, harness=harness), MockModel())


def test_check_runs_written_calls_through_the_harness(desk):
    calls = [[{"name": "refund", "arguments": {"order_id": "o1", "amount": 15}}]]
    gold = {"id": "late", "output": "Done.", "calls": calls}
    noop = b'{"output": "I refunded 15."}\n'
    files = {"checks/gold.jsonl": json.dumps(gold).encode() + b"\n", "checks/noop.jsonl": noop}
    assert check(desk(files=files)).problems == ()
    gold["calls"][0][0]["arguments"]["amount"] = 14
    wrong = {"checks/gold.jsonl": json.dumps(gold).encode() + b"\n"}
    assert "does not score the maximum" in check(desk(files=wrong)).problems[0]


def test_check_finds_a_state_that_is_right_from_the_start(make):
    target = Target(id="late", data={"state": {"log": []}})
    environment = make({"type": "final_state"}, [(SAMPLE, target)], harness=DESK, files=FILES)
    assert any("which is no answer" in one for one in check(environment).problems)


def test_samples_that_differ_in_their_state_alone_are_two(make):
    other = SAMPLE.model_copy(update={"id": "other", "metadata": {"state": {"orders": {}}}})
    pairs = [(SAMPLE, TARGET), (other, TARGET.model_copy(update={"id": "other"}))]
    report = check(make({"type": "final_state"}, pairs, harness=DESK, files=FILES))
    assert not any("asks the same" in one for one in report.problems)


# --- the workspace ---

REPAIR = {"type": "tool_use", "builtin": ["bash", "files", "python"]}
SEEDED = SAMPLE.model_copy(update={"files": ("data/files/late/calc.py", "data/files/shared.txt")})
SEEDS = {"data/files/late/calc.py": b"x = 1\n", "data/files/shared.txt": b"\xff\x00"}
FIXED = Target(id="late", data={"files": {"calc.py": "x = 2"}})


def bash(command: str) -> str:
    return (
        f"<tool_call>{json.dumps({'name': 'bash', 'arguments': {'command': command}})}</tool_call>"
    )


def test_a_workspace_begins_with_the_files_of_the_sample_and_is_scored_by_its_end(make):
    def run(workspace, command) -> Execution:
        workspace.write("calc.py", "x = 2\n")
        workspace.write("__pycache__/calc.pyc", b"\x00")
        return ok("mended\n")

    services = Told(run=run)
    environment = make({"type": "final_state"}, [(SEEDED, FIXED)], harness=REPAIR, files=SEEDS)
    model = MockModel(turns(bash("sed -i s/1/2/ calc.py"), "Done."))
    (row,) = evaluate(environment, model, services=services)
    (workspace,) = services.workspaces
    assert row.status == "pass"
    assert workspace.commands == ["sed -i s/1/2/ calc.py"]
    assert workspace.closed
    assert exchange(row)["files"] == {"calc.py": "x = 2\n"}  # only what changed


def test_a_workspace_that_is_not_used_is_not_opened(make):
    services = Told(run=lambda *_: ok())
    environment = make({"type": "final_state"}, [(SEEDED, FIXED)], harness=REPAIR, files=SEEDS)
    (row,) = evaluate(environment, MockModel("Done."), services=services)
    assert (row.status, services.workspaces) == ("fail", [])


def test_the_built_in_tools_read_write_list_and_run(make):
    def used(name: str, **arguments) -> str:
        return f"<tool_call>{json.dumps({'name': name, 'arguments': arguments})}</tool_call>"

    services = Told(run=lambda workspace, command: failed("exit 1") if "1/0" in command else ok())
    environment = make({"type": "final_state"}, [(SEEDED, FIXED)], harness=REPAIR, files=SEEDS)
    model = MockModel(turns(
        used("list_files"), used("read_file", path="calc.py"), used("read_file", path="shared.txt"),
        used("read_file", path="none"), used("write_file", path="calc.py", text="x = 2"),
        used("python", code="1/0"), bash("true"), used("bash", cmd="ls"), "Done.",
    ))  # fmt: skip
    (row,) = evaluate(environment, model, services=services)
    told = [one["content"] for one in exchange(row)["messages"] if one["role"] == "tool"]
    assert told == [
        "calc.py\nshared.txt", "x = 1\n", "error: `shared.txt` is no text",
        "error: no file `none` in the workspace", "wrote 5 bytes to calc.py", "[exit 1]",
        "(no output)", "error: `command` is missing",
    ]  # fmt: skip
    assert services.workspaces[0].commands == ["python3 -c 1/0", "true"]
    assert row.status == "pass"
    assert exchange(row)["malformed"] == 1


def test_a_sandbox_that_is_lost_is_invalid_and_closed(make):
    services = Told(run=lambda *_: Execution(status="lost", error="the kernel is tired"))
    environment = make({"type": "final_state"}, [(SEEDED, FIXED)], harness=REPAIR, files=SEEDS)
    (row,) = evaluate(environment, MockModel(bash("true")), services=services)
    assert (row.status, row.cause, row.message) == ("invalid", "sandbox", "the kernel is tired")
    assert services.workspaces[0].closed


class Full(Told):
    """Services on a disk that is full."""

    def workspace(self, files):
        raise OSError(28, "No space left on device")


def test_a_workspace_that_can_not_be_made_is_invalid_and_the_run_goes_on(make):
    environment = make({"type": "final_state"}, [(SEEDED, FIXED)], harness=REPAIR, files=SEEDS)
    services = Full(run=lambda *_: ok())
    (row,) = evaluate(environment, MockModel(bash("true")), services=services)
    assert (row.status, row.cause) == ("invalid", "sandbox")
    assert "No space left on device" in row.message


def test_a_workspace_that_can_not_be_read_back_is_invalid(make):
    def run(workspace, command):
        workspace.files = lambda: {"calc.py": 1, "none": 1}
        return ok()

    environment = make({"type": "final_state"}, [(SEEDED, FIXED)], harness=REPAIR, files=SEEDS)
    model = MockModel(turns(bash("true"), "Done."))
    (row,) = evaluate(environment, model, services=Told(run=run))
    assert (row.status, row.cause) == ("invalid", "sandbox")


def test_the_tools_of_the_page_are_tools():
    page = (Path(__file__).parents[3] / "docs/harnesses.md").read_text("utf-8")
    tools = page.split("```json\n")[1].split("```")[0]
    assert [tool.name for tool in read_tools(tools).tools] == ["policy", "refund"]


def test_without_a_sandbox_it_is_refused_before_anything_is_asked(make):
    asked = []
    environment = make({"type": "final_state"}, [(SEEDED, FIXED)], harness=REPAIR, files=SEEDS)
    with pytest.raises(ServiceMissing) as error:
        evaluate(environment, MockModel(lambda request: asked.append(request) or ""))
    assert (error.value.exit_code, error.value.service, asked) == (8, "workspace", [])


def test_check_says_what_it_could_not_do_without_a_sandbox(make):
    environment = make({"type": "final_state"}, [(SEEDED, FIXED)], harness=REPAIR, files=SEEDS)
    report = check(environment)
    assert report.problems == ()
    why = "a workspace stands only in a sandbox, and there is none here"
    assert report.not_checked == (f"capability `m`: harness of type `tool_use`: {why}",)
