"""Diversity: distinct-n, the share of word n-grams that occur for the first time.

Distinct-n falls with the length of what is measured (Liu et al. 2022), so it is taken over blocks
of a fixed number of n-grams from a seeded sample of rows, and the value is the mean over blocks.
Wording is judged; two ways of saying the same are different.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from statistics import fmean
from typing import ClassVar, Literal

from pydantic import Field

from ..metrics import Interval, mean_interval
from ..model import Failure
from .base import Entry, EstimatorSpec, Measure
from .reservoir import Reservoir

MAX_BLOCKS = 10
MAX_WORDS = 500
"""Words of one sampled row that are kept: no row fills a block alone."""


class Diversity(EstimatorSpec):
    """1: no sequence of words comes twice. Near 0: the same few sentences again and again."""

    source: ClassVar[str] = (
        "Li et al. 2016, distinct-n; blocks of equal length after Liu et al. 2022"
    )

    type: Literal["diversity"] = "diversity"
    n: int = Field(default=2, ge=1, le=4)
    """Words of an n-gram."""
    block: int = Field(default=5_000, ge=100, le=50_000)
    """n-grams of a block."""
    sample: int = Field(default=5_000, ge=100, le=20_000)
    """Rows that are drawn, each with the same chance."""

    @property
    def method(self) -> str:
        return f"distinct-{self.n} in blocks of {self.block:,}"

    @property
    def normalisation(self) -> str:
        return f"distinct / all {self.n}-grams of words, mean over blocks of {self.block:,}"

    @property
    def known_error(self) -> str:
        return (
            f"from a seeded sample of at most {self.sample:,} rows; higher than it should be where "
            f"the table has fewer than {self.block:,} {self.n}-grams"
        )

    @property
    def repeated(self) -> tuple[str, str] | None:
        return "the same few words of one sentence again", ""

    def begin(self, seed: str) -> _Fold:
        return _Fold(self, seed)


class _Fold:
    def __init__(self, spec: Diversity, seed: str) -> None:
        self._spec = spec
        self._seed = seed
        self._rows: Reservoir[list[str]] = Reservoir(spec.sample, seed)

    def add(self, entry: Entry) -> str | None:
        place = self._rows.wants()
        if place is not None:
            self._rows.put(place, entry.words[:MAX_WORDS])
        return None

    def finish(self) -> Measure | Failure:
        rows = self._rows.shuffled()
        grams = (gram for row in rows for gram in _grams(row, self._spec.n))
        blocks = [block for _ in range(MAX_BLOCKS)
                  if (block := list(islice(grams, self._spec.block)))]  # fmt: skip
        if not blocks:
            return Failure(cause="too short", message=f"no row has {self._spec.n} words in a row")
        if len(blocks) > 1 and len(blocks[-1]) < self._spec.block:
            blocks.pop()
        shares = [len(set(block)) / len(block) for block in blocks]
        repeated = len(rows) - len(set(map(tuple, rows)))
        return Measure(
            value=fmean(shares),
            interval=self._interval(shares),
            explanation=self._explained(blocks, repeated, len(rows)),
            details={"blocks": shares, "n_grams": sum(map(len, blocks)), "sampled": len(rows),
                     "repeated": repeated},
        )  # fmt: skip

    def _interval(self, shares: Sequence[float]) -> Interval | None:
        found = mean_interval(shares, self._seed)
        return found.model_copy(update={"method": "t over blocks"}) if found else None

    def _explained(self, blocks: Sequence[Sequence[object]], repeated: int, rows: int) -> str:
        spec = self._spec
        text = f"{len(blocks)} blocks of {spec.block:,} {spec.n}-grams"
        if len(blocks[0]) < spec.block:
            text = f"{len(blocks[0]):,} {spec.n}-grams are all there are, too few for a block"
        drawn = f" from a sample of {rows:,} of {self._rows.seen:,} rows"
        text += drawn if rows < self._rows.seen else ""
        return text + (f"; {repeated:,} of {rows:,} rows repeat another" if repeated else "")


def _grams(words: Sequence[str], n: int) -> Iterator[tuple[str, ...]]:
    return zip(*(words[i:] for i in range(n)), strict=False)
