"""Loops over generate, run and results: a session on a model that is in memory."""

from __future__ import annotations

from .session import Session, SessionResult, session

__all__ = ["Session", "SessionResult", "session"]
