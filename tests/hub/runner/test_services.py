"""The sandbox behind harnesses and scorers: whole environments, run on models that are scripted."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.doubles import turns

from envhub import (
    Environment,
    Generate,
    Message,
    MockModel,
    Prompt,
    RunSettings,
    Sample,
    Target,
    check,
    evaluate,
)
from envhub.errors import MissingRequirement
from envhub.services import LOCAL, GuestCall, GuestFailed, ServiceMissing
from envhub_hub.runner import RunPlace, run_environment
from envhub_hub.runner import services as module
from envhub_hub.runner.services import HubServices

HUMANEVAL = Path(__file__).parents[4] / "shared/data/humaneval/HumanEval.jsonl"


@pytest.fixture(scope="module")
def services():
    found = HubServices()
    try:
        found.require("sandbox")
        found.require("workspace")
    except MissingRequirement as error:
        pytest.skip(str(error))
    yield found
    found.close()


def environment(harness, scorer, pairs, files=None) -> Environment:
    declared = {
        "schema_version": 1, "name": "acme/made", "version": "1.0.0", "title": "Made",
        "license": "MIT", "harness": {"ask": harness},
        "capability": [{"id": "m", "definition": "d", "harness": "ask", "scorer": scorer}],
    }  # fmt: skip
    both = {"README.md": b"x", "LICENSE": b"x", **(files or {})}
    return Environment.create(declared, [one for one, _ in pairs], [two for _, two in pairs], both)


def bash(command: str) -> str:
    return (
        f"<tool_call>{json.dumps({'name': 'bash', 'arguments': {'command': command}})}</tool_call>"
    )


# --- HumanEval, frozen by hand ---


@pytest.fixture(scope="module")
def problems() -> list[dict[str, str]]:
    if not HUMANEVAL.exists():
        pytest.skip("HumanEval is not here")
    return [json.loads(line) for line in HUMANEVAL.read_text("utf-8").splitlines()]


def humaneval(problems, **harness) -> Environment:
    pairs = [
        (
            Sample(id=one["task_id"], capability="m", input=one["prompt"]),
            Target(
                id=one["task_id"],
                targets=(one["canonical_solution"],),
                data={
                    "setup": one["prompt"],
                    "tests": f"{one['test']}\ncheck({one['entry_point']})",
                    "entry_point": one["entry_point"],
                },
            ),
        )
        for one in problems
    ]
    return environment({"type": "code", **harness}, {"type": "execution"}, pairs)


def passes(environment, answer, services) -> int:
    rows = evaluate(environment, MockModel(answer), services=services)
    assert {row.status for row in rows} <= {"pass", "fail"}
    return sum(row.status == "pass" for row in rows)


def test_humaneval_is_solved_by_its_solutions_and_by_nothing_else(problems, services):
    solutions = {one["prompt"].rstrip(): one["canonical_solution"] for one in problems}
    frozen = humaneval(problems)
    assert (
        passes(frozen, lambda asked: solutions[asked.prompt.messages[0].content], services) == 164
    )
    assert passes(frozen, "", services) == 0
    assert passes(frozen, "    pass", services) == 0


def test_humaneval_is_solved_by_whole_functions_in_a_block(problems, services):
    whole = {
        one["prompt"].rstrip(): f"Here:\n```python\n{one['prompt']}{one['canonical_solution']}```\n"
        for one in problems
    }

    def says(asked) -> str:
        question = asked.prompt.messages[0].content
        return next(answer for prompt, answer in whole.items() if prompt in question)

    assert passes(humaneval(problems, chat="auto"), says, services) == 164


@pytest.mark.parametrize(
    "forged",
    [
        "    class Same:\n        def __eq__(self, other): return True\n    return Same()",
        "    import sys\n    sys.exit(0)",
        "    print('ok')\n    raise AssertionError from None",
        "    import os\n    os._exit(0)",
    ],
)
def test_a_forged_verdict_does_not_pass(problems, services, forged):
    assert passes(humaneval(problems[:20]), forged, services) == 0


def test_check_runs_every_solution(problems, services):
    report = check(humaneval(problems[:5]), services)
    assert (report.problems, report.not_checked) == ((), ())


# --- a small repository, repaired through bash ---

REPOSITORY = {
    "data/files/shop/shop/__init__.py": b"",
    "data/files/shop/shop/prices.py": b"def total(prices):\n    return sum(prices[1:])\n",
    "data/files/shop/main.py": b"import sys\nfrom shop.prices import total\n"
                               b"print(total([float(x) for x in sys.argv[1:]]))\n",
    "data/files/shop/README.md": b"`python3 main.py 1 2` prints the total.\n",
}  # fmt: skip
BROKEN = (
    Sample(
        id="shop", capability="m", input="The total is wrong. Mend it.", files=tuple(REPOSITORY)
    ),
    Target(
        id="shop",
        data={
            "command": "bash tests/run.sh",
            "files": {
                "tests/run.sh": 'set -e\ntest "$(python3 main.py 1 2 3.5)" = 6.5\n'
                'test "$(python3 main.py)" = 0\n'
            },
        },
    ),
)
REPAIR = {"type": "tool_use", "builtin": ["bash", "files"], "max_turns": 8}
BY_TESTS = {"type": "execution", "workspace": True}


def test_a_repository_is_repaired_through_bash(services):
    model = MockModel(turns(
        bash("ls; cat shop/prices.py"),
        bash("python3 main.py 1 2 3.5"),
        bash("sed -i 's/prices\\[1:\\]/prices/' shop/prices.py && python3 main.py 1 2 3.5"),
        "It left the first price out.",
    ))  # fmt: skip
    (row,) = evaluate(environment(REPAIR, BY_TESTS, [BROKEN], REPOSITORY), model, services=services)
    kept = json.loads(row.exchange)
    told = [one["content"] for one in kept["messages"] if one["role"] == "tool"]
    assert "README.md" in told[0]
    assert "sum(prices[1:])" in told[0]
    assert [one.strip() for one in told[1:]] == ["5.5", "6.5"]
    assert kept["files"] == {"shop/prices.py": "def total(prices):\n    return sum(prices)\n"}
    assert (row.status, row.score) == ("pass", 1.0)


@pytest.mark.parametrize(
    "command",
    [
        "true",
        "mkdir -p tests && echo 'exit 0' > tests/run.sh",
        "echo 'alias test=true' > .bashrc; ln -sf /bin/true test",
        "rm -rf shop",
    ],
)
def test_a_repository_that_was_not_repaired_fails(services, command):
    model = MockModel(turns(bash(command), "Done."))
    (row,) = evaluate(environment(REPAIR, BY_TESTS, [BROKEN], REPOSITORY), model, services=services)
    assert (row.status, row.cause) == ("fail", None)


def test_check_plays_a_written_repair(services):
    fix = "sed -i 's/prices\\[1:\\]/prices/' shop/prices.py"
    gold = {
        "id": "shop", "output": "Done.",
        "calls": [[{"name": "bash", "arguments": {"command": fix}}]],
    }  # fmt: skip
    files = {
        **REPOSITORY, "checks/gold.jsonl": json.dumps(gold).encode() + b"\n",
        "checks/noop.jsonl": b'{"output": "Done."}\n',
    }  # fmt: skip
    report = check(environment(REPAIR, BY_TESTS, [BROKEN], files), services)
    assert (report.problems, report.not_checked) == ((), ())


def test_a_command_that_never_ends_is_told_to_the_model(services):
    harness = {**REPAIR, "tool_seconds": 1}
    model = MockModel(turns(bash("sleep 60"), "Done."))
    (row,) = evaluate(
        environment(harness, BY_TESTS, [BROKEN], REPOSITORY), model, services=services
    )
    (told,) = [one for one in json.loads(row.exchange)["messages"] if one["role"] == "tool"]
    assert told["content"] == "[stopped after 1 seconds]"


# --- code of the bundle ---

HARNESS = b"""
def rollout(sample, context):
    ask = [{"role": "user", "content": sample["question"]}]
    first = yield {"messages": ask}
    ask += [{"role": "assistant", "content": first["text"]}, {"role": "user", "content": "Sure?"}]
    second = yield {"messages": ask}
    return {"output": second["text"], "state": {"changed": first["text"] != second["text"]}}
