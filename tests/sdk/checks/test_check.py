"""The whole check: what passes, what is reported, and in which form."""

from __future__ import annotations

import re
import time

import pytest

from envhub import NotFound, check, freeze


def test_a_good_environment_passes(build):
    report = check(build())
    assert report.ok
    assert (report.problems, report.warnings, report.hints, report.not_checked) == ((), (), (), ())
    assert report.reference == "acme/sums@1.0.0"
    assert report.digest.startswith("sha256:")


def test_a_folder_and_a_bundle_are_checked_alike(build, folder, files_of, tmp_path):
    freeze(build(), tmp_path / "a.zip")
    assert check(folder(files_of())) == check(tmp_path / "a.zip") == check(build())


def test_a_missing_path_is_not_found(tmp_path):
    with pytest.raises(NotFound):
        check(tmp_path / "none")


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"environment.toml": b"x"}, "environment.toml:1: error: not TOML"),
        ({"environment.toml": None}, "environment.toml: error: no `environment.toml`"),
        ({"data/test.jsonl": b"{\n"}, "data/test.jsonl:1: error: not JSON"),
        ({"data/test.jsonl": b"\xff\n"}, "data/test.jsonl:1: error: not JSON"),
        ({"data/test.targets.jsonl": b'{"id": "s2", "target": "1"}\n'},
         "data/test.targets.jsonl:1: error: unknown key `target`, did you mean `targets`?"),
        ({"data/test.jsonl": None}, "data: error: no `data/test.jsonl`"),
        ({"notes.md": b""}, "notes.md: error: `notes.md` has no place"),
    ],
)  # fmt: skip
def test_what_can_not_be_read_is_reported_with_its_place(files, said, folder, files_of):
    report = check(folder(files_of(files=files)))
    assert not report.ok
    assert any(one.startswith(said) for one in report.problems)


def test_a_hostile_zip_is_reported(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"PK")
    (problem,) = check(tmp_path / "a.zip").problems
    assert problem.startswith("a.zip: error: not a zip")


def test_every_problem_is_reported_at_its_line(build, files_of):
    rows = files_of()["data/test.jsonl"].replace(b'"math"', b'"maths"')
    problems = check(build(files={"data/test.jsonl": rows})).problems
    lines = [one for one in problems if "did you mean `math`" in one]
    assert [one.split(": ")[0] for one in lines] == [f"data/test.jsonl:{n}" for n in range(1, 5)]


def test_thousands_of_problems_are_reported_as_some(build):
    rows = "".join(f'{{"id": "a{n}", "capability": "x", "input": "q{n}"}}\n' for n in range(5_000))
    answers = "".join(f'{{"id": "b{n}", "targets": ["1"]}}\n' for n in range(5_000))
    start = time.perf_counter()
    report = check(
        build(files={"data/test.jsonl": rows.encode(), "data/test.targets.jsonl": answers.encode()})
    )
    assert 40 < len(report.problems) < 80
    assert "and more" in report.problems[-1]
    assert time.perf_counter() - start < 3


def test_what_a_careful_author_would_mend_is_a_warning(build):
    edit = {'definition = "adds small numbers"\n': ""}
    report = check(build(edit=edit, files={"README.md": None, "LICENSE": None}))
    assert report.ok
    assert len(report.warnings) == 3
    assert any("no `definition`" in one for one in report.warnings)
    assert report.hints


def test_what_needs_a_sandbox_is_not_checked(build):
    code = {"harness/harness.py": b"import json\n", "scoring/scorer.py": b"import re\n"}
    report = check(
        build(edit={"[harness.answer]": "[requires]\nsandbox = true\n[harness.answer]"}, files=code)
    )
    assert report.ok
    assert [one.split(":")[0] for one in report.not_checked] == [
        "harness/harness.py", "scoring/scorer.py", "[requires] sandbox",
    ]  # fmt: skip


def test_nothing_of_the_environment_is_run(build, tmp_path):
    code = f"open({str(tmp_path / 'ran')!r}, 'w')\n".encode()
    check(build(files={"harness/harness.py": code, "scoring/scorer.py": code}))
    assert not (tmp_path / "ran").exists()


def test_what_was_measured_stands_in_the_report(build):
    measured = check(build()).capabilities["math"]
    assert (measured.samples, measured.chance) == (4, 0.25)
    assert 0 <= measured.constant_rate <= measured.constant_limit <= 1


def test_messages_end_without_a_full_stop(build):
    for problem in check(build(files={"notes.md": b"", "data/x": b""})).problems:
        assert not re.search(r"\.$", problem)
