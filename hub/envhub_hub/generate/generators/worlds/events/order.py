"""In which order things happened, told by witnesses whose watches disagree.

`make` draws the true times first. `answers` knows only readings and gaps: it solves the differences
that they state, and where they leave parts unconnected it shifts these against each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from random import Random

from ....items import Generator, Item, say
from ...names import NAMES
from .accounts import (
    SCENES,
    Account,
    Statement,
    about_watch,
    clock,
    context_of,
    listed,
    statements,
    without_needed,
)

_HAPPENINGS = (
    "the lights went out", "the fire alarm rang", "a window broke", "the music stopped",
    "the dog began to bark", "a car drove off", "the back door slammed", "it began to rain",
    "the lift got stuck", "a glass fell to the floor", "somebody shouted for help",
    "the telephone rang", "the printer jammed", "a delivery arrived", "the heating failed",
    "a ladder fell over",
)  # fmt: skip
_READINGS = (
    "By my watch, {what} at {t}.", "{What} at {t}; I looked at my watch.",
    "My watch said {t} when {what}.", "It was {t} by my watch when {what}.",
    "I remember that {what} at {t} on my watch.",
)  # fmt: skip
_GAPS = (
    "Exactly {n} minutes after {first}, {then}.",
    "{Then} {n} minutes after {first}; I counted them.",
    "From the moment when {first} it took {n} minutes until {then}.",
)
_VAGUE = (
    "I also heard that {what}, but I can't say when.",
    "I noticed that {what}, without looking at the time.",
    "At some point {what}; I was too busy to check my watch.",
)
_ASK = (
    "Put the accounts together. Which of these happened {rank}?",
    "According to all accounts taken together, what happened {rank}?",
    "Of the {n} things that the witnesses mention, which one happened {rank}?",
    "Reconstruct the order of events. What happened {rank}?",
    "Once the watches are allowed for, which of these turns out to have happened {rank}?",
    "What happened {rank}, if every witness is right except for what their watch showed?",
)
_COUNT = {4: "four", 5: "five", 6: "six"}
_RANKS = ("first", "second", "third", "fourth", "fifth", "last")
_INTRO = (
    "{intro}, several things went wrong. {names} tell what they noticed. {rule}",
    "{intro}, a few things happened in quick succession. {names} were asked about it. {rule}",
    "{intro}, much happened within an hour. Here is what {names} say. {rule}",
)
_RULES = {
    1: "A watch that nobody calls wrong was right.",
    2: "Their watches do not agree, but each of them ran evenly.",
}


def _make_order(rng: Random, difficulty: int) -> Item:
    while True:
        count, crowd = difficulty + 3, difficulty + 2
        people = rng.sample(NAMES, crowd)
        events = rng.sample(_HAPPENINGS, count)
        times = _times(rng, count)
        told = _stated_watches(rng, people, times) if difficulty == 1 else _linked(rng, people,
                                                                                times)  # fmt: skip
        place = rng.randrange(count)
        # Whoever trusts every watch must come to another order.
        if _trusting(told, count)[place] != place:
            break
    accounts = [_account(rng, who, says, events) for who, says in told.items()]
    needed = next(who for who, says in told.items() if any(place in one[1:3] for one in says))
    rank = "last" if place == count - 1 else _RANKS[place]
    scene = rng.choice(SCENES)
    rule = _RULES[min(difficulty, 2)]
    intro = rng.choice(_INTRO).format(intro=scene.intro, names=listed(people), rule=rule)
    phrasing, question = say(rng, _ASK, {"rank": rank, "n": _COUNT[count]})
    wrong = rng.sample([one for one in range(count) if one != place], 3)
    return Item(
        question=question, context=context_of(intro, accounts), answer=events[place],
        distractors=tuple(events[one] for one in wrong), difficulty=difficulty, phrasing=phrasing,
        key=f"{[one.text for one in accounts]} {rank}",
        facts={"accounts": tuple(accounts), "events": events, "place": place, "intro": intro,
               "needed": needed, "right_unless_said": difficulty == 1},
    )  # fmt: skip


def _times(rng: Random, count: int) -> list[int]:
    """True minutes in order, a few minutes apart."""
    times = [rng.randrange(17 * 60, 22 * 60)]
    for _ in range(count - 1):
        times.append(times[-1] + rng.randint(3, 9))
    return times


def _stated_watches(
    rng: Random, people: Sequence[str], times: Sequence[int]
) -> dict[str, list[Statement]]:
    """Share the events out; one or two watches are wrong, and somebody says by how much."""
    told: dict[str, list[Statement]] = {who: [] for who in people}
    tellers = [*people, rng.choice(people)]
    fast = dict.fromkeys(people, 0)
    for who in rng.sample(people, rng.randint(1, 2)):
        fast[who] = rng.choice((-15, -12, -10, 10, 12, 15))
        told[rng.choice(people)].append(("watch", who, fast[who]))
    for event, who in enumerate(rng.sample(tellers, len(times))):
        told[who].append(("time", event, times[event] + fast[who]))
    return told


def _linked(rng: Random, people: Sequence[str], times: Sequence[int]) -> dict[str, list[Statement]]:
    """Let every witness share one event with those before, so that watches can be compared."""
    order = rng.sample(range(len(times)), len(times))
    told: dict[str, list[Statement]] = {}
    for number, who in enumerate(people):
        fast = rng.randint(-14, 14)
        new = order[number + 1]
        link = order[0] if number == 0 else rng.choice(order[: number + 1])
        if len(people) > 4 and number == len(people) - 1:
            first, then = sorted((link, new))
            told[who] = [("gap", first, then, times[then] - times[first])]
            rest = [one for one in order if one not in (link, new)]
            told[who].append(("vague", rng.choice(rest)))
        else:
            told[who] = [("time", one, times[one] + fast) for one in (link, new)]
    return told


def _trusting(told: Mapping[str, list[Statement]], count: int) -> list[int]:
    """The order that readings give when no watch is doubted."""
    read: dict[int, int] = {}
    for says in told.values():
        for one in says:
            if one[0] == "time":
                read.setdefault(one[1], one[2])
            elif one[0] == "gap":
                read.setdefault(one[2], read.get(one[1], 0) + one[3])
    return sorted(range(count), key=lambda event: read.get(event, 0))


def _account(rng: Random, who: str, says: list[Statement], events: Sequence[str]) -> Account:
    says = rng.sample(says, len(says))
    sentences = []
    for one in says:
        if one[0] == "watch":
            text = about_watch(rng, who, one[1], one[2])
        elif one[0] == "time":
            text = _fill(rng, _READINGS, what=events[one[1]], t=clock(one[2]))
        elif one[0] == "gap":
            text = _fill(rng, _GAPS, first=events[one[1]], then=events[one[2]], n=str(one[3]))
        else:
            text = _fill(rng, _VAGUE, what=events[one[1]])
        sentences.append(text)
    return Account(who, tuple(says), " ".join(sentences) or "I noticed nothing at all.")


def _fill(rng: Random, wordings: Sequence[str], **words: str) -> str:
    capitals = {key.capitalize(): value[:1].upper() + value[1:] for key, value in words.items()}
    return rng.choice(wordings).format(**words, **capitals)


_SHIFTS = (0, -47, 43, -19, 23)
"""Minutes by which unconnected parts are moved against each other: enough to find another order."""


def _answers_order(item: Item) -> set[str]:
    events, place = item.facts["events"], item.facts["place"]
    parts = _parts(range(len(events)), list(statements(item)), item.facts["right_unless_said"])
    found: set[str] = set()
    for shifts in product(_SHIFTS, repeat=len(parts) - 1):
        times = dict(parts[0])
        for part, shift in zip(parts[1:], shifts, strict=True):
            times |= {event: minute + shift for event, minute in part.items()}
        # Two events of one minute are told apart by seconds that nobody mentions.
        found.add(events[sorted(times, key=lambda event: (times[event], event))[place]])
        if len(found) > 2:
            break
    return found


def _parts(
    events: Iterable[int], said: Sequence[tuple[str, Statement]], right_unless_said: bool
) -> list[dict[int, int]]:
    """Events whose distances in time are stated, part by part, each with minutes of its own.

    Nodes are events, watches and the right time; an edge says how far apart two of them are.
    """
    edges: defaultdict[object, list[tuple[object, int]]] = defaultdict(list)
    wrong = {one[1] for _, one in said if one[0] == "watch"}

    def link(first: object, second: object, apart: int) -> None:
        edges[first].append((second, apart))
        edges[second].append((first, -apart))

    for who, one in said:
        if one[0] == "watch":
            link("right", one[1], -one[2])
        elif one[0] == "time":
            link(who, one[1], one[2])
            if right_unless_said and who not in wrong:
                link("right", who, 0)
        elif one[0] == "gap":
            link(one[1], one[2], one[3])
    parts: list[dict[int, int]] = []
    seen: set[object] = set()
    for event in events:
        if event in seen:
            continue
        minutes: dict[object, int] = {event: 19 * 60}
        waiting: list[object] = [event]
        while waiting:
            node = waiting.pop()
            for other, apart in edges[node]:
                if other not in minutes:
                    minutes[other] = minutes[node] + apart
                    waiting.append(other)
        seen |= set(minutes)
        parts.append({node: at for node, at in minutes.items() if isinstance(node, int)})
    return parts


event_order = Generator(
    name="event_order", title="the order of events from witnesses whose watches disagree",
    gives="choice", make=_make_order, answers=_answers_order, withhold=without_needed,
    kinds=("multi-step",),
)  # fmt: skip
