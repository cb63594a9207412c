"""What asking a model took, and where it ends: calls, tokens, dollars, minutes."""

from __future__ import annotations

import threading
import time
from collections import Counter
from dataclasses import dataclass, field

from pydantic import Field

from envhub.errors import EnvhubError, UsageError
from envhub.model import Model, ModelIdentity, Reply
from envhub.values import Frozen

from .prompts import PromptText

_MINUTE = 60.0


class AskLimits(Frozen):
    """Where asking ends before all is known; None: nowhere. What a journal knows counts nothing."""

    max_calls: int | None = Field(default=None, ge=1)
    """Requests, never exceeded; tries that a server made necessary are not counted."""
    max_cost: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    """US dollars; exceeded by at most what is in flight when they are spent."""
    max_minutes: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    """Wall time; what is in flight then is given up."""


class LimitReached(EnvhubError):
    """Asking stopped at a limit; what was answered is kept."""

    exit_code = 3


class RoleAccount(Frozen):
    """What the questions of one prompt took. Tokens and cost hold replayed answers too: they are
    what the answers cost, whenever that was."""

    version: int
    """Of the prompt."""
    digest: str
    calls: int = 0
    """Requests that were sent."""
    replayed: int = 0
    """Requests that the journal answered."""
    asked_again: int = 0
    failures: dict[str, int] = Field(default_factory=dict)
    """Questions that have no answer, by cause."""
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float | None = 0.0
    """US dollars; None where a reply has no known price."""
    seconds: float = 0.0
    """Of the model, over all its replies; they overlap."""


class Account(Frozen):
    """What was asked of a model, by prompt: what a provenance records."""

    model: ModelIdentity
    prompts: dict[str, RoleAccount]
    """By the name of the prompt."""
    seconds: float
    """Wall time since the first question could have been asked."""

    @property
    def calls(self) -> int:
        return sum(one.calls for one in self.prompts.values())

    @property
    def tokens(self) -> int:
        return sum(one.input_tokens + one.output_tokens for one in self.prompts.values())

    @property
    def cost(self) -> float | None:
        """US dollars; None where one of them is unknown."""
        costs = [one.cost for one in self.prompts.values()]
        known = [one for one in costs if one is not None]
        return sum(known) if len(known) == len(costs) else None


@dataclass
class _Sums:
    """The account of a prompt while it grows."""

    prompt: PromptText
    counts: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    cost: float | None = 0.0
    seconds: float = 0.0


class Ledger:
    """Counts, from several threads, and refuses what is beyond a limit."""

    def __init__(self, model: Model, limits: AskLimits) -> None:
        """Start the clock.

        Raises:
            UsageError: a limit on a cost that nobody knows.
        """
        if limits.max_cost is not None and getattr(model, "price", None) is None:
            message = f"the price of `{model.identity.name}` is unknown"
            raise UsageError(f"{message}, so a limit on its cost can't be kept",
                             hint="add it to prices.toml, or limit calls or minutes")  # fmt: skip
        self._identity = model.identity
        self._limits = limits
        self._lock = threading.Lock()
        self._sums: dict[str, _Sums] = {}
        self._calls, self._cost = 0, 0.0
        self._started = time.monotonic()

    def enter(self, prompt: PromptText) -> None:
        """Count a call that is about to be made.

        Raises:
            LimitReached: it may not be made.
        """
        with self._lock:
            self._refuse()
            self._calls += 1
            self._of(prompt).counts["calls"] += 1

    def answered(self, prompt: PromptText, reply: Reply, *, replayed: bool) -> None:
        """Count a reply."""
        with self._lock:
            sums = self._of(prompt)
            sums.counts["replayed"] += replayed
            sums.counts["input_tokens"] += reply.usage.input_tokens
            sums.counts["output_tokens"] += reply.usage.output_tokens
            sums.seconds += (reply.latency_ms or 0.0) / 1000
            if reply.failure is None:
                known = sums.cost is not None and reply.cost is not None
                sums.cost = (sums.cost or 0.0) + (reply.cost or 0.0) if known else None
            if not replayed:
                self._cost += reply.cost or 0.0

    def again(self, prompt: PromptText) -> None:
        """Count a question that is asked once more."""
        with self._lock:
            self._of(prompt).counts["asked_again"] += 1

    def failed(self, prompt: PromptText, cause: str) -> None:
        """Count a question that has no answer."""
        with self._lock:
            self._of(prompt).failures[cause] += 1

    @property
    def seconds_left(self) -> float | None:
        """Until the limit on minutes; None where there is none."""
        if self._limits.max_minutes is None:
            return None
        gone = time.monotonic() - self._started
        return max(0.0, self._limits.max_minutes * _MINUTE - gone)

    def out_of_time(self) -> LimitReached:
        """Return what says that the minutes are over."""
        return LimitReached(f"the limit of {self._limits.max_minutes:g} min is reached",
                            hint="what was answered is kept")  # fmt: skip

    def account(self) -> Account:
        """Say what was asked until now."""
        with self._lock:
            return Account(
                model=self._identity,
                prompts={name: _closed(sums) for name, sums in sorted(self._sums.items())},
                seconds=round(time.monotonic() - self._started, 3),
            )

    def _refuse(self) -> None:
        limits, hint = self._limits, "what was answered is kept"
        if limits.max_calls is not None and self._calls >= limits.max_calls:
            raise LimitReached(f"the limit of {limits.max_calls:,} calls is reached", hint=hint)
        if limits.max_cost is not None and self._cost >= limits.max_cost:
            raise LimitReached(f"the limit of ${limits.max_cost:g} is reached", hint=hint)
        if self.seconds_left == 0.0:
            raise self.out_of_time()

    def _of(self, prompt: PromptText) -> _Sums:
        return self._sums.setdefault(prompt.name, _Sums(prompt))


def _closed(sums: _Sums) -> RoleAccount:
    return RoleAccount(
        version=sums.prompt.version,
        digest=sums.prompt.digest,
        failures=dict(sorted(sums.failures.items())),
        cost=sums.cost,
        seconds=round(sums.seconds, 3),
        **sums.counts,
    )
