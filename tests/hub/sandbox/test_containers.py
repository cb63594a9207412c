"""Workspaces in containers of a real engine, with an image of this interpreter; run by name."""

from __future__ import annotations

import subprocess
import time

import pytest
from tests.hub.sandbox.images import imported

from envhub.errors import EnvhubError, MissingRequirement
from envhub.requires import Companion, Surroundings
from envhub_hub.runner import HubServices
from envhub_hub.sandbox import Containers, SandboxSettings, Workspace, find_engine, probe

pytestmark = pytest.mark.slow
NAME = "localhost/envhub-workspace-test"
ALLOWED = {"/tmp", "fork", "vfork and exec", "more memory than allowed"}
"""What the probe calls a leak and a workspace means to give: processes, and its own /tmp."""
SERVE = "import http.server as h; h.test(h.SimpleHTTPRequestHandler, port=8080)"
ASK = "import urllib.request as u; print(u.urlopen('http://{}:8080/', timeout=5).status)"


@pytest.fixture(scope="module")
def engine():
    try:
        return find_engine(SandboxSettings(engine="podman"))
    except MissingRequirement as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def image(engine):
    yield imported(engine.program, NAME)
    subprocess.run([engine.program, "rmi", "--force", NAME], capture_output=True)


@pytest.fixture
def workspace(engine, image):
    walls = Containers(engine, Surroundings(image=image))
    with Workspace({"src/main.py": "print('hi')\n"}, walls) as made:
        yield made


def web(image: str, **fields) -> Companion:
    return Companion(
        name="web", image=image, port=8080, command=("python3", "-c", SERVE),
        ready=f'python3 -c "{ASK.format("127.0.0.1")}"', **fields,
    )  # fmt: skip


def names(engine) -> str:
    return engine.call("ps", "--all", "--format", "{{.Names}}")


def test_commands_work_on_the_files_and_only_the_folder_lasts(workspace):
    assert workspace.run("python3 src/main.py && echo a > /tmp/a && echo b > b").stdout == "hi\n"
    assert workspace.run("cat b; ls /tmp; echo c > /c").stdout == "b\n"
    assert workspace.files() == {"b": 2, "src/main.py": 12}
    assert workspace.run("exit 3").error == "exit 3"


def test_the_leak_probe_finds_only_what_is_meant(workspace):
    class Asker:
        def ask(self, job, seconds):
            # Whoever takes too much memory is killed: a test of its own, below.
            workspace.write("probe.py", job["code"].replace("2 << 30", "1 << 20"))
            done = workspace.run("python3 probe.py", seconds)
            return {"stdout": done.stdout, "stderr": done.stderr, "error": done.error}

    # /etc/passwd is the engine's own, and what bounds memory is no limit that could be raised.
    meant = ALLOWED | {"/etc/passwd", "raised limits"}
    assert set(probe.leaks(Asker())) <= meant
    assert "root:x" not in workspace.run("cat /etc/passwd").stdout


def test_more_memory_than_allowed_ends_the_command(workspace):
    done = workspace.run("python3 -c 'len(bytearray(3 << 30))'", 60)
    assert done.status == "failed"
    assert "137" in done.error or "MemoryError" in done.stderr


def test_a_loop_and_a_fork_bomb_are_ended_with_their_container(workspace, engine):
    assert workspace.run("while true; do :; done", seconds=2).status == "timeout"
    assert workspace.run("bomb() { bomb | bomb & }; bomb; sleep 30", seconds=3).status != "ok"
    assert f"-c{2}" not in names(engine)
    assert workspace.run("echo still here").stdout == "still here\n"


def test_a_service_is_reached_by_its_name_and_nothing_else_is(engine, image):
    surroundings = Surroundings(image=image, services=(web(image),))
    with Workspace({}, Containers(engine, surroundings)) as made:
        assert made.run(f'python3 -c "{ASK.format("web")}"').stdout == "200\n"
        assert made.run("cat /proc/net/route").stdout.count("\n") == 1  # its heading
        devices = made.run("cat /proc/net/dev").stdout.splitlines()[2:]
        assert [one.split(":")[0].strip() for one in devices] == ["lo"]
    assert "-s-web" not in names(engine)
    assert "-net" not in names(engine)


def test_a_service_that_ends_is_told_with_its_last_line_and_leaves_nothing(engine, image):
    ends = Companion(name="db", image=image, port=1, command=("sh", "-c", "echo no disk; exit 1"))
    with pytest.raises(EnvhubError, match="service `db` ended: no disk"):
        Containers(engine, Surroundings(image=image, services=(ends,)))
    assert "-s-db" not in names(engine)


def test_a_service_that_is_late_is_told_and_leaves_nothing(engine, image):
    late = Companion(name="db", image=image, port=1, command=("sleep", "60"), seconds=1)
    started = time.monotonic()
    with pytest.raises(EnvhubError, match="service `db` was not ready within 1 seconds"):
        Containers(engine, Surroundings(image=image, services=(late,)))
    assert time.monotonic() - started < 15
    assert "-s-db" not in names(engine)


def test_a_machine_with_the_engine_and_the_image_passes_its_proof(image):
    services = HubServices(SandboxSettings(engine="podman"))
    services.within(Surroundings(image=image, services=(web(image),))).require("workspace")
    services.close()


def test_the_image_by_another_digest_is_not_here(image):
    wrong = f"{NAME}@sha256:{'0' * 64}"
    services = HubServices(SandboxSettings(engine="podman"))
    with pytest.raises(MissingRequirement, match="is not on this machine") as error:
        services.within(Surroundings(image=wrong)).require("workspace")
    assert error.value.hint == f"podman pull {wrong}"
