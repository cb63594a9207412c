"""What a run may use, and a count of what it has used.

A limit is looked at whenever a row is known: what is done is kept, and what is under way is let go.
"""

from __future__ import annotations

import time

from pydantic import Field

from envhub.errors import UsageError
from envhub.run import SampleRow
from envhub.values import Frozen

_HOUR = 3600.0


class RunLimits(Frozen):
    """Where a run ends before all is done; None: nowhere."""

    max_cost: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    """US dollars."""
    max_tokens_total: int | None = Field(default=None, ge=1)
    """Tokens in and out, of all rollouts."""
    seconds: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    """Wall time."""


class Meter:
    """Counts what this turn of a run uses; the turns before it are not counted."""

    def __init__(self, limits: RunLimits, hourly_rate: float | None) -> None:
        self._limits = limits
        self._rate = hourly_rate
        self._started = time.monotonic()
        self._tokens = 0
        self._cost = 0.0

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._started

    def add(self, row: SampleRow) -> None:
        """Count a row; one from the cache was paid for before."""
        if not row.cached:
            self._tokens += row.input_tokens + row.output_tokens
            self._cost += row.cost or 0.0
        if row.judging is not None and not row.judging.cached:
            self._tokens += row.judging.input_tokens + row.judging.output_tokens
            self._cost += row.judging.cost or 0.0

    def reached(self) -> str | None:
        """Say which limit is reached, or None."""
        limits = self._limits
        if limits.max_cost is not None and self._spent() >= limits.max_cost:
            return f"the limit of ${limits.max_cost:g} is reached"
        if limits.max_tokens_total is not None and self._tokens >= limits.max_tokens_total:
            return f"the limit of {limits.max_tokens_total:,} tokens is reached"
        if limits.seconds is not None and self.seconds >= limits.seconds:
            return f"the limit of {limits.seconds:g} s is reached"
        return None

    def _spent(self) -> float:
        return self._cost if self._rate is None else self.seconds * self._rate / _HOUR


def cost_of_run(seconds: float, rate: float | None, rows: float | None) -> float | None:
    """Return what a run costs in US dollars: its hours where a rate is declared, else its rows."""
    return rows if rate is None else round(seconds * rate / _HOUR, 6)


def require_price(limits: RunLimits, *, known: bool, model: str) -> None:
    """Refuse a limit on a cost that nobody knows.

    Raises:
        UsageError: neither the model's price nor an hourly rate is known.
    """
    if limits.max_cost is not None and not known:
        message = f"the price of `{model}` is unknown, so a limit on its cost can't be kept"
        hint = "add it to prices.toml, or say what an hour costs by --hourly-rate"
        raise UsageError(message, hint=hint)
