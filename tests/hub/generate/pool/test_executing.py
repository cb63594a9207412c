"""One record through a plan."""

from __future__ import annotations

from random import Random

import pytest

from envhub_hub.generate.pool import Around, Executor, TransformPlan, operation
from envhub_hub.generate.tools import Unfit, output_digest

RECORD = {"q": "Which?\nOptions:\n(A) one\n(B) two\n(C) six", "a": "(B)", "empty": ""}
PLAN = TransformPlan(
    id="p", recipe="native", title="t", gives="choice", subtype="s",
    operations=(
        operation("split_options", ["original.q"], ["final.question", "interim.options"]),
        operation("shuffle_options", ["interim.options"], ["interim.shuffled"]),
        operation("copy_field", ["original.a"], ["interim.gold"]),
        operation("map_answer", ["interim.gold", "interim.options"],
                  ["final.answer", "interim.wrong"]),
        operation("shuffle_options", ["interim.wrong"], ["final.distractors"]),
        operation("flatten", ["interim.shuffled"], ["final.context"]),
    ),
)  # fmt: skip


def run(seed: int = 1):
    return Executor(PLAN, Around()).run(RECORD, Random(seed), 2)


def test_only_the_final_values_are_left():
    final = run().final
    assert set(final) == {"question", "answer", "distractors", "context"}
    assert (final["question"], final["answer"]) == ("Which?", "two")


def test_each_step_is_traced_with_the_digest_of_its_output():
    done = run()
    assert [step.tool for step in done.trace] == [one.tool for one in PLAN.operations]
    assert done.trace[2].output_sha256 == output_digest(["(B)"])
    assert all(step.pure for step in done.trace)


def test_the_executor_remembers_inputs_and_outputs_by_tool_and_number():
    memory = run().memory
    assert memory["copy_field"]["0"] == {"input": ["(B)"], "output": ["(B)"]}
    assert set(memory["shuffle_options"]) == {"0", "1"}


def test_the_seed_decides_and_the_record_stays():
    before = dict(RECORD)
    assert run(1) == run(1)
    assert len({str(run(seed).final) for seed in range(12)}) > 3
    assert before == RECORD


def test_an_earlier_step_can_be_read_from_memory():
    plan = TransformPlan(
        id="p", recipe="native", title="t", gives="text", subtype="s",
        operations=(
            operation("copy_field", ["original.q"], ["final.question"]),
            operation("flatten", ["tool_memory.copy_field.0.input"], ["final.answer"]),
        ),
    )  # fmt: skip
    assert Executor(plan, Around()).run({"q": "a"}, Random(1), 2).final["answer"] == "a"


def test_an_empty_field_costs_the_record():
    plan = TransformPlan(
        id="p", recipe="native", title="t", gives="text", subtype="s",
        operations=(
            operation("copy_field", ["original.q"], ["final.question"]),
            operation("copy_field", ["original.empty"], ["final.answer"]),
        ),
    )  # fmt: skip
    with pytest.raises(Unfit, match="`empty` is empty"):
        Executor(plan, Around()).run(RECORD, Random(1), 2)
