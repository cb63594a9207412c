"""The sandbox: where a stranger's code runs, or it does not run."""

from __future__ import annotations

from .confinement import RUNGS
from .containers import Containers
from .engine import Engine, find_engine
from .held import GuestLost, GuestRaised, HeldGuest
from .sandbox import Sandbox, find_sandbox
from .values import SandboxSettings
from .workspace import Workspace

__all__ = [
    "RUNGS",
    "Containers",
    "Engine",
    "GuestLost",
    "GuestRaised",
    "HeldGuest",
    "Sandbox",
    "SandboxSettings",
    "Workspace",
    "find_engine",
    "find_sandbox",
]
