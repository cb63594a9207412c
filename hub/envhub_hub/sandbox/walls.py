"""What the commands of a workspace run behind: bubblewrap here, containers in `containers`."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from envhub.errors import MissingRequirement

from .confinement import INSTALL, Interpreter, interpreter, launcher
from .guest import lockdown

HOME = "/workspace"
"""Where a command finds its folder."""
DISK = 256 << 20
"""Bytes that a workspace may hold."""
PROCESSES = 128
MEMORY = 2 << 30
FILES = 512
"""Files that a process may hold open."""


class Walls(Protocol):
    """How one workspace's commands are started, and what is left is ended."""

    @property
    def own_failures(self) -> frozenset[int]:
        """Exit codes by which it is the walls that failed, and not the command."""
        ...

    @property
    def environment(self) -> Mapping[str, str]:
        """The environment of the command line that `launch` returns."""
        ...

    def launch(self, folder: Path, user: int, command: str, seconds: float) -> list[str]:
        """Return the command line of one command in the folder, by that user."""
        ...

    def sweep(self) -> None:
        """End what is left of a command whose starter was killed."""
        ...

    def close(self) -> None:
        """Take away whatever stands for the workspace's sake; twice is once."""
        ...


class Bubblewrap:
    """A fresh bubblewrap for each command; it is all that there is to end."""

    own_failures: frozenset[int] = frozenset()
    environment: Mapping[str, str] = MappingProxyType({})

    def __init__(self) -> None:
        """Raises: MissingRequirement: bubblewrap is not installed."""
        program = shutil.which("bwrap")
        if program is None:
            raise MissingRequirement("a workspace needs bubblewrap", hint=INSTALL)
        self._program = program

    def launch(self, folder: Path, user: int, command: str, seconds: float) -> list[str]:
        python = interpreter()
        limits = {
            "RLIMIT_AS": MEMORY, "RLIMIT_CPU": int(seconds) + 1, "RLIMIT_FSIZE": DISK,
            "RLIMIT_NOFILE": FILES, "RLIMIT_CORE": 0, "RLIMIT_NPROC": PROCESSES + _others(user),
        }  # fmt: skip
        return launcher({
            "user": user, "prefix": python.prefix, "alone": False, "limits": limits,
            "calls": lockdown.deny_list(lockdown.machine()).hex(),
            "command": [self._program, *_flags(python, folder), "/bin/bash", "-c", command],
            "environment": {},
        })  # fmt: skip

    def sweep(self) -> None:
        pass

    def close(self) -> None:
        pass


def _others(user: int) -> int:
    """Processes of this user outside, which count towards its limit."""
    if os.geteuid() == 0:
        return 0  # the user is the workspace's own
    mine = (one for one in Path("/proc").glob("[0-9]*") if one.stat().st_uid == user)
    return sum(len(list(one.glob("task/*"))) for one in mine)


def _flags(python: Interpreter, folder: Path) -> list[str]:
    """Return bubblewrap's flags: programs to use, one folder to write, nothing else."""
    shown: list[str] = []
    for place in ("/usr", "/bin", "/sbin", "/lib", "/lib64"):
        if Path(place).is_symlink():
            shown += ["--symlink", str(Path(place).readlink()), place]
        elif Path(place).exists():
            shown += ["--ro-bind", place, place]
    for place in ("/etc/alternatives", "/etc/ld.so.cache", python.prefix):
        if Path(place).exists() and not place.startswith("/usr/"):
            shown += ["--ro-bind", place, place]
    variables = {
        "PATH": f"{python.prefix}/bin:/usr/local/bin:/usr/bin:/bin", "HOME": HOME,
        "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip
    return [
        "--unshare-all", "--unshare-user", "--disable-userns",
        "--new-session", "--die-with-parent", "--clearenv",
        *(part for name, value in variables.items() for part in ("--setenv", name, value)),
        *shown, "--proc", "/proc", "--dev", "/dev", "--size", str(64 << 20), "--tmpfs", "/tmp",
        "--bind", str(folder), HOME, "--chdir", HOME, "--cap-drop", "ALL", "--",
    ]  # fmt: skip


__all__ = ["DISK", "HOME", "MEMORY", "PROCESSES", "Bubblewrap", "Walls"]
