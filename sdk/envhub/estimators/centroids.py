"""Domains by nearest labelled centroid: which of the declared domains a text is most like.

TF-IDF vectors of the labelled examples, averaged per domain (Rocchio; Han and Karypis 2000), and
the cosine with each. Every third example of a domain is held out, so the error that is reported
is that of the very classifier that is used. It knows the words of its examples and no others.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pydantic import Field, ValidationError

from ..metrics import Interval, wilson
from ..values import Frozen
from .base import MAX_LABEL, Entry

HELD_OUT = 3
"""Every so many-th example of a domain is held out."""
LEAST = 6
"""Examples of a domain, so that two are held out."""
MAX_EXAMPLES = 5_000
Vector = dict[str, float]


class Example(Frozen):
    """One line of a file of labelled examples."""

    text: str = Field(min_length=1, max_length=20_000)
    label: str = Field(min_length=1, max_length=MAX_LABEL)


@dataclass(frozen=True)
class Centroids:
    """Declared domains, ready to tell texts apart."""

    domains: tuple[str, ...]
    """In alphabetical order."""
    weights: dict[str, list[tuple[int, float]]]
    """Of each known word: its share in the centroids of domains, by their place."""
    idf: Vector
    held: tuple[int, int]
    """Held-out examples that go to their own domain, and all of them."""

    def nearest(self, words: Sequence[str]) -> str | None:
        """The domain with the highest cosine, the first of equals; None where no word is known."""
        likeness = [0.0] * len(self.domains)
        for word, count in Counter(words).items():
            entries = self.weights.get(word)
            if entries:
                weight = (1 + math.log(count)) * self.idf[word]
                for place, share in entries:
                    likeness[place] += weight * share
        best = max(likeness, default=0.0)
        return self.domains[likeness.index(best)] if best > 0 else None

    @property
    def error(self) -> float:
        """Share of the held-out examples that go to another domain than their own."""
        right, held = self.held
        return 1 - right / held if held else 1.0

    @property
    def error_said(self) -> str:
        """The measured error in words, with its interval."""
        right, held = self.held
        ends: Interval | None = wilson(held - right, held)
        span = f", 95 % {ends.low:.0%} to {ends.high:.0%}" if ends else ""
        return f"{self.error:.0%} of {held} held-out examples go to a wrong domain{span}"


def read_examples(text: str) -> Iterator[Example]:
    """Read a file of labelled examples.

    Raises:
        ValueError: with the line.
    """
    lines = [(n, line) for n, line in enumerate(text.split("\n"), start=1) if line.strip()]
    if len(lines) > MAX_EXAMPLES:
        raise ValueError(f"{len(lines)} examples, at most {MAX_EXAMPLES} are read")
    for number, line in lines:
        try:
            yield Example.model_validate_json(line)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"])
            said = f"`{place}`: {first['msg']}" if place else first["msg"]
            raise ValueError(f"line {number} is no labelled example: {said}") from error


@lru_cache(maxsize=8)
def fitted(text: str) -> Centroids:
    """Fit the centroids of a file of labelled examples: the same text, the same centroids.

    Raises:
        ValueError: a line that is no example.
    """
    by_domain: dict[str, list[Counter[str]]] = {}
    for one in read_examples(text):
        by_domain.setdefault(one.label.strip(), []).append(Counter(Entry(one.text).words))
    domains = tuple(sorted(by_domain))
    shown = {name: [c for i, c in enumerate(by_domain[name]) if (i + 1) % HELD_OUT]
             for name in domains}  # fmt: skip
    idf = _idf([counts for name in domains for counts in shown[name]])
    weights: dict[str, list[tuple[int, float]]] = {}
    for place, name in enumerate(domains):
        for word, share in _centroid(shown[name], idf).items():
            weights.setdefault(word, []).append((place, share))
    found = Centroids(domains=domains, weights=weights, idf=idf, held=(0, 0))
    held = [(name, counts) for name in domains
            for i, counts in enumerate(by_domain[name]) if not (i + 1) % HELD_OUT]  # fmt: skip
    right = sum(found.nearest(list(counts.elements())) == name for name, counts in held)
    return Centroids(domains=domains, weights=weights, idf=idf, held=(right, len(held)))


def sizes(text: str) -> dict[str, int]:
    """Count the examples of each domain."""
    return dict(Counter(one.label.strip() for one in read_examples(text)))


def example_of(text: str, domain: str) -> str:
    """The first example of a domain; empty where there is none."""
    return next((one.text for one in read_examples(text) if one.label.strip() == domain), "")


def _idf(documents: Sequence[Counter[str]]) -> Vector:
    found = Counter(word for counts in documents for word in counts)
    n = len(documents)
    return {word: math.log((1 + n) / (1 + df)) + 1 for word, df in found.items()}


def _centroid(documents: Sequence[Counter[str]], idf: Vector) -> Vector:
    total: Vector = {}
    for counts in documents:
        vector = {word: (1 + math.log(c)) * idf[word] for word, c in counts.items()}
        length = math.sqrt(sum(x * x for x in vector.values())) or 1.0
        for word, x in vector.items():
            total[word] = total.get(word, 0.0) + x / length
    length = math.sqrt(sum(x * x for x in total.values())) or 1.0
    return {word: x / length for word, x in total.items()}


def problems(text: str, path: str) -> Iterator[str]:
    """Say why a file of labelled examples does not suffice."""
    try:
        counts = sizes(text)
    except ValueError as error:
        yield f"`{path}`: {error}"
        return
    if len(counts) < 2:
        yield f"`{path}` has {len(counts)} domain, at least two are told apart"
        return
    few = [f"`{name[:40]}` {count}" for name, count in counts.items() if count < LEAST]
    if few:
        yield (
            f"`{path}` has fewer than {LEAST} examples of {', '.join(few[:5])}: "
            f"every third is held out to measure the error"
        )
        return
    found = fitted(text)
    if found.error >= 1 - 1 / len(counts):
        yield f"`{path}`: {found.error_said}, no better than chance"
