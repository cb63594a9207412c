"""Programs and tests in the sandbox, and how each end is told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.hub.sandbox.processes import children_of, gone

from envhub.services import Program
from envhub_hub.sandbox import SandboxSettings, find_sandbox


def test_a_program_reads_its_input_and_prints(execute):
    done = execute("print(int(input()) * 2)", stdin="21\n")
    assert (done.status, done.stdout) == ("ok", "42\n")


def test_a_program_that_raises_says_what(execute):
    done = execute("x = 1\nraise ValueError('so')")
    assert (done.status, done.error) == ("failed", "ValueError: so")
    assert 'File "program.py", line 2' in done.stderr
    assert "roles" not in done.stderr


def test_code_that_is_no_python_fails(execute):
    assert execute("def (").error.startswith("SyntaxError")


def test_tests_hold_for_a_right_answer(execute):
    assert execute("def add(a, b): return a + b", tests="assert add(1, 2) == 3").status == "ok"


def test_tests_fail_for_a_wrong_answer(execute):
    done = execute("def add(a, b): return a - b", tests="assert add(1, 2) == 3", entry_point="add")
    assert (done.status, done.error) == ("failed", "AssertionError")


def test_an_answer_without_the_function_fails(execute):
    done = execute("def other(): pass", tests="assert add(1, 2) == 3", entry_point="add")
    assert (done.status, done.error) == ("failed", "NameError: name 'add' is not defined")


def test_tests_see_helpers_of_the_prompt(execute):
    setup = "def twice(x):\n    return 2 * x"
    answer = f"{setup}\ndef half(x):\n    return x / 2"
    assert execute(answer, setup=setup, tests="assert half(twice(4)) == 4").status == "ok"


def test_tests_may_call_what_the_answer_defines_beside_the_entry_point(execute):
    answer = "def f(x):\n    return g(x)\ndef g(x):\n    return x + 1"
    assert execute(answer, tests="assert f(1) == g(1)", entry_point="f").status == "ok"


def test_an_argument_that_the_answer_changes_is_changed_for_the_tests(execute):
    tests = "xs = [3, 1, 2]\nsort(xs)\nassert xs == [1, 2, 3]"
    assert execute("def sort(xs): xs.sort()", tests=tests).status == "ok"


def test_an_error_of_the_answer_reaches_the_tests_as_itself(execute):
    tests = "try:\n    f()\nexcept KeyError:\n    pass\nelse:\n    assert False"
    assert execute("def f(): return {}['a']", tests=tests).status == "ok"


def test_keywords_cross(execute):
    assert execute("def f(*, a): return a", tests="assert f(a=(1, 2)) == (1, 2)").status == "ok"


def test_each_execution_is_its_own(execute):
    execute("import math; math.pi = 3")
    assert execute("import math; print(math.pi)").stdout.startswith("3.14159")


def test_an_endless_loop_is_stopped(execute):
    started = time.monotonic()
    assert execute("while True: pass", seconds=0.5).status == "timeout"
    assert time.monotonic() - started < 3


def test_sleeping_is_stopped_as_well(execute):
    assert execute("import time; time.sleep(60)", seconds=0.5).status == "timeout"


def test_a_test_that_waits_for_ever_is_stopped(execute):
    done = execute("def f():\n    while True: pass", tests="f()", seconds=0.5)
    assert done.status == "timeout"


def test_too_much_memory_is_told(execute):
    assert execute("x = bytearray(1 << 30)", memory_mb=128).status == "memory"


def test_a_gigabyte_of_output_is_stopped_and_not_kept(execute):
    done = execute("while True: print('x' * 100_000)", seconds=20)
    assert done.status == "output"
    assert len(done.stdout) <= 1 << 16


def test_output_is_no_error_where_it_is_no_text(execute):
    done = execute("import sys; sys.stdout.buffer.write(bytes(range(256)))")
    assert done.status == "ok"
    assert "�" in done.stdout


def test_a_crash_is_told(execute):
    done = execute("import ctypes; ctypes.string_at(0)")
    assert (done.status, done.error) == ("crashed", "ended by SIGSEGV")


def test_leaving_early_is_no_pass(execute):
    done = execute("import os; os._exit(0)", tests="assert True")
    assert done.status == "crashed"


def test_many_at_once_do_not_mix(sandbox):
    def one(number: int) -> str:
        return sandbox.execute(Program(code=f"print({number})")).stdout

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(one, range(60))) == [f"{number}\n" for number in range(60)]


def test_a_lost_worker_is_replaced(sandbox):
    others = children_of(os.getpid())
    own = find_sandbox(SandboxSettings(rung=sandbox.rung, slots=1))
    own.execute(Program(code="pass"))
    for worker in set(children_of(os.getpid())) - set(others):
        os.kill(worker, signal.SIGKILL)
    ends = [own.execute(Program(code="print(1)")).status for _ in range(2)]
    own.close()
    assert ends == ["lost", "ok"]


def test_nothing_is_left_when_the_caller_is_killed(sandbox):
    script = (
        "import sys\n"
        "from envhub.services import Program\n"
        "from envhub_hub.sandbox import SandboxSettings, find_sandbox\n"
        f"box = find_sandbox(SandboxSettings(rung={sandbox.rung!r}, slots=1))\n"
        "print(box.execute(Program(code='print(1)')).status, flush=True)\n"
        "box.execute(Program(code='while True: pass', seconds=600))\n"
    )
    caller = subprocess.Popen(
        [sys.executable, "-c", script],
        env={"PYTHONPATH": os.pathsep.join(sys.path), "PATH": os.environ["PATH"]},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert caller.stdout.readline() == "ok\n"
    time.sleep(0.5)
    workers = children_of(caller.pid)
    assert workers
    caller.kill()
    caller.wait()
    caller.stdout.close()
    assert gone(workers, seconds=5)


@pytest.mark.slow
def test_two_hundred_executions_a_second():
    box = find_sandbox(SandboxSettings(slots=2))
    trivial = Program(code="print(1)")
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(box.execute, [trivial] * 8))
        started = time.monotonic()
        ends = list(pool.map(box.execute, [trivial] * 400))
        rate = 400 / (time.monotonic() - started)
    box.close()
    assert {one.status for one in ends} == {"ok"}
    assert rate >= 200
