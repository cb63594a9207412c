"""What a tool is: a named, versioned function of what it is given, and a record of each use.

A pure tool is decided by its inputs, its parameters, the randomness it is handed and tables that
are named by digest. What is not pure (a search of the web) says so. No tool judges an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Literal, Protocol

from envhub.values import Frozen, canonical_json, declared, sha256_hex

Modality = Literal["text", "image", "audio"]
"""What a tool works on. Those of images and sound are named, and none is written yet."""
Record = Mapping[str, Any]


class Unfit(ValueError):
    """A record that an operation can't work on. It costs that record, and stops nothing."""


class NoParams(Frozen):
    """The parameters of a tool that has none."""


class Table(Protocol):
    """The records that an operation may look at beside the one it works on."""

    @property
    def digest(self) -> str: ...

    def __len__(self) -> int: ...

    def record(self, row: int) -> Record: ...

    def some(self, rng: Random, count: int) -> Sequence[Record]:
        """Return up to `count` records from places that only `rng` decides."""

    def rows(self, field: str, value: str, most: int = 2) -> Sequence[int]:
        """Return the first rows whose field holds a text, whatever its case and spaces."""


class Library(Protocol):
    """Documents that can be searched by words."""

    @property
    def digest(self) -> str: ...

    def search(self, words: str, count: int) -> Sequence[tuple[str, str]]:
        """Return names and texts, best first."""


class Web(Protocol):
    """A search of the web. Its answers change from day to day."""

    def search(self, words: str, count: int) -> Sequence[Mapping[str, str]]:
        """Return `title`, `url` and `text` of what was found, best first."""


@dataclass(frozen=True)
class Given:
    """What a tool is called with, beside its parameters."""

    values: tuple[Any, ...]
    rng: Random
    level: int = 2
    """The difficulty that is wished for: 1, 2 or 3."""
    table: Table | None = None
    library: Library | None = None
    web: Web | None = None

    def texts(self) -> tuple[str, ...]:
        """Return the inputs, each of which must be text."""
        for value in self.values:
            if not isinstance(value, str):
                raise Unfit(f"a text was expected, not {type(value).__name__}")
        return self.values

    def the_table(self) -> Table:
        """Return the table, which must be there."""
        if self.table is None:
            raise Unfit("there is no table to look at")
        return self.table


@dataclass(frozen=True)
class Tool:
    """One operation on the fields of a record."""

    name: str
    title: str
    """What it does, as a list of tools says it."""
    params: type[Frozen]
    run: Callable[[Given, Any], tuple[Any, ...]]
    """From what it is given and its parameters to one value for each path that it writes."""
    version: int = 1
    """Grows when the same inputs give another output."""
    modality: Modality = "text"
    pure: bool = True
    seeded: bool = False
    """Whether the randomness that it is handed has a say."""


class ToolRun(Frozen):
    """One use of a tool, as provenance keeps it."""

    tool: str
    version: int
    pure: bool
    params: dict[str, Any]
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    output_sha256: str
    """Of the canonical JSON of the list of outputs."""


def output_digest(outputs: Sequence[Any]) -> str:
    """Return the sha256 of what a tool gave."""
    return sha256_hex(canonical_json(list(outputs)))


def said(params: Frozen) -> dict[str, Any]:
    """Return parameters as they are recorded: without defaults."""
    return declared(params)
