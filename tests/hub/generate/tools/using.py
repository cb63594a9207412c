"""Call a tool by name, as the executor does."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from envhub_hub.generate.tools import TOOLS, Given
from envhub_hub.generate.tools.tables import folded


def use(name: str, *values: Any, seed: int = 0, level: int = 2, around: Any = None, **params: Any):
    """The outputs of a tool for inputs, parameters and a seed; `around` are fields of `Given`."""
    tool = TOOLS[name]
    given = Given(values, Random(seed), level=level, **(around or {}))
    return tool.run(given, tool.params.model_validate(params))


class Rows:
    """A table in memory."""

    digest = "0" * 64

    def __init__(self, rows: Sequence[dict[str, Any]]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def record(self, row: int) -> dict[str, Any]:
        return self._rows[row]

    def some(self, rng: Random, count: int) -> list[dict[str, Any]]:
        return rng.sample(list(self._rows), min(count, len(self._rows)))

    def rows(self, field: str, value: str, most: int = 2) -> list[int]:
        found = [n for n, row in enumerate(self._rows)
                 if folded(str(row.get(field))) == folded(value)]  # fmt: skip
        return found[:most]
