"""A run gives the rows of the plain loop, in a folder that says what was run on what."""

from __future__ import annotations

import re

import pytest

from envhub import (
    Environment,
    InvalidEnvironment,
    MockModel,
    ModelIdentity,
    NotFound,
    Reply,
    RunSettings,
    Sample,
    Target,
    UsageError,
    evaluate,
    make_manifest,
    open_run,
)
from envhub.model import Failure
from envhub_hub.runner import RunPlace, run_environment


class Backwards(MockModel):
    """Answers the last request first."""

    def respond(self, requests):
        return reversed(list(super().respond(requests)))


class Deaf(MockModel):
    """Can't hear one sample."""

    def respond(self, requests):
        for index, reply in super().respond(requests):
            asked = requests[index].prompt.messages[-1].content
            failure = Failure(cause="backend", message="the line is dead")
            yield index, Reply(failure=failure) if " 2 + " in asked else reply


def told(rows):
    """Rows without what differs from run to run, by sample."""
    loose = {"latency_ms", "cached"}
    return sorted((row.model_dump(exclude=loose) for row in rows), key=lambda row: row["sample_id"])


@pytest.mark.parametrize("answer", ["A", "8", "", "Rome"])
def test_a_run_gives_the_rows_of_the_plain_loop(every_harness, run, answer):
    loop = evaluate(every_harness, MockModel(answer))
    assert told(run(every_harness, MockModel(answer)).rows()) == told(loop)
    assert len(loop) == 9


def test_settings_mean_the_same_as_in_the_plain_loop(sums, run):
    chosen = {"limit": 3, "seed": 5, "max_tokens": 2, "temperature": 0.5}
    heard = []
    model = MockModel(lambda request: heard.append(request) or "8")
    loop = evaluate(sums(), model, RunSettings(**chosen))
    assert told(run(sums(), model, **chosen).rows()) == told(loop)
    assert heard[:3] == heard[3:]
    assert {(one.max_tokens, one.temperature) for one in heard} == {(2, 0.5)}


def test_answers_out_of_order_reach_their_own_samples(sums, run):
    answers = {f"{n} + 7": str(n + 7) for n in range(9)}
    finished = run(sums(count=9), Backwards(answers))
    assert {row.status for row in finished.rows()} == {"pass"}
    assert [row.sample_id for row in finished.rows()] == [f"s{n}" for n in range(8, -1, -1)]


def test_a_sample_that_could_not_be_asked_is_invalid_and_never_zero(sums, run):
    finished = run(sums(), Deaf({"0 + 7": "7"}))
    lost = next(row for row in finished.rows() if row.sample_id == "s2")
    assert (lost.status, lost.score, lost.scores) == ("invalid", None, ())
    assert (lost.cause, lost.message) == ("backend", "the line is dead")
    (sums_result,) = finished.result().capabilities
    assert sums_result.score == pytest.approx(1 / 3)
    counts = finished.summary
    assert (counts.passed, counts.failed, counts.invalid, counts.rows) == (1, 2, 1, 4)


def test_run_json_is_there_before_the_first_request(sums, run, runs_folder):
    seen = []

    def look(request):
        (folder,) = runs_folder.iterdir()
        seen.append((open_run(folder).record.planned, (folder / "summary.json").exists()))
        return ""

    run(sums(), MockModel(look))
    assert seen == [(4, False)] * 4


def test_run_json_says_what_was_run_on_what(sums, runs_folder):
    environment, manifest = sums(), make_manifest(sums())
    place = RunPlace(runs_folder=runs_folder, name="first", context="training step", step=300)
    record = run_environment(
        environment, MockModel(name="mock/a"), RunSettings(seed=3), place
    ).record
    assert (record.environment.name, record.environment.version) == ("acme/sums", "1.0.0")
    assert record.environment.digest == manifest.digest
    assert record.environment.data_digest == manifest.data_digest["test"]
    assert record.environment.scoring_digest == manifest.scoring_digest["test"]
    assert record.model == ModelIdentity(name="mock/a")
    assert (record.name, record.step, record.settings.seed) == ("first", 300, 3)
    assert record.packages["python"]
    assert set(record.hardware) == {"processor", "cores", "system"}
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", record.created_at)


