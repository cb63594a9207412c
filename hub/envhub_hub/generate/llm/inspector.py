"""Inspects a finished item: issues of a closed list, each with its weight.

What must change for an issue to go is decided by its type, whatever the model says: meaning is
never patched.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from envhub.model import Failure
from envhub.values import Frozen

from ...asking import Ask, Conversation
from ..interpretation import Subtask
from .prompts import INSPECTOR
from .proofs import Written
from .showing import shown

IssueType = Literal[
    "subtask_alignment", "answerability", "semantic_correctness", "answer_type", "ambiguity",
    "choice_uniqueness", "leakage", "image_audio_leakage", "missing_multimodal_field",
    "input_field_redundancy", "schema_recoverability", "context_meta_drift_risk", "missing_answer",
    "other",
]  # fmt: skip
TYPES: Mapping[IssueType, str] = {
    "subtask_alignment": "it measures something other than the subtask",
    "answerability": "it can't be answered from what is given",
    "semantic_correctness": "a statement or the answer is wrong",
    "answer_type": "the answer is of another kind than it should be",
    "ambiguity": "more than one answer can be meant",
    "choice_uniqueness": "more or fewer than one option is right",
    "leakage": "the question gives the answer away",
    "image_audio_leakage": "a picture or a sound gives the answer away in words",
    "missing_multimodal_field": "a picture or a sound that it speaks of is not there",
    "input_field_redundancy": "one field repeats another",
    "schema_recoverability": "a field stands in another, or carries labels and marks",
    "context_meta_drift_risk": "the context speaks of the task, the options or the answer",
    "missing_answer": "there is no answer",
    "other": "something else",
}
FATAL: frozenset[IssueType] = frozenset(("missing_answer", "missing_multimodal_field"))
"""Whatever weight a model gives them."""
PACKAGING: frozenset[IssueType] = frozenset(("schema_recoverability", "input_field_redundancy",
                                             "answer_type", "other"))  # fmt: skip
"""The types that a change of packaging alone can mend."""


class SaidIssue(Frozen):
    """An issue as the model names it."""

    type: IssueType
    severity: Literal["minor", "major", "fatal"]
    fixable: bool = False
    note: str = Field(default="", max_length=400)


class SaidIssues(Frozen):
    """All that is wrong with an item."""

    issues: tuple[SaidIssue, ...] = Field(default=(), max_length=14)


class Issue(SaidIssue):
    """An issue as the rules take it."""

    @property
    def rejects(self) -> bool:
        """Whether the item goes, unless it is repaired."""
        return self.severity != "minor"


def inspect(item: Written, subtask: Subtask) -> Conversation[tuple[Issue, ...] | Failure]:
    """Inspect an item."""
    said: SaidIssues | Failure = yield Ask(
        INSPECTOR,
        {
            **subtask.model_dump(mode="json", include={"title", "definition", "gives"}),
            "item": shown(item),
            "types": [f"{name}: {meaning}" for name, meaning in TYPES.items()],
        },
        SaidIssues,
    )
    if isinstance(said, Failure):
        return said
    return tuple(_ruled(one) for one in said.issues)


def _ruled(said: SaidIssue) -> Issue:
    fatal = said.type in FATAL
    return Issue(
        type=said.type,
        severity="fatal" if fatal else said.severity,
        fixable=said.fixable and said.type in PACKAGING,
        note=said.note,
    )
