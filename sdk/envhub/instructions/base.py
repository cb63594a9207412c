"""What an instruction is: a constraint on a text, checked by rule.

Ids and arguments are those of IFEval (Zhou et al. 2023, arXiv:2311.07911), so that its published
rows serve as they are; the code is written from its definitions.
"""

from __future__ import annotations

from typing import ClassVar, Literal, NamedTuple

from pydantic import Field

from ..values import Frozen

Relation = Literal["less than", "at least"]
Count = Field(ge=0, le=1_000_000)
Phrase = Field(min_length=1, max_length=10_000)


class Check(NamedTuple):
    """Whether a text follows an instruction, and what was seen."""

    followed: bool
    seen: str


class Instruction(Frozen):
    """The base of every instruction; its fields are IFEval's arguments."""

    id: ClassVar[str]

    def check(self, text: str) -> Check:
        """Judge a text that is not blank; never raises, in linear time."""
        raise NotImplementedError  # every instruction in the table has its own


def compared(count: int, relation: Relation, limit: int, noun: str) -> Check:
    """Judge a count by its relation to a limit."""
    followed = count < limit if relation == "less than" else count >= limit
    return Check(followed, f"{count} {noun}, wanted {relation} {limit}")
