"""The container rung: a real engine with an image of this interpreter; run by name."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from envhub.errors import MissingRequirement
from envhub.services import Program
from envhub_hub.sandbox import Sandbox, SandboxSettings, find_sandbox
from envhub_hub.sandbox.confinement import Interpreter, interpreter

IMAGE = "localhost/envhub-sandbox-test"
ENGINE = shutil.which("podman")


def libraries(python: Interpreter) -> set[Path]:
    """Every shared library that an interpreter and its modules load."""
    binaries = [python.program, *map(str, Path(python.prefix, "lib").glob("*/lib-dynload/*.so"))]
    shown = subprocess.run(["ldd", *binaries], capture_output=True, text=True).stdout
    return {Path(word) for word in shown.split() if word.startswith("/") and not word.endswith(":")}


def image_of(python: Interpreter) -> bytes:
    """A tar of the interpreter, its standard library and what they load."""
    data = io.BytesIO()
    version = Path(os.__file__).parent.name

    def wanted(entry: tarfile.TarInfo) -> tarfile.TarInfo | None:
        left_out = {"site-packages", "test", "__pycache__", "idlelib", "ensurepip"}
        return None if left_out & set(Path(entry.name).parts) else entry

    with tarfile.open(fileobj=data, mode="w", dereference=True) as image:
        for folder in ("tmp", "proc", "dev", "etc"):
            entry = tarfile.TarInfo(folder)
            entry.type, entry.mode = tarfile.DIRTYPE, 0o755
            image.addfile(entry)
        image.add(python.program, "usr/local/bin/python3")
        image.add(f"{python.prefix}/lib/{version}", f"usr/local/lib/{version}", filter=wanted)
        for library in libraries(python):
            image.add(library, str(library).lstrip("/"))
    return data.getvalue()


@pytest.fixture(scope="module")
def container() -> Sandbox:
    if ENGINE is None or shutil.which("runc") is None:
        pytest.skip("podman and runc are not installed")
    imported = subprocess.run(
        [ENGINE, "import", "-", IMAGE], input=image_of(interpreter()), capture_output=True
    )
    assert imported.returncode == 0, imported.stderr.decode()
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
