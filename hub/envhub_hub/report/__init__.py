"""What a run says, for a terminal and for programs. It reads run folders and nothing else."""

from __future__ import annotations

from .document import failures_json, report_json
from .failures import FailedSample, failed_samples
from .terminal import render, render_failures

__all__ = [
    "FailedSample",
    "failed_samples",
    "failures_json",
    "render",
    "render_failures",
    "report_json",
]
