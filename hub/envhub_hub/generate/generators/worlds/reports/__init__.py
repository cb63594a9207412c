"""Reports in which little matters, with summaries of that by which another summary is measured."""

from __future__ import annotations

from .report import GENERATORS

__all__ = ["GENERATORS"]
