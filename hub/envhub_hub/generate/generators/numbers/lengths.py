"""How lengths are told: each wording has a unit that suits what it speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...items import Item
from ..gaps import Withhold, retold, without

_NAMES = {"cm": "centimetres", "m": "metres"}


def measured(wordings: Sequence[str], units: str) -> list[str]:
    """Write units into wordings.

    Args:
        wordings: with `{u}` for the sign of the unit and `{units}` for its name.
        units: the signs, one for each wording, with spaces between them.
    """
    return [
        wording.replace("{u}", unit).replace("{units}", _NAMES[unit])
        for wording, unit in zip(wordings, units.split(), strict=True)
    ]


def hiding_length(name: str) -> Withhold:
    """Return what takes a length out of an item, and says `some metres` in its place."""
    told = re.compile(rf"\{{{name}\}} (c?m)\b")

    def withhold(item: Item) -> Item:
        wording = told.sub(lambda unit: f"some {_NAMES[unit[1]]}", item.facts["wording"])
        return retold(item, {name: "some"}, without(item, name), wording)

    return withhold
