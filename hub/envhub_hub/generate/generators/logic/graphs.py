"""Roads between towns: how far, which way, what can be reached.

`make` searches breadth first, or nearest first; the checkers multiply matrices: of bits, kept as
whole numbers, for steps, and of lengths for routes.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from random import Random
from typing import Any

from ...items import Generator, Item

Road = tuple[str, str]

_TOWNS = (
    "Alton", "Ashby", "Bacup", "Calne", "Colne", "Derby", "Epsom", "Fowey", "Goole", "Hythe",
    "Leeds", "Luton", "March", "Neath", "Otley", "Poole", "Ripon", "Stone", "Tring", "Truro",
    "Wells", "Wigan",
)  # fmt: skip
"""All of five letters: as options, none can be told by its length. Their roads are made up."""

_STEPS = (
    ("Roads join these pairs of towns: {roads}. Which of the towns below can be reached from {a} "
     "over {k} roads, but not over fewer?"),
    ("These are all the roads on a map: {roads}. Going from {a} by the shortest way, which town "
     "is {k} roads away?"),
    ("A bus company runs lines, in both directions, between {roads}. Which town takes {k} rides "
     "from {a} if you take as few as possible?"),
    ("There are direct roads between {roads}, and no others. Which of these towns is exactly {k} "
     "roads from {a} by the shortest route?"),
    ("On a made-up map, neighbours are {roads}. Counting the fewest steps from one neighbour to "
     "the next, which town is {k} steps from {a}?"),
)  # fmt: skip
_ONE_WAY = (
    "One-way streets lead {roads}. Starting in {a}, which of these places can be reached?",
    "Trains run in one direction only: {roads}. Which station can be reached from {a}?",
    ("The pipes of a system carry water {roads}, never back. Water enters at {a}. Where can it "
     "arrive?"),
    "Messages are passed on {roads}, in no other way. Which place can a message from {a} reach?",
    ("Cable cars go {roads}, none of them back. Someone sets out from {a}. Which of the options "
     "can be reached?"),
)  # fmt: skip
_ROUTE = (
    ("The roads of a region and their lengths: {roads}. How long is the shortest route from {a} "
     "to {b}, in km?"),
    ("A map shows these roads: {roads}. What is the length of the shortest way from {a} to {b}, "
     "in km?"),
    ("A driver knows only these roads: {roads}. How many kilometres is the shortest drive from "
     "{a} to {b}?"),
    ("Between towns there are these roads: {roads}. If you want to go from {a} to {b} over as "
     "few kilometres as possible, how many is that?"),
    ("Distances by road: {roads}. Find the shortest distance from {a} to {b} along these roads, "
     "in km."),
)  # fmt: skip


def _network(rng: Random, towns: Sequence[str], spare: int) -> list[Road]:
    """Connect the towns by a random tree and some more roads."""
    roads = [(rng.choice(towns[:n]), towns[n]) for n in range(1, len(towns))]
    others = [pair for pair in combinations(towns, 2)
              if pair not in roads and pair[::-1] not in roads]  # fmt: skip
    roads += rng.sample(others, min(spare, len(others)))
    roads = [pair if rng.random() < 0.5 else pair[::-1] for pair in roads]
    rng.shuffle(roads)
    return roads


def _distances(start: str, roads: Iterable[Road]) -> dict[str, int]:
    """How many roads away each town is that can be reached, breadth first."""
    ways: dict[str, list[str]] = {}
    for a, b in roads:
        ways.setdefault(a, []).append(b)
    far, edge = {start: 0}, [start]
    while edge:
        found = [b for a in edge for b in ways.get(a, ()) if b not in far]
        far |= dict.fromkeys(found, far[edge[0]] + 1)
        edge = list(dict.fromkeys(found))
    return far


def _both(roads: Iterable[Road]) -> list[Road]:
    return [way for a, b in roads for way in ((a, b), (b, a))]


def _make_steps(rng: Random, difficulty: int) -> Item:
    while True:
        item = _draft_steps(rng, difficulty)
        if len(_answers(_withhold_steps(item))) > 1:
            return item


def _draft_steps(rng: Random, difficulty: int) -> Item:
    steps = difficulty + 1
    while True:
        towns = rng.sample(_TOWNS, 5 + 2 * difficulty)
        roads = _network(rng, towns, 1 + difficulty)
        start = rng.choice(towns)
        far = _distances(start, _both(roads))
        right = [town for town in towns if far[town] == steps]
        wrong = [town for town in towns if far[town] not in (0, steps)]
        if right and len(wrong) >= 3:
            break
    answer, others = rng.choice(right), rng.sample(wrong, 3)
    facts = {"towns": towns, "roads": roads, "start": start, "steps": steps,
             "options": sorted([answer, *others])}  # fmt: skip
    phrasing = rng.randrange(len(_STEPS))
    return Item(
        question=_question(_STEPS, facts, phrasing), answer=answer, distractors=tuple(others),
        difficulty=difficulty, phrasing=phrasing, key=f"{sorted(roads)} {start}", facts=facts,
    )  # fmt: skip


def _make_one_way(rng: Random, difficulty: int) -> Item:
    while True:
        item = _draft_one_way(rng, difficulty)
        if len(_answers(_withhold_one_way(item))) > 1:
            return item


def _draft_one_way(rng: Random, difficulty: int) -> Item:
    size = 3 + difficulty
    towns = rng.sample(_TOWNS, 2 * size)
    start, inside, outside = towns[0], towns[:size], towns[size:]
    # Every second part leads into the part that can be reached, and never back.
    roads = [(rng.choice(inside[max(0, n - 2) : n]), inside[n]) for n in range(1, size)]
    roads += [(rng.choice(outside[:n]), outside[n]) for n in range(1, size)]
    roads += [(rng.choice(outside), rng.choice(inside)) for _ in range(difficulty)]
    roads = list(dict.fromkeys(roads))
    rng.shuffle(roads)
    far = _distances(start, roads)
    answer = max(inside, key=lambda town: (far[town], town))
    others = rng.sample(outside, 3)
    facts = {"towns": towns, "roads": roads, "start": start, "steps": None,
             "options": sorted([answer, *others])}  # fmt: skip
    phrasing = rng.randrange(len(_ONE_WAY))
    return Item(
        question=_question(_ONE_WAY, facts, phrasing), answer=answer, distractors=tuple(others),
        difficulty=difficulty, phrasing=phrasing, key=f"{sorted(roads)} {start}", facts=facts,
    )  # fmt: skip


def _question(wordings: Sequence[str], facts: Mapping[str, Any], phrasing: int) -> str:
    form = "from {} to {}" if facts["steps"] is None else "{} and {}"
    roads = [form.format(*road) for road in facts["roads"]]
    joined = ", ".join(roads) if facts["steps"] is None else "; ".join(roads)
    start = facts["start"] or "a place that is not named"
    return wordings[phrasing].format(roads=joined, a=start, k=facts["steps"])


def _answers(item: Item) -> set[str]:
    """The options that meet the question: from its start or, untold, from all that leave one."""
    facts = item.facts
    meeting = _by_steps(facts) if facts["steps"] is not None else _by_reach(facts)
    if facts["start"] is not None:
        return meeting[facts["start"]]
    return {town for one in meeting.values() if len(one) == 1 for town in one}


def _rows(facts: Mapping[str, Any], *, both: bool) -> tuple[dict[str, int], list[int]]:
    """The matrix of the roads: for each town a row, a whole number whose bits are its roads."""
    place = {town: n for n, town in enumerate(facts["towns"])}
    rows = [0] * len(place)
    for a, b in facts["roads"]:
        rows[place[a]] |= 1 << place[b]
        rows[place[b]] |= 1 << place[a] if both else 0
    return place, rows


def _by_steps(facts: Mapping[str, Any]) -> dict[str, set[str]]:
    """From each start, the options first met in the power of the matrix that is asked for."""
    place, rows = _rows(facts, both=True)
    found = {}
    for start in facts["towns"] if facts["start"] is None else [facts["start"]]:
        power = seen = 1 << place[start]
        for _ in range(facts["steps"]):
            following = 0
            for n, row in enumerate(rows):
                following |= row if power >> n & 1 else 0
            power, seen = following & ~seen, seen | following
        found[start] = {town for town in facts["options"] if power >> place[town] & 1}
    return found


def _by_reach(facts: Mapping[str, Any]) -> dict[str, set[str]]:
    """From each start, the options in the transitive closure of the matrix (Warshall)."""
    place, rows = _rows(facts, both=False)
    for middle in range(len(rows)):
        for n, row in enumerate(rows):
            rows[n] |= rows[middle] if row >> middle & 1 else 0
    return {
        start: {town for town in facts["options"] if rows[n] >> place[town] & 1}
        for start, n in place.items()
    }


def _withhold(wordings: Sequence[str], item: Item) -> Item:
    """Leave out where the way begins."""
    facts = item.facts | {"start": None}
    question = _question(wordings, facts, item.phrasing)
    return item.model_copy(update={"facts": facts, "question": question})


def _make_routes(rng: Random, difficulty: int) -> Item:
    while True:
        towns = rng.sample(_TOWNS, 3 + difficulty)
        roads = [(*road, rng.randint(5, 48)) for road in _network(rng, towns, difficulty)]
        start, end = rng.sample(towns, 2)
        length, way = _shortest(start, end, roads)
        wrong = {length + step for step in (-9, -6, -4, 3, 5, 8)}
        wrong |= {sum(road[2] for road in some) for some in combinations(roads, len(way))}
        wrong = {n for n in wrong if n != length and len(str(n)) == len(str(length))}
        if len(way) >= 2 and len(way) >= difficulty and len(wrong) >= 3 and length > 10:
            break
    near = sorted(wrong, key=lambda n: (abs(n - length), n))[:8]
    facts = {"towns": towns, "roads": roads, "start": start, "end": end, "way": way}
    phrasing = rng.randrange(len(_ROUTE))
    return Item(
        question=_route_question(facts, phrasing), answer=str(length),
        distractors=tuple(map(str, rng.sample(near, 3))), difficulty=difficulty, phrasing=phrasing,
        key=f"{sorted(roads)} {sorted((start, end))}", facts=facts,
    )  # fmt: skip


def _shortest(
    start: str, end: str, roads: Sequence[tuple[str, str, int]]
) -> tuple[int, list[tuple[str, str, int]]]:
    """Dijkstra's search: the length, and the roads of the way."""
    waiting: list[tuple[int, str, list[tuple[str, str, int]]]] = [(0, start, [])]
    done: set[str] = set()
    while True:
        length, town, way = heapq.heappop(waiting)
        if town == end:
            return length, way
        if town in done:
            continue
        done.add(town)
        for road in roads:
            if town in road[:2]:
                other = road[1] if road[0] == town else road[0]
                heapq.heappush(waiting, (length + road[2], other, [*way, road]))


