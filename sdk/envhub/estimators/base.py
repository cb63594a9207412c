"""What an estimator is: a declaration that folds the rows of a table into one value in [0, 1].

Its fields are the rule; they stand in the bundle and rebuild the same estimator in five years. A
fold sees each row once and keeps a bounded amount of it, so a table may be larger than memory. A
changed behaviour is a new `version`, and it says how wrong it may be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, ClassVar, Literal, Protocol, Self

from pydantic import Field, PrivateAttr

from ..metrics import Interval
from ..model import Failure
from ..scorers.rouge_l import UnicodeWords
from ..values import Frozen

TextColumn = Literal["text", "label"]
MAX_CHARACTERS = 100_000
"""Of one text that are read; a longer one is cut here and counted."""
MAX_LABEL = 200
"""Characters of a label; what is longer is no label."""
DEFAULT_PASS = 0.5
"""A dimension passes at half of its scale, where the environment declares nothing else."""
Distribution = dict[str, float]

_split = UnicodeWords().tokenize


class Entry:
    """One row of a table, as estimators see it; its words are split once for all of them."""

    def __init__(self, text: str | None, label: str | None = None) -> None:
        self.text = None if text is None else text[:MAX_CHARACTERS]
        self.label = None if label is None else label.strip()
        self.cut = text is not None and len(text) > MAX_CHARACTERS

    @cached_property
    def words(self) -> list[str]:
        """The words of the text, case-folded; single characters where a script has no spaces."""
        return _split(self.text or "")

    def lacks(self, uses: tuple[TextColumn, ...]) -> str | None:
        """Why what an estimator reads is not there, or None."""
        if "text" in uses:
            if self.text is None:
                return "null text"
            if not self.text.strip():
                return "empty text"
        if "label" in uses:
            if self.label is None:
                return "null label"
            if not self.label:
                return "empty label"
            if len(self.label) > MAX_LABEL:
                return f"label of more than {MAX_LABEL} characters"
        return None


class Measure(Frozen):
    """What an estimator found."""

    value: float = Field(ge=0, le=1, allow_inf_nan=False)
    interval: Interval | None = None
    """At 95 %, over tables of as many rows of the same kind; None where none is honest."""
    explanation: str
    details: dict[str, Any] = Field(default_factory=dict)
    """The figures behind the value, for the export."""


class Fold(Protocol):
    """The state of an estimator while it reads: bounded, whatever the number of rows."""

    def add(self, entry: Entry) -> str | None:
        """Take a row; returns why it can't be measured, or None."""
        ...

    def finish(self) -> Measure | Failure: ...


class EstimatorSpec(Frozen):
    """The base of every estimator: what the rest of the project asks of one."""

    version: ClassVar[int] = 1
    """Raised when the same declaration would give another value."""
    source: ClassVar[str]
    """Where the formula comes from."""

    type: str
    _texts: Mapping[str, str] = PrivateAttr(default_factory=dict)

    @property
    def uses(self) -> tuple[TextColumn, ...]:
        """The columns that it reads."""
        return ("text",)

    @property
    def reads(self) -> tuple[str, ...]:
        """Files below `scoring/` that it takes."""
        return ()

    @property
    def method(self) -> str:
        """What is measured, as reports name it."""
        raise NotImplementedError  # every estimator in the table has its own

    @property
    def normalisation(self) -> str:
        """How the value comes to lie in [0, 1]: the formula."""
        raise NotImplementedError

    @property
    def known_error(self) -> str:
        """How wrong it may be: measured where that can be, else what it is blind to."""
        raise NotImplementedError

    @property
    def reference_said(self) -> str | None:
        """The declared distribution that is compared with, in words."""
        return None

    @property
    def repeated(self) -> tuple[str, str] | None:
        """Text and label of a row that, repeated, must not pass; None: it may."""
        return None

    def with_texts(self, texts: Mapping[str, str]) -> Self:
        """The same estimator with the files that it `reads`, by path."""
        bound = self.model_copy()
        bound._texts = dict(texts)
        return bound

    def text(self, path: str) -> str:
        """A file that it reads."""
        return self._texts[path]

    def problems(self) -> Iterator[str]:
        """Say what is wrong with the declaration and the files that it reads."""
        return iter(())

    def begin(self, seed: str) -> Fold:
        """Start reading a table; where a sample is drawn, the seed decides which."""
        raise NotImplementedError


def listed(words: Mapping[str, int] | list[str], most: int = 5) -> str:
    """Name the first few of many, as `a 12, b 3 and 4 more`."""
    if isinstance(words, Mapping):
        texts = [f"{word[:40]} {count:,}" for word, count in words.items()]
    else:
        texts = [word[:40] for word in words]
    more = len(texts) - most
    return ", ".join(texts[:most]) + (f" and {more:,} more" if more > 0 else "")
