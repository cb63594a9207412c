"""Which run folder a person means."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from envhub import MockModel, NotFound, RunError, RunSettings, UsageError
from envhub.run import RunWriter
from envhub_hub.runner import RunPlace, run_environment
from envhub_hub.runs import find_run, list_runs, new_id, valid_name

IDS = ("20260101-080000-000aaaa", "20260101-090000-000bbbb", "20260202-080000-000cccc")


@pytest.fixture
def runs(tmp_path, sums):
    """Three run folders, the second of them named."""
    place = RunPlace(runs_folder=tmp_path / "template")
    record = run_environment(sums(), MockModel(), RunSettings(), place).record
    for number, run_id in enumerate(IDS):
        changes = {"id": run_id, "created_at": f"2026-01-0{number + 1}T08:00:00Z"}
        changes["name"] = "baseline" if number == 1 else None
        with RunWriter(tmp_path / "runs" / run_id, record.model_copy(update=changes)):
            pass
    return tmp_path / "runs"


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (IDS[1], IDS[1]),
        ("20260202", IDS[2]),
        ("20260101-09", IDS[1]),
        ("baseline", IDS[1]),
        ("last", IDS[2]),
    ],
)
def test_a_run_is_found_by_what_people_call_it(runs, wanted, found):
    assert find_run(wanted, runs).id == found


def test_a_run_is_found_by_its_path(runs, tmp_path):
    assert find_run(str(runs / IDS[0]), tmp_path / "elsewhere").id == IDS[0]


def test_a_beginning_that_fits_several_names_them(runs):
    with pytest.raises(UsageError, match=f"begins the ids of 2 runs: {IDS[0]}, {IDS[1]}"):
        find_run("20260101", runs)


def test_a_run_that_is_not_there_is_named_with_a_near_miss(runs):
    with pytest.raises(NotFound, match=r"no run `baselin` in .*, did you mean `baseline`"):
        find_run("baselin", runs)


@pytest.mark.parametrize("wanted", ["last", "anything"])
def test_without_runs_nothing_is_found(tmp_path, wanted):
    with pytest.raises(NotFound, match=f"no run `{wanted}`"):
        find_run(wanted, tmp_path / "runs")


def test_an_empty_name_is_no_beginning(runs):
    with pytest.raises(UsageError):
        find_run("", runs)


def test_the_newest_of_one_name_is_meant(runs):
    for run_id in IDS:
        path = runs / run_id / "run.json"
        path.write_text(path.read_text().replace('"name": null', '"name": "baseline"'))
    assert find_run("baseline", runs).id == IDS[2]


def test_folders_that_are_no_runs_are_passed_over(runs):
    (runs / "notes").mkdir()
    (runs / "file.txt").touch()
    assert [run.id for run in list_runs(runs)] == list(IDS)


def test_a_damaged_run_is_said_where_it_is_meant(runs):
    (runs / IDS[2] / "run.json").write_text("{")
    for wanted in (IDS[2], "last", str(runs / IDS[2])):
        with pytest.raises(RunError, match=r"run\.json"):
            find_run(wanted, runs)


def test_a_damaged_run_hides_no_other(runs):
    (runs / IDS[0] / "run.json").write_text("{")
    assert find_run("last", runs).id == IDS[2]
    assert find_run("baseline", runs).id == IDS[1]


def test_ids_sort_by_time_within_a_second():
    start = datetime(2026, 11, 21, 9, 30, 15, tzinfo=UTC)
    ids = [new_id(start + timedelta(milliseconds=n)) for n in range(0, 1_000, 37)]
    assert ids == sorted(ids)
    assert re.fullmatch(r"20261121-093015-[0-9a-f]{7}", ids[0])


@pytest.mark.parametrize("name", ["last", "", "a/b", "../x", "-x", "a b", "x\n", "y" * 101])
def test_a_name_that_could_not_be_found_again_is_refused(name):
    with pytest.raises(UsageError, match="can't name a run"):
        valid_name(name)
