"""pass@1 by execution: what is sent to the sandbox, and what its ends are worth."""

from __future__ import annotations

import pytest
from tests.doubles import Told, failed, ok

from envhub import Failure, Sample, Target, Trace, check
from envhub.scorers import Execution
from envhub.services import Execution as Ended
from envhub.services import ServiceMissing

SAMPLE = Sample(id="a", capability="m", input="Add.")
STUB = 'def add(a, b):\n    """Add."""\n'
WHOLE = "def add(a, b):\n    return a + b"
TESTED = Target(
    id="a", targets=(WHOLE,),
    data={"setup": STUB, "tests": "assert add(1, 2) == 3", "entry_point": "add"},
)  # fmt: skip
PRINTED = Target(
    id="a", targets=("print(int(input()) * 2)",),
    data={"cases": [{"stdin": "1", "stdout": "2\n"}, {"stdin": "4", "stdout": "8"}]},
)  # fmt: skip
FOLDER = Target(id="a", data={"command": "bash test.sh", "files": {"test.sh": "python3 calc.py"}})


def judged(said: str | Trace, ended: Ended | None = None, target: Target = TESTED, **scorer):
    """The verdict, and the programs that were sent."""
    services = Told(execute=lambda program: ended or ok())
    trace = said if isinstance(said, Trace) else Trace(output=said)
    return Execution(**scorer).score(SAMPLE, target, trace, services), services.asked


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("    return a + b\n", f"{STUB}    return a + b"),
        (f"Sure:\n```python\n{WHOLE}\n```\nDone.", f"{STUB}\n\n{WHOLE}"),
        (f"```\nx\n```\n```py\n{WHOLE}\n```", f"{STUB}\n\n{WHOLE}"),
        (f"```python\n{WHOLE}", f"{STUB}\n\n{WHOLE}"),
        ("async def add(a, b): pass", f"{STUB}\n\nasync def add(a, b): pass"),
        ("add = max", f"{STUB}\n\nadd = max"),
        ("def other(): pass", f"{STUB}def other(): pass"),
    ],
)
def test_a_rest_is_appended_and_a_whole_function_stands_behind_the_prompt(said, code):
    verdict, (program,) = judged(said)
    assert program.code == code
    assert (program.setup, program.tests, program.entry_point) == (
        STUB,
        "assert add(1, 2) == 3",
        "add",
    )
    assert verdict.value == 1.0


def test_the_declaration_may_say_how_they_become_a_program():
    assert judged(WHOLE, assemble="replace")[1][0].code == WHOLE
    assert judged(WHOLE, assemble="append")[1][0].code == STUB + WHOLE
    (program,) = judged(WHOLE, seconds=3, memory_mb=128)[1]
    assert (program.seconds, program.memory_mb) == (3, 128)


@pytest.mark.parametrize("status", ["failed", "timeout", "memory", "output", "crashed"])
def test_whatever_the_code_does_wrong_is_a_zero(status):
    verdict, _ = judged(WHOLE, Ended(status=status, error="so"))
    assert (verdict.value, verdict.explanation) == (0.0, f"{status}: so")


def test_a_sandbox_that_is_lost_is_no_zero():
    verdict, _ = judged(WHOLE, Ended(status="lost", error="gone"))
    assert verdict == Failure(cause="sandbox", message="gone")


@pytest.mark.parametrize("said", ["", " \n", "```\n```", "```python\n\n```"])
def test_no_code_is_a_zero_without_an_execution(said):
    verdict, programs = judged(said)
    assert (verdict.value, verdict.explanation, programs) == (0.0, "no code found", [])


