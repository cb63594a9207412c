"""A request becomes interpretations: proposed, accepted, revised, discarded, each with its reason.

The model uses one tool a turn; the table of drafts and every rule of it are code.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from pydantic import Field

from envhub.model import Failure
from envhub.values import Frozen

from ...asking import Ask, Conversation, material
from ..interpretation import Interpretation
from ..items import Gives
from ..request.value import Request
from .prompts import DESIGNER

WANTED = 3
"""Interpretations."""
TURNS = 12
REPROPOSALS = 3
REMEMBERED = 10
"""Turns that the model is shown."""
_LOST = 2
"""Turns in a row without an answer, after which what is accepted must do."""
Tool = Literal["propose", "accept", "revise", "discard", "done"]


class Action(Frozen):
    """What the model does in a turn."""

    tool: Tool
    rationale: str = Field(min_length=1, max_length=800)
    names: tuple[str, ...] = Field(default=(), max_length=8)
    interpretations: tuple[Interpretation, ...] = Field(default=(), max_length=8)


class DesignTurn(Frozen):
    """One turn, as the provenance tells it."""

    tool: Tool | Literal["none"]
    rationale: str
    names: tuple[str, ...] = ()


class Discarded(Frozen):
    """An interpretation that was not kept."""

    interpretation: Interpretation
    reason: str


class Design(Frozen):
    """What design came to."""

    interpretations: tuple[Interpretation, ...]
    """Accepted ones first; where turns ended before, drafts that break no rule."""
    discarded: tuple[Discarded, ...] = ()
    turns: tuple[DesignTurn, ...] = ()
    stopped: Literal["stabilised", "turns", "failed"]


@dataclass
class _Table:
    """The drafts, while they are worked on."""

    wishes: tuple[str, ...]
    drafts: dict[str, Interpretation] = field(default_factory=dict)
    accepted: dict[str, Interpretation] = field(default_factory=dict)
    discarded: list[Discarded] = field(default_factory=list)
    proposals: int = REPROPOSALS + 1
    turns: list[DesignTurn] = field(default_factory=list)

    def problem(self, action: Action) -> str | None:
        """Say why an action can't be done, or None."""
        if action.tool in ("accept", "discard"):
            known = self.drafts if action.tool == "accept" else self.drafts | self.accepted
            strange = next((one for one in action.names if one not in known), None)
            if not action.names or strange is not None:
                there = ", ".join(known) or "none"
                return f"`{action.tool}` names drafts, and `{strange or ''}` is none ({there})"
            return None
        if action.tool == "done":
            return None if self.accepted else "nothing is accepted yet"
        return self._proposal(action)

    def _proposal(self, action: Action) -> str | None:
        some, others = action.interpretations, dict(self.accepted)
        if action.tool == "propose":
            if not self.proposals:
                return "no proposal is left; accept, revise or discard what there is"
            if len(some) < WANTED - len(self.accepted):
                return f"{len(some)} interpretations, and {WANTED - len(self.accepted)} are wanted"
        else:
            if len(some) != 1 or some[0].name not in self.drafts | self.accepted:
                return "`revise` gives one interpretation, under the name of one that is there"
            others = {**self.drafts, **self.accepted}
            others.pop(some[0].name)
        return problem_of(some, tuple(others.values()), self.wishes)

    def apply(self, action: Action) -> None:
        """Do an action that has no problem."""
        given = {one.name: one for one in action.interpretations}
        if action.tool == "propose":
            self._drop(self.drafts, "another proposal took its place")
            self.drafts, self.proposals = given, self.proposals - 1
        elif action.tool == "revise":
            for name, one in given.items():
                (self.drafts if name in self.drafts else self.accepted)[name] = one
        elif action.tool == "accept":
            self.accepted |= {name: self.drafts.pop(name) for name in dict.fromkeys(action.names)}
        elif action.tool == "discard":
            for table in (self.drafts, self.accepted):
                gone = {name: table.pop(name) for name in action.names if name in table}
                self._drop(gone, action.rationale)
        names = tuple(given) or action.names
        self.turns.append(DesignTurn(tool=action.tool, rationale=action.rationale, names=names))

    def ended(self, stopped: Literal["stabilised", "turns", "failed"]) -> Design:
        """Close the table; drafts count only where the turns ended before they could."""
        kept = list(self.accepted.values())
        if stopped != "stabilised":
            spare = list(self.drafts)[: max(0, WANTED - len(kept))]
            kept += [self.drafts.pop(name) for name in spare]
        self._drop(self.drafts, "it was never accepted")
        return Design(
            interpretations=tuple(kept), discarded=tuple(self.discarded), turns=tuple(self.turns),
            stopped=stopped,
        )  # fmt: skip

    def _drop(self, some: dict[str, Interpretation], reason: str) -> None:
        self.discarded += [Discarded(interpretation=one, reason=reason) for one in some.values()]


def design(request: Request, feedback: str = "") -> Conversation[Design]:
    """Design interpretations of a request.

    Args:
        request: what is wished for.
        feedback: what grounding or allocation said of the last design.
    """
    table = _Table(tuple(one.id for one in request.wishes))
    lost = 0
    for turn in range(TURNS):
        action: Action | Failure = yield Ask(
            DESIGNER, _fields(table, request, feedback, turn), Action, check=table.problem,
            max_tokens=4_096,
        )  # fmt: skip
        if isinstance(action, Failure):
            table.turns.append(DesignTurn(tool="none", rationale=action.message[:800]))
            lost += 1
            if lost == _LOST:
                return table.ended("failed")
            continue
        lost = 0
        table.apply(action)
        if action.tool == "done" or (len(table.accepted) >= WANTED and not table.drafts):
            return table.ended("stabilised")
    return table.ended("turns")


def problem_of(
    some: Sequence[Interpretation], others: Sequence[Interpretation], wishes: Sequence[str]
) -> str | None:
    """Say which rule a set of interpretations breaks, or None."""
    seen = {one.signatures: one.name for one in others}
    names = {one.name for one in others}
    for one in some:
        ids = [sub.id for sub in one.subtasks]
        if one.name in names:
            return f"two interpretations are called `{one.name}`"
        if len(set(ids)) != len(ids):
            return f"`{one.name}` has two subtasks of one id"
        served = {wish for sub in one.subtasks for wish in sub.focus}
        if unserved := next((wish for wish in wishes if wish not in served), None):
            return f"no subtask of `{one.name}` has `{unserved}` in its focus"
        if one.signatures in seen:
            return f"`{one.name}` has the same subtasks as `{seen[one.signatures]}`"
        seen[one.signatures] = one.name
        names.add(one.name)
    return None


def _fields(table: _Table, request: Request, feedback: str, turn: int) -> dict[str, object]:
    shown = material({"request": request.text, "feedback": feedback})
    return {
        "wanted": WANTED,
        "gives": list(get_args(Gives)),
        "request": shown["request"],
        "feedback": shown["feedback"] if feedback else "",
        "wishes": list(table.wishes),
        "drafts": _listed(table.drafts),
        "accepted": _listed(table.accepted),
        "history": [f"{one.tool} {', '.join(one.names)}: {one.rationale}"
                    for one in table.turns[-REMEMBERED:]],
        "turn": turn + 1,
        "turns": TURNS,
        "proposals": table.proposals,
    }  # fmt: skip


def _listed(some: dict[str, Interpretation]) -> str:
    if not some:
        return "none"
    return json.dumps([one.model_dump(mode="json") for one in some.values()], ensure_ascii=False)
