"""The servers that other tests run on: they end with the tests, however those end."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest

STARTS = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tests.servers import running_weed
with running_weed(sys.argv[2], Path(sys.argv[3])) as server:
    print(server.endpoint, flush=True)
    sys.stdin.readline()
"""


def weeds_in(folder: Path) -> list[int]:
    """The processes that work in a folder."""
    found = []
    for one in Path("/proc").glob("[0-9]*"):
        try:
            if (one / "cwd").resolve() == folder and (one / "comm").read_text() == "weed\n":
                found.append(int(one.name))
        except OSError:
            continue
    return found


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_a_server_ends_with_whoever_started_it(script, tmp_path, number):
    program = shutil.which("weed", path=str(Path(sys.executable).parent))
    if program is None:
        pytest.skip("SeaweedFS is not installed")
    starter = script(STARTS, Path(__file__).parents[3], program, tmp_path)
    assert starter.stdout.readline().startswith("http://127.0.0.1:"), starter.stderr.read()
    assert weeds_in(tmp_path)
    os.kill(starter.pid, number)
    starter.wait()
    end = time.monotonic() + 5
    while weeds_in(tmp_path) and time.monotonic() < end:
        time.sleep(0.05)
    assert not weeds_in(tmp_path)
