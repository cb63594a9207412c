"""A sentence becomes a value: which capabilities, how many samples, what weight, narrowed how."""

from __future__ import annotations

from .change import Add, Drop, Easier, Edit, Harder, Resize, Threshold, Weigh
from .edits import read_edits
from .reader import read_request
from .value import Context, Format, Request, Wish
from .wanted import require_wishes

__all__ = [
    "Add", "Context", "Drop", "Easier", "Edit", "Format", "Harder", "Request",
    "Resize", "Threshold", "Weigh", "Wish", "read_edits", "read_request", "require_wishes",
]  # fmt: skip
