"""One event told by several witnesses: each saw a part of it, and some go by a wrong watch."""

from __future__ import annotations

from ....items import Generator
from .beliefs import event_beliefs
from .errors import event_errors
from .holders import event_holders
from .order import event_order
from .sights import event_sights

GENERATORS: tuple[Generator, ...] = (
    event_beliefs,
    event_errors,
    event_holders,
    event_order,
    event_sights,
)
