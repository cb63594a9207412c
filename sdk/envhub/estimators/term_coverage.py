"""Term coverage: which declared terms the texts use. Words are compared, not their meaning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from .base import Entry, EstimatorSpec, Measure, listed
from .phrases import Phrases, same_words, words_of

MAX_TERMS = 10_000


class TermCoverage(EstimatorSpec):
    """1: every declared term is used by enough rows. 0: none is."""

    source: ClassVar[str] = "share of a declared list"

    type: Literal["term_coverage"] = "term_coverage"
    terms: tuple[str, ...] = ()
    """Words or phrases; or `file`."""
    file: str | None = None
    """A file below `scoring/` with a term on each line."""
    rows: int = Field(default=1, ge=1)
    """Rows that must use a term."""

    @property
    def reads(self) -> tuple[str, ...]:
        return (self.file,) if self.file else ()

    @property
    def method(self) -> str:
        return "share of declared terms used"

    @property
    def normalisation(self) -> str:
        often = "a row" if self.rows == 1 else f"{self.rows:,} rows"
        return f"terms that stand in {often} at least / {len(self.all_terms):,} declared terms"

    @property
    def known_error(self) -> str:
        return "whole words, case-folded; another form of a word, or a synonym, is not found"

    @property
    def all_terms(self) -> tuple[str, ...]:
        """The declared terms, from the declaration or its file."""
        if self.file is None:
            return self.terms
        lines = (line.strip() for line in self.text(self.file).split("\n"))
        return (*self.terms, *(line for line in lines if line and not line.startswith("#")))

    def problems(self) -> Iterator[str]:
        terms = self.all_terms
        if not terms:
            yield "no term is declared: list `terms`, or name a `file`"
        if len(terms) > MAX_TERMS:
            yield f"{len(terms):,} terms, at most {MAX_TERMS:,} are looked for"
        for empty in [term for term in terms if not words_of(term)][:1]:
            yield f"term `{empty}` holds no word"
        if twice := same_words(terms):
            yield f"terms `{twice[0]}` and `{twice[1]}` are the same words"

    def begin(self, seed: str) -> _Fold:
        return _Fold(self.all_terms, self.rows)


class _Fold:
    def __init__(self, terms: tuple[str, ...], rows: int) -> None:
        self._phrases = Phrases(terms)
        self._counts = Counter(dict.fromkeys(terms, 0))
        self._rows = rows

    def add(self, entry: Entry) -> str | None:
        self._counts.update(self._phrases.found(entry.words))
        return None

    def finish(self) -> Measure:
        missing = [term for term, count in self._counts.items() if count < self._rows]
        used = len(self._counts) - len(missing)
        text = f"{used:,} of {len(self._counts):,} terms"
        return Measure(
            value=used / len(self._counts),
            explanation=text + (f"; missing: {listed(missing)}" if missing else ""),
            details={"rows_of": dict(self._counts.most_common(100)), "missing": missing[:100]},
        )
