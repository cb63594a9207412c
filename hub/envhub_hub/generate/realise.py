"""Turn a plan into samples and targets: every capability reaches its quota, or nothing is made.

Each item comes from a seed of its own, hashed from name, version, seed, capability, slot and
attempt; no clock, no order of a set and no hash of Python decides anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import zip_longest
from random import Random

from envhub.errors import Refused

from .gates import OPTIONS, Gates
from .generators import GENERATORS
from .items import Generator, Item
from .plan import CapabilityPlan, Plan
from .rows import Pair, options_of, row_of

PATIENCE = 80
"""Attempts in a row without a new item, after which a generator counts as exhausted."""
Source = tuple[str, int]
"""A generator and a difficulty."""


@dataclass(frozen=True)
class Realised:
    """The samples of a plan, and how they came about."""

    pairs: tuple[Pair, ...]
    """Capabilities in turn, so that the first few cover all of them."""
    made: Mapping[str, Mapping[str, int]]
    """By capability: how many samples each generator made."""
    rejected: Mapping[str, Mapping[str, int]]
    """By capability: how many items were thrown away, by reason."""


def realise(plan: Plan) -> Realised:
    """Make the samples of a plan.

    Raises:
        Refused: a capability can't have as many distinct samples as it should.
        MissingRequirement: the package that facts come from is not installed.
    """
    asked: set[str] = set()
    searches = {one.id: _Search(one, Gates(one.quota, asked)) for one in plan.capabilities}
    lines = [list(_pairs(plan, search)) for search in searches.values()]
    rounds = zip_longest(*lines)
    return Realised(
        pairs=tuple(pair for one_round in rounds for pair in one_round if pair is not None),
        made={name: dict(sorted(search.made.items())) for name, search in searches.items()},
        rejected={name: dict(sorted(search.reasons.items())) for name, search in searches.items()},
    )


@dataclass
class _Search:
    """One capability while its items are looked for."""

    capability: CapabilityPlan
    gates: Gates
    dry: set[Source] = field(default_factory=set)
    """What has given nothing new for a while."""
    reasons: Counter[str] = field(default_factory=Counter)
    made: Counter[str] = field(default_factory=Counter)


def stream(plan: Plan, *parts: str | int) -> Random:
    """Return the randomness that belongs to one place of a plan, and to no other."""
    text = "|".join((plan.name, plan.version, str(plan.seed), *map(str, parts)))
    return Random(int.from_bytes(sha256(text.encode()).digest(), "big"))


def _pairs(plan: Plan, search: _Search) -> Iterator[Pair]:
    capability = search.capability
    places = _places(capability.quota, stream(plan, capability.id, "places"))
    digits = max(3, len(str(capability.quota)))
    for slot, (source, place) in enumerate(zip(_sources(capability), places, strict=True)):
        item, generator = _item(plan, search, slot, source)
        search.made[generator.name] += 1
        name = f"{capability.id}-{slot + 1:0{digits}d}"
        options = options_of(item, place, stream(plan, capability.id, slot, "options"))
        if item.subtype is None:
            item = item.model_copy(update={"subtype": generator.name})
        yield row_of(item, name, capability.id, options)


def _sources(capability: CapabilityPlan) -> Iterator[Source]:
    """The generator and the difficulty of each slot: generators in turn, difficulties in turn."""
    left = {share.generator: share.count for share in capability.shares}
    turn = {name: n for n, name in enumerate(left)}
    levels = capability.difficulties
    while any(left.values()):
        for name in left:
            if left[name]:
                yield name, levels[turn[name] % len(levels)]
                left[name] -= 1
                turn[name] += 1


def _places(quota: int, rng: Random) -> list[int]:
    """Where the right option stands, slot by slot: every place as often as every other."""
    places: list[int] = []
    while len(places) < quota:
        places += rng.sample(range(OPTIONS), OPTIONS)
    return places[:quota]


def _item(plan: Plan, search: _Search, slot: int, source: Source) -> tuple[Item, Generator]:
    """Make the item of a slot, from its own source or, where that has run dry, from another one."""
    capability, attempt = search.capability, 0
    others = [
        (share.generator, level) for share in capability.shares for level in capability.difficulties
    ]
    same = [one for one in others if one[0] == source[0]]
    for name, level in dict.fromkeys((source, *same, *others)):
        generator = GENERATORS[name]
        while (name, level) not in search.dry:
            item = generator.make(stream(plan, capability.id, slot, attempt), level)
            reason = search.gates.problem(item, generator)
            if reason is None:
                return item, generator
            search.reasons[reason] += 1
            attempt += 1
            if attempt % PATIENCE == 0:
                search.dry.add((name, level))
    raise Refused(
        f"`{capability.id}` has only {slot} distinct samples to give, and {capability.quota} were "
        "asked for",
        hint=f"ask for at most {slot}, or for more capabilities",
    )
