"""What people arrange: a day, a time, a place. Each has values, and ways of talking about them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from ...time.dates import WEEKDAYS

PLACES = (
    "the boathouse", "the old mill", "the town library", "the botanical garden", "the youth club",
    "the café by the station", "the castle park", "the swimming pool",
)  # fmt: skip
_HALVES = ("half an hour", "an hour", "an hour and a half", "two hours")


def _time(value: int) -> str:
    """A time of day, in half hours from noon on."""
    hour = value // 2 or 12
    return f"{hour}:30 pm" if value % 2 else f"{hour} pm"


def _by_days(change: int) -> str:
    count = {1: "one day", 2: "two days"}[abs(change)]
    return f"{count} {'later' if change > 0 else 'earlier'}"


def _by_halves(change: int) -> str:
    return f"{_HALVES[abs(change) - 1]} {'later' if change > 0 else 'earlier'}"


class Matter(NamedTuple):
    """Something to be arranged."""

    name: str
    values: range
    told: Callable[[int], str]
    """A value in words."""
    shifted: Callable[[int], str] | None
    """A change in words; None where there is no more and less."""
    changes: tuple[int, ...]
    propose: tuple[str, ...]
    instead: tuple[str, ...]
    """Propose something else than what is agreed."""
    shift: tuple[str, ...]
    agree: tuple[str, ...]
    reject: tuple[str, ...]
    """Turn the last proposal down, so that what was agreed before stays as it was."""
    ask: tuple[str, ...]
    ask_view: tuple[str, ...]


_AGREE = ("Fine by me.", "Yes, that suits me.", "All right, agreed.", "Good, agreed.",
          "I have no objection. Agreed.")  # fmt: skip
MATTERS: Mapping[str, Matter] = {
    "day": Matter(
        name="day", values=range(7), told=lambda value: WEEKDAYS[value], shifted=_by_days,
        changes=(-2, -1, 1, 2),
        propose=("As for the day: how about {value}?", "Which day? I'd say {value}.",
                 "Let's do it on {value}."),
        instead=("Or would {value} be better?", "What do you think of {value} instead?",
                 "Couldn't we rather take {value}?"),
        shift=("Could we do it {change} instead? I am busy that day.",
               "I'd need to have it {change}.", "Would {change} be possible?"),
        agree=_AGREE,
        reject=("Sorry, that day is impossible for me. Let's not change it.",
                "No, please leave the day as it was.", ("I can't do that one. Let's keep the day "
                "we had.")),
        ask=("On which day will it take place?", "Which day do they agree on in the end?",
             "What is the final choice of day?", "For which day is it planned when the talk ends?",
             "After all changes, on which day do they meet?"),
        ask_view=("On which day does {who} expect it to be?",
                  "As far as {who} knows, which day was chosen?",
                  "On which day will {who} turn up, if nobody tells {who} more?",
                  "Which day does {who} have in mind after leaving?",
                  "{who} learns nothing more. Which day does {who} take to be agreed?"),
    ),
    "time": Matter(
        name="time", values=range(2, 18), told=_time, shifted=_by_halves,
        changes=(-3, -2, -1, 1, 2, 3),
        propose=("As for the time: shall we say {value}?", "I suggest that we start at {value}.",
                 "When do we begin? {value} would be good."),
        instead=("Or should we start at {value}?", "What about {value} instead?",
                 "Wouldn't it be better to begin at {value}?"),
        shift=("Could we start {change}?", "I'd rather begin {change}.",
               "Can we make the start {change}?"),
        agree=_AGREE,
        reject=("No, that doesn't work for me. Let's leave the time as it was.",
                "Please don't change the time again, I can't do that.",
                "That's no good for me. The time stays."),
        ask=("At what time will it start?", "Which time do they agree on in the end?",
             "What is the final starting time?", ("When does it begin, as things stand at the end "
             "of the talk?"), "After all changes, at what time do they begin?"),
        ask_view=("At what time does {who} expect it to start?",
                  "As far as {who} knows, which time was chosen?",
                  "At what time will {who} turn up, if nobody tells {who} more?",
                  "Which starting time does {who} have in mind after leaving?",
                  "{who} learns nothing more. Which time does {who} take to be agreed?"),
    ),
    "place": Matter(
        name="place", values=range(len(PLACES)), told=lambda value: PLACES[value], shifted=None,
        changes=(),
        propose=("As for the place: I'd go to {value}.", "Where? I suggest {value}.",
                 "We could meet at {value}."),
        instead=("Why don't we rather go to {value}?", "What about {value} instead?",
                 "I'd prefer {value}, to be honest."),
        shift=(),
        agree=_AGREE,
        reject=("No, that's too far for me. Let's keep the place we had.",
                "I'd rather not. Let the place be as it was.",
                "That one is closed for repairs, so the place stays."),
        ask=("Where will it take place?", "Which place do they agree on in the end?",
             "What is the final choice of place?", ("Where do they meet, as things stand at the "
             "end of the talk?"), "After all changes, which is the meeting place?"),
        ask_view=("Where does {who} expect it to be?", ("As far as {who} knows, which place was "
                  "chosen?"), "Where will {who} turn up, if nobody tells {who} more?",
                  "Which place does {who} have in mind after leaving?",
                  "{who} learns nothing more. Which place does {who} take to be agreed?"),
    ),
}  # fmt: skip
