"""Run folders: whole rows, whatever happens while they are written."""

from __future__ import annotations

import json

import pytest

from envhub import EnvhubError, NotFound, RunError, UsageError, open_run, scan_samples
from envhub.model import ModelIdentity
from envhub.run import RunRecord, RunWriter, SampleRow, Summary

RECORD = RunRecord.model_validate(
    {
        "id": "r1", "created_at": "2026-01-01T00:00:00Z", "planned": 2, "model": {"name": "mock/m"},
        "environment": {
            "name": "acme/x", "version": "1.0.0", "title": "X", "digest": "d", "data_digest": "d",
            "harness_digest": "d", "scoring_digest": "d", "samples": 2,
        },
        "capabilities": [
            {"id": "m", "title": "M", "harness": "single_turn", "scorer": "exact",
             "method": "exact match", "graded": False, "pass_at": 1.0},
        ],
    }
)  # fmt: skip
SUMMARY = Summary(
    status="complete", ended_at="2026-01-01T00:00:01Z", seconds=1, rows=2, passed=1, failed=1,
    invalid=0,
)  # fmt: skip


def row(sample: str = "a", score: float | None = 1.0, **said: object) -> SampleRow:
    fields = {
        "sample_id": sample, "sample_hash": "h", "capability": "m", "subtype": None, "group": None,
        "epoch": 0, "question": "q", "prompt": "p", "output": "o", "continuations": "[]",
        "target": "[]", "status": "pass" if score else "fail", "cause": None, "message": None,
        "score": score, "scores": (), "stop_reason": "stop", "input_tokens": 1, "output_tokens": 1,
        "latency_ms": 2, "cost": None, "cached": False,
    }  # fmt: skip
    return SampleRow(**{**fields, **said})


@pytest.fixture
def run(tmp_path):
    """A run folder that holds these rows and then these bytes."""

    def write(*rows: SampleRow, tail: bytes = b"", finish: bool = False):
        folder = tmp_path / "runs/r1"
        with RunWriter(folder, RECORD) as writer:
            for one in rows:
                writer.append(one)
            if finish:
                writer.finish(SUMMARY)
        with (folder / "samples.jsonl").open("ab") as stream:
            stream.write(tail)
        return folder

    return write


def test_rows_are_read_as_they_were_written(run):
    rows = [row("a"), row("b", 0.0, output="\u2028\x85\x00 é😀\n")]
    assert list(scan_samples(run(*rows))) == rows


def test_a_run_without_summary_is_unfinished(run):
    opened = open_run(run(row()))
    assert opened.summary is None
    assert opened.record == RECORD
    assert opened.id == "r1"


def test_a_finished_run_has_its_summary(run):
    assert open_run(run(row("a"), row("b", 0.0), finish=True)).summary == SUMMARY


def test_every_key_is_always_written(run):
    line = (run(row(score=1)) / "samples.jsonl").read_text()
    assert set(json.loads(line)) == set(SampleRow.model_fields)
    assert '"score":1.0' in line
    assert '"latency_ms":2.0' in line


def test_a_row_is_on_disk_when_append_returns(tmp_path):
    with RunWriter(tmp_path / "r", RECORD) as writer:
        writer.append(row())
        assert list(scan_samples(tmp_path / "r")) == [row()]


@pytest.mark.parametrize("tail", [b"{", b'{"sample_id": "b"', b"\x00" * 50, b"\xff"])
def test_a_torn_tail_is_cut(tail, run):
    assert list(scan_samples(run(row("a"), tail=tail))) == [row("a")]


def test_the_last_row_of_a_sample_and_epoch_wins(run):
    rows = [row("a", 0.0), row("b"), row("a", 0.0, epoch=1), row("a", 1.0)]
    assert list(scan_samples(run(*rows))) == rows[1:]


@pytest.mark.parametrize(
    "damage", [b"{}\n", b"not json\n", b"\n", b'{"sample_id": 1}\n', b"\x00\n"]
)
def test_a_damaged_line_is_named_by_its_number(damage, run):
    last = row("b").model_dump_json().encode() + b"\n"
    with pytest.raises(RunError, match=r"samples\.jsonl:2: a damaged row"):
        list(scan_samples(run(row("a"), tail=damage + last)))


def test_a_row_of_the_same_rollout_takes_the_place_of_the_first(run):
    rows = [row("a"), row("b"), row("a", 0.0), row('b","epoch":1,"x'), row("b", 0.0)]
    folder = run(*rows)
    assert list(scan_samples(folder)) == [rows[2], rows[3], rows[4]]


def test_rows_that_somebody_else_wrote_may_have_their_keys_in_any_order(run):
    folder = run(row("a"), row("b"))
    text = row("a", 0.0).model_dump_json()
    turned = json.dumps(dict(reversed(json.loads(text).items())))
    with (folder / "samples.jsonl").open("a") as stream:
        stream.write(turned + "\n")
    assert list(scan_samples(folder)) == [row("b"), row("a", 0.0)]


def test_the_epochs_of_a_sample_are_different_rollouts(run):
    rows = [row("a").model_copy(update={"epoch": epoch}) for epoch in (0, 1, 11, 1)]
    assert [one.epoch for one in scan_samples(run(*rows))] == [0, 11, 1]


