"""Between the host and the sandbox: become an unprivileged user, then start what was asked for.

Root inside a user namespace made by root is still root outside, so root is given up first. The
interpreter may stand in a folder that only root may enter; in a mount namespace of our own that
folder is covered, and only the interpreter shows in it.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import sys

NEW_MOUNTS, NEW_NETWORK, NEW_IPC, NEW_UTS = 0x00020000, 0x40000000, 0x08000000, 0x04000000
MS_NOSUID, MS_NODEV, MS_BIND, MS_REC, MS_PRIVATE = 2, 4, 4096, 16384, 1 << 18

_libc = ctypes.CDLL(None, use_errno=True)


def _check(result: int) -> None:
    if result:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


def _mount(source: str, target: str, kind: str | None, flags: int, data: str = "") -> None:
    fs = kind.encode() if kind else None
    _check(_libc.mount(source.encode(), target.encode(), fs, ctypes.c_ulong(flags), data.encode()))


def show_only(prefix: str) -> None:
    """Cover the first folder above `prefix` that others may not enter, and show `prefix` in it."""
    parts = prefix.strip("/").split("/")
    above = ["/" + "/".join(parts[: depth + 1]) for depth in range(len(parts))]
    closed = [one for one in above if not os.stat(one).st_mode & 0o001]
    if not closed:
        return
    place = os.open(prefix, os.O_PATH)
    _mount("tmpfs", closed[0], "tmpfs", MS_NOSUID | MS_NODEV, "mode=755,size=1m")
    os.umask(0o022)
    os.makedirs(prefix, exist_ok=True)
    _mount(f"/proc/self/fd/{place}", prefix, None, MS_BIND | MS_REC)
    os.close(place)


def main() -> None:
    """Drop what root can do, and become the program that the host names."""
    plan = json.loads(sys.argv[1])
    if os.geteuid() == 0:
        _check(_libc.unshare(NEW_MOUNTS))
        _mount("none", "/", None, MS_REC | MS_PRIVATE)
        show_only(plan["prefix"])
        if plan["alone"]:
            _check(_libc.unshare(NEW_NETWORK | NEW_IPC | NEW_UTS))
        os.setgroups([])
        os.setresgid(plan["user"], plan["user"], plan["user"])
        os.setresuid(plan["user"], plan["user"], plan["user"])
    for name, amount in plan.get("limits", {}).items():
        resource.setrlimit(getattr(resource, name), (amount, amount))
    if plan.get("calls"):  # bubblewrap reads its filter of system calls from a descriptor
        calls = os.memfd_create("calls", 0)
        os.write(calls, bytes.fromhex(plan["calls"]))
        os.lseek(calls, 0, os.SEEK_SET)
        plan["command"][1:1] = ["--seccomp", str(calls)]
    os.chdir("/")
    os.execve(plan["command"][0], plan["command"], plan["environment"])


if __name__ == "__main__":
    main()
