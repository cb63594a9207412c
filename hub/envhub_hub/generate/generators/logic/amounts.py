"""Amounts that hang together: what one of them is, told from others in order, backwards or in none.

One graph of amounts is told in three orders, with amounts that do not matter (the idea of DyVal,
Zhu et al. 2023, arXiv:2309.17167). `make` goes forward from the known amounts; the checker goes
back from the one that is asked for, as a sum of multiples of known ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from ...items import Generator, Item

Amount = tuple[str, str, int | None, tuple[str, ...]]
"""Colour, kind (known, more, fewer, times, both), a number (None: not told), and what it is
compared with."""

_COLOURS = (
    "red", "blue", "green", "black", "white", "brown", "pink", "grey", "purple", "orange", "yellow",
    "silver", "golden", "violet",
)  # fmt: skip
_TOLD = {
    "known": "The {c} {box} holds {n} {thing}.",
    "more": "The {c} {box} holds {n} more {thing} than the {a} {box}.",
    "fewer": "The {c} {box} holds {n} fewer {thing} than the {a} {box}.",
    "times": "The {c} {box} holds {n} times as many {thing} as the {a} {box}.",
    "both": "The {c} {box} holds as many {thing} as the {a} {box} and the {b} {box} together.",
}
_THINGS = (("box", "beads"), ("jar", "coins"), ("bag", "nuts"), ("crate", "bolts"),
           ("basket", "shells"), ("tin", "buttons"))  # fmt: skip
_ASK = (
    "{told} How many {thing} does the {c} {box} hold?",
    "{told} What is the number of {thing} in the {c} {box}?",
    "Some of these facts may not be needed. {told} How many {thing} are in the {c} {box}?",
    "Find the number of {thing} in the {c} {box}. {told} Which option is right?",
    "{told} If all of this is true, how many {thing} are there in the {c} {box}?",
)
_ORDERS = ("forward", "backward", "shuffled")
MOST = 400


def _make(rng: Random, difficulty: int) -> Item:
    while True:
        amounts = _amounts(rng, difficulty)
        values = _forward(amounts)
        asked = amounts[-1][0]
        matter = _needed(amounts)
        spare = [one for one in amounts if one[0] not in matter]
        if len(spare) != difficulty or not all(3 <= value <= MOST for value in values.values()):
            continue
        wrong = _wrong(rng, amounts, values)
        if values[asked] >= 11 and len(wrong) >= 3:
            break
    order = _ORDERS[rng.randrange(difficulty)]
    told = list(amounts)
    if order != "forward":
        told.reverse()
    if order == "shuffled":
        rng.shuffle(told)
    box, thing = rng.choice(_THINGS)
    facts = {"told": told, "asked": asked, "box": box, "thing": thing}
    phrasing = rng.randrange(len(_ASK))
    return Item(
        question=_question(facts, phrasing), answer=str(values[asked]),
        distractors=tuple(map(str, wrong[:3])), difficulty=difficulty, phrasing=phrasing,
        key=f"{sorted(map(str, told))} {asked}", facts=facts,
    )  # fmt: skip


def _amounts(rng: Random, difficulty: int) -> list[Amount]:
    """Amounts in an order in which each is told from earlier ones; the last one is asked for."""
    colours = rng.sample(_COLOURS, 3 + 2 * difficulty)
    found: list[Amount] = []
    for place, colour in enumerate(colours):
        earlier = colours[:place]
        if place == 0 or (place == 1 and difficulty > 1):
            found.append((colour, "known", rng.randint(4, 30), ()))
            continue
        kind = rng.choice(("more", "fewer", "times", "both") if place > 1 else ("more", "times"))
        number = rng.randint(2, 4) if kind == "times" else rng.randint(3, 19)
        others = rng.sample(earlier, 2 if kind == "both" else 1)
        found.append((colour, kind, None if kind == "both" else number, tuple(others)))
    return found


def _forward(amounts: Sequence[Amount]) -> dict[str, int]:
    values: dict[str, int] = {}
    for colour, kind, number, others in amounts:
        n, a = number or 0, values[others[0]] if others else 0
        if kind == "both":
            values[colour] = a + values[others[1]]
        else:
            values[colour] = {"known": n, "more": a + n, "fewer": a - n, "times": a * n}[kind]
    return values


def _needed(amounts: Sequence[Amount]) -> set[str]:
    needed = {amounts[-1][0]}
    for colour, _, _, others in reversed(amounts):
        if colour in needed:
            needed.update(others)
    return needed


def _wrong(rng: Random, amounts: Sequence[Amount], values: Mapping[str, int]) -> list[int]:
    """Other amounts of the story, and slips by one of its numbers, as long as the right one."""
    asked = values[amounts[-1][0]]
    numbers = {number for _, _, number, _ in amounts if number is not None}
    slips = {asked + sign * number for number in numbers for sign in (1, -1)}
    near = {asked + step for step in (-10, -2, -1, 1, 2, 10)}
    found = {n for n in {*values.values(), *slips} | near if len(str(n)) == len(str(asked))}
    return rng.sample(sorted(found - {asked}), min(3, len(found - {asked})))


def _question(facts: Mapping[str, Any], phrasing: int) -> str:
    box, thing = facts["box"], facts["thing"]
    sentences = [
        _TOLD[kind].format(c=colour, n=number, a=(*others, "")[0], b=(*others, "", "")[1],
                           box=box, thing=thing)
        for colour, kind, number, others in facts["told"]
        if number is not None or kind == "both"
    ]  # fmt: skip
    told = " ".join(sentences)
    return _ASK[phrasing].format(told=told, c=facts["asked"], box=box, thing=thing)


def _answers(item: Item) -> set[str]:
    rules = {colour: rule for colour, *rule in item.facts["told"]}
    terms, constant = Counter({item.facts["asked"]: 1}), 0
    while any(rules[colour][0] != "known" for colour in terms):
        colour = next(one for one in terms if rules[one][0] != "known")
        times = terms.pop(colour)
        kind, number, others = rules[colour]
        if kind in ("more", "fewer"):
            constant += times * number * (1 if kind == "more" else -1)
        for other in others:
            terms[other] += times * (number if kind == "times" else 1)
    unknown = sum(times for colour, times in terms.items() if rules[colour][1] is None)
    constant += sum(times * (rules[colour][1] or 0) for colour, times in terms.items())
    return {str(constant + unknown * value) for value in ((1, 2, 3) if unknown else (0,))}


def _withhold(item: Item) -> Item:
    """Leave out a known amount that the asked one hangs on."""
    told = [tuple(one) for one in item.facts["told"]]
    forward = _forward_order(told, item.facts["asked"])
    leaf = next(one for one in forward if one[1] == "known")
    hidden = [(one[0], "known", None, ()) if one == leaf else one for one in told]
    facts = item.facts | {"told": hidden}
    return item.model_copy(update={"facts": facts, "question": _question(facts, item.phrasing)})


def _forward_order(told: Sequence[Amount], asked: str) -> list[Amount]:
    """The amounts that the asked one hangs on, each behind those it is told from."""
    rules = {one[0]: one for one in told}
    return [*(below for other in rules[asked][3] for below in _forward_order(told, other)),
            rules[asked]]  # fmt: skip


linked_amounts = Generator(
    name="linked_amounts", title="an amount that others imply, told in any order", gives="choice",
    make=_make, answers=_answers, withhold=_withhold, kinds=("multi-step",),
)  # fmt: skip
