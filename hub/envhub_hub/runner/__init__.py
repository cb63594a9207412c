"""The runner: environments on models, into run folders."""

from __future__ import annotations

from .engine import drive
from .run_environment import RunPlace, run_environment

__all__ = ["RunPlace", "drive", "run_environment"]
