"""Dates, times and zones."""

from __future__ import annotations

from .topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        id="dates", title="Dates and times", method="choice", part_of=("reasoning",),
        definition="Calculates with weekdays, calendar dates and clock times.",
        names=("dates", "calendar", "calendars", "calendar arithmetic", "date arithmetic",
               "temporal reasoning", "date reasoning", "dates and times", "weekdays",
               "clock times", "time arithmetic"),
        generators=("weekdays", "dates_after", "days_between", "clock_times"),
    ),
)  # fmt: skip
