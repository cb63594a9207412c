"""Drives many rollouts at once, so that a backend sees their requests together.

It knows nothing of prompts or scores: a rollout yields requests and returns a row.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator

from envhub.errors import BackendError
from envhub.model import Model, Reply, Request
from envhub.run import SampleRow

Rollout = Generator[Request, Reply, SampleRow]
WINDOW = 512
"""Rollouts in flight: enough to sort by length, few enough to keep memory flat."""


def drive(rollouts: Iterable[Rollout], model: Model, window: int = WINDOW) -> Iterator[SampleRow]:
    """Run rollouts against a model and yield each row as soon as it is known.

    Rows come in the order in which the model answers. At most `window` rollouts are under way.
    """
    waiting = iter(rollouts)
    active: list[tuple[Rollout, Request]] = []
    while True:
        for rollout in waiting:
            try:
                active.append((rollout, next(rollout)))
            except StopIteration as stop:  # it needed no model, such as for a broken template
                yield stop.value
            if len(active) >= window:
                break
        if not active:
            return
        batch, active = active, []
        answered = 0
        for index, reply in model.respond([request for _, request in batch]):
            answered += 1
            rollout = batch[index][0]
            try:
                active.append((rollout, rollout.send(reply)))
            except StopIteration as stop:
                yield stop.value
        if answered != len(batch):
            name = model.identity.name
            raise BackendError(f"model `{name}` answered {answered} of {len(batch)} requests")
