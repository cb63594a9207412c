"""A run is judged again by other rules, without its model, and both verdicts stay."""

from __future__ import annotations

import pytest

from envhub import Environment, IntegrityError, MockModel, RunError, Sample, Target, open_run
from envhub.model import Failure, Reply
from envhub_hub.runner import rescore, resume_run


def capitals(scorer, **capability):
    """Four questions, judged as is said."""
    return Environment.create(
        {
            "schema_version": 1, "name": "acme/capitals", "version": "1.0.0", "title": "Capitals",
            "license": "CC0-1.0", "harness": {"ask": {"type": "single_turn"}},
            "capability": [{"id": "geo", "harness": "ask", "scorer": scorer, **capability}],
        },
        [Sample(id=f"c{n}", capability="geo", input=f"Capital {n}?") for n in range(4)],
        [Target(id=f"c{n}", targets=("Paris",)) for n in range(4)],
    )  # fmt: skip


STRICT = {"type": "exact", "ignore": []}
LOOSE = {"type": "exact"}


class Hoarse(MockModel):
    """Is not heard on the last question."""

    def respond(self, requests):
        for index, reply in super().respond(requests):
            lost = "3?" in requests[index].prompt.messages[-1].content
            failure = Failure(cause="backend", message="gone")
            yield index, Reply(failure=failure) if lost else reply


def test_new_rules_give_new_verdicts_beside_the_old_ones(run):
    finished = run(capitals(STRICT), MockModel("paris"))
    assert finished.result().overall == 0.0
    done = rescore(finished, capitals(LOOSE))
    assert done.run.result().overall == 1.0
    assert done.moved == {("fail", "pass"): 4}
    assert open_run(finished.folder).result().overall == 1.0
    assert open_run(finished.folder, scores="original").result().overall == 0.0
    digest = done.run.record.environment.scoring_digest
    assert open_run(finished.folder, scores=digest).result().overall == 1.0
    (path,) = finished.folder.glob("scores-*.jsonl")
    assert path.name == f"scores-{digest.removeprefix('sha256:')[:12]}.jsonl"


def test_what_the_model_said_is_left_alone(run):
    finished = run(capitals(STRICT), MockModel("paris"))
    before = (finished.folder / "samples.jsonl").read_bytes()
    again = rescore(finished, capitals(LOOSE)).run
    assert (finished.folder / "samples.jsonl").read_bytes() == before
    assert {row.output for row in again.rows()} == {"paris"}


def test_what_changed_is_named(run):
    finished = run(capitals({"type": "rouge_l"}), MockModel("in Paris"))
    done = rescore(finished, capitals({"type": "rouge_l"}, pass_at=0.9, weight=2.0))
    assert done.changed == ("geo: pass rule 0.3 → 0.9", "geo: weight 1.0 → 2.0")
    done = rescore(finished, capitals(LOOSE))
    assert done.changed[0] == "geo: scorer rouge_l → exact"


def test_the_same_rules_write_nothing(run):
    finished = run(capitals(STRICT), MockModel("paris"))
    assert rescore(finished, capitals(STRICT)).changed == ()
    assert not list(finished.folder.glob("scores-*"))


def test_what_was_never_measured_stays_invalid(run):
    finished = run(capitals(STRICT), Hoarse("paris"))
    done = rescore(finished, capitals(LOOSE))
    counts = done.run.result()
    assert (counts.passed, counts.failed, counts.invalid) == (3, 0, 1)
    lost = [row for row in done.run.rows() if row.status == "invalid"]
    assert [(row.sample_id, row.cause) for row in lost] == [("c3", "backend")]


def test_other_questions_can_not_be_judged(run, sums):
    finished = run(capitals(STRICT), MockModel("paris"))
    with pytest.raises(IntegrityError, match="data and harness differ"):
        rescore(finished, sums(name="acme/capitals", max_tokens=99))


def test_targets_are_part_of_the_rules(run, sums):
    finished = run(sums(), MockModel("8"))
    done = rescore(finished, sums(off_by=1))
    assert done.changed == ("the scorers' settings, or the targets, differ",)
    assert [row.target for row in done.run.rows()] == ['["8"]', '["9"]', '["10"]', '["11"]']
    assert done.moved == {("fail", "pass"): 1, ("pass", "fail"): 1}


def test_a_run_that_went_on_must_be_judged_anew(run, runs_folder, sums):
    def stop(row, done, planned):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(sums(), MockModel("8"), stop)
    (folder,) = runs_folder.iterdir()
    rescore(open_run(folder), sums(off_by=1))
    resume_run(open_run(folder), sums(), MockModel("8"))
    with pytest.raises(RunError, match="judges other rows than the run has, from `s2` on"):
        open_run(folder).result()
    assert len(list(open_run(folder, scores="original").rows())) == 4


def test_a_damaged_file_of_verdicts_is_said(run):
    finished = run(capitals(STRICT), MockModel("paris"))
    rescore(finished, capitals(LOOSE))
    (path,) = finished.folder.glob("scores-*")
    lines = path.read_text().splitlines()
    path.write_text("\n".join([lines[0], "{}", *lines[2:]]) + "\n")
    with pytest.raises(RunError, match=r"scores-\w+\.jsonl:2: a damaged row"):
        list(open_run(finished.folder).rows())
    path.write_text("nothing\n")
    with pytest.raises(RunError, match="its first line is no record"):
        open_run(finished.folder)
