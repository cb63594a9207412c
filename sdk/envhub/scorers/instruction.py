"""The share of checkable instructions that an answer follows, by IFEval's ids and arguments.

`data` is a published row's `instruction_id_list` and `kwargs`. A verdict counts a sample's
instructions; IFEval's prompt-level accuracy is the pass rate at 1.0, and its instruction-level
accuracy weighs every instruction alike instead of every sample.

Known differences from the published checker, on purpose: the character of `letter_frequency` may be
any (there, another than a–z is replaced by a random letter); a keyword is text and no pattern; JSON
is strict (no NaN); a text without letters is in no language (there, in every one); language and
sentences are told by small rules of our own, which agree on whole answers and may not on a line.
"""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field, ValidationError, model_validator

from ..instructions import Check, follows, make_instruction
from ..instructions import Instruction as Constraint
from ..instructions.compose import compose
from ..model import Failure
from ..sample import Sample, Target
from ..services import Services
from ..trace import Trace
from ..values import Frozen
from .base import Schema, Score, ScorerSpec, side_by_side

Reading = Literal["strict", "loose"]
READINGS: tuple[Reading, ...] = ("strict", "loose")
MAX_CHARACTERS = 1_000_000
"""A longer answer follows nothing."""


class Constraints(Frozen):
    """What an answer is asked to follow."""

    instruction_id_list: tuple[str, ...] = Field(min_length=1, max_length=100)
    kwargs: tuple[dict[str, Any], ...]
    """The arguments of each; one that is null was not given."""

    @model_validator(mode="after")
    def _known(self) -> Constraints:
        if len(self.kwargs) != len(self.instruction_id_list):
            raise ValueError(
                f"{len(self.instruction_id_list)} instructions, arguments for {len(self.kwargs)}"
            )
        for name, arguments in zip(self.instruction_id_list, self.kwargs, strict=True):
            try:
                make_instruction(name, arguments)
            except ValidationError as error:
                first = error.errors()[0]
                place = ".".join(str(part) for part in first["loc"])
                raise ValueError(f"`{name}`: {place} {first['msg']}") from error
        return self

    @property
    def constraints(self) -> list[Constraint]:
        """The instructions, ready to judge."""
        pairs = zip(self.instruction_id_list, self.kwargs, strict=True)
        return [make_instruction(name, arguments) for name, arguments in pairs]


class Instruction(ScorerSpec):
    """The share of instructions that are followed, as the answer stands or read loosely."""

    method: ClassVar[str] = "instructions followed"
    data_schema: ClassVar[Schema] = Constraints
    free_text: ClassVar[bool] = False
    constants: ClassVar[tuple[str, ...]] = ("I don't know.", "here is a short answer without them")

    type: Literal["instruction"] = "instruction"
    reading: Reading = "strict"
    """`loose` also tries the answer without its first line, its last line and its stars. The other
    reading is shown beside it."""

    @property
    def graded(self) -> bool:
        return True

    @property
    def form_only(self) -> bool:
        return True

    def problem(self, sample: Sample, target: Target) -> str | None:
        try:
            Constraints.model_validate(target.data)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"])
            return f"has `data` without instructions: {place} {first['msg']}".replace(":  ", ": ")
        return None

    def gold(self, sample: Sample, target: Target) -> tuple[Trace, ...]:
        """The answers that the author shows, else one that is composed; none where instructions
        contradict each other, as five of IFEval's rows do."""
        if target.targets:
            return super().gold(sample, target)
        text = compose(Constraints.model_validate(target.data).constraints)
        return (Trace(output=text),) if text is not None else ()

    def holds(self, sample: Sample, target: Target, output: str) -> bool:
        return False  # targets are examples

    def score(
        self, sample: Sample, target: Target, trace: Trace, services: Services
    ) -> Score | Failure:
        constraints = Constraints.model_validate(target.data).constraints
        others = (one for one in READINGS if one != self.reading)
        return side_by_side(
            self._judge(one, constraints, trace.output) for one in (self.reading, *others)
        )

    def _judge(self, reading: Reading, constraints: list[Constraint], text: str) -> Score:
        if len(text) > MAX_CHARACTERS:
            note = f"{len(text)} characters, at most {MAX_CHARACTERS} are judged"
            return self.verdict(0.0, filter=reading, explanation=note)
        checks = [follows(one, text, loose=reading == "loose") for one in constraints]
        count = sum(one.followed for one in checks)
        said = "; ".join(_said(one, check) for one, check in zip(constraints, checks, strict=True))
        note = f"{count} of {len(checks)} followed: {said}"
        return self.verdict(count / len(checks), filter=reading, explanation=note)


def _said(constraint: Constraint, check: Check) -> str:
    return f"{constraint.id} {'yes' if check.followed else 'NO'} ({check.seen})"