def _route_question(facts: Mapping[str, Any], phrasing: int) -> str:
    told = [f"{a}–{b} {'of unknown length' if km is None else f'{km} km'}"
            for a, b, km in facts["roads"]]  # fmt: skip
    return _ROUTE[phrasing].format(roads=", ".join(told), a=facts["start"], b=facts["end"])


def _route_answers(item: Item) -> set[str]:
    """Least sums over every town in between (Floyd and Warshall), for what a length can be."""
    facts, found = item.facts, set()
    gap = any(km is None for *_, km in facts["roads"])
    for guess in (1, 2, 3) if gap else (0,):
        far = {(a, b): 0 if a == b else 10**6 for a in facts["towns"] for b in facts["towns"]}
        for a, b, km in facts["roads"]:
            far[a, b] = far[b, a] = guess if km is None else km
        for middle in facts["towns"]:
            for a in facts["towns"]:
                for b in facts["towns"]:
                    far[a, b] = min(far[a, b], far[a, middle] + far[middle, b])
        found.add(str(far[facts["start"], facts["end"]]))
    return found


def _withhold_length(item: Item) -> Item:
    """Leave out the length of a road of the shortest way."""
    hidden = tuple(item.facts["way"][0])
    roads = [(a, b, None if (a, b, km) == hidden else km) for a, b, km in item.facts["roads"]]
    facts = item.facts | {"roads": roads}
    question = _route_question(facts, item.phrasing)
    return item.model_copy(update={"facts": facts, "question": question})


def _withhold_steps(item: Item) -> Item:
    return _withhold(_STEPS, item)


def _withhold_one_way(item: Item) -> Item:
    return _withhold(_ONE_WAY, item)


graph_steps = Generator(
    name="graph_steps", title="which town is so many roads away", gives="choice",
    make=_make_steps, answers=_answers, withhold=_withhold_steps, kinds=("multi-step",),
)  # fmt: skip
one_way_roads = Generator(
    name="one_way_roads", title="what can be reached over one-way roads", gives="choice",
    make=_make_one_way, answers=_answers, withhold=_withhold_one_way, kinds=("multi-step",),
)  # fmt: skip
routes = Generator(
    name="routes", title="the length of the shortest route", gives="choice",
    make=_make_routes, answers=_route_answers, withhold=_withhold_length, kinds=("multi-step",),
)  # fmt: skip
