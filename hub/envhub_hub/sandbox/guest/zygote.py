"""The trusted process inside the sandbox: it forks one locked-down guest per execution.

It never runs a stranger's code itself. It reads jobs from its standard input and writes results
to its standard output, one frame each; it hands frames from guest to guest, and it alone says how
a guest ended.
"""

from __future__ import annotations

import contextlib
import io
import os
import select
import signal
import socket
import sys
import time
from typing import Any, Protocol

from . import lockdown
from .roles import ROLES
from .wasm import WasmWalls
from .wire import Stream, Unsendable, receive, send

KEPT = 64 << 10
"""Bytes of each output stream that are kept: its beginning."""
OUTPUT = 8 << 20
"""Bytes of output after which a guest is stopped."""
HOST = 0
"""The descriptor on which the host speaks."""
PRELOADED = (
    "array", "bisect", "cmath", "collections", "copy", "datetime", "decimal", "fractions",
    "functools", "hashlib", "heapq", "itertools", "json", "math", "operator", "random", "re",
    "statistics", "string", "textwrap", "typing",
)  # fmt: skip


class Guest:
    """One forked process, with its channel and its output."""

    def __init__(self, job: dict[str, Any], walls: Walls) -> None:
        ours, theirs = socket.socketpair()
        outputs = [os.pipe(), os.pipe()]
        self.pid = os.fork()
        if not self.pid:
            _become_guest(job, walls, theirs, [write for _, write in outputs])
        theirs.close()
        for _, write in outputs:
            os.close(write)
        self.channel: Stream = ours.makefile("rwb")
        self.socket = ours
        self.streams = {read: bytearray() for read, _ in outputs}
        self.order = [read for read, _ in outputs]
        self.written = 0

    def drain(self, descriptor: int) -> None:
        """Take what a stream holds; keep its beginning."""
        data = os.read(descriptor, 1 << 16)
        if not data:
            self.close(descriptor)
            return
        self.written += len(data)
        kept = self.streams[descriptor]
        kept += data[: KEPT - len(kept)]

    def hear(self, text: str) -> None:
        """Take what a guest without a second output said on its channel."""
        data = text.encode("utf-8", "replace")
        self.written += len(data)
        _, kept = self.streams.values()
        kept += data[: KEPT - len(kept)]

    def close(self, descriptor: int) -> None:
        """Stop reading a stream."""
        if descriptor in self.order:
            self.order.remove(descriptor)
            os.close(descriptor)

    def end(self) -> int:
        """Kill it, wait, and return its wait status."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        _, status = os.waitpid(self.pid, 0)
        for descriptor in list(self.order):
            while descriptor in self.order and select.select([descriptor], [], [], 0)[0]:
                self.drain(descriptor)
            self.close(descriptor)
        with contextlib.suppress(OSError):
            self.channel.close()
        self.socket.close()
        return status

    def texts(self) -> tuple[str, str]:
        """What it printed, and what it said on stderr."""
        out, err = (bytes(kept).decode("utf-8", "replace") for kept in self.streams.values())
        return out, err


class Walls(Protocol):
    """What every guest is put behind."""

    def play(self, job: dict[str, Any]) -> None:
        """Take up a role in this process, behind them."""
        ...


class KernelWalls:
    """Landlock, seccomp and limits."""

    def __init__(self, readable: list[str], *, need_landlock: bool) -> None:
        self.calls = lockdown.allow_list(lockdown.machine())
        try:
            self.files: lockdown.Ruleset | None = lockdown.Ruleset(readable)
        except OSError:
            if need_landlock:
                raise
            self.files = None  # the namespace around us holds no file worth reading

    def play(self, job: dict[str, Any]) -> None:
        """Lock this process down and take up a role in it."""
        # A guest that is held may serve a whole run: each call has its own wall time.
        self._shut(int(job["memory"]), 1 << 30 if job.get("hold") else int(job["seconds"]) + 1)
        ROLES[job["role"]](job, _channel())
        sys.stdout.flush()

    def _shut(self, memory: int, seconds: int) -> None:
        """Lock this process down; only its input, its output and its channel stay open."""
        lockdown.die_with_parent()
        lockdown.no_new_privileges()
        lockdown.limit(memory, seconds)
        if self.files is not None:
            self.files.enforce()
        os.closerange(4, os.sysconf("SC_OPEN_MAX"))  # what the zygote holds, the rules included
        lockdown.filter_calls(self.calls)


def _become_guest(
    job: dict[str, Any], walls: Walls, channel: socket.socket, outputs: list[int]
) -> None:
    """In the child: take up the role and never return."""
    try:
        os.setsid()
        null = os.open("/dev/null", os.O_RDONLY)
        kept = os.dup(channel.fileno())
        for place, descriptor in enumerate((null, *outputs)):
            os.dup2(descriptor, place)
        os.dup2(kept, 3)
        sys.stdin, sys.stdout, sys.stderr = (
            open(0, encoding="utf-8", closefd=False),  # noqa: SIM115
            open(1, "w", encoding="utf-8", errors="replace", closefd=False),  # noqa: SIM115
            open(2, "w", encoding="utf-8", errors="replace", closefd=False),  # noqa: SIM115
        )
        walls.play(job)
    except BaseException as error:
        os.write(2, f"{type(error).__name__}: {error}\n".encode("utf-8", "replace"))
        os._exit(70)
    os._exit(0)


def _channel() -> Stream:
    """The channel as a stream; a socket's own methods are calls that a guest has not."""
    reader, writer = io.FileIO(3, "r", closefd=False), io.FileIO(3, "w", closefd=False)
    whole: Stream = io.BufferedRWPair(reader, writer)
    return whole


