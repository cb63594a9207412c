"""A folder of its own for one sample, in which a model's commands run and are killed whole.

Every command has fresh walls with processes, a network and mounts of its own (`walls`); only the
folder is the same. How a command ended is what the kernel says of it, not what anything
inside says. The folder's files belong to a stranger: they are reached step by step without
following a link.
"""

from __future__ import annotations

import itertools
import os
import select
import shutil
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO

from envhub.errors import EnvhubError, NotFound
from envhub.services import Execution

from .confinement import FIRST_USER
from .walls import DISK, Bubblewrap, Walls

KEPT = 64 << 10
"""Bytes of each output stream that are kept."""
OUTPUT = 32 << 20
FILE = 16 << 20
"""Bytes of a file that is read back."""
_users = itertools.count(FIRST_USER + 100)


class Workspace:
    """A folder and the commands that run in it. Use it as a context: leaving takes it away."""

    def __init__(
        self, files: Mapping[str, str | bytes] | None = None, walls: Walls | None = None
    ) -> None:
        """Make the folder and put files into it.

        Args:
            files: what it holds, by path.
            walls: what commands run behind, and the workspace's own from here on; None:
                bubblewrap.

        Raises:
            MissingRequirement: bubblewrap is not installed.
        """
        self._walls: Walls = walls or Bubblewrap()
        self.closed = False
        self._folder = Path(tempfile.mkdtemp(prefix="envhub-workspace-"))
        self._user = next(_users) if os.geteuid() == 0 else os.geteuid()
        if os.geteuid() == 0:
            os.chown(self._folder, self._user, self._user)
        for path, content in (files or {}).items():
            self.write(path, content)

    def run(self, command: str, seconds: float = 30.0) -> Execution:
        """Run a shell command; when it returns, no process of it is left.

        Args:
            command: for `bash -c`, in the folder.
            seconds: wall time.
        """
        started, done = time.monotonic(), False
        process = subprocess.Popen(
            self._walls.launch(self._folder, self._user, command, seconds),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=self._walls.environment,
            start_new_session=True,
        )
        try:
            outputs, stopped = self._watch(process, started + seconds)
            done = stopped is None
        finally:
            process.kill()
            process.wait()
            if not done:
                self._walls.sweep()
            for stream in (process.stdout, process.stderr):
                if stream is not None:
                    stream.close()
        out, err = (bytes(one).decode("utf-8", "replace") for one in outputs)
        if stopped is None and process.returncode in self._walls.own_failures:
            said = err.strip().splitlines() or [f"exit {process.returncode}"]
            stopped = "lost", said[-1]
        status, error = stopped or _ended(process.returncode)
        spent = (time.monotonic() - started) * 1_000
        return Execution.model_validate({
            "status": status, "error": error, "stdout": out, "stderr": err, "milliseconds": spent,
        })  # fmt: skip

    def read(self, path: str) -> bytes:
        """Return what a file holds, 16 MiB of it at most.

        Raises:
            NotFound: there is no such file, or it is none.
        """
        with self._parent(path, make=False) as (folder, name), suppress(OSError):
            flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
            descriptor = os.open(name, flags, dir_fd=folder)
            with os.fdopen(descriptor, "rb") as stream:
                if stat.S_ISREG(os.fstat(descriptor).st_mode):
                    return stream.read(FILE)
        raise NotFound(f"no file `{path}` in the workspace")

    def write(self, path: str, content: str | bytes) -> None:
        """Write a file, and the folders that lead to it."""
        data = content.encode() if isinstance(content, str) else content
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
        with self._parent(path, make=True) as (folder, name):
            try:
                with os.fdopen(os.open(name, flags, 0o644, dir_fd=folder), "wb") as stream:
                    stream.write(data)
                self._give(name, folder)
            except OSError as error:
                message = f"`{path}` can't be written in the workspace: {error.strerror}"
                raise EnvhubError(message) from error

    def files(self) -> dict[str, int]:
        """Return every regular file with its size in bytes; links and devices are left out."""
        found = {}
        for folder, _, names, descriptor in os.fwalk(self._folder, follow_symlinks=False):
            for name in names:
                with suppress(OSError):
                    facts = os.stat(name, dir_fd=descriptor, follow_symlinks=False)
                    if stat.S_ISREG(facts.st_mode):
                        place = PurePosixPath(folder, name).relative_to(self._folder)
                        found[str(place)] = facts.st_size
        return dict(sorted(found.items()))

    def close(self) -> None:
        """Take the folder away, and whatever stood beside it."""
        self.closed = True
        self._walls.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Workspace:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def _parent(self, path: str, *, make: bool) -> Iterator[tuple[int, str]]:
        """Open the folder that a path stands in, each step without following a link."""
        parts = PurePosixPath(path).parts
        if not parts or parts[0] == "/" or ".." in parts or "\0" in path:
            raise EnvhubError(f"`{path}` leads out of the workspace")
        flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
        current = os.open(self._folder, flags)
        try:
            for part in parts[:-1]:
                if make:
                    with suppress(FileExistsError):
                        os.mkdir(part, 0o755, dir_fd=current)
                        self._give(part, current)
                try:
                    below = os.open(part, flags, dir_fd=current)
                except OSError as error:
                    raise NotFound(f"no folder `{part}` of `{path}` in the workspace") from error
                os.close(current)
                current = below
            yield current, parts[-1]
        finally:
            os.close(current)

    def _give(self, name: str, folder: int) -> None:
        if os.geteuid() == 0:
            os.chown(name, self._user, self._user, dir_fd=folder, follow_symlinks=False)

    def _watch(
        self, process: subprocess.Popen[bytes], deadline: float
    ) -> tuple[list[bytearray], tuple[str, str | None] | None]:
        """Take the output until the command ends or goes too far; say how far that was."""
        assert process.stdout is not None
        assert process.stderr is not None
        kept = {process.stdout: bytearray(), process.stderr: bytearray()}
        outputs = list(kept.values())
        reading: list[IO[bytes]] = list(kept)
        written, checked = 0, time.monotonic()
        while reading:
            now = time.monotonic()
            if now >= deadline:
                return outputs, ("timeout", None)
            if now - checked > 0.25:
                checked = now
                if sum(self.files().values()) > DISK:
                    return outputs, ("output", f"more than {DISK >> 20} MB of files")
            waiting = select.poll()
            by_number = {stream.fileno(): stream for stream in reading}
            for number in by_number:
                waiting.register(number, select.POLLIN)
            for number, _ in waiting.poll(min(0.25, deadline - now) * 1_000):
                stream, data = by_number[number], os.read(number, 1 << 16)
                if not data:
                    reading.remove(stream)
                written += len(data)
                kept[stream] += data[: KEPT - len(kept[stream])]
            if written > OUTPUT:
                return outputs, ("output", f"more than {OUTPUT >> 20} MB of output")
        try:
            process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:  # it closed its output and went on
            return outputs, ("timeout", None)
        return outputs, None


def _ended(code: int) -> tuple[str, str | None]:
    if code == 0:
        return "ok", None
    # A shell gives 128 and the signal for what a signal ended.
    return ("crashed", f"ended by signal {-code}") if code < 0 else ("failed", f"exit {code}")
