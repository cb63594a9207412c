"""A request becomes proposals: ways to read it, accepted, revised, discarded, each with its reason.

The model uses one tool a turn; the table of drafts and every rule of it are code. What a proposal
is worth is measured behind that: it becomes an `Interpretation` where its three numbers are known.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from pydantic import Field

from envhub.model import Failure
from envhub.values import Frozen, canonical_json, sha256_hex

from ...asking import Ask, Conversation, material
from ..interpretation import Subtask
from ..items import Gives
from ..request.value import Request
from .prompts import DESIGNER

WANTED = 3
"""Proposals."""
TURNS = 12
REPROPOSALS = 3
REMEMBERED = 10
"""Turns that the model is shown."""
_LOST = 2
"""Turns in a row without an answer, after which what is accepted must do."""
Tool = Literal["propose", "accept", "revise", "discard", "done"]


class DraftSubtask(Frozen):
    """A subtask as the model writes it."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]{0,63}$")
    capability: str
    """The id of the wish that it serves."""
    title: str = Field(min_length=1, max_length=80)
    definition: str = Field(min_length=1, max_length=600)
    gives: Gives
    keywords: tuple[str, ...] = Field(default=(), max_length=12)
    evidence: str = Field(default="", max_length=400)
    focus: tuple[str, ...] = Field(default=(), max_length=12)
    importance: float = Field(default=1.0, gt=0, le=1)

    @property
    def signature(self) -> str:
        """What was found for it holds while this is the same: all of it but its importance."""
        said = self.model_dump(mode="json", exclude={"importance"})
        return sha256_hex(canonical_json(said))

    def subtask(self) -> Subtask:
        """Return it as the stages behind take it; levels and supplies are found there."""
        said = self.model_dump()
        return Subtask(**said | {"id": f"{self.capability}/{self.id}"})


class Proposal(Frozen):
    """One way to read a request, before it is measured."""

    name: str = Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")
    emphasis: str = Field(min_length=1, max_length=300)
    """What it puts first: breadth, detail, the hard end."""
    subtasks: tuple[DraftSubtask, ...] = Field(min_length=1, max_length=8)

    @property
    def signatures(self) -> frozenset[str]:
        """Two proposals of the same signatures are one."""
        return frozenset(one.signature for one in self.subtasks)


class Action(Frozen):
    """What the model does in a turn."""

    tool: Tool
    rationale: str = Field(min_length=1, max_length=800)
    names: tuple[str, ...] = Field(default=(), max_length=8)
    proposals: tuple[Proposal, ...] = Field(default=(), max_length=8)


class DesignTurn(Frozen):
    """One turn, as the provenance tells it."""

    tool: Tool | Literal["none"]
    rationale: str
    names: tuple[str, ...] = ()


class Discarded(Frozen):
    """A proposal that was not kept."""

    proposal: Proposal
    reason: str


class Design(Frozen):
    """What design came to."""

    proposals: tuple[Proposal, ...]
    """Accepted ones first; where turns ended before, drafts that break no rule."""
    discarded: tuple[Discarded, ...] = ()
    turns: tuple[DesignTurn, ...] = ()
    stopped: Literal["stabilised", "turns", "failed"]


@dataclass
class _Table:
    """The drafts, while they are worked on."""

    wishes: tuple[str, ...]
    drafts: dict[str, Proposal] = field(default_factory=dict)
    accepted: dict[str, Proposal] = field(default_factory=dict)
    discarded: list[Discarded] = field(default_factory=list)
    left: int = REPROPOSALS + 1
    """Times that all of them may be proposed."""
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
        some, others = action.proposals, dict(self.accepted)
        if action.tool == "propose":
            if not self.left:
                return "no proposal is left; accept, revise or discard what there is"
            if len(some) < WANTED - len(self.accepted):
                return f"{len(some)} proposals, and {WANTED - len(self.accepted)} are wanted"
        else:
            if len(some) != 1 or some[0].name not in self.drafts | self.accepted:
                return "`revise` gives one proposal, under the name of one that is there"
            others = {**self.drafts, **self.accepted}
            others.pop(some[0].name)
        return problem_of(some, tuple(others.values()), self.wishes)

    def apply(self, action: Action) -> None:
        """Do an action that has no problem."""
        given = {one.name: one for one in action.proposals}
        if action.tool == "propose":
            self._drop(self.drafts, "another proposal took its place")
            self.drafts, self.left = given, self.left - 1
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
            proposals=tuple(kept), discarded=tuple(self.discarded), turns=tuple(self.turns),
            stopped=stopped,
        )  # fmt: skip

    def _drop(self, some: dict[str, Proposal], reason: str) -> None:
        self.discarded += [Discarded(proposal=one, reason=reason) for one in some.values()]


def design(request: Request, feedback: str = "") -> Conversation[Design]:
    """Design readings of a request.

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
    some: Sequence[Proposal], others: Sequence[Proposal], wishes: Sequence[str]
) -> str | None:
    """Say which rule a set of proposals breaks, or None."""
    seen = {one.signatures: one.name for one in others}
    names = {one.name for one in others}
    for one in some:
        ids = [(sub.capability, sub.id) for sub in one.subtasks]
        if one.name in names:
            return f"two proposals are called `{one.name}`"
        if len(set(ids)) != len(ids):
            return f"`{one.name}` has two subtasks of one id"
        served = {sub.capability for sub in one.subtasks}
        if unserved := next((wish for wish in wishes if wish not in served), None):
            return f"no subtask of `{one.name}` serves the wish `{unserved}`"
        if strange := next((sub for sub in one.subtasks if sub.capability not in wishes), None):
            return f"`{strange.id}` serves `{strange.capability:.60}`, which is no wish"
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
        "left": table.left,
    }  # fmt: skip


def _listed(some: dict[str, Proposal]) -> str:
    if not some:
        return "none"
    return json.dumps([one.model_dump(mode="json") for one in some.values()], ensure_ascii=False)
