"""A sentence becomes a request: the model adds what rules can't name, and contradicts nothing.

Where the rules read the sentence too, all numbers are theirs, and what differs is recorded. Where
they could not, every word and every number must stand in the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from pydantic import Field

from envhub.model import Failure
from envhub.values import Frozen

from ...asking import Ask, Conversation, material
from ..request.lexicon import TIMES
from ..request.numerals import NUMBERS
from ..request.value import Request, Wish
from ..topics import TOPICS, Topic
from .prompts import READER

_WORD = re.compile(r"\w+(?:'\w+)?")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_EMPTY_WORDS = frozenset((
    "a", "an", "and", "benchmark", "capabilities", "capability", "each", "eval", "evaluate",
    "evaluation", "for", "in", "items", "make", "measure", "model", "my", "of", "on", "or",
    "problems", "prompts", "questions", "samples", "tasks", "test", "the", "this", "to", "total",
    "with",
))  # fmt: skip
"""Words that name no capability by themselves."""


class SaidWish(Frozen):
    """A capability as the model read it."""

    words: str = Field(min_length=1, max_length=200)
    topic: str | None = None
    focus: tuple[str, ...] = Field(default=(), max_length=12)
    count: int | None = Field(default=None, ge=1)
    weight: float | None = Field(default=None, gt=0, le=1000)
    target_rate: float | None = Field(default=None, gt=0, le=1)


class SaidRequest(Frozen):
    """A sentence as the model read it."""

    wishes: tuple[SaidWish, ...] = Field(min_length=1, max_length=24)
    each: int | None = Field(default=None, ge=1)
    total: int | None = Field(default=None, ge=1)
    quick: bool = False
    exclude: tuple[str, ...] = Field(default=(), max_length=24)


class Read(Frozen):
    """A request, and where rules and model differed."""

    request: Request
    settled: tuple[str, ...] = ()
    """Each contradiction, and that the rules' reading was taken."""


def read(
    sentence: str, ruled: Request | None = None, topics: Sequence[Topic] = TOPICS
) -> Conversation[Read | Failure]:
    """Read a sentence.

    Args:
        sentence: the request.
        ruled: what the rules made of it; None where they could not read it.
        topics: what is known by name.
    """
    known = {one.id for one in topics}
    said: SaidRequest | Failure = yield Ask(
        READER,
        {"topics": [{"id": one.id, "title": one.title} for one in topics],
         **material({"request": sentence})},
        SaidRequest,
        check=lambda one: problem_of(one, sentence, known),
    )  # fmt: skip
    if isinstance(said, Failure):
        return said
    if ruled is None:
        return Read(request=_alone(sentence, said))
    return _settled(ruled, said)


def problem_of(said: SaidRequest, sentence: str, topics: set[str]) -> str | None:
    """Say what a reading holds that the sentence does not, or None."""
    words, numbers = _words(sentence), _numbers(sentence)
    for wish in said.wishes:
        if not _within(_words(wish.words), words):
            return f"the words `{wish.words:.60}` do not stand in the request"
        if not set(_words(wish.words)) - _EMPTY_WORDS:
            return f"`{wish.words:.60}` names no capability"
        if wish.topic is not None and wish.topic not in topics:
            return f"`{wish.topic:.60}` is no known topic; null where none is meant"
        strange = next((one for one in wish.focus if not _within(_words(one), words)), None)
        if strange is not None:
            return f"the focus `{strange:.60}` does not stand in the request"
    for name, number in _said_numbers(said):
        if not {number, round(100 * number, 6)} & numbers:
            return f"the number {number:g} of `{name}` is not said in the request"
    strange = next((one for one in said.exclude if not _within(_words(one), words)), None)
    return f"`{strange:.60}` does not stand in the request" if strange is not None else None


