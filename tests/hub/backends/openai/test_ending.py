"""However it ends, it ends promptly, and no thread keeps a process alive."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.chatting import asks

ROOT = Path(__file__).parents[4]
PROGRAM = """
import sys
sys.path[:0] = {path}
from envhub_hub.backends import LoadSettings, load_model
from tests.chatting import asks
model = load_model("openai/tiny", LoadSettings(base_url={url!r}))
print("loaded", flush=True)
sys.stdin.readline()
{rest}
"""


def threads() -> int:
    return sum(one.name == "envhub-remote" for one in threading.enumerate())


def start(server: Any, rest: str) -> subprocess.Popen[str]:
    path = [str(ROOT), str(ROOT / "sdk"), str(ROOT / "hub")]
    code = PROGRAM.format(path=path, url=server.url, rest=rest)
    pipe = subprocess.PIPE
    environ = {key: value for key, value in os.environ.items() if not key.startswith("OPENAI")}
    return subprocess.Popen(
        [sys.executable, "-c", code], stdin=pipe, stdout=pipe, stderr=pipe, text=True, env=environ
    )


def test_an_interrupt_ends_a_run_of_slow_requests_at_once(server: Any) -> None:
    with start(server, "print(list(model.respond([asks()] * 100)))") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "loaded\n"
        server.script(seconds=60)
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
        while not server.seen:
            time.sleep(0.05)
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)
        assert time.monotonic() - began < 3
        assert said.rstrip().endswith("KeyboardInterrupt")
        assert "Task was destroyed" not in said


def test_a_model_that_nobody_closed_does_not_hold_up_python(server: Any) -> None:
    with start(server, "print(len(list(model.respond([asks()] * 3))))") as process:
        out, said = process.communicate("\n", timeout=20)
        assert (out, said, process.returncode) == ("loaded\n3\n", "", 0)


def test_whoever_stops_listening_stops_the_requests(server: Any, connect: Any) -> None:
    model = connect(concurrency=4)
    server.script(seconds=0.05)
    with closing(model.respond([asks()] * 100)) as answers:
        next(answers)
    time.sleep(0.3)
    assert len(server.seen) < 20
    assert len(list(model.respond([asks()] * 3))) == 3


def test_a_closed_or_forgotten_model_leaves_no_thread(server: Any, connect: Any) -> None:
    before = threads()
    connect().close()
    assert threads() == before
    from tests.hub.backends.openai.quick import QUICK

    from envhub_hub.backends.openai.calling import Server
    from envhub_hub.backends.openai.model import RemoteModel

    model = RemoteModel(Server(server.url, None, "tiny"), 4, QUICK)
    list(model.respond([asks()]))
    del model
    gc.collect()
    assert threads() == before


def test_several_threads_may_ask_at_once(server: Any, connect: Any) -> None:
    model = connect()
    found: list[int] = []

    def ask() -> None:
        found.append(len(list(model.respond([asks()] * 20))))

    some = [threading.Thread(target=ask) for _ in range(4)]
    for one in some:
        one.start()
    for one in some:
        one.join(10)
    assert found == [20] * 4
