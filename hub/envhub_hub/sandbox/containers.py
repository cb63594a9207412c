"""A workspace in containers: an image for its commands, and services on a network of their own.

Every command is a fresh container of the image, so only the folder lasts. Services share one
network namespace with the commands, in which nothing but loopback exists: there is no way out, to
the host or anywhere else, and nobody outside reaches them. A container that does nothing holds
that network. All of it belongs to one sample and goes with it; what a killed process leaves
behind is removed by the next one (`Engine.clear_orphans`).

Measured with podman 4.3 and runc as root, on cgroup v1. Rootless podman and docker take the same
flags, and are not tested.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from envhub.errors import EnvhubError
from envhub.requires import Companion, Surroundings

from .engine import Engine, EngineFailed, environment, owned_name
from .seccomp import without_namespaces
from .walls import DISK, FILES, HOME, MEMORY, PROCESSES

POLL = 0.2
"""Seconds between two looks at whether a service is ready."""
_LISTENS = re.compile(r"^ *\d+: [0-9A-F]+:([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} 0A ", re.MULTILINE)
"""A line of the kernel's table of sockets whose state is to listen."""
_SOCKETS = (
    'for table in tcp tcp6; do while read -r line; do echo "$line"; done </proc/net/$table; done'
)
# The engine's own failure is exit 125, so no command may end with it.
_RUN = (
    'if [ -x /bin/bash ]; then /bin/bash -c "$0"; else /bin/sh -c "$0"; fi; '
    "code=$?; [ $code -ne 125 ] || code=124; exit $code"
)


