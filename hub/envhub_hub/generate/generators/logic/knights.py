"""Knights, who always tell the truth, and knaves, who always lie: who is what.

`make` keeps only what leaves one world possible; `answers` decides that again over sets of worlds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from random import Random

from ...items import Generator, Item
from ..gaps import Facts, first_open, retold, solved, tell, without
from ..names import NAMES

World = tuple[bool, ...]
"""Who is a knight."""
Statement = tuple[str, int, int]
"""Kind, and the two people it is about (the same one twice where it is about one)."""

_RULES = (
    (
        "On an island, every person is either a knight, who always tells the truth, or a knave, "
        "who always lies. {said} Who is what?"
    ),
    (
        "Knights always tell the truth and knaves always lie; everyone here is one or the other. "
        "{said} Which of these is the case?"
    ),
    "{names} are each a knight (always truthful) or a knave (always lying). {said} What are they?",
    (
        "In a town of knights, who never lie, and knaves, who never tell the truth, you meet "
        "{names}. {said} Which description is right?"
    ),
    (
        "Each of {names} is a knight or a knave. Knights say only true things, knaves only false "
        "ones. {said} Which option must be true?"
    ),
)
_KINDS = {
    "knight": '"{a} is a knight."',
    "knave": '"{a} is a knave."',
    "same": '"{a} and {b} are of the same kind."',
    "different": '"{a} and {b} are of different kinds."',
    "either": '"At least one of {a} and {b} is a knave."',
    "both": '"{a} and {b} are both knaves."',
}


def _make_knights_and_knaves(rng: Random, difficulty: int) -> Item:
    size = 2 if difficulty == 1 else 3
    names = rng.sample(NAMES, size)
    while True:
        world = tuple(rng.random() < 0.5 for _ in range(size))
        statements = [_statement(rng, speaker, world, difficulty) for speaker in range(size)]
        possible = [w for w in product((True, False), repeat=size) if _consistent(w, statements)]
        if possible == [world]:
            break
    said = _spelled(statements, names)
    listed = ", ".join(names[:-1]) + f" and {names[-1]}"
    told = tell(rng, _RULES, {"said": said, "names": listed})
    others = [w for w in product((True, False), repeat=size) if w != world]
    wrong = rng.sample(others, 3)
    return Item(
        question=told.question, answer=_describe(world, names), difficulty=difficulty,
        distractors=tuple(_describe(w, names) for w in wrong), phrasing=told.phrasing, key=said,
        facts={"names": names, "statements": statements, **told.facts},
    )  # fmt: skip


def _statement(rng: Random, speaker: int, world: World, difficulty: int) -> Statement:
    """Something that the speaker can say: true from a knight, false from a knave."""
    others = [person for person in range(len(world)) if person != speaker]
    kinds = ("knight", "knave", "same", "different", "either", "both")
    while True:
        kind = rng.choice(kinds[:4] if difficulty < 3 else kinds)
        a = rng.choice(others)
        # With two people a pair is always the speaker and the other one.
        b = (
            a
            if kind in ("knight", "knave")
            else rng.choice([p for p in range(len(world)) if p != a])
        )
        if _true((kind, a, b), world) == world[speaker]:
            return (kind, a, b)


def _true(statement: Statement, world: World) -> bool:
    kind, a, b = statement
    if kind in ("knight", "knave"):
        return world[a] == (kind == "knight")
    if kind in ("same", "different"):
        return (world[a] == world[b]) == (kind == "same")
    return not (world[a] and world[b]) if kind == "either" else not (world[a] or world[b])


def _consistent(world: World, statements: list[Statement]) -> bool:
    return all(_true(s, world) == world[speaker] for speaker, s in enumerate(statements))


def _quote(statement: Statement, names: list[str], speaker: int) -> str:
    kind, a, b = statement
    text = _KINDS[kind].format(a=names[a], b=names[b])
    if speaker not in (a, b):
        return text
    other = names[a] if b == speaker else names[b]
    own = {"same": f'"{other} and I are of the same kind."',
           "different": f'"{other} and I are of different kinds."',
           "either": f'"At least one of {other} and me is a knave."',
           "both": f'"{other} and I are both knaves."'}  # fmt: skip
    return own[kind]


def _spelled(statements: Sequence[Statement], names: list[str]) -> str:
    said = (f"{names[n]} says: {_quote(s, names, n)}" for n, s in enumerate(statements))
    return " ".join(said)


def _describe(world: World, names: list[str]) -> str:
    kinds = ("a knave", "a knight")
    said = [f"{name} is {kinds[knight]}" for name, knight in zip(names, world, strict=True)]
    return ", ".join(said[:-1]) + f" and {said[-1]}"


def _possible_worlds(facts: Facts) -> Iterator[str]:
    """Cut the set of all worlds, as bits of one number, statement by statement."""
    names = facts["names"]
    size = len(names)
    everywhere = (1 << (1 << size)) - 1
    knight = [sum(1 << w for w in range(1 << size) if w >> n & 1) for n in range(size)]
    left = everywhere
    for speaker, (kind, a, b) in enumerate(facts["statements"]):
        where = {
            "knight": knight[a],
            "knave": everywhere ^ knight[a],
            "same": everywhere ^ knight[a] ^ knight[b],
            "different": knight[a] ^ knight[b],
            "either": everywhere ^ (knight[a] & knight[b]),
            "both": everywhere ^ (knight[a] | knight[b]),
        }[kind]
        left &= everywhere ^ where ^ knight[speaker]
    for number in range(1 << size):
        if left >> number & 1:
            yield _describe(tuple(bool(number >> n & 1) for n in range(size)), names)


_answers = solved(_possible_worlds)


def _withhold_knights(item: Item) -> Item:
    """Leave out the last accounts, as many as it takes."""
    names, statements = item.facts["names"], item.facts["statements"]
    cuts = (statements[:count] for count in reversed(range(1, len(statements))))
    return first_open(
        (
            retold(
                item,
                {"said": _spelled(cut, names)},
                {**without(item, "statements"), "statements": cut},
            )
            for cut in cuts
        ),
        _answers,
    )


knights_and_knaves = Generator(
    name="knights_and_knaves", title="knights who tell the truth and knaves who lie",
    gives="choice", make=_make_knights_and_knaves, answers=_answers,
    withhold=_withhold_knights, kinds=("multi-step",),
)  # fmt: skip
