"""The container rung: a real engine with an image of this interpreter; run by name."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from tests.hub.sandbox.images import imported

from envhub.errors import MissingRequirement
from envhub.services import Program
from envhub_hub.sandbox import Sandbox, SandboxSettings, find_sandbox

IMAGE = "localhost/envhub-sandbox-test"
ENGINE = shutil.which("podman")


@pytest.fixture(scope="module")
def container() -> Sandbox:
    if ENGINE is None or shutil.which("runc") is None:
        pytest.skip("podman and runc are not installed")
    imported(ENGINE, IMAGE)
    settings = SandboxSettings(
        rung="container", image=IMAGE, engine="podman", engine_options=("--runtime=runc",), slots=1
    )
    found = find_sandbox(settings)
    yield found
    found.close()
    subprocess.run([ENGINE, "rmi", "--force", IMAGE], capture_output=True)


@pytest.mark.slow
def test_tests_are_judged_in_a_container(container):
    program = Program(code="def f(x): return x + 1", tests="assert f(1) == 2")
    assert container.execute(program).status == "ok"
    wrong = program.model_copy(update={"code": "def f(x): return x"})
    assert container.execute(wrong).status == "failed"


@pytest.mark.slow
def test_a_loop_in_a_container_is_stopped(container):
    assert container.execute(Program(code="while True: pass", seconds=1)).status == "timeout"
    assert container.execute(Program(code="print(1)")).status == "ok"


def test_without_an_image_the_rung_is_not_there():
    with pytest.raises(MissingRequirement, match=r"container: no engine, or no image is named"):
        find_sandbox(SandboxSettings(rung="container"))


def test_an_image_that_does_not_exist_is_told():
    if ENGINE is None:
        pytest.skip("podman is not installed")
    with pytest.raises(MissingRequirement, match=r"container: does not start"):
        find_sandbox(SandboxSettings(rung="container", image="localhost/envhub-none"))