class Containers:
    """The walls of one workspace (`Walls`) that are made of containers."""

    own_failures = frozenset({125})

    def __init__(self, engine: Engine, surroundings: Surroundings) -> None:
        """Start the services and wait until they are ready.

        Raises:
            EnvhubError: one did not start; nothing is left of the others then.
        """
        assert surroundings.image is not None
        self.environment = environment()
        self._engine = engine
        self._image = surroundings.image
        self._name = owned_name(secrets.token_hex(6))
        self._commands = 0
        self._running: list[str] = []
        self._network = "none"
        self._papers = Path(tempfile.mkdtemp(prefix="envhub-containers-"))
        """What containers are given to read: who is who on their network, and which calls are
        theirs."""
        try:
            self._calls = self._profile()
            if surroundings.services:
                self._hold_network(surroundings.services)
                for one in surroundings.services:
                    self._start(one)
                self._await(surroundings.services)
        except BaseException:
            self.close()
            raise

    def launch(self, folder: Path, user: int, command: str, seconds: float) -> list[str]:
        self._commands += 1
        return [
            self._engine.program, "run", "--rm", f"--name={self._command_name}",
            *self._flags(user), f"--ulimit=fsize={DISK}:{DISK}",
            f"--volume={folder}:{HOME}:rw", f"--workdir={HOME}", f"--env=HOME={HOME}",
            "--env=LANG=C.UTF-8", "--env=PYTHONDONTWRITEBYTECODE=1", "--read-only",
            "--log-driver=none", "--entrypoint=/bin/sh", self._image, "-c", _RUN, command,
        ]  # fmt: skip

    def sweep(self) -> None:
        """End the container of a command: that its starter was killed does not end it."""
        self._engine.remove([self._command_name])

    def close(self) -> None:
        """Remove every container: the network's own last, since the others stand on it."""
        running, self._running = self._running, []
        if running or self._commands:
            self._engine.remove([self._command_name] if self._commands else [])
            self._engine.remove(reversed(running))
        self._commands = 0
        shutil.rmtree(self._papers, ignore_errors=True)

    @property
    def _command_name(self) -> str:
        return f"{self._name}-c{self._commands}"

    def _flags(self, user: int) -> list[str]:
        """What every container is run with: no rights, no network but the shared one, limits."""
        hosts = self._papers / "hosts"
        known = [f"--volume={hosts}:/etc/hosts:ro"] if hosts.exists() else []
        mapped = ["--userns=keep-id"] if self._engine.podman and os.geteuid() else []
        return [
            "--pull=never", f"--network={self._network}", f"--user={user}:{user}", *mapped,
            "--cap-drop=ALL", "--security-opt=no-new-privileges", "--security-opt=label=disable",
            f"--pids-limit={PROCESSES}", f"--memory={MEMORY}", f"--memory-swap={MEMORY}",
            f"--ulimit=nofile={FILES}:{FILES}", f"--ulimit=nproc={PROCESSES * 4}:{PROCESSES * 4}",
            "--ulimit=core=0:0", "--tmpfs=/tmp:rw,nosuid,nodev,size=64m,mode=1777",
            "--stop-timeout=0", *known, *self._calls, *self._engine.options,
        ]  # fmt: skip

    def _profile(self) -> list[str]:
        """The option that leaves out calls which nobody in a container needs."""
        profile = self._engine.call_profile()
        if profile is None:
            return []
        place = self._papers / "seccomp.json"
        place.write_text(without_namespaces(profile), encoding="utf-8")
        return [f"--security-opt=seccomp={place}"]

    def _hold_network(self, services: Sequence[Companion]) -> None:
        names = " ".join(one.name for one in services)
        hosts = self._papers / "hosts"
        hosts.write_text(f"127.0.0.1 localhost {names}\n::1 localhost\n", encoding="ascii")
        hosts.chmod(0o644)
        name = f"{self._name}-net"
        self._run_detached(name, [
            *self._flags(65_534), "--read-only", "--log-driver=none", "--entrypoint=/bin/sh",
            self._image, "-c", "exec sleep 1000000",
        ])  # fmt: skip
        self._network = f"container:{name}"

    def _start(self, one: Companion) -> None:
        variables = [f"--env={name}={value}" for name, value in sorted(one.variables.items())]
        self._run_detached(self._service_name(one), [
            *self._flags(one.user), "--log-opt=max-size=1m", *variables, one.image, *one.command,
        ])  # fmt: skip

    def _service_name(self, one: Companion) -> str:
        return f"{self._name}-s-{one.name}"

    def _run_detached(self, name: str, arguments: list[str]) -> None:
        self._running.append(name)  # before it runs: an interrupt may come at any moment
        self._engine.call("run", "--detach", f"--name={name}", *arguments)

    def _await(self, services: Sequence[Companion]) -> None:
        """Wait until every service is ready.

        Raises:
            EnvhubError: one is not in time, or has ended.
        """
        started, waiting = time.monotonic(), list(services)
        while waiting:
            listening = self._listening()
            waiting = [one for one in waiting if one.port not in listening or not self._ready(one)]
            spent = time.monotonic() - started
            for one in waiting:
                if spent > one.seconds:
                    late = f"service `{one.name}` was not ready within {one.seconds:g} seconds"
                    raise EnvhubError(f"{late}{self._last_words(one)}")
                if not self._alive(one):
                    raise EnvhubError(f"service `{one.name}` ended{self._last_words(one)}")
            if waiting:
                time.sleep(POLL)

    def _listening(self) -> set[int]:
        """The ports that something listens on in the shared network."""
        told = self._engine.call("exec", f"{self._name}-net", "/bin/sh", "-c", _SOCKETS)
        return {int(port, 16) for port in _LISTENS.findall(told)}

    def _ready(self, one: Companion) -> bool:
        if one.ready is None:
            return True
        try:
            inside = ("exec", self._service_name(one), "/bin/sh", "-c", one.ready)
            self._engine.call(*inside, seconds=one.seconds)
            return True
        except EngineFailed:
            return False

    def _alive(self, one: Companion) -> bool:
        state = ("inspect", "--format", "{{.State.Running}}", self._service_name(one))
        return self._engine.call(*state).strip() == "true"

    def _last_words(self, one: Companion) -> str:
        said = self._engine.last_line_of(self._service_name(one))
        return f": {said}" if said else ""


__all__ = ["Containers"]
