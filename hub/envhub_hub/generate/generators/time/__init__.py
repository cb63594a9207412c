"""Weekdays, calendar dates, clock times, time zones."""

from __future__ import annotations

from ...items import Generator
from .dates import clock_times, dates_after, days_between, weekdays
from .zones import city_times, utc_offsets

GENERATORS: tuple[Generator, ...] = (
    city_times,
    clock_times,
    dates_after,
    days_between,
    utc_offsets,
    weekdays,
)
