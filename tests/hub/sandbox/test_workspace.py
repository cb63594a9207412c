"""A workspace: commands that see their folder and nothing else, and are killed whole."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time

import pytest
from tests.hub.sandbox.processes import children_of, gone

from envhub.errors import EnvhubError, MissingRequirement, NotFound
from envhub_hub.sandbox import Workspace, probe

pytestmark = pytest.mark.skipif(shutil.which("bwrap") is None, reason="bubblewrap is not installed")

ALLOWED = {"/tmp", "fork", "vfork and exec", "more memory than allowed"}
"""What the probe calls a leak and a workspace means to give: processes, and its own /tmp."""


@pytest.fixture
def workspace():
    with Workspace({"src/main.py": "print('hi')\n", "data.bin": b"\xff\x00"}) as made:
        yield made


def test_commands_work_on_the_files(workspace):
    assert workspace.run("python3 src/main.py && wc -c < data.bin").stdout.split() == ["hi", "2"]
    workspace.run("mkdir -p out && echo done > out/result.txt")
    assert workspace.read("out/result.txt") == b"done\n"


def test_how_a_command_ended_is_told(workspace):
    assert workspace.run("exit 3").error == "exit 3"
    assert workspace.run("no-such-program").status == "failed"
    assert workspace.run("kill -9 $$").status in {"failed", "crashed"}


def test_a_file_that_was_written_can_be_changed_by_commands(workspace):
    workspace.write("a/b/c.txt", "one\n")
    assert workspace.run("echo two >> a/b/c.txt").status == "ok"
    assert workspace.read("a/b/c.txt") == b"one\ntwo\n"


def test_files_are_listed_without_links_and_devices(workspace):
    workspace.run("ln -s /etc/passwd link; mkfifo pipe; echo x > file")
    assert set(workspace.files()) == {"data.bin", "file", "src/main.py"}


@pytest.mark.parametrize("path", ["link", "pipe", "missing", "folder/secret", "src"])
def test_only_real_files_are_read(workspace, path, tmp_path):
    (tmp_path / "secret").write_text("secret")
    workspace.run(f"ln -s {tmp_path}/secret link; mkfifo pipe; ln -s {tmp_path} folder")
    with pytest.raises(NotFound):
        workspace.read(path)


def test_a_link_is_not_written_through(workspace, tmp_path):
    target = tmp_path / "target"
    target.write_text("mine")
    workspace.run(f"ln -s {target} link; ln -s {tmp_path} folder")
    with pytest.raises(EnvhubError):
        workspace.write("link", "theirs")
    with pytest.raises(EnvhubError):
        workspace.write("folder/target", "theirs")
    assert target.read_text() == "mine"


@pytest.mark.parametrize("path", ["../x", "/etc/x", "a/../../x", "", "a\0b"])
def test_a_path_that_leads_out_is_refused(workspace, path):
    with pytest.raises(EnvhubError, match="leads out"):
        workspace.write(path, "x")


def test_the_leak_probe_finds_only_what_is_meant(workspace):
    class Asker:
        def ask(self, job, seconds):
            workspace.write("probe.py", job["code"])
            done = workspace.run("python3 probe.py", seconds)
            return {"stdout": done.stdout, "stderr": done.stderr, "error": done.error}

    assert set(probe.leaks(Asker())) <= ALLOWED


def test_a_fork_bomb_ends_with_the_command(workspace):
    started = time.monotonic()
    workspace.run("bomb() { bomb | bomb & }; bomb; sleep 30", seconds=1)
    assert time.monotonic() - started < 5
    assert workspace.run("echo still here").stdout == "still here\n"


def test_nothing_goes_on_after_the_command(workspace):
    workspace.run("(while true; do date >> ticks; sleep 0.05; done) & sleep 0.2")
    before = workspace.files()["ticks"]
    time.sleep(0.3)
    assert workspace.files()["ticks"] == before


def test_a_loop_is_stopped(workspace):
    assert workspace.run("while true; do :; done", seconds=0.5).status == "timeout"
    assert workspace.run("exec >&- 2>&-; sleep 60", seconds=0.5).status == "timeout"


def test_endless_output_is_stopped(workspace):
    done = workspace.run("yes", seconds=20)
    assert done.status == "output"
    assert len(done.stdout) <= 64 << 10


def test_the_disk_is_not_filled(workspace):
    fill = "for i in $(seq 40); do dd if=/dev/zero of=f$i bs=1M count=64 status=none; done; sleep 9"
    done = workspace.run(fill, seconds=20)
    assert done.status == "output"
    assert "of files" in done.error


def test_the_callers_environment_is_not_seen(workspace, monkeypatch):
    monkeypatch.setenv("SECRET_TOKEN", "sesame")
    shown = workspace.run("env; cat /proc/*/environ | tr '\\0' '\\n'").stdout
    assert "sesame" not in shown
    assert "HOME=/workspace" in shown


def test_two_workspaces_do_not_see_each_other(workspace):
    with Workspace({"other.txt": "x"}) as other:
        other.write("mine.txt", "y")
        assert "mine.txt" not in workspace.run("ls -R / 2>/dev/null").stdout


def test_the_folder_is_gone_afterwards():
    with Workspace({"a": "b"}) as made:
        folder = made._folder
    assert not folder.exists()


def test_commands_end_when_the_caller_is_killed():
    script = (
        "from envhub_hub.sandbox import Workspace\nwith Workspace({}) as w:\n"
        "    print('up', flush=True)\n    w.run('sleep 600', 600)\n"
    )
    caller = subprocess.Popen(
        [sys.executable, "-c", script],
        env={"PYTHONPATH": os.pathsep.join(sys.path), "PATH": os.environ["PATH"]},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert caller.stdout.readline() == "up\n"
    time.sleep(0.7)
    below = children_of(caller.pid)
    assert below
    caller.send_signal(signal.SIGKILL)
    caller.wait()
    caller.stdout.close()
    assert gone(below, seconds=5)


def test_without_bubblewrap_there_is_no_workspace(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(MissingRequirement, match="bubblewrap") as caught:
        Workspace({})
    assert "apt-get install bubblewrap" in caught.value.hint