def _alone(sentence: str, said: SaidRequest) -> Request:
    """What the model read, where the rules read nothing."""
    wishes = tuple(dict.fromkeys(_wish(one) for one in said.wishes))
    return Request(
        text=sentence, wishes=wishes, each=said.each, total=said.total, quick=said.quick,
        exclude=said.exclude,
    )  # fmt: skip


def _wish(said: SaidWish) -> Wish:
    return Wish(
        id=said.topic or f"custom:{' '.join(_words(said.words))}",
        text=said.words,
        focus=said.focus,
        count=said.count,
        weight=said.weight or 1.0,
        target_rate=said.target_rate,
    )


def _settled(ruled: Request, said: SaidRequest) -> Read:
    """The rules' reading, with the wishes that only the model found."""
    notes = [
        f"{name}: the rules read {_shown(mine)}, the model {_shown(its)}; the rules' is taken"
        for name, mine, its in (
            ("each", ruled.each, said.each),
            ("total", ruled.total, said.total),
            ("quick", ruled.quick, said.quick),
        )
        if mine != its
    ]
    added: list[Wish] = []
    excluded = [_words(one) for one in ruled.exclude]
    for one in said.wishes:
        wish = _wish(one)
        same = next((w for w in ruled.wishes if w.id == wish.id or _share(w.text, wish.text)), None)
        if same is not None:
            notes += _differences(same, wish)
        elif wish.id in ruled.exclude or _words(wish.text) in excluded:
            notes.append(f"`{wish.text}`: the rules rule it out, the model asks for it")
        elif wish.id not in {w.id for w in added}:
            added.append(Wish(id=wish.id, text=wish.text, focus=wish.focus))
    notes += [
        f"`{w.text}`: the rules read it, the model did not; it is kept"
        for w in ruled.wishes
        if not any(w.id == _wish(one).id or _share(w.text, one.words) for one in said.wishes)
    ]
    request = ruled.model_copy(update={"wishes": (*ruled.wishes, *added)})
    return Read(request=request, settled=tuple(notes))


def _differences(ruled: Wish, said: Wish) -> list[str]:
    return [
        f"`{ruled.text}`, {name}: the rules read {_shown(getattr(ruled, name))}, the model "
        f"{_shown(getattr(said, name))}; the rules' is taken"
        for name in ("id", "count", "weight", "target_rate")
        if getattr(ruled, name) != getattr(said, name)
    ]


def _said_numbers(said: SaidRequest) -> list[tuple[str, float]]:
    found: list[tuple[str, Any]] = [("each", said.each), ("total", said.total)]
    for wish in said.wishes:
        found += [(name, getattr(wish, name)) for name in ("count", "weight", "target_rate")]
    plain = ("weight", 1.0)  # what a capability weighs where nothing is said
    return [(name, float(one)) for name, one in found if one is not None and (name, one) != plain]


def _numbers(sentence: str) -> set[float]:
    """The numbers that a sentence gives, as digits or as words."""
    found = {float(one.replace(",", "")) for one in _NUMBER.findall(sentence)
             if one.count(".") < 2}  # fmt: skip
    text = f" {' '.join(_words(sentence))} "
    spoken = {**NUMBERS, **TIMES, "half": 0.5}
    return found | {float(value) for word, value in spoken.items() if f" {word} " in text}


def _words(text: str) -> list[str]:
    return [word.removesuffix("'s") for word in _WORD.findall(text.replace("’", "'").casefold())]


def _within(some: Sequence[str], words: Sequence[str]) -> bool:
    """Whether words stand side by side in a sentence."""
    size = len(some)
    return bool(size) and any(
        list(some) == list(words[start : start + size]) for start in range(len(words) - size + 1)
    )


def _share(one: str, other: str) -> bool:
    """Whether two names of a capability have a word that names something in common."""
    return bool((set(_words(one)) & set(_words(other))) - _EMPTY_WORDS)


def _shown(value: object) -> str:
    return "nothing" if value is None else str(value)
