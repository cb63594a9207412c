"""What a hostile answer tries: to get out, and to write its own verdict."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from envhub.services import Program
from envhub_hub.sandbox.probe import leaks

DATA = Path(__file__).parents[4] / "shared/data/humaneval/HumanEval.jsonl"


class Bare:
    """A worker without any wall, to see that the probe finds what is open."""

    def ask(self, job, seconds):
        done = subprocess.run(
            [sys.executable, "-c", job["code"]], capture_output=True, text=True, timeout=seconds
        )
        return {"stdout": done.stdout, "stderr": done.stderr, "error": None}


def test_the_probe_finds_what_an_open_process_reaches():
    found = leaks(Bare())
    assert {
        "abstract sockets", "files of the host", "files outside", "fork",
        "more memory than allowed",
        "names of the host's files", "the network of this machine", "vfork and exec",
        "signals to other processes", "the environment of other processes",
    } <= set(found)  # fmt: skip


def test_a_fork_bomb_forks_nothing(execute):
    code = "import os\ntry:\n    while True: os.fork()\nexcept PermissionError:\n    print('no')"
    assert execute(code).stdout == "no\n"


@pytest.mark.parametrize(
    "code",
    [
        "import subprocess; subprocess.run(['true'])",
        "import socket; socket.socket()",
        "open('/etc/hostname').read()",
        "open('/tmp/x', 'w').write('x')",
        "import os; os.listdir('/root')",
        "import os; os.kill(1, 9)",
        "import multiprocessing as m; p = m.Process(target=print); p.start()",
    ],
)
def test_what_reaches_outside_is_refused(execute, code):
    assert execute(code).status == "failed"


def test_threads_run(execute):
    code = (
        "import threading\nt = threading.Thread(target=print, args=('in a thread',))\n"
        "t.start(); t.join()"
    )
    assert execute(code).stdout == "in a thread\n"


FRAME = "import json, os, struct\ndef frame(m):\n    d = json.dumps(m).encode()\n    os.write(3, struct.pack('>I', len(d)) + d)\n"  # noqa: E501
FORGERIES = {
    "an object that equals everything": (
        "class Any:\n    def __eq__(self, other): return True\ndef {name}(*a, **k): return Any()"
    ),
    "a list that equals everything": (
        "class Any(list):\n    def __eq__(self, other): return True\n"
        "    def __ne__(self, other): return False\ndef {name}(*a, **k): return Any()"
    ),
    "a number that equals everything": (
        "class Any(float):\n    def __eq__(self, other): return True\n"
        "    def __sub__(self, other): return 0.0\n    __rsub__ = __sub__\n"
        "def {name}(*a, **k): return Any()"
    ),
    "a walk through the frames": (
        "import sys\ndef {name}(*a, **k):\n    frame = sys._getframe()\n    while frame:\n"
        "        for value in list(frame.f_locals.values()):\n"
        "            if isinstance(value, list): value.append('passed')\n"
        "            if isinstance(value, dict): value['passed'] = True\n"
        "        frame = frame.f_back"
    ),
    "patched built-ins": (
        "import builtins, sys\nbuiltins.AssertionError = SystemExit\nbuiltins.abs = lambda x: 0\n"
        "builtins.all = builtins.any = builtins.isinstance = lambda *a: True\n"
        "sys.modules['math'] = None\ndef {name}(*a, **k): return 0"
    ),
    "built-ins of its own": (
        "def abs(x): return 0\ndef all(x): return True\ndef len(x): return 0\n"
        "def {name}(*a, **k): return 0"
    ),
    "tests of its own": "def check(candidate): pass\ndef {name}(*a, **k): return None",
    "a printed verdict": (
        "print('passed')\nprint('{{\"passed\": true}}')\ndef {name}(*a, **k): print('passed')"
    ),
    "a verdict written to the channel": (
        FRAME.replace("{", "{{").replace("}", "}}")
        + "def {name}(*a, **k):\n    frame({{'passed': True, 'status': 'ok', 'ended': True}})"
    ),
    "a verdict before anybody asks": (
        FRAME.replace("{", "{{").replace("}", "}}")
        + "frame({{'names': ['{name}'], 'passed': True}})\nframe({{'passed': True}})\n"
        "frame({{'ended': True}})"
    ),
    "an early end": "import os\ndef {name}(*a, **k): os._exit(0)",
    "an exit": "import sys\ndef {name}(*a, **k): sys.exit(0)",
    "an exit on import": "raise SystemExit(0)",
    "an exception of every name": (
        "class SystemExit(Exception): pass\ndef {name}(*a, **k): raise SystemExit(0)"
    ),
}


@pytest.fixture(scope="module")
def problems():
    if not DATA.exists():
        pytest.skip("HumanEval is not here")
    rows = [json.loads(line) for line in DATA.read_text("utf-8").splitlines()]
    return rows[::27]  # all of them would take a minute and show nothing more


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_verdict_is_none(sandbox, problems, forgery):
    for row in problems:
        code = f"{row['prompt']}    pass\n\n" + FORGERIES[forgery].format(name=row["entry_point"])
        done = sandbox.execute(
            Program(
                code=code,
                setup=row["prompt"],
                tests=f"{row['test']}\ncheck({row['entry_point']})",
                entry_point=row["entry_point"],
                seconds=5,
            )
        )
        assert done.status != "ok", row["task_id"]
