"""The hub: generation, registry, backends, runner, reports and the command line of envhub."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .loop.session import Session, SessionResult, session

__all__ = ["Session", "SessionResult", "session"]


def __getattr__(name: str) -> Any:
    # Loaded when asked for: the command line imports this package for `--help` as well.
    if name in __all__:
        from . import loop

        return getattr(loop, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
