"""The rung of WebAssembly: values and verdicts as on any other, and nothing of this machine."""

from __future__ import annotations

import time

import pytest

from envhub.errors import IntegrityError, MissingRequirement
from envhub.services import Execution, Program
from envhub_hub import config
from envhub_hub.sandbox import (
    GuestLost,
    GuestRaised,
    Sandbox,
    SandboxSettings,
    find_sandbox,
    wasm,
)


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory) -> Sandbox:
    if not wasm.installed():
        pytest.skip("wasmtime and a CPython for WASI are not installed")
    found = find_sandbox(SandboxSettings(rung="wasi", slots=1))
    yield found
    found.close()


def run(sandbox: Sandbox, code: str, **fields) -> Execution:
    return sandbox.execute(Program(code=code, **({"seconds": 20} | fields)))


def test_it_passes_the_leak_probe_like_any_rung(sandbox):
    assert sandbox.rung == "wasi"


def test_what_a_program_prints_and_how_it_ends_is_told(sandbox):
    done = run(sandbox, "import sys\nprint(input())\nprint('no', file=sys.stderr)", stdin="hi\n")
    assert (done.status, done.stdout, done.stderr) == ("ok", "hi\n", "no\n")
    done = run(sandbox, "1 / 0")
    assert (done.status, done.error) == ("failed", "ZeroDivisionError: division by zero")
    assert "program.py" in done.stderr


def test_tests_are_judged_apart_from_the_answer(sandbox):
    tests = "assert f(2) == 3\nassert f([1]) is None"
    code = "def f(x):\n    return x + 1 if type(x) is int else x.append(1)"
    assert run(sandbox, code, tests=tests, entry_point="f").status == "ok"
    forged = "class Same:\n    def __eq__(self, other): return True\ndef f(x): return Same()"
    assert run(sandbox, forged, tests=tests, entry_point="f").status == "failed"
    assert run(sandbox, "import os\nos._exit(0)", tests=tests).status == "crashed"


def test_loops_memory_and_output_are_bounded(sandbox):
    started = time.monotonic()
    assert run(sandbox, "while True: pass", seconds=2).status == "timeout"
    assert time.monotonic() - started < 10
    assert run(sandbox, "x = bytearray(1 << 30)", memory_mb=128).status == "memory"
    assert run(sandbox, "while True: print('x' * 10_000)").status == "output"
    assert run(sandbox, "import sys\nwhile True: sys.stderr.write('x' * 9_000)").status == "output"
    assert run(sandbox, "print(1)").stdout == "1\n"


@pytest.mark.parametrize(
    "code",
    [
        "open('/etc/passwd')",
        "open('/tmp/x', 'w')",
        "import os\nos.listdir('/')",
        "import os\nos.fork()",
        "import subprocess\nsubprocess.run(['true'])",
        "import ctypes",
        "import threading\nthreading.Thread(target=print).start()",
        "import socket\nsocket.create_connection(('127.0.0.1', 80), 1)",
    ],
)
def test_what_is_not_there_is_an_error_of_the_program(sandbox, code):
    assert run(sandbox, code).status == "failed"


def test_the_callers_environment_is_not_seen(sandbox, monkeypatch):
    monkeypatch.setenv("SECRET_TOKEN", "sesame")
    assert run(sandbox, "import os\nprint(dict(os.environ))").stdout.strip() == (
        "{'PYTHONHASHSEED': '0'}"
    )


def test_a_held_program_is_called_again_and_again(sandbox):
    with sandbox.hold("n = []\ndef f(x):\n    n.append(x)\n    return sum(n)") as held:
        assert [held.call("f", one) for one in (1, 2, 3)] == [1, 3, 6]
        with pytest.raises(GuestRaised, match="TypeError"):
            held.call("f", "x")
    with sandbox.hold("import os\ndef f(): os._exit(3)") as held, pytest.raises(GuestLost):
        held.call("f")


def test_an_interpreter_that_is_another_file_is_refused(sandbox, monkeypatch, tmp_path):
    monkeypatch.setattr(wasm, "_SHA256", "0" * 64)
    monkeypatch.setattr(config, "cache_folder", lambda: tmp_path)
    with pytest.raises(IntegrityError, match="is not the file that this version was tested with"):
        wasm.prepared()


def test_without_its_packages_the_rung_is_not_there(monkeypatch):
    monkeypatch.setattr(wasm, "installed", lambda: False)
    with pytest.raises(MissingRequirement, match="wasi: not installed") as error:
        find_sandbox(SandboxSettings(rung="wasi"))
    assert error.value.hint == "pip install 'envhub[wasi]'"
