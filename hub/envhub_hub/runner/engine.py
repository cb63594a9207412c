"""Drives many rollouts at once, so that a backend sees their requests together.

It knows nothing of prompts or scores: a rollout yields requests and returns a row.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from itertools import islice

from envhub.errors import BackendError
from envhub.model import Model, Reply, Request
from envhub.run import SampleRow

Rollout = Generator[Request, Reply, SampleRow]
WINDOW = 512
"""Rollouts in flight: enough to sort by length, few enough to keep memory flat."""


def drive(
    rollouts: Iterable[Rollout], model: Model, window: int = WINDOW
) -> Generator[SampleRow, None, None]:
    """Run rollouts against a model and yield each row as soon as it is known.

    Rows come in the order in which the model answers. At most `window` rollouts are under way.
    """
    waiting = iter(rollouts)
    active: list[tuple[Rollout, Request]] = []
    while True:
        # Read first, begin then: a core is faster at one thing many times.
        while begun := list(islice(waiting, window - len(active))):
            for rollout in begun:
                try:
                    active.append((rollout, next(rollout)))
                except StopIteration as stop:  # it needed no model, such as for a broken template
                    yield stop.value
        if not active:
            return
        asked = [request for _, request in active]
        unanswered = {index: rollout for index, (rollout, _) in enumerate(active)}
        active = []
        for index, reply in model.respond(asked):
            if index not in unanswered:
                name = model.identity.name
                raise BackendError(f"model `{name}` answered request {index}, which was not open")
            rollout = unanswered.pop(index)
            try:
                active.append((rollout, rollout.send(reply)))
            except StopIteration as stop:
                yield stop.value
        if unanswered:
            answered = f"{len(asked) - len(unanswered)} of {len(asked)}"
            raise BackendError(f"model `{model.identity.name}` answered {answered} requests")
