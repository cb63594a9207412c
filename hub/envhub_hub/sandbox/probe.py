"""The leak probe: what a rung is worth on this host, found by trying to get out of it.

The host puts up what a guest would want: a listening socket, a secret file, a secret in its
environment, a process to signal. A guest then tries each. Whatever it reaches makes the rung
unusable; versions and the presence of a program prove nothing.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from .slot import Broken, Slot

SECONDS = 20
MEMORY = 256 << 20

_ATTEMPTS = """
import json, os, socket

places = json.loads(PLACES)
try:
    import ctypes, resource
    libc = ctypes.CDLL(None, use_errno=True)
except ImportError:  # there is no kernel to call
    libc = resource = None
leaks = []
PTRACE_SEIZE = 0x4206  # unlike an attach, it does not stop what it reaches

def attempt(name, action):
    try:
        if action() is not False:
            leaks.append(name)
    except BaseException:
        pass

def connect(family, address):
    with socket.socket(family) as one:
        one.settimeout(2)
        one.connect(address)

def read(path):
    with open(path, "rb") as stream:
        return stream.read(1) is not None

def write(path):
    with open(path, "ab") as stream:
        stream.write(b"x")
    return True

def call(*arguments):
    return libc.syscall(*arguments) >= 0

def fork():
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)

attempt("the network of this machine", lambda: connect(socket.AF_INET, tuple(places["tcp"])))
attempt("abstract sockets", lambda: connect(socket.AF_UNIX, "\\0" + places["abstract"]))
attempt("files of the host", lambda: read(places["secret"]))
attempt("/etc/passwd", lambda: read("/etc/passwd"))
attempt("names of the host's files", lambda: len(os.listdir(places["folder"])) > 0)
for process in places["processes"]:
    attempt("the environment of other processes", lambda: read(f"/proc/{process}/environ"))
    attempt("the memory of other processes", lambda: read(f"/proc/{process}/mem"))
    attempt("signals to other processes", lambda: os.kill(process, 0) is None)
    attempt("ptrace", lambda: libc.ptrace(PTRACE_SEIZE, process, 0, 0) == 0)
attempt("the caller's environment", lambda: places["variable"] in os.environ)
attempt("files outside", lambda: write(os.path.join(places["folder"], "written")))
attempt("/tmp", lambda: write(places["temporary"]))
core = "/proc/sys/kernel/core_pattern"
attempt("/proc/sys", lambda: os.close(os.open(core, os.O_WRONLY)) is None)
attempt("fork", fork)
attempt("vfork and exec", lambda: os.posix_spawn("/bin/true", ["true"], {}) > 0)
attempt("user namespaces", lambda: libc.unshare(0x10000000) == 0)
attempt("a second seccomp-free thread of calls", lambda: call(PERSONALITY, 0xFFFFFFFF))
attempt("more memory than allowed", lambda: len(bytearray(2 << 30)) > 0)
attempt("raised limits", lambda: resource.setrlimit(resource.RLIMIT_AS, (-1, -1)) is None)
print(json.dumps(leaks))
"""


def leaks(slot: Slot) -> list[str]:
    """Return what a guest of a worker can reach that it must not; empty: the rung holds.

    Raises:
        Broken: the worker can't be started, or does not run a program at all.
    """
    with _bait() as places:
        personality = 135 if os.uname().machine == "x86_64" else 92
        code = _ATTEMPTS.replace("PLACES", repr(json.dumps(places)), 1)
        job = {
            "code": code.replace("PERSONALITY", str(personality)),
            "memory": MEMORY,
            "seconds": SECONDS,
        }
        result = slot.ask(job, SECONDS)
        try:
            found: list[str] = json.loads(result["stdout"])
        except ValueError as error:
            said = (result["stderr"] or result["error"] or "nothing").strip().splitlines()[-1]
            raise Broken(f"the probe did not run: {said}") from error
        if Path(places["folder"], "written").exists() and "files outside" not in found:
            found.append("files outside")
    return sorted(set(found))


@contextmanager
def _bait() -> Iterator[dict[str, Any]]:
    """Put up what a guest must not reach, and take it away again."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="envhub-probe-")))
        folder.chmod(0o777)  # so that it is the sandbox that refuses, not the folder
        secret = folder / "secret.txt"
        secret.write_text("secret", encoding="utf-8")
        secret.chmod(0o666)
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        abstract = f"envhub-{secrets.token_hex(8)}"
        hidden = stack.enter_context(socket.socket(socket.AF_UNIX))
        if sys.platform == "linux":
            hidden.bind("\0" + abstract)
            hidden.listen()
        variable = f"ENVHUB_PROBE_{secrets.token_hex(4)}"
        wait = [sys.executable, "-I", "-S", "-c", "import sys; sys.stdin.read()"]
        other = subprocess.Popen(wait, stdin=subprocess.PIPE, env={variable: "secret"})
        temporary = f"/tmp/{abstract}"
        try:
            yield {
                "tcp": listener.getsockname(), "abstract": abstract, "secret": str(secret),
                "folder": str(folder), "variable": variable,
                "processes": [os.getpid(), other.pid],
                "temporary": temporary,
            }  # fmt: skip
        finally:
            other.kill()
            other.communicate()
            Path(temporary).unlink(missing_ok=True)
