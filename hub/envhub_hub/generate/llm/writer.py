"""Writes one item from material: a plan, then one operation a turn, each undone where it is wrong.

What an operation may write is a table, and what it wrote is held against `proofs` before it stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from envhub.model import Failure
from envhub.values import Frozen, changed

from ...asking import Ask, Conversation, material
from ..interpretation import Subtask
from ..rows import OPTIONS
from .material import Material
from .prompts import BRIEFER, WRITER
from .proofs import Check, Written, missing, unproved

TURNS = 10
RETRIES = 3
"""Operations in a row that may be undone."""
Operation = Literal["context", "question", "answer", "options", "all"]
OPERATIONS: Mapping[Operation, tuple[str, ...]] = {
    "context": ("context",),
    "question": ("question",),
    "answer": ("answer", "check"),
    "options": ("distractors",),
    "all": ("context", "question", "answer", "check", "distractors"),
}
"""What each operation may write."""


class Brief(Frozen):
    """The plan of one item."""

    fit: Literal["good", "weak", "skip"]
    core_facts: tuple[str, ...] = Field(default=(), max_length=5)
    goal: str = Field(default="", max_length=400)
    hops: tuple[str, ...] = Field(default=(), max_length=4)
    difficulty: str = Field(default="", max_length=400)
    guards: tuple[str, ...] = Field(default=(), max_length=4)


class Step(Frozen):
    """One operation of the writer."""

    operation: Operation
    context: str | None = Field(default=None, max_length=8_000)
    question: str | None = Field(default=None, max_length=2_000)
    answer: str | None = Field(default=None, max_length=300)
    distractors: tuple[str, ...] = Field(default=(), max_length=8)
    check: Check | None = None
    finished: bool = False

    @property
    def written(self) -> dict[str, object]:
        """The fields that it gives."""
        names = OPERATIONS["all"]
        return {name: value for name in names if (value := getattr(self, name))}


def write(
    subtask: Subtask, given: Material, difficulty: int, *, planned: bool = True
) -> Conversation[Written | Failure]:
    """Write an item, by a plan unless it is to be written without one.

    Returns:
        The item, which stands its own check, or a `Failure`: of the model, `skip` where the
        material can't carry it, `retries` or `turns`.
    """
    fields = {
        **subtask.model_dump(mode="json", include={"title", "definition", "evidence", "gives"}),
        **material({"material": given.text}),
        "difficulty": difficulty,
    }
    plan = "none"
    if planned:
        brief: Brief | Failure = yield Ask(BRIEFER, fields, Brief)
        if isinstance(brief, Failure):
            return brief
        if brief.fit == "skip":
            return Failure(cause="skip", message="the material can't carry an item of this subtask")
        plan = brief.model_dump_json()
    fields |= {"brief": plan, "options": OPTIONS - 1, "turns": TURNS}
    draft, undone, problem = Written(), 0, ""
    for turn in range(1, TURNS + 1):
        now = {"draft": draft.model_dump_json(), "problem": problem, "turn": turn}
        step: Step | Failure = yield Ask(WRITER, fields | now, Step, max_tokens=3_000)
        if isinstance(step, Failure):
            return step
        after = changed(draft, step.written)
        problem = _problem(step, after, subtask) or ""
        if not problem:
            if step.finished:
                return after
            draft, undone = after, 0
            continue
        undone += 1
        if undone > RETRIES:
            return Failure(cause="retries", message=problem)
    return Failure(cause="turns", message=f"the item was not finished in {TURNS} operations")


def _problem(step: Step, after: Written, subtask: Subtask) -> str | None:
    """Say why an operation is undone, or None."""
    own = OPERATIONS[step.operation]
    if strange := next((name for name in step.written if name not in own), None):
        return f"`{step.operation}` may not write `{strange}`"
    if not step.written and not step.finished:
        return f"`{step.operation}` wrote nothing"
    said = unproved(after, subtask.gives)
    return said or (missing(after, subtask.gives) if step.finished else None)
