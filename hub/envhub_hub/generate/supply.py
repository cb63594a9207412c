"""Where items come from: a procedure, a pool of records, a language model. One seam for all."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Protocol

from envhub.errors import NotFound

from .generators import GENERATORS
from .items import Gives, Item


class Supply(Protocol):
    """Something that gives items of one kind, one after the other."""

    @property
    def name(self) -> str:
        """A generator's name, or `pool:` and the id of a data set's card."""

    @property
    def gives(self) -> Gives: ...

    def draw(self, rng: Random, difficulty: int) -> Item | None:
        """Give the next item; None where there is none left."""

    def confirms(self, item: Item) -> bool:
        """Whether another computation than the one that made it gives the item's answer."""

    def remaining(self, item: Item) -> int | None:
        """How many answers are left once the signal is withheld; None where nothing can be."""


class Supplies:
    """Every supply that a plan may name: the generators, and what a pool or a model gives."""

    def __init__(self, more: Mapping[str, Supply] | None = None) -> None:
        self._more = dict(more or {})

    def __getitem__(self, name: str) -> Supply:
        """Return a supply.

        Raises:
            NotFound: there is none of that name here.
        """
        found = self._more.get(name) or GENERATORS.get(name)
        if found is None:
            raise NotFound(
                f"the plan takes samples from `{name}`, which is not here",
                hint="give the data with --pool" if name.startswith("pool:") else None,
            )
        return found
