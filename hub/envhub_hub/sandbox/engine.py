"""A container engine, as a command: podman or docker, whichever answers.

Both take the same flags as far as they are used here. An engine that is installed may still not
work, so it is asked.
"""

from __future__ import annotations

import functools
import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from envhub.errors import EnvhubError, MissingRequirement

from .values import SandboxSettings

ENGINES = ("podman", "docker")
INSTALL = "apt-get install podman"
PREFIX = "envhub"
_SECONDS = 60.0


class EngineFailed(EnvhubError):
    """The engine refused, or did not answer in time."""


class Engine:
    """The command of an engine; each call is a process of its own that Ctrl-C does not reach."""

    def __init__(self, program: str, options: tuple[str, ...] = ()) -> None:
        self.program = program
        self.options = options
        """Further options of `run`."""
        self._profile: str | None = None

    @property
    def podman(self) -> bool:
        return Path(self.program).name == "podman"

    def call(self, *arguments: str, seconds: float = _SECONDS) -> str:
        """Run a command of the engine and return what it printed.

        Raises:
            EngineFailed: it ended with an error, whose last line this holds, or took too long.
        """
        done = self._ran(arguments, seconds)
        if done.returncode:
            reason = _last_line(done.stderr) or f"exit {done.returncode}"
            raise EngineFailed(f"`{Path(self.program).name} {arguments[0]}`: {reason}")
        return done.stdout.decode("utf-8", "replace")

    def last_line_of(self, name: str) -> str:
        """Return the last line that a container said; empty where there is none."""
        with suppress(EngineFailed):
            done = self._ran(("logs", "--tail", "1", name), _SECONDS)
            return _last_line(done.stderr) or _last_line(done.stdout)
        return ""

    def _ran(
        self, arguments: tuple[str, ...], seconds: float
    ) -> subprocess.CompletedProcess[bytes]:
        try:
            return subprocess.run(
                [self.program, *arguments], stdin=subprocess.DEVNULL, capture_output=True,
                timeout=seconds, env=environment(), start_new_session=True, check=False,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired) as error:
            message = f"`{Path(self.program).name} {arguments[0]}`: {error}"
            raise EngineFailed(message) from error

    def call_profile(self) -> str | None:
        """Return podman's own list of system calls; None where the engine's needs no change.

        Raises:
            EngineFailed: podman uses none, or one that can't be read.
        """
        if not self.podman:
            return None
        if self._profile is None:
            place = self.call("info", "--format", "{{.Host.Security.SECCOMPProfilePath}}").strip()
            try:
                self._profile = Path(place).read_text("utf-8")
            except OSError as error:
                raise EngineFailed(f"no seccomp profile of podman at `{place}`") from error
        return self._profile

    def remove(self, names: Iterable[str]) -> None:
        """Kill and remove containers, one after the other; one that is not there is no error."""
        for name in names:
            with suppress(EngineFailed):
                self.call("rm", "--force", "--volumes", name)

    def require_image(self, image: str) -> None:
        """Make sure that an image is here. None is fetched: that is the person's to do.

        Raises:
            MissingRequirement: it is not.
        """
        try:
            self.call("image", "inspect", image)
        except EngineFailed as error:
            name = Path(self.program).name
            raise MissingRequirement(
                f"the image `{image}` is not on this machine ({error.message})",
                hint=f"{name} pull {image}",
            ) from error

    def clear_orphans(self) -> None:
        """Remove the containers of processes on this machine that were killed."""
        listed = self.call("ps", "--all", "--filter", f"name={PREFIX}-", "--format", "{{.Names}}")
        names = [one for one in listed.split() if _orphaned(one)]
        # What holds a network comes last: others may stand on it.
        self.remove(sorted(names, key=lambda one: one.endswith("-net")))


def _last_line(said: bytes) -> str:
    return next(reversed(said.decode("utf-8", "replace").strip().splitlines()), "")


def environment() -> dict[str, str]:
    """Return what an engine needs to find its own parts, and nothing of the caller's."""
    return {"PATH": f"/usr/sbin:/usr/local/bin:/sbin:{os.defpath}", "HOME": str(Path.home())}


def find_engine(settings: SandboxSettings) -> Engine:
    """Return the first engine that answers.

    Raises:
        MissingRequirement: none is installed, or none answers.
    """
    reasons = []
    for name in [settings.engine] if settings.engine else ENGINES:
        program = shutil.which(name)
        if program is None:
            reasons.append(f"{name}: not installed")
            continue
        engine = Engine(program, settings.engine_options)
        try:
            engine.call("info")
            return engine
        except EngineFailed as error:
            reasons.append(f"{name}: {error.message}")
    raise MissingRequirement(f"no container engine here ({'; '.join(reasons)})", hint=INSTALL)


def owned_name(unique: str) -> str:
    """Return the beginning of a container's name that says which process it belongs to."""
    pid = os.getpid()
    return f"{PREFIX}-{_host()}-{pid}-{_started(pid)}-{unique}"


def _orphaned(name: str) -> bool:
    """Whether a container was made on this machine by a process that is gone."""
    parts = name.split("-")
    if len(parts) < 5 or parts[:2] != [PREFIX, _host()] or not parts[2].isdigit():
        return False
    return _started(int(parts[2])) != parts[3]


@functools.cache
def _host() -> str:
    """This machine since it was started, and the processes that are seen on it."""
    told = ""
    for place in ("/proc/sys/kernel/random/boot_id", "/etc/machine-id"):
        with suppress(OSError):
            told += Path(place).read_text("ascii")
    with suppress(OSError):
        told += str(Path("/proc/self/ns/pid").readlink())
    return hashlib.sha256(f"{told}\0{os.uname().nodename}".encode()).hexdigest()[:8]


def _started(pid: int) -> str:
    """When a process started, as the kernel counts; `0` where it can't be told, `gone` if none."""
    with suppress(OSError, IndexError):
        return (
            Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()[19]
        )
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return "gone"
    except OSError:
        return "0"
    return "0"


__all__ = ["Engine", "EngineFailed", "environment", "find_engine", "owned_name"]
