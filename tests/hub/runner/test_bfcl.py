"""BFCL's single calls, frozen by hand into an environment: gold passes, anything else fails."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from envhub import Environment, MockModel, RunSettings, Sample, Target, check, evaluate
from envhub.errors import MissingRequirement
from envhub.evaluate import judge, parts_of
from envhub.items import Item
from envhub.messages import Message, ToolCall
from envhub.model import Reply
from envhub.trace import Trace
from envhub_hub.backends import LoadSettings, load_model
from envhub_hub.runner import HubServices, RunPlace, run_environment

DATA = Path(__file__).parents[4] / "shared/data/bfcl"
KINDS = {"simple_python": 400, "multiple": 200, "irrelevance": 240}
HARNESS = b"""
def rollout(sample, context):
    ask = [{"role": "user", "content": sample["question"]}]
    reply = yield {"messages": ask, "tools": sample["metadata"]["tools"]}
    return {"output": reply["text"]}
"""
_TYPES = {"dict": "object", "float": "number", "tuple": "array"}


def rows(name: str) -> list[dict[str, Any]]:
    path = DATA / f"{name}.json"
    if not path.exists():
        pytest.skip("BFCL is not here")
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def schema(said: dict[str, Any]) -> dict[str, Any]:
    """A JSON schema of BFCL's own kind of schema."""
    made = {key: value for key, value in said.items() if key in ("type", "description", "enum")}
    if made.get("type") == "any":
        del made["type"]
    elif "type" in made:
        made["type"] = _TYPES.get(made["type"], made["type"])
    if "properties" in said:
        made["properties"] = {key: schema(one) for key, one in said["properties"].items()}
    if "items" in said:
        made["items"] = schema(said["items"])
    return made | {key: said[key] for key in ("required",) if key in said}


def name_of(said: str) -> str:
    return said.replace(".", "_")  # as BFCL does for servers, whose names have no dot


def values(said: Any) -> Iterator[Any]:
    """What a possible answer stands for: inside objects, every key has its own alternatives."""
    if isinstance(said, list):
        yield from (list(one) for one in itertools.product(*(list(values(x)) for x in said)))
    elif isinstance(said, dict):
        keys = [(key, [one for one in allowed if one != ""]) for key, allowed in said.items()]
        for some in itertools.product(
            *(list(itertools.chain(*map(values, one))) for _, one in keys)
        ):
            yield dict(zip(said, some, strict=True))
    else:
        yield said


def wanted(answer: dict[str, Any]) -> dict[str, Any]:
    """One call as the scorer is told of it; `""` says that an argument may be left out."""
    ((name, arguments),) = answer.items()
    allowed = {
        key: [one for said in some if said != "" for one in values(said)] or [""]
        for key, some in arguments.items()
    }
    optional = [key for key, some in arguments.items() if "" in some]
    return {"name": name_of(name), "arguments": allowed, "optional": optional}


def pairs(kind: str) -> list[tuple[Sample, Target]]:
    answers = {}
    if kind != "irrelevance":
        answers = {one["id"]: one["ground_truth"] for one in rows(f"possible_answer_{kind}")}
    made = []
    for row in rows(f"BFCL_v4_{kind}"):
        tools = [
            {"name": name_of(one["name"]), "description": one["description"],
             "parameters": schema(one["parameters"])}
            for one in row["function"]
        ]  # fmt: skip
        ((message,),) = row["question"]
        sample = Sample(id=row["id"], capability="calls", subtype=kind,
                        input=message["content"], metadata={"tools": tools})  # fmt: skip
        calls = [wanted(one) for one in answers.get(row["id"], [])]
        made.append((sample, Target(id=row["id"], data={"calls": calls})))
    return made


@pytest.fixture(scope="module")
def published() -> dict[str, list[tuple[Sample, Target]]]:
    return {kind: pairs(kind) for kind in KINDS}


def frozen(published, most: int | None = None) -> Environment:
    scorer = {"type": "tool_calls", "ignore": ["case", "space", "punctuation"]}
    declared = {
        "schema_version": 1, "name": "acme/bfcl", "version": "1.0.0", "title": "BFCL",
        "license": "Apache-2.0", "harness": {"ask": {"type": "custom", "max_turns": 1}},
        # One capability: never to call anything must not be worth all of one.
        "capability": [{"id": "calls", "definition": "d", "harness": "ask", "scorer": scorer}],
    }  # fmt: skip
    some = [pair for kind in KINDS for pair in published[kind][:most]]
    files = {"harness/harness.py": HARNESS, "README.md": b"x", "LICENSE": b"x"}
    return Environment.create(declared, [one for one, _ in some], [two for _, two in some], files)


Calls = list[tuple[str, dict[str, Any]]]


def gold(target: Target) -> Calls:
    return [(one["name"], {key: some[0] for key, some in one["arguments"].items()})
            for one in target.data["calls"]]  # fmt: skip


def trace(calls: Calls, text: str = "") -> Trace:
    made = tuple(ToolCall(id=f"c{n}", name=name, arguments=said)
                 for n, (name, said) in enumerate(calls))  # fmt: skip
    return Trace(messages=(Message(role="assistant", content=text, tool_calls=made),), output=text)


