"""A proved sandbox: several warm workers behind the first rung of the ladder that holds."""

from __future__ import annotations

import atexit
import hashlib
import itertools
import json
import os
import queue
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from envhub.atomic import write_whole
from envhub.errors import MissingRequirement, UsageError, near_miss
from envhub.services import Execution, Program

from .confinement import RUNGS, interpreter
from .held import HeldGuest
from .probe import leaks
from .slot import Broken, Slot
from .values import SandboxSettings


class Sandbox:
    """Runs programs of strangers. It may be used from several threads."""

    def __init__(self, rung: str, settings: SandboxSettings) -> None:
        self._settings = settings
        self.rung = rung
        """The name of the rung, as a run records it."""
        self._idle: queue.SimpleQueue[Slot] = queue.SimpleQueue()
        self._all = [Slot(RUNGS[rung], number, settings) for number in range(settings.slots)]
        for slot in self._all:
            self._idle.put(slot)
        self._numbers = itertools.count(settings.slots)
        # Workers end when their input does; this makes it prompt.
        atexit.register(_close, weakref.ref(self))

    def execute(self, program: Program) -> Execution:
        """Run one program in guests of its own and return how it ended."""
        job = program.model_dump(exclude={"memory_mb"}) | {"memory": program.memory_mb << 20}
        with self._slot() as slot:
            try:
                result = slot.ask(job, program.seconds)
            except Broken as error:  # the next one gets a fresh worker
                return Execution(status="lost", error=f"the sandbox was lost: {error}")
        result["milliseconds"] = result.pop("ms")
        return Execution.model_validate(result)

    def hold(self, code: str, *, seconds: float = 30.0, memory_mb: int = 1024) -> HeldGuest:
        """Define code in a guest of its own that stays until it is closed.

        Args:
            code: what a bundle's `scorer.py` or `harness.py` holds.
            seconds: wall time of each call.
            memory_mb: of the guest, in MiB.

        Raises:
            GuestRaised, GuestLost: the code can't be defined.
        """
        slot = Slot(RUNGS[self.rung], next(self._numbers), self._settings)
        self._all.append(slot)
        return HeldGuest(slot, code, seconds=seconds, memory_mb=memory_mb)

    def close(self) -> None:
        """End all workers."""
        for slot in self._all:
            slot.stop()

    @contextmanager
    def _slot(self) -> Iterator[Slot]:
        slot = self._idle.get()
        try:
            yield slot
        finally:
            self._idle.put(slot)


def _close(reference: weakref.ref[Sandbox]) -> None:
    sandbox = reference()
    if sandbox is not None:
        sandbox.close()


def find_sandbox(settings: SandboxSettings | None = None) -> Sandbox:
    """Return a sandbox on the first rung that passes the leak probe on this host.

    Raises:
        MissingRequirement: no rung holds here; the message names each and why.
        UsageError: a rung of that name does not exist.
    """
    settings = settings or SandboxSettings()
    if settings.rung is not None and settings.rung not in RUNGS:
        near = near_miss(settings.rung, RUNGS)
        raise UsageError(f"no sandbox `{settings.rung}`{near}", hint=f"one of {', '.join(RUNGS)}")
    reasons = {}
    for name in [settings.rung] if settings.rung else RUNGS:
        reason = _why_not(name, settings)
        if reason is None:
            return Sandbox(name, settings)
        reasons[name] = reason
    said = "; ".join(f"{name}: {reason}" for name, reason in reasons.items())
    hint = " or ".join(RUNGS[name].install for name in reasons)
    raise MissingRequirement(f"no sandbox holds on this machine ({said})", hint=hint)


def _why_not(name: str, settings: SandboxSettings) -> str | None:
    """Return why a rung can't be used here; None: it holds."""
    rung, cache = RUNGS[name], settings.probe_cache
    command = rung.command(interpreter(), settings, 0)
    if command is None:
        return "not installed" if name != "container" else "no engine, or no image is named"
    place = cache / f"sandbox-{name}-{_host(command)}.json" if cache else None
    if place is not None and place.is_file():
        with suppress(OSError, ValueError):
            known: Any = json.loads(place.read_text("utf-8"))
            if isinstance(known, dict) and known.get("holds") is True:
                return None
    slot = Slot(rung, 0, settings)
    try:
        found = leaks(slot)
    except Broken as error:
        return f"does not start: {error}"
    finally:
        slot.stop()
    if found:
        return f"lets through {', '.join(found)}"
    if place is not None:
        with suppress(OSError):  # the probe runs again next time
            place.parent.mkdir(parents=True, exist_ok=True)
            write_whole(place, b'{"holds": true}\n')
    return None


def _host(command: list[str]) -> str:
    """What a probe's result depends on: the boot, the kernel, the user, and the command itself."""
    boot = Path("/proc/sys/kernel/random/boot_id")
    parts = [
        boot.read_text("ascii") if boot.exists() else "", os.uname().release, str(os.geteuid()),
        json.dumps(command),
    ]  # fmt: skip
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