"""
SCORER = b"""
import math
calls = []
def score(sample, target, trace):
    calls.append(sample["id"])
    right = trace["output"] in target["targets"]
    value = 1.0 if right and trace["state"]["changed"] else 0.5 if right else 0.0
    return {"value": value, "explanation": f"call {len(calls)}, {math.pi:.2f}"}
"""
CODE = {"harness/harness.py": HARNESS, "scoring/scorer.py": SCORER}
PAIRS = [(Sample(id=f"s{n}", capability="m", input=f"{n}?"), Target(id=f"s{n}", targets=("blue",)))
         for n in range(3)]  # fmt: skip


def test_a_harness_and_a_scorer_of_the_bundle_run_in_the_sandbox(services):
    def says(asked) -> str:
        first, *more = asked.prompt.messages
        return "blue" if more or first.content == "1?" else "red"

    made = environment({"type": "custom"}, {"type": "custom"}, PAIRS, CODE)
    rows = evaluate(made, MockModel(says), services=services)
    assert [row.score for row in rows] == [1.0, 0.5, 1.0]
    # One process served the whole run.
    assert [row.scores[0].explanation for row in rows] == [f"call {n}, 3.14" for n in (1, 2, 3)]


@pytest.mark.parametrize(
    ("scorer", "said"),
    [
        (b"def score(*_):\n    return float('nan')", "no number from 0 to 1"),
        (b"def score(*_):\n    return 2", "no number from 0 to 1"),
        (b"def score(*_):\n    raise ValueError('so')", "ValueError: so"),
        (b"def score(*_):\n    return open('/etc/passwd').read()", "Error"),
        (b"import os\ndef score(*_):\n    return len(os.environ['HOME'])", "no number"),
        (b"def score(*_):\n    while True: pass", "timeout"),
        (b"def score(*_):\n    return object()", "no plain data"),
        (b"import socket\ndef score(*_):\n    return socket.socket()", "Error"),
        (b"x = 1", "score"),
        (b"raise SystemExit", "score"),
    ],
)
def test_a_scorer_that_gives_no_score_makes_samples_invalid(services, scorer, said):
    made = environment({"type": "single_turn"}, {"type": "custom", "seconds": 1.5}, PAIRS[:1],
                       {"scoring/scorer.py": scorer})  # fmt: skip
    (row,) = evaluate(made, MockModel("blue"), services=services)
    assert (row.status, row.cause) == ("invalid", "scorer")
    assert said in row.message


def test_a_scorer_that_was_lost_is_there_for_the_next_sample(services):
    leaves = (
        b"import os\ndef score(sample, *_):\n    return 1 if sample['id'] != 's0' else os._exit(0)"
    )
    files = {"scoring/scorer.py": leaves}
    made = environment({"type": "single_turn"}, {"type": "custom"}, PAIRS, files)
    rows = evaluate(made, MockModel("blue"), services=services)
    assert [row.status for row in rows] == ["invalid", "pass", "pass"]


def test_a_harness_that_never_ends_is_stopped(services):
    files = {"harness/harness.py": b"def rollout(*_):\n    while True: pass\n    yield"}
    made = environment({"type": "custom", "seconds": 1}, {"type": "exact"}, PAIRS[:1], files)
    (row,) = evaluate(made, MockModel("blue"), services=services)
    assert (row.status, row.cause) == ("invalid", "harness")


def test_calls_from_many_threads_share_a_few_processes(services):
    code = "import time, os\ndef who(n):\n    time.sleep(0.02)\n    return [n, os.getpid()]"
    calls = [GuestCall(code=code, name="who", arguments=(n,)) for n in range(24)]
    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(services.call, calls))
    assert [n for n, _ in said] == list(range(24))
    assert len({process for _, process in said}) <= 2


def test_what_a_guest_raises_is_told(services):
    with pytest.raises(GuestFailed, match="ZeroDivisionError") as error:
        services.call(GuestCall(code="def f(): return 1 / 0", name="f"))
    assert error.value.status == "failed"


def test_a_role_is_played_by_the_model_that_is_named():
    services = HubServices(models={"user": MockModel("For two.")})
    services.require("user")
    request = Generate(prompt=Prompt(messages=(Message(role="user", content="How many?"),)))
    assert services.ask("user", request).text == "For two."
    with pytest.raises(ServiceMissing, match="no model plays the judge"):
        services.require("judge")


def test_without_a_rung_that_holds_it_is_exit_8(monkeypatch):
    def none(settings):
        raise MissingRequirement("no sandbox holds", hint="apt-get install bubblewrap")

    monkeypatch.setattr(module, "find_sandbox", none)
    with pytest.raises(ServiceMissing) as error:
        HubServices().require("sandbox")
    assert (error.value.exit_code, error.value.hint) == (8, "apt-get install bubblewrap")


# --- through the runner ---


def test_the_runner_gives_the_rows_of_the_plain_loop(services, tmp_path):
    def says(asked) -> str:
        done = any(one.content.startswith("<tool_response>") for one in asked.prompt.messages)
        return "Done." if done else bash("sed -i 's/prices\\[1:\\]/prices/' shop/prices.py")

    made = environment(REPAIR, BY_TESTS, [BROKEN], REPOSITORY)
    place = RunPlace(runs_folder=tmp_path / "runs")
    run = run_environment(made, MockModel(says), RunSettings(), place, services=services)
    assert list(run.rows()) == evaluate(made, MockModel(says), services=services)
    assert [row.status for row in run.rows()] == ["pass"]


def test_the_runner_refuses_before_a_folder_is_made(tmp_path):
    made = environment({"type": "code"}, {"type": "execution"}, [
        (Sample(id="a", capability="m", input="x"),
         Target(id="a", targets=("x = 1",), data={"tests": "assert True"})),
    ])  # fmt: skip
    place = RunPlace(runs_folder=tmp_path / "runs")
    with pytest.raises(ServiceMissing) as error:
        run_environment(made, MockModel(), RunSettings(), place, services=LOCAL)
    assert error.value.exit_code == 8
    assert not (tmp_path / "runs").exists()
