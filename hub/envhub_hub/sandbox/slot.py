"""One warm worker: a zygote in its confinement, and the pipe to it."""

from __future__ import annotations

import contextlib
import os
import select
import subprocess
from pathlib import Path
from typing import Any, BinaryIO

from envhub.errors import EnvhubError

from . import wasm
from .confinement import Rung, guest_modules, interpreter
from .guest.wire import Unsendable, receive, send
from .values import SandboxSettings

START = 20.0
"""Seconds that a zygote may take to start."""
GRACE = 5.0
"""Seconds beyond a job's own limit after which the zygote itself is taken for lost."""


class Broken(Exception):
    """The worker did not start, or is gone."""


class Slot:
    """A worker that is started when it is first needed and again when it was lost."""

    def __init__(self, rung: Rung, number: int, settings: SandboxSettings | None = None) -> None:
        self._rung = rung
        self._settings = settings or SandboxSettings()
        self._number = number
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, job: dict[str, Any], seconds: float) -> dict[str, Any]:
        """Send one job and return its result.

        Raises:
            Broken: the worker could not be started, or was lost on the way.
        """
        try:
            process = self._process or self._start()
            return _exchange(process, job, seconds + GRACE)
        except Broken as error:
            raise Broken(self._last_words() or str(error)) from error
        except BaseException:  # an interrupt leaves an answer behind that nobody waits for
            self.stop()
            raise

    def stop(self) -> None:
        """End the worker and whatever it holds."""
        process, self._process = self._process, None
        if process is None:
            return
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        process.kill()
        process.wait()

    def _last_words(self) -> str:
        """End the worker, and return the last line of what it said on stderr."""
        said = b""
        if self._process is not None and self._process.stderr is not None:
            self._process.kill()
            said = self._process.stderr.read()
        self.stop()
        lines = said.decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else ""

    def _start(self) -> subprocess.Popen[bytes]:
        command = self._rung.command(interpreter(), self._settings, self._number)
        if command is None:
            raise Broken("it is not installed")
        hello: dict[str, Any] = {
            "modules": guest_modules(),
            "readable": self._rung.readable(interpreter()),
            "need_landlock": not self._rung.namespaces,
        }
        given: tuple[int, ...] = ()
        if self._rung.wasm:
            program, packages = wasm.prepared()
            # The zygote may be a user that can't enter the folder in which it stands.
            given = (os.open(program, os.O_RDONLY),)
            hello["wasm"] = {
                "descriptor": given[0], "packages": packages, "modules": wasm.inside_modules(),
            }  # fmt: skip
        try:
            process = self._process = _started(command, given)
        finally:
            for descriptor in given:
                os.close(descriptor)
        _exchange(process, hello, START)
        return process


def _started(command: list[str], given: tuple[int, ...]) -> subprocess.Popen[bytes]:
    """Start a zygote, which inherits these descriptors and nothing of our environment."""
    pipe = subprocess.PIPE
    # A container's engine needs to find its own parts; the guest's environment is its own.
    environment = {"PATH": os.defpath, "HOME": str(Path.home())}
    return subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment, start_new_session=True,
        pass_fds=given,
    )  # fmt: skip


def _exchange(
    process: subprocess.Popen[bytes], message: dict[str, Any], seconds: float
) -> dict[str, Any]:
    assert process.stdin is not None
    assert process.stdout is not None
    source: BinaryIO = process.stdout  # type: ignore[assignment]
    try:
        send(process.stdin, message)
        waiting = select.poll()  # unlike select, it takes descriptors beyond 1,024
        waiting.register(source, select.POLLIN)
        if not waiting.poll(seconds * 1_000):
            raise Broken(f"no answer within {seconds:g} seconds")
        reply = receive(source)
    except (OSError, ValueError) as error:
        raise Broken(str(error)) from error
    except Unsendable as error:
        raise EnvhubError(f"a job for the sandbox holds {error}") from error
    if reply is None:
        raise Broken("it ended without an answer")
    return reply
