"""The plain loop: rows in order, every failure with its cause."""

from __future__ import annotations

import json

import pytest

from envhub import (
    Failure,
    InvalidEnvironment,
    MockModel,
    NotFound,
    Reply,
    RunSettings,
    Sample,
    Target,
    Trace,
    capability_records,
    evaluate,
)
from envhub.evaluate import judge, parts_of, rollout, sample_seed
from envhub.items import Item


def pair(name: str, answer: str | int = "yes", **said: object) -> tuple[Sample, Target]:
    sample = Sample(**{"id": name, "capability": "m", "input": f"{name}?", **said})
    return sample, Target(id=name, targets=(answer,))


def test_every_sample_gives_one_row_in_order(build):
    rows = evaluate(build(), MockModel({"2 + 14": "16", "3 + 21": "It is 24.", "4 + 28": "5"}))
    assert [(row.sample_id, row.status, row.score) for row in rows] == [
        ("s2", "pass", 1.0), ("s3", "pass", 1.0), ("s4", "fail", 0.0), ("s5", "fail", 0.0),
    ]  # fmt: skip
    assert rows[0].prompt == rows[0].question == "What is 2 + 14?"
    assert json.loads(rows[0].target) == ["16"]


def test_evaluating_twice_gives_the_same_rows(build):
    assert evaluate(build(), MockModel("16")) == evaluate(build(), MockModel("16"))


def test_a_limit_takes_the_first_samples(build):
    rows = evaluate(build(), MockModel(""), RunSettings(limit=2))
    assert [row.sample_id for row in rows] == ["s2", "s3"]


def test_samples_may_be_named(build):
    rows = evaluate(build(), MockModel(""), RunSettings(sample_ids=("s4",)))
    assert [row.sample_id for row in rows] == ["s4"]


def test_an_absent_split_is_not_found(build):
    with pytest.raises(
        NotFound, match=r"no split `practice` in acme/sums@1\.0\.0 \(it has: test\)"
    ):
        evaluate(build(), MockModel(""), RunSettings(split="practice"))


def test_settings_reach_the_model(build):
    seen = []
    model = MockModel(lambda request: seen.append(request) or "")
    evaluate(build(), model, RunSettings(seed=1, max_tokens=3, temperature=0.5))
    assert {(one.max_tokens, one.temperature) for one in seen} == {(3, 0.5)}
    assert [one.seed for one in seen] == [sample_seed(1, one) for one in ("s2", "s3", "s4", "s5")]


def test_seeds_depend_on_run_sample_and_epoch_only():
    seeds = {sample_seed(run, one, epoch) for run in (0, 1) for one in "ab" for epoch in (0, 1)}
    assert len(seeds) == 8
    assert sample_seed(0, "a") == sample_seed(0, "a", 0)


def test_a_failure_of_the_model_is_invalid_and_no_zero(build):
    class Broken(MockModel):
        def respond(self, requests):
            yield 0, Reply(failure=Failure(cause="backend", message="no answer"))

    rows = evaluate(build(), Broken())
    assert {(row.status, row.cause, row.message, row.score) for row in rows} == {
        ("invalid", "backend", "no answer", None)
    }


def test_a_template_that_fails_makes_its_sample_invalid(make):
    template = {"harness/t.jinja": b"{{ metadata.x }}"}
    harness = {"type": "single_turn", "template": "harness/t.jinja"}
    pairs = [pair("a", metadata={"x": "yes"}), pair("b")]
    rows = evaluate(
        make({"type": "exact"}, pairs, harness=harness, files=template), MockModel("yes")
    )
    assert [(row.status, row.cause) for row in rows] == [("pass", None), ("invalid", "template")]


def test_an_undeclared_capability_is_named(make):
    environment = make({"type": "exact"}, [pair("a", capability="n")])
    with pytest.raises(InvalidEnvironment, match="sample `a` names capability `n`"):
        evaluate(environment, MockModel(""))