def statuses(published, kind: str, calls_of) -> list[str]:
    """How each row of a kind is judged on some calls, where there are any to make of it."""
    part = parts_of(frozen(published))["calls"]
    return [
        judge(part, Item(sample, target), trace(calls, "Text.")).status
        for sample, target in published[kind]
        for calls in calls_of(sample, target)
    ]


@pytest.mark.parametrize(("kind", "count"), KINDS.items())
def test_every_gold_call_scores_the_maximum(published, kind, count):
    assert statuses(published, kind, lambda _, target: [gold(target)]) == ["pass"] * count


def other(value: Any) -> Any:
    """A value that is another, however texts are folded."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1_000_003
    return [*value, "zqx"] if isinstance(value, list) else "zqx"


def wrong_function(_, target) -> Iterator[Calls]:
    ((name, said),) = gold(target)
    yield [(f"{name}_too", said)]


def missing_argument(_, target) -> Iterator[Calls]:
    ((name, said),) = gold(target)
    for key in said:
        if key not in target.data["calls"][0]["optional"]:
            yield [(name, {one: value for one, value in said.items() if one != key})]


def wrong_value(_, target) -> Iterator[Calls]:
    ((name, said),) = gold(target)
    for key, value in said.items():
        changed = other(value)
        if changed not in target.data["calls"][0]["arguments"][key]:
            yield [(name, {**said, key: changed})]


def extra_argument(_, target) -> Iterator[Calls]:
    ((name, said),) = gold(target)
    yield [(name, {**said, "zqx": 1})]


def called_twice(_, target) -> Iterator[Calls]:
    yield gold(target) * 2


def no_call(*_) -> Iterator[Calls]:
    yield []


@pytest.mark.parametrize("kind", ["simple_python", "multiple"])
@pytest.mark.parametrize(
    "wrong",
    [wrong_function, missing_argument, wrong_value, extra_argument, called_twice, no_call],
)
def test_every_wrong_call_fails(published, kind, wrong):
    judged = statuses(published, kind, wrong)
    # Where booleans are right either way, or all may be left out, a row has nothing wrong to say.
    assert len(judged) > 0.95 * KINDS[kind]
    assert set(judged) == {"fail"}


def test_the_other_function_that_is_offered_fails(published):
    def another(sample, target) -> Iterator[Calls]:
        ((name, said),) = gold(target)
        yield from (
            [(one["name"], said)] for one in sample.metadata["tools"] if one["name"] != name
        )

    judged = statuses(published, "multiple", another)
    assert len(judged) >= 200
    assert set(judged) == {"fail"}


def test_any_call_where_none_is_right_fails(published):
    def every(sample, _) -> Iterator[Calls]:
        yield from ([(one["name"], {})] for one in sample.metadata["tools"])

    judged = statuses(published, "irrelevance", every)
    assert len(judged) >= 240
    assert set(judged) == {"fail"}


def test_two_calls_in_the_wrong_order_fail_where_order_matters(published):
    first, second = (target.data["calls"][0] for _, target in published["multiple"][:2])
    target = Target(id="a", data={"calls": [first, second]})
    sample = Sample(id="a", capability="calls", input="Both.")
    made = frozen(published)
    part = parts_of(made)["calls"]
    swapped = trace(gold(target)[::-1])
    assert judge(part, Item(sample, target), swapped).status == "pass"
    strict = part.capability.scorer.model_copy(update={"ordered": True})
    assert strict.score(sample, target, swapped, HubServices()).value == 0.0
    assert strict.score(sample, target, trace(gold(target)), HubServices()).value == 1.0


@pytest.fixture(scope="module")
def services():
    found = HubServices()
    try:
        found.require("sandbox")
    except MissingRequirement as error:
        pytest.skip(str(error))
    yield found
    found.close()


def test_the_environment_passes_its_check(published, services):
    report = check(frozen(published, 20), services)
    assert (report.problems, report.not_checked) == ((), ())


@pytest.mark.parametrize("right", [True, False])
def test_a_server_that_makes_the_gold_calls_passes_every_row(
    published, services, chat_server, tmp_path, right
):
    script: dict[str, Calls] = {}
    for sample, target in itertools.chain(*published.values()):
        tools = sample.metadata["tools"]
        calls = gold(target) if right else [(tools[0]["name"], {"zqx": 1})]
        script[f"{','.join(one['name'] for one in tools)}|{sample.input}"] = calls
    chat_server.script(calls=script)
    model = load_model("openai/tiny", LoadSettings(base_url=chat_server.url))
    place = RunPlace(runs_folder=tmp_path)
    done = run_environment(frozen(published), model, RunSettings(), place, services=services)
    assert done.summary.passed == (840 if right else 0)
    assert done.summary.rows == 840


def test_a_model_without_calls_of_its_own_is_asked_by_words(published, services):
    ((_, target), *_) = published["simple_python"]
    ((name, said),) = gold(target)
    text = f"<tool_call>{json.dumps({'name': name, 'arguments': said})}</tool_call>"
    made = frozen({kind: published[kind][:1] for kind in KINDS})
    first, *_ = evaluate(made, MockModel(text), services=services)
    assert first.status == "pass"
    refused, *_ = evaluate(made, MockModel(lambda _: Reply(text="No.")), services=services)
    assert refused.status == "fail"
