"""Does another computation than the one that made it give the same answer, and no other?"""

from __future__ import annotations

from .draft import Draft, Gate


class Rederived(Gate):
    """The supply's second computation confirms the answer."""

    def problem(self, draft: Draft) -> str | None:
        return None if draft.supply.confirms(draft.item) else "the answer was not confirmed"
