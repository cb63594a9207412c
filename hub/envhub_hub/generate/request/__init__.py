"""A sentence becomes a value: which capabilities, how many samples, what weight, narrowed how."""

from __future__ import annotations

from .reader import read_request
from .sentence import Mention, Reading, understand
from .value import Context, Format, Request, Wish

__all__ = ["Context", "Format", "Mention", "Reading", "Request", "Wish", "read_request", "understand"]
