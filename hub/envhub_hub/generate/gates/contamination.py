"""Is it taken from a published evaluation set? Found by fingerprints that ship with the package."""

from __future__ import annotations

from collections import Counter

from .draft import Draft, Gate
from .fingerprints import shipped
from .shared import Shared


class Contamination(Gate):
    """No 13 words in a row, and no whole short question, stand in a published set.

    A record of a pool that somebody named is theirs to take from: it is kept, and `overlaps` counts
    it by set, for the provenance to say.
    """

    def __init__(self, quota: int, shared: Shared) -> None:
        super().__init__(quota, shared)
        self.overlaps: Counter[str] = Counter()

    def problem(self, draft: Draft) -> str | None:
        if draft.item.origin is not None:
            return None
        name = _set_of(draft)
        return None if name is None else f"its words stand in the published set `{name}`"

    def keep(self, draft: Draft) -> None:
        name = _set_of(draft) if draft.item.origin is not None else None
        if name is not None:
            self.overlaps[name] += 1


def _set_of(draft: Draft) -> str | None:
    item = draft.item
    texts = (item.question, item.context, item.answer if draft.supply.gives == "code" else None)
    return shipped().found_in(text for text in texts if text)
