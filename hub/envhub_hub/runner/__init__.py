"""The runner: environments on models and data sets, into run folders."""

from __future__ import annotations

from .cache import CachedModel, ReplyCache
from .engine import drive
from .run_dataset import run_dataset
from .run_environment import RunPlace, run_environment
from .services import HubServices

__all__ = [
    "CachedModel",
    "HubServices",
    "ReplyCache",
    "RunPlace",
    "drive",
    "run_dataset",
    "run_environment",
]
