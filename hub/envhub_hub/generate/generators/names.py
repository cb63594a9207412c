"""Words that several generators fill their sentences with. Not facts: nothing here is an answer's
source."""

from __future__ import annotations

NAMES = (
    "Ada", "Amy", "Ana", "Bea", "Ben", "Cal", "Dan", "Eli", "Eva", "Fay", "Gus", "Hal", "Ian",
    "Ida", "Ivy", "Jon", "Kai", "Kim", "Leo", "Liz", "Max", "Mia", "Ned", "Noa", "Ray", "Sam",
    "Sue", "Tom", "Uma", "Zoe",
)  # fmt: skip
"""All of three letters: as options of a choice, none can be told by its length."""
