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
    Topic(
        id="time-zones", title="Time zones", method="choice", part_of=("reasoning",),
        definition="Tells what the time is elsewhere: at another offset from UTC, in another city, "
        "after a flight.",
        names=("time zones", "time zone", "timezones", "timezone", "utc offsets", "local times",
               "time differences"),
        generators=("utc_offsets", "city_times"),
    ),
)  # fmt: skip