def test_each_row_is_in_the_file_when_it_is_announced(sums, run, runs_folder):
    seen = []

    def look(row, done, planned):
        (folder,) = runs_folder.iterdir()
        seen.append((row.sample_id, len(list(open_run(folder).rows())), done, planned))

    run(sums(), MockModel(), look)
    assert seen == [(f"s{n}", n + 1, n + 1, 4) for n in range(4)]


def test_a_limit_takes_the_first_samples(sums, run):
    finished = run(sums(), MockModel(), limit=2)
    assert [row.sample_id for row in finished.rows()] == ["s0", "s1"]
    assert (finished.record.planned, finished.record.environment.samples) == (2, 4)


def test_samples_are_taken_by_id(sums, run):
    finished = run(sums(), MockModel(), sample_ids=("s3", "s1"))
    assert [row.sample_id for row in finished.rows()] == ["s1", "s3"]
    assert [one.samples for one in finished.record.capabilities] == [2]


def test_a_limit_on_chosen_samples_takes_the_first_of_them(sums, run):
    finished = run(sums(), MockModel(), sample_ids=("s3", "s1"), limit=1)
    assert [row.sample_id for row in finished.rows()] == ["s1"]


def test_an_unknown_sample_is_not_found_and_nothing_is_written(sums, run, runs_folder):
    with pytest.raises(NotFound, match="no sample `s33`, `x` in split `test`, did you mean `s3`"):
        run(sums(), MockModel(), sample_ids=("s1", "s33", "x"))
    assert not runs_folder.exists()


@pytest.mark.parametrize("split", ["practice", "tset"])
def test_a_split_that_is_not_there_is_not_found(sums, run, runs_folder, split):
    with pytest.raises(NotFound, match=f"no split `{split}`"):
        run(sums(), MockModel(), split=split)
    assert not runs_folder.exists()


def test_a_sample_of_an_undeclared_capability_stops_a_run_before_it_begins(sums, run, runs_folder):
    right = sums()
    odd = [*right.samples(), Sample(id="odd", capability="sum", input="?")]
    targets = [*right.targets(), Target(id="odd", targets=("1",))]
    wrong = Environment.create(right.declaration, odd, targets)
    with pytest.raises(InvalidEnvironment, match="`sum`, did you mean `sums`"):
        run(wrong, MockModel(), limit=2)
    assert not runs_folder.exists()


def test_a_missing_template_stops_a_run_before_it_begins(sums, run, runs_folder):
    declaration = sums().declaration.model_dump(mode="json", exclude_defaults=True)
    declaration |= {
        "schema_version": 1,
        "harness": {"answer": {"type": "single_turn", "template": "harness/ask.jinja"}},
    }
    wrong = Environment.create(declaration, sums().samples(), sums().targets())
    with pytest.raises(InvalidEnvironment, match=r"template `harness/ask\.jinja` is missing"):
        run(wrong, MockModel())
    assert not runs_folder.exists()


def test_an_environment_without_samples_has_nothing_to_run(sums, run):
    with pytest.raises(InvalidEnvironment, match="no sample to run"):
        run(Environment.create(sums().declaration, [], []), MockModel())


def test_a_run_has_no_name_that_can_not_be_found_again(sums, runs_folder):
    place = RunPlace(runs_folder=runs_folder, name="../x")
    with pytest.raises(UsageError, match="can't name a run"):
        run_environment(sums(), MockModel(), RunSettings(), place)


def test_runs_of_one_moment_stand_beside_each_other(sums, run, runs_folder):
    ids = [run(sums(), MockModel(), limit=1).id for _ in range(12)]
    assert len(set(ids)) == 12
    assert ids == sorted(ids)