def test_reading_a_run_holds_little_more_than_a_row(run, peak_memory):
    folder = run(row("a"))
    line = row("a").model_dump_json()
    with (folder / "samples.jsonl").open("w") as stream:
        for number in range(20_000):
            stream.write(line.replace('"a"', f'"s{number}"', 1) + "\n")
    with peak_memory() as peak:
        assert sum(1 for _ in scan_samples(folder)) == 20_000
    assert peak[0] < 3_000_000


def test_a_run_has_one_writer(run):
    folder = run(row("a"))
    first = RunWriter(folder)
    with first, pytest.raises(UsageError, match="another process is writing the run"):
        RunWriter(folder)
    with RunWriter(folder) as second:
        second.append(row("b"))
    assert [one.sample_id for one in scan_samples(folder)] == ["a", "b"]


@pytest.mark.parametrize("torn", [b"{", b'{"sample_id":"c"', b"x" * 300_000])
def test_a_writer_that_goes_on_cuts_what_was_torn(torn, run):
    folder = run(row("a"), row("b"), tail=torn, finish=True)
    with RunWriter(folder) as writer:
        assert not (folder / "summary.json").exists()
        writer.append(row("c"))
    assert [one.sample_id for one in scan_samples(folder)] == ["a", "b", "c"]


def test_a_writer_that_goes_on_with_nothing_but_a_torn_line_begins_anew(run):
    folder = run(tail=b'{"sample_id":')
    with RunWriter(folder) as writer:
        writer.append(row("a"))
    assert [one.sample_id for one in scan_samples(folder)] == ["a"]


def test_a_run_can_be_read_while_it_grows(run):
    folder = run(row("a"))
    rows = scan_samples(folder)
    first = next(rows)
    with (folder / "samples.jsonl").open("ab") as stream:
        stream.write(row("b").model_dump_json().encode() + b"\n")
    assert [first, *rows] == [row("a")]


def test_a_folder_without_rows_has_none(run):
    folder = run()
    assert list(scan_samples(folder)) == []
    (folder / "samples.jsonl").unlink()
    assert list(scan_samples(folder)) == []


def test_no_run_is_not_found(tmp_path):
    with pytest.raises(NotFound, match=r"no run at .*run\.json"):
        open_run(tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "damaged"),
        ("{", "damaged"),
        ("[]", "damaged"),
        ("{}", "damaged: id"),
        (RECORD.model_dump_json().replace('"schema_version":1', '"schema_version":2'),
         "schema_version 2, this one reads 1"),
        (RECORD.model_dump_json().replace('"planned":2', '"planed":2'), "damaged: planned"),
    ],
)  # fmt: skip
def test_a_damaged_record_is_said(text, said, run):
    folder = run()
    (folder / "run.json").write_text(text)
    with pytest.raises(RunError, match=said):
        open_run(folder)


def test_a_damaged_summary_is_said(run):
    folder = run(finish=True)
    (folder / "summary.json").write_text("{}")
    with pytest.raises(RunError, match=r"summary\.json` is damaged"):
        open_run(folder)


def test_a_row_of_an_unknown_capability_is_said(run):
    with pytest.raises(RunError, match="a row of capability `other`"):
        open_run(run(row(capability="other"))).result()


def test_a_result_is_computed_from_the_rows(run):
    result = open_run(run(row("a"), row("b", 0.0))).result()
    assert (result.overall, result.passed, result.failed) == (0.5, 1, 1)


def test_a_run_is_never_written_over(run):
    folder = run(row())
    with pytest.raises(EnvhubError, match="could not write to"):
        RunWriter(folder, RECORD)
    assert list(scan_samples(folder)) == [row()]


def test_a_model_says_what_may_change_a_number():
    identity = ModelIdentity(name="tl/x", dtype="float32", options={"fold": "no"})
    assert ModelIdentity.model_validate_json(identity.model_dump_json()) == identity


def test_the_context_is_shown():
    assert RECORD.context_label == "model inspection"
    step = RECORD.model_copy(update={"context": "training step", "step": 40})
    assert step.context_label == "training monitor · step 40"


WRITE = """
import sys
from pathlib import Path
from envhub import EnvhubError
from envhub.run import RunRecord, RunWriter, SampleRow, Summary
record, row, folder, size = sys.argv[1:]
row = SampleRow.model_validate_json(row).model_copy(update={"output": "x" * int(size)})
written = 0
try:
    with RunWriter(Path(folder), RunRecord.model_validate_json(record)) as writer:
        for _ in range(100):
            writer.append(row.model_copy(update={"sample_id": f"s{written}"}))
            written += 1
except EnvhubError as error:
    print(written)
    sys.exit(f"{error.exit_code} {error.message}")
"""


def test_a_full_disk_keeps_whole_rows_only(tmp_path, on_a_small_disk):
    arguments = (RECORD.model_dump_json(), row().model_dump_json(), str(tmp_path / "r"), "3000")
    done = on_a_small_disk(WRITE, *arguments)
    assert done.stderr.startswith("1 could not write to")
    assert done.returncode == 1
    rows = list(scan_samples(tmp_path / "r"))
    assert len(rows) == int(done.stdout) > 0
    assert (tmp_path / "r/samples.jsonl").read_bytes().endswith(b"\n")
    assert open_run(tmp_path / "r").summary is None


def test_a_disk_too_full_for_the_record_leaves_no_run(tmp_path, on_a_small_disk):
    arguments = (RECORD.model_dump_json(), row().model_dump_json(), str(tmp_path / "r"), "1")
    done = on_a_small_disk(WRITE, *arguments, limit=100)
    assert done.stderr.startswith("1 could not write to")
    assert not list((tmp_path / "r").iterdir())
