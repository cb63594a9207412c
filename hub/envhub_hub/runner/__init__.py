"""The runner: environments on models and data sets, into run folders; going on, judging again,
merging.
"""

from __future__ import annotations

from .cache import CachedModel, ReplyCache
from .engine import drive
from .limits import RunLimits
from .merging import merge_runs
from .order import Order, make_order
from .preview import Preview, preview
from .repeat import Repeat, compare_outputs
from .rescoring import Rescored, rescore
from .resume import Resume, resume_run
from .run_dataset import run_dataset
from .run_environment import RunPlace, run_environment
from .services import HubServices

__all__ = [
    "CachedModel",
    "HubServices",
    "Order",
    "Preview",
    "Repeat",
    "ReplyCache",
    "Rescored",
    "Resume",
    "RunLimits",
    "RunPlace",
    "compare_outputs",
    "drive",
    "make_order",
    "merge_runs",
    "preview",
    "rescore",
    "resume_run",
    "run_dataset",
    "run_environment",
]
