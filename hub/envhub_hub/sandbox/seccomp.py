"""podman's own list of system calls, without those that make namespaces.

A container has no use for namespaces of its own, and they open much of the kernel to whoever has
no rights at all. docker's list leaves them out already; podman's does not.
"""

from __future__ import annotations

import json
from typing import Any

_MAKES_NAMESPACES = {"clone", "clone3", "setns", "unshare"}
_NAMESPACES = 0x7E020000
"""The CLONE_NEW… flags of `clone`, CLONE_NEWUSER among them."""
_NO_SUCH_CALL = 38
"""ENOSYS: the C library then falls back from `clone3` to `clone`, whose flags can be seen."""


def without_namespaces(profile: str) -> str:
    """Return a profile in which threads and processes can be made, and namespaces can't.

    Args:
        profile: the JSON of an allow list, as containers-common ships it.

    Raises:
        ValueError: it is no such list.
    """
    read: Any = json.loads(profile)
    if not isinstance(read, dict) or read.get("defaultAction") != "SCMP_ACT_ERRNO":
        raise ValueError("the engine's seccomp profile allows what it does not name")
    rules = [dict(one) for one in read["syscalls"]]
    for one in rules:
        if one["action"] == "SCMP_ACT_ALLOW" and not one.get("includes"):
            one["names"] = [name for name in one["names"] if name not in _MAKES_NAMESPACES]
    plain = {"index": 0, "value": _NAMESPACES, "valueTwo": 0, "op": "SCMP_CMP_MASKED_EQ"}
    rules += [
        {"names": ["clone"], "action": "SCMP_ACT_ALLOW", "args": [plain]},
        {"names": ["clone3"], "action": "SCMP_ACT_ERRNO", "errnoRet": _NO_SUCH_CALL},
    ]
    return json.dumps({**read, "syscalls": [one for one in rules if one["names"]]})


__all__ = ["without_namespaces"]
