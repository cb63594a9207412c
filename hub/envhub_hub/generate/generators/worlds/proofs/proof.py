"""A numbered proof with at most one faulty step, and the question which step that is.

Each family writes the steps; whether a step follows is judged step by step, from what it says and
from the earlier steps that it rests on, never from how it was made.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Any, NamedTuple

from ....items import Item, say

Says = tuple[Any, ...]
"""What a step claims, and what it rests on, as its family reads it."""
NONE = "no step is faulty"
_HIDDEN = "[this step can't be read]"
_ASK = (
    "Which step, if any, is the first one that does not follow?",
    "Check the proof step by step. Where is the first mistake, if there is one?",
    "Which is the first faulty step of this proof, if one is faulty?",
    "A student handed this in. Which step, if any, is the first one that is not justified?",
    "Does every step follow? If not, name the first one that doesn't.",
    "At which step does this argument first go wrong, if it does?",
)
_SHARE_OF_SOUND = 0.17
"""How many proofs have no fault: about as many as are faulty at any one step."""


_DEFINED = (
    "Let {name} = {form}. Then {claim}.",
    "Put {name} = {form}; then {claim}.",
    "With {name} = {form} we get {claim}.",
    "For {name} = {form} it follows that {claim}.",
)


def defined(rng: Random, name: str, form: str, claim: str) -> str:
    """Write a step that names something new and says what holds for it."""
    return rng.choice(_DEFINED).format(name=name, form=form, claim=claim)


class Step(NamedTuple):
    """One step of a proof."""

    text: str
    says: Says | None
    """None where the step can't be read."""


class Draft(NamedTuple):
    """A proof before its question is asked."""

    given: str
    """What is to be shown, and from what."""
    premises: Says
    """What is given, as the family reads it."""
    steps: tuple[Step, ...]
    fault: int | None
    """The place of the faulty step, counted from 0."""


def fault_place(rng: Random, count: int) -> int | None:
    """Where the fault is to be among a number of steps; None for a sound proof."""
    return None if rng.random() < _SHARE_OF_SOUND else rng.randrange(count)


def asked(rng: Random, draft: Draft, difficulty: int) -> Item:
    """Ask which step of a proof is faulty."""
    steps, fault = draft.steps, draft.fault
    names = [f"step {number}" for number in range(1, len(steps) + 1)]
    answer = NONE if fault is None else names[fault]
    others = [name for name in names if name != answer]
    wrong = rng.sample(others, min(3, len(others)))
    if fault is not None and (len(wrong) < 3 or rng.random() < 0.75):
        wrong[2:] = [NONE]
    phrasing, question = say(rng, _ASK, {})
    return Item(
        question=question, context=_written(draft.given, steps), answer=answer,
        distractors=tuple(wrong), difficulty=difficulty, phrasing=phrasing,
        key=f"{draft.given} {[step.text for step in steps]}",
        facts={"given": draft.given, "premises": draft.premises, "steps": steps,
               "hidden": rng.randrange(len(steps)) if fault is None else fault},
    )  # fmt: skip


def _written(given: str, steps: Sequence[Step]) -> str:
    return "\n".join([given, "", *(f"{n}. {step.text}" for n, step in enumerate(steps, start=1))])


def without_faulty(item: Item) -> Item:
    """The item with its faulty step made unreadable, or of a sound proof any step."""
    steps = list(item.facts["steps"])
    steps[item.facts["hidden"]] = Step(_HIDDEN, None)
    text = _written(item.facts["given"], steps)
    return item.model_copy(update={"context": text, "facts": {**item.facts, "steps": tuple(steps)}})


Verdict = Callable[[Says, Sequence[Says | None], Says], bool | None]
"""Judge a step by the premises, the steps before it and what it says itself: whether it follows, or
None where it rests on one that can't be read."""


def first_faulty(item: Item, verdict: Verdict) -> set[str]:
    """Return every answer that is possible, going through the steps one by one."""
    found: set[str] = set()
    said = [step.says for step in item.facts["steps"]]
    for place, says in enumerate(said):
        follows = None if says is None else verdict(item.facts["premises"], said[:place], says)
        if not follows:
            found.add(f"step {place + 1}")
        if follows is False:
            return found
    return found | {NONE}
