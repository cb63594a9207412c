"""Turn a plan into samples and targets; what is rejected is replaced, and nothing is ever padded.

Each item comes from a seed of its own, hashed from name, version, seed, capability, slot and
attempt; no clock, no order of a set and no hash of Python decides anything. A capability that runs
out of items is left short, with the number and the cause.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from math import ceil
from random import Random
from typing import NamedTuple

from envhub.declaration import Capability
from envhub.evaluate import Part
from envhub.harnesses import HarnessContext

from ..asking import LimitReached
from .allocation import Deficit
from .gates import Draft, Gatekeeper, Shared
from .items import Item
from .plan import CapabilityPlan, Plan
from .rows import OPTIONS, Pair, identity, options_of, row_of
from .spool import Rows, in_turn
from .supply import Supplies, Supply

PATIENCE = 80
"""Attempts in a row without a new item, after which a supply counts as exhausted."""
Source = tuple[str, int]
"""A supply and a difficulty."""


class _Slot(NamedTuple):
    """Where a sample will stand."""

    number: int
    place: int
    """Of the right option among four; with fewer options, counted around."""
    name: str
    """The id that the sample gets."""


@dataclass(frozen=True)
class Realised:
    """The samples of a plan, and how they came about."""

    pairs: Rows
    """Of the test split: capabilities in turn, so that the first few cover all of them."""
    practice: Rows
    """Of the practice split, in the same order; shorter than planned where supplies ran dry."""
    made: Mapping[str, Mapping[str, int]]
    """By capability: how many samples of the test split each supply made."""
    rejected: Mapping[str, Mapping[str, int]]
    """By capability: how many items were thrown away, by reason."""
    deficits: tuple[Deficit, ...] = ()
    """What the test split lacks of its quotas, by capability."""
    overlaps: Mapping[str, int] = field(default_factory=dict)
    """Samples out of a person's own data that share a stretch of words with a published set, by the
    set; what generators make is rejected for it."""

    @property
    def partial(self) -> bool:
        """Whether a quota was not met."""
        return bool(self.deficits)


def realise(plan: Plan, supplies: Supplies | None = None, used: Iterable[str] = ()) -> Realised:
    """Make the samples of a plan.

    Args:
        plan: what was decided.
        supplies: what its shares name beside the generators.
        used: identities of items that may not come again, as those of the version before.

    Raises:
        MissingRequirement: the package that facts come from is not installed.
    """
    drawn = _Drawn(plan, supplies or Supplies(), frozenset(used), Shared())
    test = [_Search(drawn, one, Gatekeeper(one.quota, drawn.shared)) for one in plan.capabilities]
    pairs = [search.rows(search.capability.quota) for search in test]
    spare = [search.for_practice() for search in test]
    practice = [search.rows(ceil(search.capability.quota * plan.practice)) for search in spare]
    return Realised(
        pairs=in_turn(pairs),
        practice=in_turn(practice),
        made={one.capability.id: dict(sorted(one.made.items())) for one in test},
        rejected={one.capability.id: dict(sorted(one.reasons.items())) for one in test},
        deficits=tuple(one.deficit for one in test if one.deficit is not None),
        overlaps=dict(sum((one.gates.overlaps for one in test), Counter())),
    )


def stream(plan: Plan, *parts: str | int) -> Random:
    """Return the randomness that belongs to one place of a plan, and to no other."""
    text = "|".join((plan.name, plan.drawn_as or plan.version, str(plan.seed), *map(str, parts)))
    return Random(int.from_bytes(sha256(text.encode()).digest(), "big"))


@dataclass(frozen=True)
class _Drawn:
    """What is drawn from, and what may not be drawn."""

    plan: Plan
    supplies: Supplies
    used: frozenset[str]
    shared: Shared
    """What the gates of all capabilities remember together."""


@dataclass
class _Search:
    """One capability of one split while its items are looked for."""

    drawn: _Drawn
    capability: CapabilityPlan
    gates: Gatekeeper
    split: str = ""
    """Before the number in an id, and in what a seed is hashed from; empty for the test split."""
    dry: set[Source] = field(default_factory=set)
    """What has given nothing new for a while."""
    reasons: Counter[str] = field(default_factory=Counter)
    made: Counter[str] = field(default_factory=Counter)
    deficit: Deficit | None = None
    limit: str | None = None
    """The limit of a model's calls that was reached."""

    def for_practice(self) -> _Search:
        """Return a search for further items, after those of the test split are found."""
        quota = max(1, ceil(self.capability.quota * self.drawn.plan.practice))
        gates = Gatekeeper(quota, self.drawn.shared)
        return _Search(self.drawn, self.capability, gates, "p", set(self.dry))

    def rows(self, quota: int) -> Rows:
        """Find as many rows as there can be; what is missing stands in `deficit`."""
        rows = Rows()
        for pair in self._pairs(quota):
            rows.append(pair)
        return rows

    def _pairs(self, quota: int) -> Iterator[Pair]:
        name = self.capability.id
        places = _places(quota, self._stream("places"))
        digits = max(3, len(str(quota)))
        for slot, (source, place) in enumerate(zip(self._sources(quota), places, strict=True)):
            row = _Slot(slot, place, f"{name}-{self.split}{slot + 1:0{digits}d}")
            draft = self._draft(row, source)
            if draft is None:
                self.deficit = Deficit(subtask=name, missing=quota - slot, cause=self._cause())
                return
            self.made[draft.supply.name] += 1
            yield draft.sample, draft.target

    def _stream(self, *parts: str | int) -> Random:
        split = (self.split,) if self.split else ()
        return stream(self.drawn.plan, self.capability.id, *split, *parts)

    def _sources(self, quota: int) -> Iterator[Source]:
        """The supply and the level of each slot: supplies in turn, levels in turn."""
        shares, levels = self.capability.shares, self.capability.difficulties
        if "sample-plan" in self.drawn.plan.without:
            rng = self._stream("sources")
            names = [share.supply for share in shares]
            yield from ((rng.choice(names), rng.choice(levels)) for _ in range(quota))
            return
        whole = sum(share.count for share in shares)
        left = {share.supply: share.count for share in shares}
        if quota != whole:  # the practice split follows the proportions of the test split
            left = {name: ceil(count * quota / whole) for name, count in left.items()}
        turn = {name: n for n, name in enumerate(left)}
        given = 0
        while given < quota:
            for name in left:
                if left[name] and given < quota:
                    yield name, levels[turn[name] % len(levels)]
                    left[name] -= 1
                    turn[name] += 1
                    given += 1

    def _draft(self, slot: _Slot, source: Source) -> Draft | None:
        """Fill a slot from its own source or, where that ran dry, from another one."""
        attempt, levels = 0, self.capability.difficulties
        others = [(share.supply, level) for share in self.capability.shares for level in levels]
        same = [one for one in others if one[0] == source[0]]
        for name, level in dict.fromkeys((source, *same, *others)):
            supply = self.drawn.supplies[name]
            while (name, level) not in self.dry:
                item = self._drawn_from(supply, self._stream(slot.number, attempt), level)
                if item is None:
                    self.dry.add((name, level))
                    break
                draft = self._drafted(slot, item, supply)
                reason = self._problem(draft)
                if reason is None:
                    return draft
                self.reasons[reason] += 1
                attempt += 1
                if attempt % PATIENCE == 0:
                    self.dry.add((name, level))
        return None

    def _drawn_from(self, supply: Supply, rng: Random, level: int) -> Item | None:
        """Draw an item; None where none is left, or where a limit came first."""
        try:
            return supply.draw(rng, level)
        except LimitReached as limit:
            self.limit = limit.message
            return None

    def _drafted(self, slot: _Slot, item: Item, supply: Supply) -> Draft:
        """Return an item as the sample that it would be in a slot."""
        place = slot.place % (1 + len(item.distractors))
        options = options_of(item, place, self._stream(slot.number, "options"))
        sample, target = row_of(item, supply.name, slot.name, options)
        return Draft(item=item, sample=sample, target=target, part=self.part, supply=supply)

    def _problem(self, draft: Draft) -> str | None:
        """Say why a draft is not kept, or None."""
        used = self.drawn.used
        if used and identity(draft.supply.name, draft.item) in used:
            return "asked in an earlier version"
        if "verification" in self.drawn.plan.without:
            return None
        found = self.gates.check(draft)
        return None if found is None else f"{found.gate}: {found.reason}"

    @cached_property
    def part(self) -> Part:
        """The capability with its harness, for gates that judge."""
        one = self.capability
        capability = Capability(id=one.id, harness=one.harness, scorer=one.scorer,
                                pass_at=one.pass_at)  # fmt: skip
        harness = self.drawn.plan.harnesses[one.harness]
        return Part(capability=capability, harness=harness, context=HarnessContext())

    def _cause(self) -> str:
        if self.limit is not None:
            return self.limit
        often = ", ".join(f"{reason} ({n})" for reason, n in self.reasons.most_common(2))
        return f"exhausted: {often or 'no record is left'}"


def _places(quota: int, rng: Random) -> list[int]:
    """Where the right option stands, slot by slot: every place as often as every other."""
    places: list[int] = []
    while len(places) < quota:
        places += rng.sample(range(OPTIONS), OPTIONS)
    return places[:quota]
