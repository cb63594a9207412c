"""Is a capability more than one sentence with other numbers in it?"""

from __future__ import annotations

from .draft import Draft, Gate
from .shared import Shared, code
from .shares import Shares

SHARE, LEAST, WORDINGS = 0.10, 3, 5
"""The most that one wording may hold, as a share and as a number; the wordings that a supply has
at least."""


class Skeleton(Gate):
    """No text without its numbers and names holds too much of a capability.

    The cap is the greatest of 3, 10 % and 125 % of an even share among the wordings that were seen,
    of which every supply has five at least. So where k wordings are all there are, a large quota is
    spread over them, and never more than a quarter falls on one.
    """

    def __init__(self, quota: int, shared: Shared) -> None:
        super().__init__(quota, shared)
        self._shares = Shares(quota, SHARE, WORDINGS)

    def problem(self, draft: Draft) -> str | None:
        skeleton = _code(draft)
        full = self._shares.full(skeleton, LEAST)
        return "its wording is used too often" if full else None

    def keep(self, draft: Draft) -> None:
        self._shares.add(_code(draft))


def _code(draft: Draft) -> int:
    return code(draft.skeleton[0])
