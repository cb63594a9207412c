"""One item from material to the end: written, inspected, repaired where only its packaging is bad,
answered blind. A result is an item with what was seen of it, or the stage that gave it up.
"""

from __future__ import annotations

from typing import Any

from envhub.model import Failure
from envhub.scorers.extract import numbers
from envhub.values import Frozen, canonical_json, sha256_hex

from ...asking import Conversation
from ..interpretation import Subtask
from ..items import Gives, Item
from .arithmetic import decimal, decimal_string, decimals_in, partial_values
from .fixer import fix
from .inspector import inspect
from .material import Material
from .proofs import Check, Written, unproved
from .solver import TIMES, Solved, agrees, blind
from .writer import write


class Stages(Frozen):
    """What may be left out for an experiment; blind readers may not."""

    plan: bool = True
    """Whether an item is planned before it is written."""
    inspect: bool = True
    """Whether it is inspected, and repaired, behind that."""


class GivenUp(Frozen):
    """Why there is no item."""

    stage: str
    """`write`, `inspect`, `fix`, `blind`."""
    cause: str
    message: str = ""


class Seen(Frozen):
    """What blind readers made of an item."""

    of: str
    """The digest of the item that they saw."""
    answers: tuple[Solved, ...]
    """With the context."""
    without: tuple[Solved, ...] | None = None
    """Without it; None: there is none."""


def realise(
    subtask: Subtask, given: Material, difficulty: int, stages: Stages | None = None
) -> Conversation[Item | GivenUp]:
    """Make one item."""
    stages = stages or Stages()
    written = yield from write(subtask, given, difficulty, planned=stages.plan)
    if isinstance(written, Failure):
        return GivenUp(stage="write", cause=written.cause, message=written.message)
    inspected: Written | GivenUp = written
    if stages.inspect:
        inspected = yield from _inspected(written, subtask)
    if isinstance(inspected, GivenUp):
        return inspected
    if (said := unproved(inspected, subtask.gives)) is not None:  # a repair may have undone it
        return GivenUp(stage="fix", cause="unproved", message=said)
    seen = yield from look(inspected, subtask.gives)
    if isinstance(seen, Failure):
        return GivenUp(stage="blind", cause=seen.cause, message=seen.message)
    return item_of(inspected, subtask, given, difficulty, seen)


def look(item: Written, gives: Gives) -> Conversation[Seen | Failure]:
    """Let blind readers answer, with the context until one differs, then without it."""
    answers: list[Solved] = []
    for turn in range(TIMES):
        solved: Solved | Failure = yield blind(item, gives, turn)
        if isinstance(solved, Failure):
            return solved
        answers.append(solved)
        if not agrees(item, gives, solved):
            return Seen(of=digest_of(item), answers=tuple(answers))
    if not item.context:
        return Seen(of=digest_of(item), answers=tuple(answers))
    without = yield from _without(item, gives)
    if isinstance(without, Failure):
        return without
    return Seen(of=digest_of(item), answers=tuple(answers), without=without)


def _without(item: Written, gives: Gives) -> Conversation[tuple[Solved, ...] | Failure]:
    found: list[Solved] = []
    for turn in range(TIMES):
        solved: Solved | Failure = yield blind(item, gives, turn, context=False)
        if isinstance(solved, Failure):
            return solved
        found.append(solved)
        if not agrees(item, gives, solved):
            break
    return tuple(found)


def _inspected(item: Written, subtask: Subtask) -> Conversation[Written | GivenUp]:
    issues = yield from inspect(item, subtask)
    if isinstance(issues, Failure):
        return GivenUp(stage="inspect", cause=issues.cause, message=issues.message)
    bad = next((one for one in issues if one.rejects and not one.fixable), None)
    if bad is not None:
        return GivenUp(stage="inspect", cause=bad.type, message=bad.note)
    fixable = [one for one in issues if one.fixable]
    if not fixable:
        return item
    fixed = yield from fix(item, fixable)
    if not isinstance(fixed, Failure):
        return fixed
    worst = next((one for one in fixable if one.rejects), None)
    if worst is not None:
        return GivenUp(stage="fix", cause=worst.type, message=fixed.message)
    return item


def item_of(
    written: Written, subtask: Subtask, given: Material, difficulty: int, seen: Seen
) -> Item:
    """Return what was written as an item, with what proves it in its facts."""
    assert written.question is not None
    assert written.answer is not None
    assert written.check is not None
    numeric = subtask.gives == "number"
    answer, steps = _number(written) if numeric else (written.answer, ())
    return Item(
        question=written.question,
        context=written.context,
        answer=answer,
        distractors=written.distractors,
        steps=steps,
        difficulty=difficulty,
        phrasing=0,
        key=given.key,
        subtype=subtask.id.rpartition("/")[2],
        origin=given.origin,
        facts={"check": written.check.model_dump(), "seen": seen.model_dump()},
    )


def _number(item: Written) -> tuple[str, tuple[str, ...]]:
    """The answer as a decimal string, and what the expression comes to on the way to it.

    What stands in the item earns no credit as a step.
    """
    expression = item.check.expression if item.check is not None else None
    value = decimal(item.answer or "")
    assert value is not None
    assert expression is not None
    given = decimals_in(numbers(f"{item.context or ''}\n{item.question}"))
    partial = [one for one in partial_values(expression) if one not in given | {value}]
    steps = tuple(text for one in partial if (text := decimal_string(one)) is not None)
    return decimal_string(value) or "", steps


def written_of(item: Item) -> Written:
    """Return an item as it was written, whatever has been made of it since."""
    check: Any = item.facts.get("check")
    return Written(
        context=item.context,
        question=item.question,
        answer=item.answer,
        distractors=item.distractors,
        check=None if check is None else Check.model_validate(check),
    )


def digest_of(item: Written) -> str:
    """The digest of what a blind reader is shown: the answer counts only among the options."""
    options = sorted((item.answer or "", *item.distractors)) if item.distractors else []
    return sha256_hex(canonical_json([item.context, item.question, options]))
