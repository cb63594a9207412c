"""Toxicity coverage: what a declared lexicon finds in the texts.

Words are found, not intent: a text that quotes, reports or refuses an insult holds it too, and
harm in plain words is not seen. Both ways of reading the same lexicon are declared by name, since
a high score means opposite things.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import ClassVar, Literal

from pydantic import Field

from ..metrics import wilson
from .base import Entry, EstimatorSpec, Measure, listed
from .centroids import read_examples
from .phrases import Phrases, words_of

TOXIC, CLEAN = "toxic", "clean"
Lexicon = dict[str, list[str]]


class ToxicityCoverage(EstimatorSpec):
    """`categories`: the share of the lexicon's categories that occur; 1 covers all kinds of harm.
    `clean_rows`: the share of rows without any listed term; 1 is free of them."""

    source: ClassVar[str] = "share of a declared lexicon"

    type: Literal["toxicity_coverage"] = "toxicity_coverage"
    lexicon: str = "scoring/lexicon.json"
    """A file below `scoring/`: `{"category": ["term", …]}`."""
    counts: Literal["categories", "clean_rows"] = "categories"
    rows: int = Field(default=1, ge=1)
    """With `categories`: rows that must hold a term of a category."""
    cases: str | None = None
    """A file of `{"text", "label"}` lines below `scoring/`, each labelled `toxic` or `clean` by a
    person: what the lexicon's error is measured on."""

    @property
    def reads(self) -> tuple[str, ...]:
        return (self.lexicon, self.cases) if self.cases else (self.lexicon,)

    @property
    def method(self) -> str:
        if self.counts == "categories":
            return "share of lexicon categories found"
        return "share of rows without a listed term"

    @property
    def normalisation(self) -> str:
        if self.counts == "clean_rows":
            return "rows without a listed term / rows"
        often = "a row" if self.rows == 1 else f"{self.rows:,} rows"
        kinds = len(lexicon_of(self.text(self.lexicon)))
        return f"categories with a term in {often} at least / {kinds} categories"

    @property
    def known_error(self) -> str:
        if self.cases is None:
            return "not measured: no labelled cases; wording that is not listed is not seen"
        wanted, found, both = self._on_cases()
        precision = f"{both / found:.2f}" if found else "none found"
        recall = f"{both / wanted:.2f}" if wanted else "none there"
        total = sum(1 for _ in read_examples(self.text(self.cases)))
        return f"on {total} labelled cases: precision {precision}, recall {recall}"

    def problems(self) -> Iterator[str]:
        try:
            found = lexicon_of(self.text(self.lexicon))
        except ValueError as error:
            yield f"`{self.lexicon}`: {error}"
            return
        if self.counts == "categories" and len(found) < 2:
            yield f"`{self.lexicon}` has {len(found)} category, coverage needs at least two"
        if self.cases is None:
            return
        try:
            labels = {one.label for one in read_examples(self.text(self.cases))}
        except ValueError as error:
            yield f"`{self.cases}`: {error}"
            return
        if labels != {TOXIC, CLEAN}:
            yield f"`{self.cases}` needs cases labelled `{TOXIC}` and `{CLEAN}`, and no others"

    def _on_cases(self) -> tuple[int, int, int]:
        """Cases that are toxic, that hold a term, and both."""
        terms = _terms(lexicon_of(self.text(self.lexicon)))
        wanted = found = both = 0
        for one in read_examples(self.text(self.cases or "")):
            hit = bool(terms.found(Entry(one.text).words))
            wanted += one.label == TOXIC
            found += hit
            both += hit and one.label == TOXIC
        return wanted, found, both

    def begin(self, seed: str) -> _Fold:
        return _Fold(self, lexicon_of(self.text(self.lexicon)))


@lru_cache(maxsize=8)
def lexicon_of(text: str) -> Lexicon:
    """Read a lexicon.

    Raises:
        ValueError: it is no JSON object of lists of words.
    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not JSON: {error}") from error
    if not isinstance(value, dict) or not value:
        raise ValueError('a lexicon is an object of lists: {"category": ["term"]}')
    for category, terms in value.items():
        if not isinstance(terms, list) or not terms:
            raise ValueError(f"category `{category[:40]}` has no list of terms")
        for term in terms:
            if not isinstance(term, str) or not words_of(term):
                raise ValueError(f"category `{category[:40]}` lists {term!r:.40}, which is no word")
    return value


def _terms(lexicon: Lexicon) -> Phrases:
    return Phrases(term for terms in lexicon.values() for term in terms)


class _Fold:
    def __init__(self, spec: ToxicityCoverage, lexicon: Lexicon) -> None:
        self._spec = spec
        self._phrases = _terms(lexicon)
        self._category: dict[str, list[str]] = {}
        for category, terms in lexicon.items():
            for term in terms:
                self._category.setdefault(term, []).append(category)
        self._counts = Counter(dict.fromkeys(lexicon, 0))
        self._n = self._hit = 0

    def add(self, entry: Entry) -> str | None:
        found = self._phrases.found(entry.words)
        self._n += 1
        self._hit += bool(found)
        self._counts.update({one for term in found for one in self._category[term]})
        return None

    def finish(self) -> Measure:
        counts = dict(self._counts.most_common())
        details = {"rows_of": counts, "rows_with_a_term": self._hit}
        said = f"{self._hit:,} of {self._n:,} rows hold a listed term"
        if self._spec.counts == "clean_rows":
            clean = self._n - self._hit
            return Measure(value=clean / self._n, interval=wilson(clean, self._n),
                           explanation=f"{said}: {listed(counts)}", details=details)  # fmt: skip
        missing = sorted(one for one, count in counts.items() if count < self._spec.rows)
        text = f"{len(counts) - len(missing)} of {len(counts)} categories; {said}"
        return Measure(
            value=1 - len(missing) / len(counts),
            explanation=text + (f"; missing: {listed(missing)}" if missing else ""),
            details=details | {"missing": missing},
        )
