"""Weekdays, calendar dates, clock times."""

from __future__ import annotations

from ...items import Generator
from .dates import clock_times, dates_after, days_between, weekdays

GENERATORS: tuple[Generator, ...] = (
    clock_times,
    dates_after,
    days_between,
    weekdays,
)
