"""What a sandbox is asked and what it answers with."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from envhub.values import Frozen


class SandboxSettings(Frozen):
    """How much a guest may use, and which rung of the ladder is wanted."""

    rung: str | None = None
    """A rung by name; None: the first that holds on this host."""
    slots: int = Field(default=2, ge=1, le=64)
    """Executions side by side."""
    image: str | None = None
    """For the container rung: an image with Python 3.9 or later on its path."""
    engine: str | None = None
    """podman or docker; None: whichever is installed."""
    engine_options: tuple[str, ...] = ()
    """Further options of `run`, such as `--runtime=runc`."""
    probe_cache: Path | None = None
    """Where the result of the leak probe is kept; None: it is run again in every process."""
