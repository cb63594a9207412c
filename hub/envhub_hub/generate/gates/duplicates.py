"""Is it asked already, here or in another capability of the environment?"""

from __future__ import annotations

from collections.abc import Iterator

from .draft import Draft, Gate
from .shared import code


class Duplicates(Gate):
    """No key twice, no text that differs from another in its names alone, none that is near."""

    def problem(self, draft: Draft) -> str | None:
        if any(one in self.shared.asked for one in _codes(draft)):
            return "asked already"
        near = self.shared.near.like(draft.sketch)
        return "asked already in almost these words" if near else None

    def keep(self, draft: Draft) -> None:
        self.shared.asked.update(_codes(draft))
        self.shared.near.add(draft.sketch)


def _codes(draft: Draft) -> Iterator[int]:
    """What no two samples may have in common."""
    yield code("key", draft.supply.name, draft.item.key)
    skeleton, numbers = draft.skeleton
    yield code("filled", skeleton.casefold(), draft.item.answer, *numbers)
