"""Counting with sets: how many are in both, in one only, in none of two or three groups.

`make` adds and takes away by inclusion and exclusion; the checker looks for every way in which the
people can be spread over the regions of the diagram, and counts those asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from random import Random
from typing import Any

from ...items import Generator, Item

Region = tuple[int, ...]
"""For each group, whether one is in it."""

_PLACES = (
    ("students", "study", ("French", "Latin", "Greek")),
    ("members", "play", ("chess", "tennis", "golf")),
    ("guests", "drink", ("tea", "milk", "juice")),
    ("neighbours", "keep", ("cats", "dogs", "hens")),
    ("readers", "buy", ("novels", "maps", "comics")),
    ("musicians", "play", ("piano", "flute", "drums")),
)
_ASKED: tuple[tuple[str, ...], ...] = (
    ("none", "union"),
    ("only", "one", "both"),
    ("exactly one", "exactly two", "none"),
)
"""What is asked for at each difficulty."""
_WORDS = {
    "none": "{verb} none of these",
    "union": "{verb} {a} or {b} or both",
    "only": "{verb} {a} but not {b}",
    "one": "{verb} exactly one of the two",
    "both": "{verb} both {a} and {b}",
    "exactly one": "{verb} exactly one of the three",
    "exactly two": "{verb} exactly two of the three",
}
_ASK = (
    "Of {all} {who}, {told}. How many {who} {asked}?",
    "There are {all} {who}. Among them, {told}. How many of them {asked}?",
    "A survey of {all} {who} finds that {told}. How many {who} {asked}?",
    "In a group of {all} {who}, {told}. What is the number of {who} who {asked}?",
    "{all} {who} are asked about what they {verb}. It turns out that {told}. How many {asked}?",
)


def _make(rng: Random, difficulty: int) -> Item:
    groups = 3 if difficulty == 3 else 2
    while True:
        parts = {region: rng.randint(2, 19) for region in product((0, 1), repeat=groups)}
        asked = rng.choice(_ASKED[difficulty - 1])
        who, verb, names = rng.choice(_PLACES)
        facts: dict[str, Any] = {
            "all": sum(parts.values()), "who": who, "verb": verb, "asked": asked,
            "names": rng.sample(names, groups), "counts": _counts(parts, asked),
        }  # fmt: skip
        answer = _worked_out(facts)
        shown = {facts["all"], *facts["counts"].values()}
        near = {answer + step for step in (-6, -4, -3, -2, -1, 1, 2, 3, 4, 6)} - shown
        slips = {abs(a - b) for a in shown for b in shown} - shown
        wrong = {n for n in near | slips if n > 0 and len(str(n)) == len(str(answer))} - {answer}
        if answer not in shown and len(wrong) >= 3:
            break
    phrasing = rng.randrange(len(_ASK))
    return Item(
        question=_question(facts, phrasing), answer=str(answer), difficulty=difficulty,
        distractors=tuple(map(str, rng.sample(sorted(wrong), 3))), phrasing=phrasing,
        key=f"{facts['all']} {sorted(facts['counts'].items())} {asked}", facts=facts,
    )  # fmt: skip


def _counts(parts: Mapping[Region, int], asked: str) -> dict[str, int]:
    """What is told: for some groups, by their places, how many are in all of these."""
    size = len(next(iter(parts)))
    subsets = [bits for bits in product((0, 1), repeat=size) if any(bits)]
    if asked == "both":
        subsets = [bits for bits in subsets if sum(bits) == 1]
    told = {
        "".join(str(n) for n in range(size) if bits[n]): sum(
            count for region, count in parts.items()
            if all(here >= bit for here, bit in zip(region, bits, strict=True))
        )
        for bits in subsets
    }  # fmt: skip
    if asked == "both":
        told["none"] = parts[(0,) * size]
    return told


def _worked_out(facts: Mapping[str, Any]) -> int:
    """Inclusion and exclusion."""
    all_, told, asked = facts["all"], facts["counts"], facts["asked"]
    singles = sum(count for name, count in told.items() if name.isdigit() and len(name) == 1)
    pairs = sum(count for name, count in told.items() if len(name) == 2)
    triple = told.get("012", 0)
    found: int = {
        "none": all_ - singles + pairs - triple,
        "union": singles - pairs,
        "only": told["0"] - pairs,
        "one": singles - 2 * pairs,
        "both": singles + told.get("none", 0) - all_,
        "exactly one": singles - 2 * pairs + 3 * triple,
        "exactly two": pairs - 3 * triple,
    }[asked]
    return found


def _question(facts: Mapping[str, Any], phrasing: int) -> str:
    names, verb = facts["names"], facts["verb"]
    told = []
    for group, count in facts["counts"].items():
        if count is None:
            continue
        if group == "none":
            told.append(f"{count} {verb} neither")
        elif len(group) == 1:
            told.append(f"{count} {verb} {names[int(group)]}")
        else:
            some = [names[int(place)] for place in group]
            all_three = "all three" if len(some) == 3 else f"both {some[0]} and {some[1]}"
            told.append(f"{count} {verb} {all_three}")
    text = told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"
    asked = _WORDS[facts["asked"]].format(verb=verb, a=names[0], b=names[1])
    return _ASK[phrasing].format(
        all=facts["all"], who=facts["who"], told=text, asked=asked, verb=verb
    )


def _answers(item: Item) -> set[str]:
    """Spread the people over the regions, from those in every group outwards."""
    facts, size = item.facts, len(item.facts["names"])
    regions = sorted(product((0, 1), repeat=size), key=lambda region: -sum(region))
    found: set[str] = set()

    def spread(place: int, parts: dict[Region, int]) -> None:
        if len(found) > 1:
            return
        if place == len(regions):
            if sum(parts.values()) == facts["all"]:
                found.add(str(_asked_for(facts["asked"], parts)))
            return
        region = regions[place]
        known = _known(region, facts, parts)
        for count in range(facts["all"] + 1) if known is None else [known]:
            if count >= 0:
                spread(place + 1, parts | {region: count})

    spread(0, {})
    return found


def _known(region: Region, facts: Mapping[str, Any], parts: Mapping[Region, int]) -> int | None:
    """How many are in a region, by what is told, if those in more groups are known."""
    name = "".join(str(n) for n, here in enumerate(region) if here) or "none"
    told = facts["counts"].get(name)
    if name == "none":
        return int(facts["all"]) - sum(parts.values()) if told is None else int(told)
    if told is None:
        return None
    above = sum(count for other, count in parts.items()
                if all(a >= b for a, b in zip(other, region, strict=True)))  # fmt: skip
    return int(told) - above


def _asked_for(asked: str, parts: Mapping[Region, int]) -> int:
    wanted = {"none": (0,), "union": (1, 2), "only": (1,), "one": (1,), "both": (2,),
              "exactly one": (1,), "exactly two": (2,)}[asked]  # fmt: skip
    return sum(count for region, count in parts.items() if sum(region) in wanted
               and (asked != "only" or region[0]))  # fmt: skip


def _withhold(item: Item) -> Item:
    """Leave out how many are in two groups at once or, where that is asked for, in neither."""
    counts = item.facts["counts"]
    hidden = next((name for name in counts if len(name) == 2), "none")
    facts = item.facts | {"counts": counts | {hidden: None}}
    return item.model_copy(update={"facts": facts, "question": _question(facts, item.phrasing)})


set_counts = Generator(
    name="set_counts", title="how many are in both, one or none of several groups", gives="choice",
    make=_make, answers=_answers, withhold=_withhold, kinds=("multi-step",),
)  # fmt: skip
