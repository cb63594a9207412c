"""Loops over generate, run and results: for now, a session on a model that is in memory."""

from __future__ import annotations

from .session import Session, SessionResult, session

__all__ = ["Session", "SessionResult", "session"]