class Stopped(Exception):
    """A guest went beyond a limit."""


def _await(guests: list[Guest], speaker: Guest, deadline: float) -> dict[str, Any] | None:
    """Return the next frame of one guest while all of them may print; None when it is gone.

    Raises:
        Stopped: too much time, or too much output.
    """
    while True:
        left = deadline - time.monotonic()
        if left <= 0:
            raise Stopped("timeout")
        streams = {one: guest for guest in guests for one in guest.order}
        ready, _, _ = select.select([speaker.socket.fileno(), HOST, *streams], [], [], left)
        if HOST in ready:  # it never speaks while we work, so it is gone
            raise Stopped("abandoned")
        for one in ready:
            if one in streams:
                streams[one].drain(one)
                if streams[one].written > OUTPUT:
                    raise Stopped("output")
        if speaker.socket.fileno() in ready:
            speaker.socket.settimeout(max(0.01, deadline - time.monotonic()))
            try:
                said = receive(speaker.channel)
            except TimeoutError as error:
                raise Stopped("timeout") from error
            except OSError:
                return None
            if said is None or "said" not in said:
                return said
            speaker.hear(str(said["said"]))
            if speaker.written > OUTPUT:
                raise Stopped("output")


def _converse(job: dict[str, Any], walls: Walls, guests: list[Guest]) -> dict[str, Any]:
    """Play one execution through, and return what it came to."""
    deadline = time.monotonic() + float(job["seconds"])
    first = Guest({**job, "role": "serve" if job.get("tests") is not None else "run"}, walls)
    guests.append(first)
    said = _await(guests, first, deadline)
    if said is None:
        return {"status": "crashed", "error": "the program ended without a word"}
    if job.get("tests") is None or "error" in said:
        error = said.get("error")
        return {"status": "ok" if said.get("ended") else _kind(error), "error": error}
    offered = [str(one) for one in said.get("names", [])]
    tests = Guest({**job, "code": "", "role": "judge", "offered": offered}, walls)
    guests.append(tests)
    while (asked := _await(guests, tests, deadline)) is not None:
        if "call" not in asked:
            error = asked.get("error")
            return {"status": "ok" if asked.get("passed") is True else "failed", "error": error}
        first.socket.settimeout(max(0.01, deadline - time.monotonic()))
        try:
            send(first.channel, asked["call"])
        except OSError:
            return {"status": "crashed", "error": "the answer's process ended"}
        reply = _await(guests, first, deadline)
        if reply is None:
            return {"status": "crashed", "error": "the answer's process ended"}
        send(tests.channel, reply)
    return {"status": "crashed", "error": "the tests' process ended"}


def _kind(error: str | None) -> str:
    return "memory" if (error or "").startswith("MemoryError") else "failed"


def execute(job: dict[str, Any], walls: Walls) -> dict[str, Any]:
    """Run one job in guests of its own; whatever they do, they are gone when this returns."""
    guests: list[Guest] = []
    started = time.monotonic()
    try:
        result = _converse(job, walls, guests)
    except Stopped as stop:
        result = {"status": str(stop), "error": None}
    except Unsendable as error:
        result = {"status": "failed", "error": str(error)}
    ends = [one.end() for one in guests]
    if result["status"] == "crashed" and os.WIFSIGNALED(ends[0]):
        number = os.WTERMSIG(ends[0])
        result["status"] = "timeout" if number == signal.SIGXCPU else "crashed"
        if number != signal.SIGKILL:
            result["error"] = f"ended by {signal.Signals(number).name}"
    out, err = guests[0].texts()
    spent = (time.monotonic() - started) * 1_000
    return {**result, "stdout": out, "stderr": err, "ms": round(spent, 3)}


def _serve_host(job: dict[str, Any], walls: Walls, host: tuple[Stream, Stream]) -> None:
    """Hold one guest for the host, which calls its functions until it sends `end`."""
    source, sink = host
    guest = Guest({**job, "role": "serve"}, walls)
    try:
        said = _await([guest], guest, time.monotonic() + float(job["seconds"]))
        while said is not None:
            send(sink, said)
            asked = receive(source)
            if asked is None or "end" in asked:
                break
            send(guest.channel, asked)
            said = _await([guest], guest, time.monotonic() + float(job["seconds"]))
        else:
            send(sink, {"gone": "crashed"})
    except Stopped as stop:
        send(sink, {"gone": str(stop)})
    except (Unsendable, OSError) as error:
        send(sink, {"gone": str(error)})
    finally:
        guest.end()


def main(hello: dict[str, Any]) -> None:
    """Answer jobs until the host goes away."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    if sys.platform == "linux":
        lockdown.no_new_privileges()
        lockdown.undumpable()
    walls: Walls
    if "wasm" in hello:
        walls = WasmWalls(hello["wasm"])
    else:
        for name in PRELOADED:
            __import__(name)
        walls = KernelWalls(hello["readable"], need_landlock=hello["need_landlock"])
    send(sink, {"ready": True})
    while (job := receive(source)) is not None:
        if job.get("hold"):
            _serve_host(job, walls, (source, sink))
            send(sink, {"done": True})
        else:
            send(sink, execute(job, walls))
