"""Two JSON values compared by structure: how much of what is wanted was found.

What is wanted is counted in leaves: numbers, texts, true, false, null and empty containers. What
nobody wanted, an extra key or element, counts against the answer as one leaf more.
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from pydantic import Field

from ..values import Frozen
from .extract import normalise
from .numeric import exactly

Fold = Literal["case", "space", "punctuation", "articles"]
MAX_UNORDERED = 200
"""Elements of an array whose order does not matter: each is held against each."""
BUDGET = 500_000
"""Comparisons of one answer; more are given up."""


class Tolerance(Frozen):
    """What two values may differ in and still be equal."""

    absolute: float = Field(default=0.0, ge=0.0, allow_inf_nan=False)
    relative: float = Field(default=0.0, ge=0.0, lt=1.0)
    ordered: bool = True
    """Whether the order of arrays matters."""
    extra_keys: bool = False
    """Whether an object may hold keys that are not wanted."""
    ignore: tuple[Fold, ...] = ()
    """What the comparison of texts ignores."""


class Credit(NamedTuple):
    """How many leaves were found of those that count, and the first difference."""

    found: int
    total: int
    difference: str | None = None

    @property
    def equal(self) -> bool:
        return self.found == self.total


def leaves(value: Any) -> int:
    """Return the number of leaves of a JSON value."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return sum(leaves(one) for one in inner) or 1


def widest(value: Any) -> int:
    """Return the length of the longest array in a JSON value."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    own = len(value) if isinstance(value, list) else 0
    return max([own, *(widest(one) for one in inner)])


class Comparison:
    """One comparison, with the work it may still do."""

    def __init__(self, tolerance: Tolerance) -> None:
        self._tolerance = tolerance
        self._left = BUDGET

    @property
    def exhausted(self) -> bool:
        """Whether it was given up, so that its credit says nothing."""
        return self._left < 0

    def credit(self, wanted: Any, found: Any, place: str = "") -> Credit:
        """Hold a value against the one that is wanted."""
        self._left -= 1
        if self._left < 0:
            return Credit(0, 1, "too much to compare")
        if isinstance(wanted, dict) and isinstance(found, dict):
            return self._objects(wanted, found, place)
        if isinstance(wanted, list) and isinstance(found, list):
            ordered = self._tolerance.ordered
            return (self._rows if ordered else self._bags)(wanted, found, place)
        if not isinstance(wanted, dict | list) and self._same(wanted, found):
            return Credit(1, 1)
        return Credit(0, leaves(wanted), f"`{place or 'it'}` is {_brief(found)}")

    def _objects(self, wanted: dict[str, Any], found: dict[str, Any], place: str) -> Credit:
        parts = [
            self.credit(value, found[key], _under(place, key)) if key in found
            else Credit(0, leaves(value), f"`{_under(place, key)}` is missing")
            for key, value in wanted.items()
        ]  # fmt: skip
        if not self._tolerance.extra_keys:
            extra = [key for key in found if key not in wanted]
            parts += [Credit(0, 1, f"`{_under(place, key)}` is extra") for key in extra]
        return _sum(parts)

    def _rows(self, wanted: list[Any], found: list[Any], place: str) -> Credit:
        parts = [
            self.credit(one, found[n], f"{place}[{n}]") if n < len(found)
            else Credit(0, leaves(one), f"`{place}[{n}]` is missing")
            for n, one in enumerate(wanted)
        ]  # fmt: skip
        return _sum([*parts, *_too_many(wanted, found, place)])

    def _bags(self, wanted: list[Any], found: list[Any], place: str) -> Credit:
        """Elements in any order: as many pairs of equals as there can be."""
        if len(found) > 2 * MAX_UNORDERED:
            return Credit(0, leaves(wanted), f"`{place or 'it'}` has {len(found)} elements")
        equal = [[self.credit(one, other).equal for other in found] for one in wanted]
        taken = pairs(equal, len(found))
        matched = set(taken.values())
        parts = [
            Credit(leaves(one), leaves(one)) if n in matched
            else Credit(0, leaves(one), f"{_brief(one)} is missing from `{place or 'it'}`")
            for n, one in enumerate(wanted)
        ]  # fmt: skip
        return _sum([*parts, *_too_many(wanted, found, place)])

    def _same(self, wanted: Any, found: Any) -> bool:
        if isinstance(wanted, str) and isinstance(found, str):
            folds = self._tolerance.ignore
            if not folds:
                return wanted == found
            return normalise(wanted, folds) == normalise(found, folds)
        if _is_number(wanted) and _is_number(found):
            return self._near(wanted, found)
        return type(wanted) is type(found) and bool(wanted == found)

    def _near(self, wanted: float, found: float) -> bool:
        if wanted == found:
            return True
        rule = self._tolerance
        if not rule.absolute and not rule.relative:
            return False
        one, other = exactly(wanted), exactly(found)
        slack = max(exactly(rule.absolute), abs(one) * exactly(rule.relative))
        return abs(one - other) <= slack


def pairs(equal: list[list[bool]], width: int) -> dict[int, int]:
    """Pair rows with columns so that most are paired: Kuhn's augmenting paths."""
    taken: dict[int, int] = {}

    def place(row: int, tried: set[int]) -> bool:
        for column in range(width):
            if not equal[row][column] or column in tried:
                continue
            tried.add(column)
            if column not in taken or place(taken[column], tried):
                taken[column] = row
                return True
        return False

    for row in range(len(equal)):
        place(row, set())
    return taken


def _too_many(wanted: list[Any], found: list[Any], place: str) -> list[Credit]:
    extra = len(found) - len(wanted)
    if extra <= 0:
        return []
    return [Credit(0, extra, f"`{place or 'it'}` has {extra} elements too many")]


def _sum(parts: list[Credit]) -> Credit:
    if not parts:
        return Credit(1, 1)
    difference = next((one.difference for one in parts if one.difference), None)
    return Credit(sum(one.found for one in parts), sum(one.total for one in parts), difference)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _under(place: str, key: str) -> str:
    return f"{place}.{key[:80]}" if place else key[:80]


def _brief(value: Any) -> str:
    if isinstance(value, dict | list):
        return f"{'an object' if isinstance(value, dict) else 'an array'} of {len(value)}"
    text = str(value) if isinstance(value, str) else str(value).lower()
    return f"`{text[:40]}`"