def test_what_is_printed_is_compared_line_by_line():
    def double(program):
        return ok(f"{int(program.stdin) * 2}  \n\n")

    def score(target=PRINTED, run=double, **scorer):
        trace = Trace(output="print(1)")
        return Execution(**scorer).score(SAMPLE, target, trace, Told(execute=run))

    assert score().value == 1.0
    wrong = score(run=lambda program: ok("2"))
    assert (wrong.value, wrong.explanation) == (0.0, "printed '2', not '8'")
    assert score(run=lambda program: ok("2"), partial=True).value == 0.5
    assert score(run=lambda program: failed("x"), partial=True).value == 0.0


def test_several_filters_stand_side_by_side():
    verdict, programs = judged(f"```python\n{WHOLE}\n```\nor\n```\nadd = max\n```",
                               extract=["code_block", "last_code_block"])  # fmt: skip
    assert (verdict.filter, verdict.others[0].filter) == ("code_block", "last_code_block")
    assert programs[1].code.endswith("add = max")


def test_a_file_of_the_workspace_may_be_judged():
    verdict, (program,) = judged(Trace(files={"calc.py": WHOLE}), file="calc.py")
    assert program.code == f"{STUB}\n\n{WHOLE}"
    assert verdict.filter == "file:calc.py"
    assert judged(Trace(files={}), file="calc.py")[0].value == 0.0


def test_a_command_runs_in_a_fresh_workspace_of_what_was_left():
    seen = []

    def run(workspace, command):
        seen.append((dict(workspace.content), command))
        return failed("exit 1") if b"x = 1" in workspace.content["calc.py"] else ok()

    services = Told(run=run)
    spec = Execution(workspace=True)
    left = {"calc.py": "x = 2", "test.sh": "exit 0", "pic.png": "data:;base64,/wA="}
    assert spec.score(SAMPLE, FOLDER, Trace(files=left), services).value == 1.0
    assert seen[0] == ({"calc.py": b"x = 2", "test.sh": b"python3 calc.py", "pic.png": b"\xff\x00"},
                       "bash test.sh")  # fmt: skip
    assert spec.score(SAMPLE, FOLDER, Trace(files={"calc.py": "x = 1"}), services).value == 0.0
    assert all(workspace.closed for workspace in services.workspaces)
    said = Execution(workspace=True, file="calc.py").score(
        SAMPLE, FOLDER, Trace(output="```python\nx = 2\n```"), services
    )
    assert (said.value, seen[-1][0]["calc.py"]) == (1.0, b"x = 2")


@pytest.mark.parametrize(
    ("data", "scorer", "said"),
    [
        ({}, {}, "needs `tests` or `cases`"),
        ({"tests": "x", "cases": [{"stdout": "1"}]}, {}, "and not both"),
        ({"command": "x"}, {}, "runs only with `workspace = true`"),
        ({"tests": "x"}, {"workspace": True}, "has no `command`"),
        ({"tests": "x"}, {}, "has no target"),
    ],
)
def test_a_target_that_can_not_be_judged_says_why(data, scorer, said):
    assert said in Execution(**scorer).problem(SAMPLE, Target(id="a", data=data))


def test_check_runs_solutions_where_there_is_a_sandbox_and_says_so_where_there_is_none(make):
    environment = make({"type": "execution"}, [(SAMPLE, TESTED)], harness={"type": "code"})
    report = check(environment)
    assert report.ok
    assert report.not_checked == (
        "capability `m`: scorer `execution`: code runs only in a sandbox, and there is none here",
    )
    right = Told(execute=lambda program: ok() if "a + b" in program.code else failed())
    report = check(environment, right)
    assert (report.problems, report.not_checked) == ((), ())
    wrong = check(environment, Told(execute=lambda program: failed()))
    assert any("does not score the maximum" in one for one in wrong.problems)
    easy = check(environment, Told(execute=lambda program: ok()))
    assert any("always answering" in one or "no answer" in one for one in easy.problems)


def test_without_a_sandbox_nothing_is_scored(make):
    from envhub.services import LOCAL

    with pytest.raises(ServiceMissing):
        Execution().score(SAMPLE, TESTED, Trace(output=WHOLE), LOCAL)
