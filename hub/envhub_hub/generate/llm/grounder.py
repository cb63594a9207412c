"""Chooses what a subtask is made from, among what is offered by id. It invents no source."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from envhub.model import Failure
from envhub.values import Frozen

from ...asking import Ask, Conversation
from ..interpretation import Subtask
from .prompts import GROUNDER

MOST = 3
"""Sources of one subtask."""


class Candidate(Frozen):
    """A card or a generator that could give the items."""

    id: str
    title: str
    about: str


class Choice(Frozen):
    """What was chosen, best first; nothing, where nothing measures the subtask."""

    ids: tuple[str, ...] = ()
    rationale: str = Field(min_length=1, max_length=800)


def choose(
    subtask: Subtask, offers: Sequence[Candidate], most: int = MOST
) -> Conversation[Choice | Failure]:
    """Choose among offers."""
    known = {one.id for one in offers}

    def problem(choice: Choice) -> str | None:
        strange = next((one for one in choice.ids if one not in known), None)
        if strange is not None:
            return f"`{strange:.60}` is not offered"
        if len(set(choice.ids)) != len(choice.ids) or len(choice.ids) > most:
            return f"`ids` are at most {most} different ones"
        return None

    fields = {
        **subtask.model_dump(mode="json", include={"title", "definition", "evidence", "gives"}),
        "offers": [one.model_dump() for one in offers],
        "most": most,
    }
    answer: Choice | Failure = yield Ask(GROUNDER, fields, Choice, check=problem)
    return answer
