"""A card with a plan as a supply of items: the next record in a seeded order becomes an item."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from random import Random
from typing import Any

from ..items import Gives, Item, Origin
from ..tools import ToolRun, Unfit
from ..tools.tables import folded
from .card import DatasetCard
from .confirming import confirms, shown_rows
from .executing import Around, Executed, Executor
from .order import Order
from .plans import TransformPlan
from .pool import Pool

_MANY = 1_000
"""Answers of a column beyond which nobody counts how many are left."""


class PoolSupply:
    """Items out of one data set of the pool, each record at most once.

    It holds no record: its state is a place in an order that `seed` decides.
    """

    def __init__(
        self, pool: Pool, card: DatasetCard, plan: TransformPlan, seed: str, position: int = 0
    ) -> None:
        """Stand at the beginning of the order, or where an earlier generation stopped.

        Args:
            pool: where the records are.
            card: one of its cards.
            plan: one of the card's plans.
            seed: a text; the same one gives the same order. Another one gives another order, in
                which records come again that were used before.
            position: the places of the order that are used up.
        """
        self.card, self.plan, self.position = card, plan, position
        self.unfit: Counter[str] = Counter()
        """Records that were passed over, by the reason."""
        self.trace: tuple[ToolRun, ...] = ()
        """The operations that made the item that was drawn last."""
        self._table = pool.table(card.id)
        self._order = Order(card.records, f"{seed}|{card.sha256}|{plan.id}")
        self._executor = Executor(plan, Around(table=self._table))

    @property
    def name(self) -> str:
        """`pool:`, the card and the plan."""
        return f"pool:{self.card.id}/{self.plan.id}"

    @property
    def gives(self) -> Gives:
        """The kind of answer of all its items."""
        return self.plan.gives

    @property
    def capacity(self) -> int:
        """How many records are left; not every one has to fit the plan."""
        return len(self._order) - self.position

    def draw(self, rng: Random, difficulty: int) -> Item | None:
        """Make an item of the next record that fits the plan; None where there is none left.

        The difficulty is aimed at where the plan has a way to; the item says what it came to.
        """
        level = difficulty if difficulty in self.plan.levels else self.plan.levels[0]
        while self.position < len(self._order):
            row = self._order[self.position]
            self.position += 1
            item = self.item(row, rng, level)
            if item is not None:
                return item
        return None

    def item(self, row: int, rng: Random, level: int) -> Item | None:
        """Make the item of one record, whatever the order; None where it does not fit the plan."""
        record = self._table.record(row)
        try:
            done = self._executor.run(record, rng, level)
        except Unfit as reason:
            self.unfit[str(reason)] += 1
            return None
        self.trace = done.trace
        facts: dict[str, Any] = {}
        if "key" in self.plan.fields:
            facts = {"entity": str(record[self.plan.fields["key"]]).strip(),
                     "value": str(record[self.plan.fields["field"]]).strip()}  # fmt: skip
        return self._item(row, done, facts)

    def _item(self, row: int, done: Executed, facts: dict[str, Any]) -> Item:
        final = done.final
        distractors = tuple(final.get("distractors", ()))
        return Item(
            question=final["question"],
            context=final.get("context"),
            answer=final["answer"],
            references=tuple(final.get("references", ())),
            distractors=distractors,
            wrong=tuple(final.get("wrong", ())),
            steps=tuple(final.get("steps", ())),
            difficulty=final.get("difficulty", 2),
            phrasing=final.get("phrasing", 0),
            key=self._key(final, distractors, facts),
            subtype=self.plan.subtype,
            origin=Origin(dataset=self.card.id, index=row),
            facts=facts,
        )

    def _key(self, final: Any, distractors: tuple[str, ...], facts: dict[str, Any]) -> str:
        """What is asked: of a fact its plan and entity; of a record its words and options."""
        if facts and self.plan.recipe in ("attribute", "holder"):
            # A fact asked as a choice and as a sentence to be finished is one fact.
            return f"{self.plan.recipe}|{self.plan.fields['field']}|{folded(facts['entity'])}"
        parts = (final["question"], final.get("context") or "",
                 *sorted((final["answer"], *distractors)))  # fmt: skip
        return sha256("\0".join(map(folded, parts)).encode()).hexdigest()[:24]

    def confirms(self, item: Item) -> bool:
        """Whether the file gives the answer again, by way of its columns."""
        return confirms(item, self.plan, self._table)

    def remaining(self, item: Item) -> int | None:
        """How many answers are possible once the context is withheld; None where there is none.

        Of options, those that the withheld table gave to one of its rows; of a count, every number
        from none to all of the rows; of a record's own question its options, or else the different
        answers of the column, up to 1,000.
        """
        if item.context is None:
            return None
        if self.plan.recipe == "count":
            return len(shown_rows(item.context)) + 1
        if self.plan.recipe == "lookup":
            values = set(shown_rows(item.context).values())
            return sum(one in values for one in (item.answer, *item.distractors))
        if item.distractors:
            return 1 + len(item.distractors)
        return min(_MANY, max(2, self._table.column(self.plan.fields["answer"]).distinct()))
