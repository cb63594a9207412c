"""A sentence becomes a value: which capabilities, how many samples, what weight, narrowed how."""

from __future__ import annotations

from .sentence import Mention, Reading, understand
from .value import Context, Format, Request, Wish


def read_request(text: str) -> Request:
    reading = understand(text)
    wishes = tuple(
        Wish(
            id=m.topic,
            text=m.topic,
            focus=tuple(m.narrowed),
            kinds=tuple(sorted(m.kinds)),
            count=m.count,
            group=m.group,
            weight=m.weight,
            target_rate=m.rate,
            levels=m.levels,
        )
        for m in reading.mentions
    )
    return Request(
        text=text,
        wishes=wishes,
        each=reading.each,
        total=reading.total,
        groups=tuple(reading.groups),
        target_rate=reading.rate,
        levels=reading.levels,
        kinds=tuple(sorted(reading.kinds)),
        quick=reading.quick,
        format="steps" if reading.shown_work else None,
        exclude=tuple(sorted(reading.excluded)),
    )


__all__ = [
    "Context",
    "Format",
    "Mention",
    "Reading",
    "Request",
    "Wish",
    "read_request",
    "understand",
]