def test_the_scorer_names_the_continuations(make):
    pairs = [pair("a", 1, choices=("red", "blue"))]
    environment = make({"type": "choice"}, pairs, harness={"type": "multiple_choice"})
    (row,) = evaluate(environment, MockModel("blue"))
    assert [one["text"] for one in json.loads(row.continuations)] == ["red", "blue"]
    assert (row.status, row.output, row.scores[0].answer) == ("pass", "", "B. blue")
    assert json.loads(row.target) == ["blue"]


def test_the_harness_asks_before_it_knows_the_target(make):
    pairs = [pair("a", 0, choices=("red", "blue")), pair("a2", 1, choices=("red", "blue"))]
    environment = make({"type": "choice"}, pairs, harness={"type": "multiple_choice"})
    part = parts_of(environment)["m"]
    requests = [next(rollout(part, Item(*one), RunSettings())) for one in pairs]
    assert requests[0].prompt.messages[0].content.replace("a?", "a2?") == (
        requests[1].prompt.messages[0].content
    )
    assert requests[0].continuations == requests[1].continuations


@pytest.mark.parametrize(("score_at", "status"), [(0.3, "pass"), (0.9, "fail")])
def test_a_pass_is_what_the_capability_says(score_at, status, make):
    environment = make({"type": "rouge_l"}, [pair("a", "one two three four")], pass_at=score_at)
    (row,) = evaluate(environment, MockModel("one two"))
    assert row.status == status
    assert 0.3 < row.score < 0.9


def test_a_trace_that_no_file_can_hold_is_mended(make):
    environment = make({"type": "exact"}, [pair("a")])
    trace = Trace(output="yes\udc80", prompt="\ud800")
    row = judge(parts_of(environment)["m"], Item(*pair("a")), trace)
    assert (row.output, row.prompt) == ("yes\ufffd", "\ufffd")
    assert row.model_dump_json()


@pytest.mark.parametrize("logprob", ["nan", "inf"])
@pytest.mark.parametrize("scorer", ["choice", "next_token"])
def test_a_log_probability_that_is_no_number_is_invalid(scorer, logprob, make):
    class Overflowing(MockModel):
        def respond(self, requests):
            for index, answer in super().respond(requests):
                first = answer.continuations[0].model_copy(update={"logprob": float(logprob)})
                yield (
                    index,
                    answer.model_copy(update={"continuations": (first, *answer.continuations[1:])}),
                )

    environment = make({"type": scorer}, [pair("a", 0, choices=("red", "blue"))],
                       harness={"type": "multiple_choice"})  # fmt: skip
    (row,) = evaluate(environment, Overflowing("red"))
    assert (row.status, row.cause, row.score) == ("invalid", "logprobs", None)
    assert json.loads(row.continuations)[0]["logprob"] is None


def test_data_that_the_scorer_can_not_read_is_invalid(make):
    sample, _ = pair("a")
    target = Target(id="a", targets=("1",), data={"stepps": ["1"]})
    environment = make({"type": "numeric", "step_credit": 0.5}, [(sample, target)])
    (row,) = evaluate(environment, MockModel("2"))
    assert (row.status, row.cause) == ("invalid", "target")


def test_records_say_what_a_report_needs(make):
    environment = make({"type": "rouge_l"}, [pair("a"), pair("b")], title="M", weight=2.0)
    (record,) = capability_records(environment, RunSettings(limit=1))
    assert (record.title, record.method, record.pass_at, record.weight, record.samples) == (
        "M", "ROUGE-L F1", 0.3, 2.0, 1,
    )  # fmt: skip


def test_verdicts_of_several_filters_stand_in_the_row_and_the_first_decides(make):
    scorer = {"type": "exact", "extract": ["first_line", "last_line"]}
    (row,) = evaluate(make(scorer, [pair("a", "blue")]), MockModel("Well.\nBlue!"))
    assert (row.status, row.score) == ("fail", 0.0)
    assert [(one.filter, one.value, one.near_miss) for one in row.scores] == [
        ("first_line", 0.0, True), ("last_line", 1.0, False),
    ]  # fmt: skip
    assert json.loads(row.model_dump_json())["scores"][0]["near_miss"] is True
