"""The rubric: what each measure asks, and what the grades 1, 3 and 5 mean.

Its wording decides grades, so a version never changes: another wording is another number.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from envhub.values import Frozen, canonical_json, sha256_hex

from ..asking import read_prompt

MeasureId = Literal["UIA", "FSQ", "QAC", "CQC", "TSD", "SSC"]
RUBRIC = 1
"""The version of `MEASURES`."""
LOW, HIGH = 1, 5


class Measure(Frozen):
    """One thing that is graded."""

    title: str
    asks: str
    anchors: tuple[str, str, str]
    """What the grades 1, 3 and 5 mean."""


MEASURES: Mapping[MeasureId, Measure] = {
    "UIA": Measure(
        title="user intent alignment",
        asks="Do the capabilities, their weights and the items measure what was asked for, all of "
        "it and nothing else?",
        anchors=(
            "most of what was asked for is missing, or something else is measured",
            "the main part is covered, with a gap or with much that nobody asked for",
            "all of it is covered, in the proportions that were asked for",
        ),
    ),
    "FSQ": Measure(
        title="format and structure quality",
        asks="Is the item whole and well formed: fields where they belong, options of one kind, an "
        "answer of the kind that is asked for?",
        anchors=(
            "a field is missing, broken or in the wrong place, so that it can't be used",
            "usable, with marks, labels or uneven options that a reader stumbles over",
            "clean and consistent in every field",
        ),
    ),
    "QAC": Measure(
        title="question-answer consistency",
        asks="Is the answer given as right the one right answer to the question?",
        anchors=(
            "the answer is wrong, or another one is as right",
            "right by the likely reading, while another reading gives another answer",
            "right beyond doubt, and the only one",
        ),
    ),
    "CQC": Measure(
        title="context-question consistency",
        asks="Does what is given hold all that the question needs, and does the answer follow from "
        "it? Where there is no context, does the question say all that is needed?",
        anchors=(
            "the answer can't be had from what is given",
            "it can be had with knowledge or a guess that is not given",
            "all that is needed is given, and the answer follows from it alone",
        ),
    ),
    "TSD": Measure(
        title="task-specific dependence",
        asks="Must the capability be used to answer? An item that is won by elimination, by the "
        "form of the options, by recall or without its context does not depend on it.",
        anchors=(
            "it is won by a shortcut, without the capability",
            "the capability helps, and a shortcut does too",
            "only the capability leads to the answer",
        ),
    ),
    "SSC": Measure(
        title="sufficient challenge",
        asks="How hard is the item for an able model, by honest difficulty? Broken evidence or an "
        "ambiguous question is no difficulty, and earns nothing here.",
        anchors=(
            "trivial: read off at once",
            "a few sure steps",
            "several steps that have to be chained without a slip, or fine distinctions",
        ),
    ),
}
OF_ITEMS: tuple[MeasureId, ...] = ("FSQ", "QAC", "CQC", "TSD", "SSC")
"""Graded item by item; UIA is graded once."""
_FOLDER = Path(__file__).parent / "prompts"
ITEM = read_prompt(_FOLDER, "judge-item", 1)
WHOLE = read_prompt(_FOLDER, "judge-whole", 1)


def rubric_digest() -> str:
    """sha256 of every word of the rubric."""
    return sha256_hex(canonical_json({name: one.model_dump() for name, one in MEASURES.items()}))


def points(grade: float) -> float:
    """Return a grade of 1 to 5 on 0 to 100: (s - 1) / 4 * 100.

    The published Overall values are met by this normalisation, and not by s / 5: some of them lie
    below what the grade 1 would give there.
    """
    return (grade - LOW) / (HIGH - LOW) * 100
