"""The engine's list of system calls, without those that make namespaces."""

from __future__ import annotations

import json

import pytest

from envhub_hub.sandbox.seccomp import without_namespaces

RULES = [
    {"names": ["read", "unshare", "clone", "clone3"], "action": "SCMP_ACT_ALLOW", "args": []},
    {"names": ["setns"], "action": "SCMP_ACT_ALLOW"},
    {"names": ["setns"], "action": "SCMP_ACT_ALLOW", "includes": {"caps": ["CAP_SYS_ADMIN"]}},
]
PROFILE = {"defaultAction": "SCMP_ACT_ERRNO", "archMap": [], "syscalls": RULES}


def test_calls_that_make_namespaces_are_left_out_and_processes_can_be_made():
    made = json.loads(without_namespaces(json.dumps(PROFILE)))
    first, capable, clone, clone3 = made["syscalls"]
    assert first["names"] == ["read"]
    assert capable == RULES[2]
    assert clone["args"][0]["value"] & 0x10000000  # CLONE_NEWUSER
    assert (clone3["action"], clone3["errnoRet"]) == ("SCMP_ACT_ERRNO", 38)
    assert {key: made[key] for key in ("defaultAction", "archMap")} == {
        "defaultAction": "SCMP_ACT_ERRNO", "archMap": [],
    }  # fmt: skip


def test_a_list_of_what_is_forbidden_is_refused():
    with pytest.raises(ValueError, match="allows what it does not name"):
        without_namespaces(json.dumps({**PROFILE, "defaultAction": "SCMP_ACT_ALLOW"}))
