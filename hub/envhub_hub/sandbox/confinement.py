"""How a trusted process is started behind a wall: the rungs that stand on this machine's kernel.

A rung is a function from the interpreter to a command line. Which of them really holds is not
decided here but by the probe.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from . import wasm
from .values import SandboxSettings

FIRST_USER = 61_700
"""The user that root becomes: one for each slot, since process limits count by user."""
LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/share/zoneinfo", "/etc/ld.so.cache")
INSTALL = "apt-get install bubblewrap"
DEVICES = ("/dev/null", "/dev/urandom", "/dev/zero")
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": "/tmp", "PYTHONHASHSEED": "0",
}  # fmt: skip
_BOOT = """\
import json, struct, sys, types
source = sys.stdin.buffer
hello = json.loads(source.read(struct.unpack(">I", source.read(4))[0]))
for name, text in hello["modules"]:
    module = sys.modules[name] = types.ModuleType(name)
    module.__package__ = "guest"
    module.__path__ = []
    exec(compile(text, name, "exec"), module.__dict__)
sys.modules["guest.zygote"].main(hello)
"""


class Interpreter(NamedTuple):
    """The Python that guests run: the one of this process, without its virtual environment."""

    program: str
    prefix: str


class Rung(NamedTuple):
    """One way to confine."""

    command: Callable[[Interpreter, SandboxSettings, int], list[str] | None]
    """The command line that starts the zygote of a slot, or None where it can't."""
    readable: Callable[[Interpreter], list[str]]
    """What a guest may read there."""
    namespaces: bool
    """Whether it hides the host's files by itself, so that Landlock may be missing."""
    install: str
    """The line that makes it available."""
    wasm: bool = False
    """Whether guests run in WebAssembly, and nothing is asked of the kernel."""


def interpreter() -> Interpreter:
    """Return the interpreter below the virtual environment, if there is one."""
    program = Path(getattr(sys, "_base_executable", sys.executable)).resolve()
    return Interpreter(str(program), str(Path(sys.base_prefix).resolve()))


def guest_modules() -> list[tuple[str, str]]:
    """Return the guest's files as (module, text), in the order in which they import each other."""
    room = files(__package__) / "guest"
    names = ("__init__", "wire", "lockdown", "roles", "wasm", "zygote")
    return [
        (f"guest.{name}".removesuffix(".__init__"), (room / f"{name}.py").read_text("utf-8"))
        for name in names
    ]


def _unprivileged(command: list[str], python: Interpreter, slot: int, *, alone: bool) -> list[str]:
    return launcher({
        "user": FIRST_USER + slot, "prefix": python.prefix, "alone": alone, "command": command,
        "environment": ENVIRONMENT,
    })  # fmt: skip


def launcher(plan: dict[str, Any]) -> list[str]:
    """Return the command that gives up root and then becomes what a plan names."""
    text = (files(__package__) / "guest" / "launch.py").read_text("utf-8")
    return [interpreter().program, "-I", "-S", "-c", text, json.dumps(plan)]


def readable(python: Interpreter) -> list[str]:
    """Return the places that a guest may read: the interpreter, its libraries, three devices."""
    return [f"{python.prefix}/lib", python.program, *LIBRARIES, *DEVICES]


def _in_image(_: Interpreter) -> list[str]:
    return ["/usr", "/lib", "/lib64", *DEVICES]


def _zygote(program: str) -> list[str]:
    return [program, "-I", "-S", "-c", _BOOT]


def _landlock(python: Interpreter, _: SandboxSettings, slot: int) -> list[str] | None:
    if sys.platform != "linux":
        return None
    return _unprivileged(_zygote(python.program), python, slot, alone=True)


def _bubblewrap(python: Interpreter, _: SandboxSettings, slot: int) -> list[str] | None:
    program = shutil.which("bwrap")
    if program is None or sys.platform != "linux":
        return None
    command = [program, *bubblewrap_walls(python), *_zygote(python.program)]
    return _unprivileged(command, python, slot, alone=False)


def _container(_: Interpreter, settings: SandboxSettings, slot: int) -> list[str] | None:
    engines = [settings.engine] if settings.engine else ["podman", "docker"]
    engine = next((found for one in engines if (found := shutil.which(one))), None)
    if engine is None or settings.image is None:
        return None
    user = str(FIRST_USER + slot)
    return [
        engine, "run", "--rm", "--interactive", "--pull=never", "--network=none", "--read-only",
        "--cap-drop=ALL", "--security-opt=no-new-privileges", f"--user={user}:{user}",
        "--ulimit=nofile=1024:1024", "--ulimit=nproc=512:512", "--memory=4g",
        *settings.engine_options, settings.image, *_zygote("python3"),
    ]  # fmt: skip


def _wasi(python: Interpreter, _: SandboxSettings, slot: int) -> list[str] | None:
    if not wasm.installed() or not hasattr(os, "fork"):
        return None
    return _unprivileged(_zygote(python.program), python, slot, alone=False)


def bubblewrap_walls(python: Interpreter) -> list[str]:
    """Return bubblewrap's flags: no network, no other process, no file but libraries."""
    shown: list[str] = []
    for place in _outermost([f"{python.prefix}/lib", python.program, *LIBRARIES]):
        if Path(place).is_symlink():
            shown += ["--symlink", str(Path(place).readlink()), place]
        elif Path(place).exists():
            shown += ["--ro-bind", place, place]
    return [
        "--unshare-all", "--unshare-user", "--disable-userns", "--new-session", "--clearenv",
        *(part for name, value in ENVIRONMENT.items() for part in ("--setenv", name, value)),
        *shown, "--dev", "/dev", "--size", str(16 << 20), "--tmpfs", "/tmp", "--chdir", "/tmp",
        "--cap-drop", "ALL", "--",
    ]  # fmt: skip


def _outermost(places: Sequence[str]) -> list[str]:
    """Leave out what stands below another of them."""
    return [
        one for one in places
        if not any(one != other and one.startswith(f"{other}/") for other in places)
    ]  # fmt: skip


RUNGS: dict[str, Rung] = {
    "bubblewrap": Rung(_bubblewrap, readable, namespaces=True, install=INSTALL),
    "landlock": Rung(_landlock, readable, namespaces=False, install="a Linux kernel of 6.12"),
    "container": Rung(
        _container,
        _in_image,
        namespaces=True,
        install="podman or docker, with an image named as `image` of the sandbox",
    ),
    "wasi": Rung(_wasi, readable, namespaces=False, install=wasm.INSTALL, wasm=True),
}
"""The ladder, best first. All hold the *value* profile; a workspace takes bubblewrap, or containers
(`walls`). `wasi` needs nothing of the kernel. Its Python is CPython 3.12 with the standard library
alone, and has no threads, no processes and no C extensions; a program that needs them fails there.
"""
