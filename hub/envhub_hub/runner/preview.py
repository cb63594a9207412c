"""What a run will take, said before the first request: requests, tokens, money and minutes.

The first prompts are laid out without asking anybody, and the others taken to be like them. Where
all were laid out, the bound on the cost is one: a token is at least a byte, and no answer is longer
than it may be.
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from envhub.evaluate import part_for
from envhub.items import Item, count_items
from envhub.messages import plain_text
from envhub.model import Generate, Rank, Request
from envhub.templates import TemplateProblem
from envhub.values import Frozen

from ..runs import recent_runs
from .limits import cost_of_run
from .order import Order
from .run_environment import price_of

LOOKED_AT = 500
"""Rollouts whose first prompt is laid out."""
BYTES = 4.0
"""Of a token, about: what tokenizers make of English."""
OVERHEAD = 16
"""Tokens that a chat template may add to a message, at most."""
HISTORY = 50
"""Runs that are looked through for one of the same model."""
_MILLION = 1_000_000


class Preview(Frozen):
    """What a run comes to at most; the text of prompts is measured in UTF-8 bytes."""

    requests: int
    """At most: a rollout may end before its last turn."""
    input_tokens: int
    """About."""
    output_tokens: int
    """At most."""
    cost: float | None = None
    """US dollars at most, of a remote model; None where unknown."""
    seconds: float | None = None
    """About, as the last run of the same environment on the model went; None: there was none."""
    whole: bool = True
    """Whether every prompt was laid out."""


def preview(order: Order, rate: float | None = None, runs_folder: Path | None = None) -> Preview:
    """Say what an order will take.

    Args:
        order: nothing of it is run.
        rate: US dollars that an hour of this machine costs.
        runs_folder: where earlier runs stand, which tell how long one takes.
    """
    planned = _owed(order)
    looked = requests = text = messages = output = 0
    for item in islice(order.items(), LOOKED_AT):
        looked += 1
        part = part_for(order.parts, item.sample)
        request = _first(order, item)
        if request is None:
            continue
        turns = part.harness.most_turns
        requests += turns
        text += turns * len(plain_text(request.prompt.messages, request.prompt.delimiter).encode())
        messages += turns * len(request.prompt.messages)
        if isinstance(request, Generate):
            output += turns * (order.settings.max_tokens or request.max_tokens)
    share = planned / looked if looked else 0.0
    price = price_of(order.model)
    most = None
    if price is not None:
        tokens_in = (text + OVERHEAD * messages) * share
        most = (tokens_in * price.input + output * share * price.output) / _MILLION
    seconds = _seconds(order, planned, runs_folder) if runs_folder is not None else None
    if seconds is not None and rate is not None:
        most = cost_of_run(seconds, rate, None)
    return Preview(
        requests=round(requests * share),
        input_tokens=round(text * share / BYTES),
        output_tokens=round(output * share),
        cost=most,
        seconds=seconds,
        whole=looked >= planned,
    )


def _owed(order: Order) -> int:
    if order.only is not None:
        return len(order.only)
    return max(0, count_items(order.environment, order.settings).rollouts - len(order.done))


def _first(order: Order, item: Item) -> Request | None:
    """The first request of a rollout; None where it can't be made, or work comes before it."""
    part = part_for(order.parts, item.sample)
    steps = part.harness.rollout(item.sample, part.context)
    try:
        step = next(steps)
    except (StopIteration, TemplateProblem):  # the row will say why
        return None
    steps.close()
    return step if isinstance(step, Generate | Rank) else None


def _seconds(order: Order, planned: int, runs_folder: Path) -> float | None:
    """Scale how long the last run of the environment on the model took for a row."""
    model, name = order.model.identity.name, order.environment.declaration.name
    for run in recent_runs(runs_folder, HISTORY):
        record, ended = run.first_record, run.summary
        of_model = record.model is not None and record.model.name == model
        if of_model and record.environment.name == name and ended is not None and ended.rows:
            return ended.seconds / ended.rows * planned
    return None
