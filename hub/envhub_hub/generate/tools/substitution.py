"""Tools that put other numbers and names in the place of those of a record, in all its texts."""

from __future__ import annotations

import re
from typing import Any

from pydantic import Field

from envhub.values import Frozen

from .fields import numbers_of
from .tool import Given, Tool, Unfit

_WHOLE = re.compile(r"(?<![\w.,])\d{1,9}(?![\w]|[.,]\d)")


class NumberParams(Frozen):
    """How far a new number may be from the old one."""

    spread: float = Field(default=0.5, gt=0, le=1)
    """A number n becomes one of n - spread·n … n + spread·n, and never n."""


def _substitute_numbers(given: Given, params: NumberParams) -> tuple[Any, ...]:
    texts = given.texts()
    found = dict.fromkeys(one.group(0) for text in texts for one in _WHOLE.finditer(text))
    if not found:
        raise Unfit("there is no whole number in the text")
    taken: set[str] = set(numbers_of(" ".join(texts)))
    swaps: dict[str, str] = {}
    for old in found:
        reach = max(2, round(int(old) * params.spread))
        near = range(max(1, int(old) - reach), int(old) + reach + 1)
        free = [str(new) for new in near if str(new) not in taken] if len(near) < 1000 else None
        if free is None:
            free = [str(given.rng.randrange(near.start, near.stop)) for _ in range(20)]
            free = [new for new in free if new not in taken]
        if not free:
            raise Unfit(f"no other number is free near {old}")
        swaps[old] = given.rng.choice(free)
        taken.add(swaps[old])
    return *(_WHOLE.sub(lambda one: swaps[one.group(0)], text) for text in texts), swaps


class EntityParams(Frozen):
    """The names that may be exchanged, and those that come for them."""

    names: tuple[str, ...] = Field(min_length=1)
    instead: tuple[str, ...] = Field(min_length=1)


def _substitute_entities(given: Given, params: EntityParams) -> tuple[Any, ...]:
    texts = given.texts()
    whole = " ".join(texts)
    present = [one for one in params.names if re.search(rf"\b{re.escape(one)}\b", whole)]
    free = [one for one in params.instead if not re.search(rf"\b{re.escape(one)}\b", whole)]
    if not present:
        raise Unfit("none of the names stands in the text")
    if len(free) < len(present):
        raise Unfit("there are fewer new names than old ones")
    swaps = dict(zip(present, given.rng.sample(free, len(present)), strict=True))
    # The longest first, so that a name inside of another is not taken for it.
    pattern = re.compile(
        r"\b(?:" + "|".join(map(re.escape, sorted(swaps, key=len, reverse=True))) + r")\b"
    )
    return *(pattern.sub(lambda one: swaps[one.group(0)], text) for text in texts), swaps


substitute_entities = Tool(
    "substitute_entities", "puts other names for those of the texts", EntityParams,
    _substitute_entities, seeded=True,
)  # fmt: skip
substitute_numbers = Tool(
    "substitute_numbers", "puts other numbers for those of the texts", NumberParams,
    _substitute_numbers, seeded=True,
)  # fmt: skip
