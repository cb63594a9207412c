"""Find the cards that a wish could be grounded on, by their words and the roles of their fields.

Each card has two views. The native one is its name, description, names of fields, subjects and
frequent words; the structural one its roles and types. In each, BM25 counts 0.6 and the cosine of
TF-IDF 0.4, both divided by the best in the pool (a minimum of nought is always among them).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt

from pydantic import Field

from envhub.values import Frozen

from ..items import Gives
from ..tools import Modality
from .card import DatasetCard, Role
from .words import words

BM25, TFIDF = 0.6, 0.4
NATIVE, STRUCTURAL = 0.45, 0.55
K1, B = 1.5, 0.75
"""Of BM25: how soon repetition stops counting, and how far length does."""
WANTED: Mapping[Gives, tuple[Role, ...]] = {
    "choice": ("question", "answer", "options", "entity", "category", "label"),
    "continuation": ("entity", "category"),
    "number": ("question", "answer", "entity", "number"),
    "reference": ("context", "answer", "text"),
    "text": ("question", "answer"),
}
"""The roles that a kind of answer is made of. A kind without a row is none that a pool gives."""


SUMMARIES = tuple(words("summary summarization summarize"))
"""Words by which a set of texts with summaries is asked for."""


class Query(Frozen):
    """What is looked for."""

    words: tuple[str, ...]
    """As they stand in the request; texts of several words are taken apart."""
    roles: tuple[Role, ...] = ()
    modalities: tuple[Modality, ...] = Field(default=("text",), min_length=1)


class _View:
    """Bags of words, one for each card, and how rare each word is among them."""

    def __init__(self, bags: Sequence[Sequence[str]]) -> None:
        self._counts = [Counter(bag) for bag in bags]
        self._lengths = [sum(one.values()) for one in self._counts]
        self._mean = sum(self._lengths) / max(1, len(bags)) or 1.0
        self._holding = Counter(word for one in self._counts for word in one)

    def scores(self, asked: Sequence[str]) -> list[float]:
        """Return how well each card fits, from 0 to 1; the best is 1 where any fits at all."""
        asked = sorted(set(asked))
        okapi = [self._bm25(asked, n) for n in range(len(self._counts))]
        cosines = [self._cosine(asked, n) for n in range(len(self._counts))]
        return [BM25 * one + TFIDF * two
                for one, two in zip(_scaled(okapi), _scaled(cosines), strict=True)]  # fmt: skip

    def _bm25(self, asked: Sequence[str], number: int) -> float:
        counts, total, score = self._counts[number], len(self._counts), 0.0
        weight = K1 * (1 - B + B * self._lengths[number] / self._mean)
        for word in asked:
            if counts[word]:
                rare = log(1 + (total - self._holding[word] + 0.5) / (self._holding[word] + 0.5))
                score += rare * counts[word] * (K1 + 1) / (counts[word] + weight)
        return score

    def _rarity(self, word: str) -> float:
        return log((1 + len(self._counts)) / (1 + self._holding[word])) + 1

    def _cosine(self, asked: Sequence[str], number: int) -> float:
        counts = self._counts[number]
        shared = sum(counts[word] * self._rarity(word) ** 2 for word in asked if counts[word])
        if not shared:
            return 0.0
        own = sqrt(sum((count * self._rarity(word)) ** 2 for word, count in counts.items()))
        return shared / (own * sqrt(sum(self._rarity(word) ** 2 for word in asked)))


def _scaled(scores: Sequence[float]) -> list[float]:
    best = max(scores, default=0.0)
    return [one / best if best else 0.0 for one in scores]


def native_words(card: DatasetCard) -> list[str]:
    """Return the words of a card's native view: names and subjects twice, since they weigh more."""
    names = " ".join((card.name, card.path, *(field.name for field in card.fields)))
    told = [*words(names), *card.domains, *(SUMMARIES if summarizes(card) else ())]
    return [*told, *told, *words(card.description), *card.words]


def summarizes(card: DatasetCard) -> bool:
    """Whether a card holds texts with an answer to each, and nothing that is asked of them."""
    roles = {field.role for field in card.fields}
    return {"context", "answer"} <= roles and "question" not in roles


def structural_words(card: DatasetCard) -> list[str]:
    """Return the words of a card's structural view."""
    roles = [field.role for field in card.fields if field.role != "other"]
    kinds = [kind for field in card.fields for kind in field.types[:1]]
    return [*roles, *kinds]


def search(cards: Iterable[DatasetCard], query: Query) -> tuple[tuple[DatasetCard, float], ...]:
    """Rank cards for a query, best first; those of equal score by their id.

    A card of another modality, and one that shares no word with the query, is left out.

    Returns:
        Cards with scores from 0 to 1: 0.45 · native + 0.55 · structural, where
        native = 0.7 · words + 0.3 · completeness, and
        structural = 0.7 · roles as words + 0.2 · roles that are there + 0.1 · richness.
    """
    able = [card for card in cards if set(query.modalities) <= set(card.modalities)]
    asked = [word for text in query.words for word in words(text)]
    native = _View([native_words(card) for card in able]).scores(asked)
    structural = _View([structural_words(card) for card in able]).scores(query.roles)
    ranked = []
    for card, by_words, by_roles in zip(able, native, structural, strict=True):
        if by_words == 0.0:
            continue
        roles = {field.role for field in card.fields}
        fitting = len(roles & set(query.roles)) / len(query.roles) if query.roles else 0.0
        rich = min(1.0, len(roles - {"other"}) / 6)
        score = NATIVE * (0.7 * by_words + 0.3 * _completeness(roles))
        score += STRUCTURAL * (0.7 * by_roles + 0.2 * fitting + 0.1 * rich)
        ranked.append((card, round(score, 6)))
    return tuple(sorted(ranked, key=lambda one: (-one[1], one[0].id)))


def _completeness(roles: set[Role]) -> float:
    """How much of a sample a card's fields are already."""
    if {"question", "answer"} <= roles or ("entity" in roles and roles & {"category", "number"}):
        return 1.0
    if "answer" in roles and "context" in roles:
        return 0.7
    return 0.4 if roles & {"context", "text", "entity"} else 0.1
