"""Walls of WebAssembly: a guest is a process that does nothing but run CPython inside wasmtime.

Inside there is no file, no socket, no process and no thread; only three streams. The program's
output is one of them, and the channel takes the place of its input and its errors.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import resource
import sys
from typing import Any

_BOOT = """\
import json, sys, types
told = json.loads(sys.argv[1])
for name, text in told["modules"]:
    module = sys.modules[name] = types.ModuleType(name)
    module.__package__ = "guest"
    module.__path__ = []
    exec(compile(text, name, "exec"), module.__dict__)
sys.modules["guest.inside"].main(told["job"])
"""

_ENDED = 70
"""The exit code of a process whose program ended itself."""


class WasmWalls:
    """What every guest of this zygote is put behind."""

    def __init__(self, hello: dict[str, Any]) -> None:
        sys.path.append(hello["packages"])
        wasmtime: Any = importlib.import_module("wasmtime")
        self._wasmtime = wasmtime
        self._modules = hello["modules"]
        self._engine = wasmtime.Engine()
        with os.fdopen(int(hello["descriptor"]), "rb") as stream:
            self._module = wasmtime.Module.deserialize(self._engine, stream.read())

    def play(self, job: dict[str, Any]) -> None:
        """Run a job inside; the process ends with it."""
        for kind, amount in (
            (resource.RLIMIT_CPU, 1 << 30 if job.get("hold") else int(job["seconds"]) + 1),
            (resource.RLIMIT_CORE, 0),
        ):
            _, hard = resource.getrlimit(kind)
            amount = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
            with contextlib.suppress(ValueError):
                resource.setrlimit(kind, (amount, amount))
        os.dup2(3, 0)
        os.dup2(3, 2)
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))
        said = json.dumps({"modules": self._modules, "job": job})
        store, inside = self._wasmtime.Store(self._engine), self._wasmtime.WasiConfig()
        store.set_limits(memory_size=int(job["memory"]))
        inside.argv = ["python", "-I", "-S", "-B", "-c", _BOOT, said]
        inside.env = [("PYTHONHASHSEED", "0")]
        inside.inherit_stdin()
        inside.inherit_stdout()
        inside.inherit_stderr()
        store.set_wasi(inside)
        linker = self._wasmtime.Linker(self._engine)
        linker.define_wasi()
        start = linker.instantiate(store, self._module).exports(store)["_start"]
        try:
            start(store)
        except (self._wasmtime.ExitTrap, self._wasmtime.Trap, self._wasmtime.WasmtimeError):
            os._exit(_ENDED)  # nothing may follow on the channel
