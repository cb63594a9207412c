"""What a plan is worth for a wish, measured on five records, in alignment, robustness and
preservation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from random import Random

from envhub.values import Frozen

from ..items import Gives
from .card import DatasetCard
from .facts import fact_plans
from .native import native_plans
from .order import Order
from .plans import TransformPlan
from .pool import Pool
from .search import WANTED, Query, search
from .supply import PoolSupply
from .words import words

PROBED = 5
"""Records that a plan is tried on."""
FLOOR = 0.5
"""Of each of the three; below it a plan is not used."""
MENTIONED = 0.6
"""What a word of a wish counts that only the values of a data set hold."""
CARDS = 8
"""Cards of a search whose plans are tried."""
_ALIKE: frozenset[frozenset[Gives]] = frozenset({frozenset({"choice", "continuation"})})
"""Kinds of answer of which one can stand for the other, at half the worth."""


class Assessment(Frozen):
    """A plan with its measures, each from 0 to 1."""

    card: str
    """The id of the card."""
    plan: TransformPlan
    alignment: float
    """The card's score in the search, times coverage, times the match of the kind of answer."""
    robustness: float
    """The share of the tried records of which the plan made an item."""
    preservation: float
    """The share of those items whose gold the file gives again."""
    coverage: float
    """How much of the wish the plan's items are about: see `covered`."""
    score: float
    """0.4 · alignment + 0.2 · (robustness + preservation + coverage)."""
    expected_yield: float
    """The share of records that are likely to become samples: robustness · preservation."""
    tried: int
    reasons: tuple[str, ...] = ()
    """Why records did not fit, each once."""

    @property
    def passes(self) -> bool:
        """Whether each of the three reaches the floor."""
        return min(self.alignment, self.robustness, self.preservation) >= FLOOR

    def failing(self) -> str | None:
        """Say which measure is below the floor, or None."""
        for name in ("alignment", "robustness", "preservation"):
            value = getattr(self, name)
            if value < FLOOR:
                return f"{name} {value:.2f} is below {FLOOR}"
        return None


def plans_of(card: DatasetCard) -> tuple[TransformPlan, ...]:
    """Return every plan that the rules propose for a card."""
    return (*native_plans(card), *fact_plans(card))


def query_of(wish_words: Collection[str], gives: Collection[Gives]) -> Query:
    """Return what to search for: the words, and the roles that the kinds of answer are made of."""
    roles = dict.fromkeys(role for kind in gives for role in WANTED.get(kind, ()))
    return Query(words=tuple(wish_words), roles=tuple(roles))


def assess(
    pool: Pool, card: DatasetCard, plan: TransformPlan, wish_words: Collection[str],
    gives: Collection[Gives],
) -> Assessment:  # fmt: skip
    """Measure what a plan is worth for a wish.

    Args:
        pool: which the card is of; the other cards are what its score is measured against.
        card: the data set.
        plan: one of its plans.
        wish_words: phrases for what is wished for, each as good as the others: the names of a
            topic, or the words of the request.
        gives: the kinds of answer that will do.
    """
    found = {one.id: score for one, score in search(pool.cards, query_of(wish_words, gives))}
    return _measured(pool, card, plan, (found.get(card.id, 0.0), wish_words, gives))


def ground(
    pool: Pool, wish_words: Collection[str], gives: Collection[Gives]
) -> tuple[Assessment, ...]:
    """Search the pool, try every plan of the best cards, and return all assessments, best first.

    Of one card the best plan of each field comes before the second best of any, so that the first
    few ask for different things. Those that do not pass come last, so that a refusal can say what
    was missing.
    """
    best = search(pool.cards, query_of(wish_words, gives))[:CARDS]
    measured = [
        _measured(pool, card, plan, (score, wish_words, gives))
        for card, score in best
        for plan in plans_of(card)
        if _match(plan, gives)
    ]
    return _in_order(measured)


def _in_order(measured: Sequence[Assessment]) -> tuple[Assessment, ...]:
    ranked = sorted(measured, key=lambda one: (not one.passes, -one.score, one.card, one.plan.id))
    cards = list(dict.fromkeys(one.card for one in ranked))
    turns: Counter[tuple[str, str]] = Counter()
    keyed = []
    for place, one in enumerate(ranked):
        field = (one.card, one.plan.fields.get("field", one.plan.id))
        keyed.append(((not one.passes, cards.index(one.card), turns[field], place), one))
        turns[field] += 1
    return tuple(one for _, one in sorted(keyed, key=lambda pair: pair[0]))


def _match(plan: TransformPlan, gives: Collection[Gives]) -> float:
    if plan.gives in gives:
        return 1.0
    return 0.5 if any(frozenset({plan.gives, one}) in _ALIKE for one in gives) else 0.0


def _measured(
    pool: Pool, card: DatasetCard, plan: TransformPlan,
    wish: tuple[float, Collection[str], Collection[Gives]],
) -> Assessment:  # fmt: skip
    retrieved, wish_words, gives = wish
    supply = PoolSupply(pool, card, plan, "assess")
    rows = list(_probed(card, plan))
    items = [supply.item(row, Random(f"{plan.id}/{row}"), plan.levels[len(plan.levels) // 2])
             for row in rows]  # fmt: skip
    made = [item for item in items if item is not None]
    robustness = len(made) / len(rows)
    preservation = sum(map(supply.confirms, made)) / len(made) if made else 0.0
    coverage = covered(card, plan, wish_words)
    alignment = retrieved * coverage * _match(plan, gives)
    measures = 0.4 * alignment + 0.2 * (robustness + preservation + coverage)
    return Assessment(
        card=card.id, plan=plan, alignment=round(alignment, 4), robustness=robustness,
        preservation=round(preservation, 4), coverage=round(coverage, 4),
        score=round(measures, 4), expected_yield=round(robustness * preservation, 4),
        tried=len(rows), reasons=tuple(supply.unfit),
    )  # fmt: skip


def covered(card: DatasetCard, plan: TransformPlan, wish_words: Collection[str]) -> float:
    """Return how much of a wish a plan's items are about: that of its best covered phrase.

    A word of a phrase counts 1 where names, subjects or the description hold it, and 0.6 where
    only values do. Of a table of facts the other columns do not count: they are not asked for.
    """
    columns = {word for field in card.fields for word in words(field.name)}
    asked = {*words(f"{card.name} {card.path} {plan.title} {plan.subtype}"), *card.domains}
    told = set(words(card.description))
    named = asked | told - columns if "key" in plan.fields else asked | told | columns
    held = dict.fromkeys(card.words, MENTIONED) | dict.fromkeys(named, 1.0)
    phrases = [found for found in map(words, wish_words) if found]
    return max((sum(held.get(word, 0.0) for word in one) / len(one) for one in phrases), default=0)


def _probed(card: DatasetCard, plan: TransformPlan) -> Iterator[int]:
    order = Order(card.records, f"assess|{card.sha256}|{plan.id}")
    return (order[place] for place in range(min(PROBED, len(order))))
