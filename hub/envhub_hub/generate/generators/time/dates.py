"""Dates and times: weekdays, dates so many days away, days between dates, the clock.

All in the Gregorian calendar, from 1950 to 2020. `make` asks `datetime`; `answers` counts with
month lengths of its own.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from ...items import Generator, Item
from ..gaps import Facts, hiding, hiding_by_level, solved, tell

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Not from `calendar`, whose names follow the locale of the process.
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_EPOCH = date(1950, 1, 1)
_DAYS = tuple(date(2030, 1, day) for day in range(1, 8))
"""Later than any day that is asked about: what a later date might be."""


def _written(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def _any_day(rng: Random) -> date:
    return _EPOCH + timedelta(days=rng.randrange(365 * 70))


def _day_number(day: date) -> int:
    """Count days from the first day of year 0, month by month, without `datetime`."""
    year, month, number = day.year, day.month, day.day
    years = year * 365 + _leaps(year - 1)
    leap = _leaps(year) - _leaps(year - 1)
    return years + sum(_LENGTHS[: month - 1]) + (leap if month > 2 else 0) + number


def _leaps(year: int) -> int:
    """The number of leap years up to and with this one."""
    return year // 4 - year // 100 + year // 400


_AHEAD = (
    "Today is {day}. Which day of the week will it be in {n} days?",
    "If today is {day}, what day of the week is it {n} days from today?",
    (
        "A parcel is sent on a {day} and arrives {n} days later. On which day of the week does "
        "it arrive?"
    ),
    "It is {day}. What day of the week will it be after {n} days have passed?",
    "An exam takes place {n} days after a {day}. On which weekday is the exam?",
)
_BEFORE = (
    "Today is {day}. Which day of the week was it {n} days ago?",
    "If today is {day}, what day of the week was it {n} days before today?",
    "A parcel arrived on a {day}, {n} days after it was sent. On which weekday was it sent?",
    "It is {day} now. Which day of the week was it {n} days earlier?",
    "An exam took place {n} days before a {day}. On which weekday was the exam?",
)
_OTHER_DATE = (
    "{known} was a {day}. Which day of the week was {asked}?",
    "Given that {known} fell on a {day}, on which day of the week did {asked} fall?",
    "A diary shows that {known} was a {day}. What day of the week was {asked}?",
    "If {known} is a {day}, what weekday is {asked}?",
    "Knowing that {known} was a {day}, find the day of the week of {asked}.",
)


def _make_weekdays(rng: Random, difficulty: int) -> Item:
    known = _any_day(rng)
    if difficulty == 3:
        gap = rng.randint(20, 250)
        wordings, fields = _OTHER_DATE, {"known": _written(known)}
        asked = known + timedelta(days=gap)
        fields["asked"] = _written(asked)
    else:
        n = rng.randint(3, 13) if difficulty == 1 else rng.randint(15, 95)
        gap = n if rng.random() < 0.5 else -n
        asked = known + timedelta(days=gap)
        wordings, fields = (_AHEAD if gap > 0 else _BEFORE), {"n": str(n)}
    fields["day"] = WEEKDAYS[known.weekday()]
    told = tell(rng, wordings, fields)
    right = WEEKDAYS[asked.weekday()]
    wrong = rng.sample([day for day in WEEKDAYS if day != right], 3)
    facts: dict[str, object] = {"day": fields["day"], "n": abs(gap), "ahead": gap > 0}
    if difficulty == 3:
        facts = {"day": fields["day"], "known": known, "asked": asked}
    key = f"{known}:{gap}" if difficulty == 3 else f"{fields['day']}:{gap}"
    return Item(
        question=told.question, answer=right, distractors=tuple(wrong), difficulty=difficulty,
        phrasing=told.phrasing, key=key, facts={**facts, **told.facts},
    )  # fmt: skip


def _count_weekdays(facts: Facts) -> str | None:
    """Count days on from one weekday; None where the calendar has another for that date."""
    place, step, n = WEEKDAYS.index(facts["day"]), 1, facts["n"]
    if "known" in facts:
        n = _day_number(facts["asked"]) - _day_number(facts["known"])
        # The day number of a Monday leaves the rest 2 by 7: January 1 of year 1 was one.
        if (_day_number(facts["known"]) - 2) % 7 != place:
            return None
    elif not facts["ahead"]:
        step = 6
    # Whole weeks change nothing.
    for _ in range(n % 7):
        place = (place + step) % 7
    return WEEKDAYS[place]


_DATE_AFTER = (
    "Which date is {n} days after {start}?",
    "A loan begins on {start} and ends {n} days later. On which date does it end?",
    "It is {start}. What will the date be in {n} days?",
    "Counting {n} days forward from {start}, which date is reached?",
    "A seed is sown on {start} and sprouts {n} days later. What is the date then?",
)


def _make_dates_after(rng: Random, difficulty: int) -> Item:
    start = _any_day(rng)
    n = rng.randint(*((8, 27), (32, 75), (100, 320))[difficulty - 1])
    end = start + timedelta(days=n)
    slips = [-1, 1, -2, 2, 7, -7, 10, -10]
    wrong = [_written(end + timedelta(days=slip)) for slip in rng.sample(slips, 3)]
    told = tell(rng, _DATE_AFTER, {"n": n, "start": _written(start)})
    return Item(
        question=told.question, answer=_written(end), distractors=tuple(wrong),
        difficulty=difficulty, phrasing=told.phrasing, key=f"{start}:{n}",
        facts={"start": start, "n": n, **told.facts},
    )  # fmt: skip


def _turn_pages(facts: Facts) -> str:
    start = facts["start"]
    year, month, day = start.year, start.month, start.day
    for _ in range(facts["n"]):
        leap = month == 2 and _leaps(year) > _leaps(year - 1)
        day += 1
        if day > _LENGTHS[month - 1] + leap:
            day, month = 1, month + 1
        if month > 12:
            month, year = 1, year + 1
    return f"{MONTHS[month - 1]} {day}, {year}"


_BETWEEN = (
    "How many days after {start} is {end}?",
    "A trip starts on {start}, and its end is on {end}. How many days later is that?",
    "It is {start}. In how many days will it be {end}?",
    "How many days have to pass from {start} until it is {end}?",
    "A bill of {start} must be paid by {end}. How many days later is the second date?",
)


def _make_days_between(rng: Random, difficulty: int) -> Item:
    start = _any_day(rng)
    n = rng.randint(*((12, 28), (33, 90), (110, 340))[difficulty - 1])
    end = start + timedelta(days=n)
    slips = rng.sample([-1, 1, -2, 2, -3, 3, -10, 10], 3)
    told = tell(rng, _BETWEEN, {"start": _written(start), "end": _written(end)})
    return Item(
        question=told.question, answer=str(n), distractors=tuple(str(n + slip) for slip in slips),
        difficulty=difficulty, phrasing=told.phrasing, key=f"{start}:{n}",
        facts={"start": start, "end": end, **told.facts},
    )  # fmt: skip


def _number_days(facts: Facts) -> str | None:
    """None where the end is not after the start."""
    days = _day_number(facts["end"]) - _day_number(facts["start"])
    return str(days) if days > 0 else None


_CLOCK = (
    "A film starts at {start} and runs for {span}. At what time does it end?",
    "It is {start} on a 24-hour clock. What time will it be in {span}?",
    "A train leaves at {start} and arrives {span} later. When does it arrive?",
    (
        "The oven is switched on at {start} and off again after {span}. At what time is it "
        "switched off?"
    ),
    "A lesson that begins at {start} takes {span}. What does a 24-hour clock show when it is over?",
)
_DAY = 24 * 60


def _make_clock_times(rng: Random, difficulty: int) -> Item:
    start = rng.randrange(6 * 60, 20 * 60)
    start -= start % (15, 5, 1)[difficulty - 1]
    span = rng.randint(*((45, 150), (160, 320), (330, 700))[difficulty - 1])
    span -= span % (15, 5, 1)[difficulty - 1]
    if span % 60 == 0 or (start % 60) + (span % 60) < 60:
        # Without a carry into the hours there is nothing to get wrong.
        return _make_clock_times(rng, difficulty)
    end = (start + span) % _DAY
    slips = rng.sample([-60, 60, -10, 10, 40, -40, 30, -30], 3)
    hours, minutes = divmod(span, 60)
    length = f"{hours} hour{'s' * (hours > 1)} and " * (hours > 0) + f"{minutes} minutes"
    length = length.replace(" 1 minutes", " 1 minute")
    told = tell(rng, _CLOCK, {"start": clock(start), "span": length})
    return Item(
        question=told.question, answer=clock(end), difficulty=difficulty, phrasing=told.phrasing,
        distractors=tuple(clock((end + slip) % _DAY) for slip in slips),
        key=f"{start}:{span}", facts={"start": start, "span": span, **told.facts},
    )  # fmt: skip


def clock(minutes: int) -> str:
    """Write minutes after midnight as a 24-hour clock shows them."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _tick(facts: Facts) -> str:
    hours, minutes = divmod(facts["start"], 60)
    for _ in range(facts["span"]):
        minutes += 1
        if minutes == 60:
            hours, minutes = (hours + 1) % 24, 0
    return f"{hours:02d}:{minutes:02d}"


clock_times = Generator(
    name="clock_times", title="clock times after so many hours and minutes", gives="choice",
    make=_make_clock_times, answers=solved(_tick, {"span": range(20, 600, 20)}),
    withhold=hiding("span", "some time"), kinds=("multi-step",),
)  # fmt: skip
dates_after = Generator(
    name="dates_after", title="the date so many days after another", gives="choice",
    make=_make_dates_after, answers=solved(_turn_pages, {"n": range(5, 60)}),
    withhold=hiding("n", "some"), kinds=("multi-step",),
)  # fmt: skip
days_between = Generator(
    name="days_between", title="the number of days between two dates", gives="choice",
    make=_make_days_between, answers=solved(_number_days, {"end": _DAYS}),
    withhold=hiding("end", "a later date"), kinds=("multi-step",),
)  # fmt: skip
weekdays = Generator(
    name="weekdays", title="the day of the week before, after or on a date", gives="choice",
    make=_make_weekdays, answers=solved(_count_weekdays, {"n": range(8), "asked": _DAYS}),
    withhold=hiding_by_level(("n", "some"), ("n", "some"), ("asked", "another date")),
    kinds=("multi-step",),
)  # fmt: skip
