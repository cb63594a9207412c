"""An image made of what this machine has: the interpreter, a shell, a few programs, libraries."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tarfile
from collections.abc import Sequence
from pathlib import Path

from envhub_hub.sandbox.confinement import Interpreter, interpreter

PROGRAMS = ("bash", "cat", "ls", "sh", "sleep")


def libraries(python: Interpreter, programs: Sequence[str]) -> set[Path]:
    """Every shared library that these programs, the interpreter and its modules load."""
    modules = map(str, Path(python.prefix, "lib").glob("*/lib-dynload/*.so"))
    command = ["ldd", python.program, *programs, *modules]
    shown = subprocess.run(command, capture_output=True, text=True).stdout
    return {Path(word) for word in shown.split() if word.startswith("/") and not word.endswith(":")}


def image_of(python: Interpreter) -> bytes:
    """A tar of the interpreter, its standard library, a few programs and what they load."""
    data = io.BytesIO()
    version = Path(os.__file__).parent.name
    found = {name: place for name in PROGRAMS if (place := shutil.which(name))}

    def wanted(entry: tarfile.TarInfo) -> tarfile.TarInfo | None:
        left_out = {"site-packages", "test", "__pycache__", "idlelib", "ensurepip"}
        return None if left_out & set(Path(entry.name).parts) else entry

    with tarfile.open(fileobj=data, mode="w", dereference=True) as image:
        for folder in ("tmp", "proc", "dev", "etc", "workspace"):
            entry = tarfile.TarInfo(folder)
            entry.type, entry.mode = tarfile.DIRTYPE, 0o1777 if folder == "tmp" else 0o755
            image.addfile(entry)
        image.add(python.program, "usr/local/bin/python3")
        image.add(f"{python.prefix}/lib/{version}", f"usr/local/lib/{version}", filter=wanted)
        for name, place in found.items():
            image.add(place, f"bin/{name}")
        for library in libraries(python, list(found.values())):
            image.add(library, str(library).lstrip("/"))
    return data.getvalue()


def imported(engine: str, name: str) -> str:
    """Give the image to an engine, and return its name with its digest."""
    done = subprocess.run(
        [engine, "import", "-", name], input=image_of(interpreter()), capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()
    asked = [engine, "image", "inspect", "--format", "{{.Digest}}", name]
    return f"{name}@{subprocess.run(asked, capture_output=True, text=True).stdout.strip()}"
