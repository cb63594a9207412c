"""A verdict out of what a judge wrote: strict where it matters, since a candidate's text may hold
one too.

A verdict fits the schema and names the case's code, which no candidate knows. Where a reply holds
several that differ, it is none.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from ..json_text import every_json, read_json
from ..tools.schema import mismatch
from .judge_prompt import CHOICES, Case, schema_of

MAX_REASON = 2_000
"""Characters of a judge's reasoning that are kept."""


class Verdict(NamedTuple):
    """What a judge said of one case."""

    grades: dict[str, float | str]
    """By criterion, as given: a grade on the scale, or which of two answers is better."""
    reasoning: str


def read_verdict(text: str, case: Case) -> Verdict | str:
    """Return the verdict in a reply, or why there is none."""
    schema = schema_of(case)
    whole = read_json(text.strip())
    values = [whole.value] if whole.problem is None else every_json(text)
    if not values:
        return "there is no JSON in it"
    fitting = [one for one in values if mismatch(one, schema) is None]
    if not fitting:
        return mismatch(values[-1], schema) or "it does not fit"
    if any(one["grades"] != fitting[0]["grades"] for one in fitting):
        return "it holds several verdicts that differ"
    return _verdict(fitting[-1])


def _verdict(said: dict[str, Any]) -> Verdict:
    grades = {
        name: grade if grade in CHOICES else float(grade) for name, grade in said["grades"].items()
    }
    return Verdict(grades, said["reasoning"].strip()[:MAX_REASON])
