"""Time zones: the same moment on two clocks, by offsets that are told or by places that have them.

All in 2024, and away from the weeks in which clocks are changed, so that the date alone says
whether there is summer time. `make` reads the table of offsets below; `answers` asks `zoneinfo`, or
subtracts moments with `datetime`.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from envhub.errors import MissingRequirement

from ...items import Generator, Item
from ..gaps import Facts, hiding, solved, tell
from ..names import NAMES
from .dates import MONTHS, WEEKDAYS, clock

_DAY = 24 * 60
_OFFSETS = (
    tuple(60 * hours for hours in range(-8, 12)),
    (*(60 * hours for hours in range(-10, 13)), 330, 345, 390, 570, 270, -210, -570),
    (*(60 * hours for hours in range(-10, 13)), 330, 345, 390, 570, 270, -210),
)
"""Minutes ahead of UTC, as they are in use somewhere."""
_TOLD = (
    "It is {start} in a town at {first}. What time is it at that moment in a town at {last}?",
    (
        "{who} lives at {first} and calls a friend who lives at {last}. {who}'s clock shows "
        "{start}. What does the friend's clock show?"
    ),
    (
        "A talk is broadcast live at {start} local time from a studio at {first}. At what local "
        "time is it heard in a place at {last}?"
    ),
    "When clocks at {first} show {start}, what do clocks at {last} show?",
    (
        "An event is noted at {start} by the clock of a computer that is set to {first}. What was "
        "the local time of that event at {last}?"
    ),
)
_FLOWN = (
    (
        "A plane takes off at {start} local time from an airport at {first} and flies for {span} "
        "to an airport at {last}. On a 24-hour clock, what is the local time when it lands?"
    ),
    (
        "{who} boards a ship in a port at {first}. It leaves at {start} local time and takes "
        "{span} to a port at {last}. At what local time does it arrive?"
    ),
    (
        "A courier leaves an office at {first} at {start} local time. The way to an office at "
        "{last} takes {span}. What does the clock of that office show on arrival?"
    ),
    (
        "A flight of {span} starts at {start} local time at {first} and ends in a place at {last}. "
        "What is the local time there at the end?"
    ),
    (
        "{who} flies from a city at {first} when its clocks show {start}. After {span} {who} is in "
        "a city at {last}. What time is it on the clocks there?"
    ),
)


def _offset(minutes: int) -> str:
    """Write an offset as it is written: UTC+5:30, UTC-3."""
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes >= 0 else "-"
    return f"UTC{sign}{hours}" + (f":{rest:02d}" if rest else "")


def _slips(shift: int, rng: Random) -> list[int]:
    """What a moment is off by when the shift is forgotten, doubled, turned round, or miscounted."""
    slips = {-shift, -2 * shift, -60, 60, 30, -30, 120, -120}
    different = {slip % _DAY: slip for slip in sorted(slips) if slip % _DAY}
    return rng.sample(list(different.values()), 3)


def _make_offsets(rng: Random, difficulty: int) -> Item:
    first, last = rng.sample(_OFFSETS[difficulty - 1], 2)
    step = 15 if difficulty == 1 else 5
    start = rng.randrange(6 * 60, 22 * 60, step)
    span = rng.randrange(95, 660, 5) if difficulty == 3 else 0
    shift = last - first
    if abs(shift) < 120 or abs(shift) % _DAY == _DAY // 2 or span % 60 == 0 < span:
        return _make_offsets(rng, difficulty)
    end = (start + span + shift) % _DAY
    hours, minutes = divmod(span, 60)
    fields = {"who": rng.choice(NAMES), "start": clock(start), "first": _offset(first),
              "last": _offset(last),
              "span": f"{hours} hour{'s' * (hours > 1)} and {minutes} minutes"}  # fmt: skip
    told = tell(rng, _FLOWN if difficulty == 3 else _TOLD, fields)
    return Item(
        question=told.question, answer=clock(end), difficulty=difficulty, phrasing=told.phrasing,
        distractors=tuple(clock((end + slip) % _DAY) for slip in _slips(shift, rng)),
        key=f"{start}:{first}:{last}:{span}",
        facts={"start": start, "first": first, "last": last, "span": span, **told.facts},
    )  # fmt: skip


def _subtract_moments(facts: Facts) -> str:
    here, there = (timezone(timedelta(minutes=facts[side])) for side in ("first", "last"))
    set_out = datetime(2024, 6, 5, tzinfo=here) + timedelta(minutes=facts["start"])
    arrived = set_out + timedelta(minutes=facts["span"])
    return f"{arrived.astimezone(there):%H:%M}"


class Place(NamedTuple):
    """A city, the key of its zone, minutes ahead of UTC in its winter, and when summer time is."""

    name: str
    zone: str
    offset: int
    summer: str = ""
    """`north`: from May to August at least; `south`: from December to February at least."""


_STEADY = (
    Place("Tokyo", "Asia/Tokyo", 540),
    Place("Seoul", "Asia/Seoul", 540),
    Place("Shanghai", "Asia/Shanghai", 480),
    Place("Singapore", "Asia/Singapore", 480),
    Place("Bangkok", "Asia/Bangkok", 420),
    Place("Dhaka", "Asia/Dhaka", 360),
    Place("Karachi", "Asia/Karachi", 300),
    Place("Dubai", "Asia/Dubai", 240),
    Place("Moscow", "Europe/Moscow", 180),
    Place("Nairobi", "Africa/Nairobi", 180),
    Place("Johannesburg", "Africa/Johannesburg", 120),
    Place("Lagos", "Africa/Lagos", 60),
    Place("Accra", "Africa/Accra", 0),
    Place("Reykjavik", "Atlantic/Reykjavik", 0),
    Place("Buenos Aires", "America/Argentina/Buenos_Aires", -180),
    Place("São Paulo", "America/Sao_Paulo", -180),
    Place("Bogotá", "America/Bogota", -300),
    Place("Lima", "America/Lima", -300),
    Place("Honolulu", "Pacific/Honolulu", -600),
)
_NORTHERN = (
    Place("London", "Europe/London", 0, "north"),
    Place("Lisbon", "Europe/Lisbon", 0, "north"),
    Place("Madrid", "Europe/Madrid", 60, "north"),
    Place("Paris", "Europe/Paris", 60, "north"),
    Place("Berlin", "Europe/Berlin", 60, "north"),
    Place("Rome", "Europe/Rome", 60, "north"),
    Place("Stockholm", "Europe/Stockholm", 60, "north"),
    Place("Athens", "Europe/Athens", 120, "north"),
    Place("Helsinki", "Europe/Helsinki", 120, "north"),
    Place("New York", "America/New_York", -300, "north"),
    Place("Toronto", "America/Toronto", -300, "north"),
    Place("Chicago", "America/Chicago", -360, "north"),
    Place("Denver", "America/Denver", -420, "north"),
    Place("Los Angeles", "America/Los_Angeles", -480, "north"),
    Place("Vancouver", "America/Vancouver", -480, "north"),
)
_SPECIAL = (
    Place("Sydney", "Australia/Sydney", 600, "south"),
    Place("Melbourne", "Australia/Melbourne", 600, "south"),
    Place("Auckland", "Pacific/Auckland", 720, "south"),
    Place("Adelaide", "Australia/Adelaide", 570, "south"),
    Place("Darwin", "Australia/Darwin", 570),
    Place("Delhi", "Asia/Kolkata", 330),
    Place("Colombo", "Asia/Colombo", 330),
    Place("Kathmandu", "Asia/Kathmandu", 345),
    Place("Yangon", "Asia/Yangon", 390),
    Place("Kabul", "Asia/Kabul", 270),
    Place("St. John's in Newfoundland", "America/St_Johns", -210, "north"),
)
_MONTHS_OF = {"north": (5, 6, 7, 8), "south": (1, 2, 12)}
_EVERYWHERE = (*_STEADY, *_NORTHERN, *_SPECIAL)
_CITIES = (
    "It is {start} in {first} on {day}. What is the date and time in {last} at that moment?",
    (
        "On {day}, {who} in {first} looks at the clock: it is {start}. What are the date and the "
        "time in {last} just then?"
    ),
    (
        "A match begins in {first} on {day} at {start} local time. When does it begin by the "
        "clocks of {last}?"
    ),
    (
        "{who} phones from {first} to {last}. In {first} it is {day}, {start}. Which date and time "
        "is it in {last}?"
    ),
    (
        "When the clocks of {first} show {start} on {day}, what do a calendar and a clock in "
        "{last} show?"
    ),
)


def _ahead(place: Place, month: int) -> int:
    """Minutes ahead of UTC in a month of the year."""
    return place.offset + 60 * (month in _MONTHS_OF.get(place.summer, ()))


def _written(moment: datetime) -> str:
    return f"{moment:%H:%M} on {MONTHS[moment.month - 1]} {moment.day}"


def _make_city_times(rng: Random, difficulty: int) -> Item:
    pool = (_STEADY, (*_STEADY, *_NORTHERN), _EVERYWHERE)[difficulty - 1]
    first, last = rng.sample(pool, 2)
    # The level's own places are what makes it as hard as it is.
    own = (_STEADY, _NORTHERN, _SPECIAL)[difficulty - 1]
    day = date(2024, rng.choice((1, 2, 5, 6, 7, 8, 12)), rng.randint(2, 27))
    shift = _ahead(last, day.month) - _ahead(first, day.month)
    if not {first, last} & set(own) or abs(shift) < 60:
        return _make_city_times(rng, difficulty)
    start = rng.randrange(0, _DAY, 15 if difficulty == 1 else 5)
    end = datetime(day.year, day.month, day.day) + timedelta(minutes=start + shift)
    written = f"{WEEKDAYS[day.weekday()]}, {MONTHS[day.month - 1]} {day.day}, {day.year}"
    fields = {"who": rng.choice(NAMES), "start": clock(start), "day": written,
              "first": first.name, "last": last.name}  # fmt: skip
    told = tell(rng, _CITIES, fields)
    slips = (timedelta(minutes=slip) for slip in _slips(shift, rng))
    return Item(
        question=told.question, answer=_written(end), difficulty=difficulty,
        phrasing=told.phrasing, distractors=tuple(_written(end + slip) for slip in slips),
        key=f"{start}:{day}:{first.zone}:{last.zone}",
        facts={"start": start, "day": day, "first": first.zone, "last": last.zone, **told.facts},
    )  # fmt: skip


@cache
def _zone(key: str) -> ZoneInfo:
    try:
        return ZoneInfo(key)
    except ZoneInfoNotFoundError as error:
        raise MissingRequirement(
            f"the time zone `{key}` is not known here", hint="pip install tzdata"
        ) from error


def _by_zoneinfo(facts: Facts) -> str:
    hours, minutes = divmod(facts["start"], 60)
    day: date = facts["day"]
    here = datetime(day.year, day.month, day.day, hours, minutes, tzinfo=_zone(facts["first"]))
    return _written(here.astimezone(UTC).astimezone(_zone(facts["last"])))


city_times = Generator(
    name="city_times", title="the same moment in two cities", gives="choice",
    make=_make_city_times,
    answers=solved(_by_zoneinfo, {"last": [place.zone for place in _STEADY]}),
    withhold=hiding("last", "another city"), kinds=("multi-step",),
)  # fmt: skip
utc_offsets = Generator(
    name="utc_offsets", title="the same moment at two offsets from UTC", gives="choice",
    make=_make_offsets, answers=solved(_subtract_moments, {"last": _OFFSETS[0]}),
    withhold=hiding("last", "another offset from UTC"), kinds=("multi-step",),
)  # fmt: skip
