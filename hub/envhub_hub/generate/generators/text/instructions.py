"""Texts that follow instructions: a subject to write about, and one to three checkable constraints.

That they can be followed together is proved by a composed text. It shows their form, and is no
example of good writing. The answers that the facts allow are looked for among that text and one
that breaks the constraint that can be left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from envhub.instructions import follows, make_instruction
from envhub.instructions.compose import compose

from ...items import Generator, Item
from ..telling import listed
from .constraints import CONSTRAINTS, Arguments

Chosen = tuple[str, Arguments, int]
"""Id, arguments, and which of its wordings is used."""

_FORMS = ("a short text", "a note to a friend", "a short story", "a diary entry", "a blog post",
          "a description", "a short speech", "an advertisement")  # fmt: skip
_SUBJECTS = (
    "a walk by the sea", "a rainy afternoon", "an old bicycle", "a market on Saturday",
    "a lost umbrella", "the first day at work", "a garden in spring", "a long train journey",
    "baking bread", "a visit to a lighthouse", "a neighbour who sings", "learning to swim",
    "a broken clock", "a night in a tent", "moving house", "a football match",
    "a letter that came late", "a dog in the library", "the view from a bridge",
    "repairing a chair", "a birthday without cake", "a ferry in the fog", "an empty museum",
    "a mountain hut", "a stolen sandwich", "a new telephone", "a river after a storm",
    "a school play", "a walk home at night", "a cat on a roof",
)  # fmt: skip
_ASK = (
    "Write {form} about {subject}. {constraints}",
    "Please write {form} on the subject of {subject}. {constraints}",
    "I need {form} about {subject}. {constraints}",
    "Your task is to write {form} about {subject}. Follow these instructions. {constraints}",
    "Compose {form}. Its subject is {subject}. {constraints}",
    "Think of {subject} and write {form} about it. {constraints}",
)


_FIRST = [
    name for name, one in CONSTRAINTS.items() if one.telling for _ in range(1 + 2 * one.naming)
]
"""What every item has one of; those that name words, which can be any, most often."""


def _make(rng: Random, difficulty: int) -> Item:
    while True:
        chosen = _chosen(rng, difficulty)
        answer = compose([make_instruction(name, given) for name, given, _ in chosen])
        if answer is None:
            continue
        broken = _broken(chosen)
        if broken is not None:
            break
    deciding, wrong = broken
    facts = {"form": rng.choice(_FORMS), "subject": rng.choice(_SUBJECTS), "chosen": chosen,
             "deciding": deciding}  # fmt: skip
    phrasing = rng.randrange(len(_ASK))
    told = sorted(f"{name} {given}" for name, given, _ in chosen)
    return Item(
        question=_question(facts, phrasing), answer=answer, wrong=(wrong,), difficulty=difficulty,
        phrasing=phrasing, key=f"{facts['subject']} {told}", facts=facts,
        data={"instruction_id_list": [name for name, _, _ in chosen],
              "kwargs": [given for _, given, _ in chosen]},
    )  # fmt: skip


def _chosen(rng: Random, difficulty: int) -> list[Chosen]:
    """Constraints that go together, one of them such that no other text meets it by chance."""
    first = rng.choice(_FIRST)
    names = [first]
    for name in rng.sample(tuple(CONSTRAINTS), len(CONSTRAINTS)):
        if len(names) < difficulty and all(_together(name, other) for other in names):
            names.append(name)
    rng.shuffle(names)
    return [(name, CONSTRAINTS[name].draw(rng), rng.randrange(len(CONSTRAINTS[name].wordings)))
            for name in names]  # fmt: skip


def _together(name: str, other: str) -> bool:
    a, b = CONSTRAINTS[name], CONSTRAINTS[other]
    return a.group != b.group and b.group not in a.avoids and a.group not in b.avoids


def _broken(chosen: Sequence[Chosen]) -> tuple[int, str] | None:
    """A text that breaks one constraint and follows the others, and which one it breaks."""
    for place in range(len(chosen)):
        rest = [make_instruction(other, args) for n, (other, args, _) in enumerate(chosen)
                if n != place]  # fmt: skip
        text = compose(rest)
        if text is not None:
            breaks = [n for n, one in enumerate(chosen) if not _kept(text, one)]
            if breaks == [place]:
                return place, text
    return None


def _kept(text: str, chosen: Chosen) -> bool:
    name, given, _ = chosen
    return CONSTRAINTS[name].holds(text, given)


def _question(facts: Mapping[str, Any], phrasing: int) -> str:
    told = []
    for name, given, wording in facts["chosen"]:
        words = {key: _worded(value) for key, value in given.items()}
        told.append(CONSTRAINTS[name].wordings[wording].format(**words))
    text = _ASK[phrasing].format(
        form=facts["form"], subject=facts["subject"], constraints=" ".join(told)
    )
    return text.strip()


def _worded(value: Any) -> str:
    if isinstance(value, list):
        return listed([f'"{one}"' for one in value])
    return "fewer than" if value == "less than" else str(value)


def _answers(item: Item) -> list[str]:
    """Of the answer and the wrong ones, those that follow every constraint, checked again."""
    return [text for text in (item.answer, *item.wrong)
            if all(_kept(text, one) for one in item.facts["chosen"])]  # fmt: skip


def _verify(item: Item) -> bool:
    """Both checks agree: the answer follows all, each wrong one breaks some."""
    given = zip(item.data["instruction_id_list"], item.data["kwargs"], strict=True)
    instructions = [make_instruction(name, arguments) for name, arguments in given]

    def kept(text: str) -> bool:
        return all(follows(one, text).followed for one in instructions)

    return _answers(item) == [item.answer] and kept(item.answer) and not any(map(kept, item.wrong))


def _withhold(item: Item) -> Item:
    """Leave out one constraint."""
    chosen = list(item.facts["chosen"])
    del chosen[item.facts["deciding"]]
    facts = item.facts | {"chosen": chosen}
    return item.model_copy(update={"facts": facts, "question": _question(facts, item.phrasing)})


instructions = Generator(
    name="instructions", title="texts that follow one to three checkable instructions",
    gives="constraints", make=_make, answers=_answers, verify=_verify, withhold=_withhold,
)  # fmt: skip
