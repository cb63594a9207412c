"""Who had the thing at a given time: a chain of hands, every link told by somebody else.

`make` replays the world. `answers` puts the told hand-overs into order and asks which of them the
time lies between; where the links do not fit together, both ends of the gap are possible.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise, product
from random import Random
from typing import NamedTuple

from ....items import Generator, Item, say
from ...names import NAMES
from .accounts import (
    SCENES,
    Account,
    Scene,
    Statement,
    about_watch,
    clock,
    context_of,
    listed,
    offsets,
    statements,
    without_needed,
)
from .world import Action, State, World

GARMENTS = ("a green scarf", "a red raincoat", "a straw hat", "a yellow jumper", "a grey apron",
            "a black waistcoat")  # fmt: skip
_GIVEN = {
    "giver": ("At {t} I gave {thing} to {b}.", "I handed {b} {thing} at {t}.",
              "I had {thing} until {t}; then {b} took it from me."),
    "receiver": ("{A} gave me {thing} at {t}.", "At {t} {a} handed {thing} over to me.",
                 "I got {thing} from {a} at {t}."),
    "onlooker": ("At {t} I saw {a} give {thing} to {b}.", ("I was there when {a} handed {b} "
                 "{thing} at {t}."), "{A} passed {thing} to {b} at {t}; I saw it myself."),
}  # fmt: skip
_WORE = ("{who} was the one in {garment}.", "Only {who} wore {garment}.",
         "{who} went about in {garment} all the time.")  # fmt: skip
_FIRST = ("At the beginning I had {thing} myself.", "It was I who had {thing} at first.",
          "I was carrying {thing} when all this began.")  # fmt: skip
_NOTHING = ("I have nothing to add.", "I was busy with other things and can't tell you anything.",
            "All that I know I have from the others.")  # fmt: skip
_ASK = (
    "Who had {thing} at {t}?",
    "In whose hands was {thing} at {t}?",
    "Put the accounts together: who was holding {thing} at {t}?",
    "At {t} by the right time, who had {thing}?",
    "If every account is taken into consideration, who had {thing} at {t}?",
)
_INTRO = (
    "{intro}, {thing} passed through several hands. {names} tell what they did and saw. {rule}",
    "{intro}, {thing} went from one person to the next. These are the accounts of {names}. {rule}",
    "{intro}, {thing} disappeared in the end. {names} say who had it and when. {rule}",
)
_RULE = (
    "Each hand-over is told by one of them, and a watch that nobody calls wrong was right.",
    (
        "Nobody else touched it, each hand-over is told once, and watches were right unless "
        "somebody says otherwise."
    ),
)


def _make_holders(rng: Random, difficulty: int) -> Item:
    scene = rng.choice(SCENES)
    people = rng.sample(NAMES, 4 if difficulty < 3 else 5)
    while True:
        world = _passed_on(rng, scene, people, hands=difficulty + 2)
        given = [action for action in world.actions if action.deed == "give"]
        asked = rng.randrange(len(given) - 1)
        minute = rng.randint(given[asked].minute + 2, given[asked + 1].minute - 2)
        tellers = _tellers(rng, world, given)
        fast = dict.fromkeys(people, 0)
        for who in rng.sample(people, difficulty - 1):
            fast[who] = rng.choice((-15, -12, -10, 10, 12, 15))
        read = sorted((one.minute + fast[who], one.target)
                      for one, who in zip(given, tellers, strict=True))  # fmt: skip
        trusting = [taker for at, taker in read if at <= minute]
        answer = world.at(minute).thing
        # Past the first level, whoever trusts every watch must come to another answer.
        if difficulty == 1 or trusting[-1:] != [answer]:
            break
    needed = tellers[asked]
    told = _shared_out(rng, world, tellers, fast, needed)
    thing = f"the {rng.choice(scene.things)}"
    accounts = [Account(who, tuple(says), _text(rng, who, says, thing))
                for who, says in told.items()]  # fmt: skip
    intro = rng.choice(_INTRO).format(intro=scene.intro, thing=thing, names=listed(people),
                                      rule=rng.choice(_RULE))  # fmt: skip
    phrasing, question = say(rng, _ASK, {"thing": thing, "t": clock(minute)})
    wrong = rng.sample([who for who in people if who != answer], 3)
    return Item(
        question=question, context=context_of(intro, accounts), answer=answer,
        distractors=tuple(wrong), difficulty=difficulty, phrasing=phrasing,
        key=f"{[one.text for one in accounts]} {minute}",
        facts={"accounts": tuple(accounts), "minute": minute, "people": people, "intro": intro,
               "needed": needed},
    )  # fmt: skip


def _passed_on(rng: Random, scene: Scene, people: Sequence[str], hands: int) -> World:
    """A world in which the thing is given on: the receiver comes to the room of the giver."""
    start = State({who: rng.choice(scene.rooms) for who in people}, rng.choice(people))
    world = World(start, {})
    minute = rng.randrange(17 * 60, 21 * 60, 5)
    for _ in range(hands):
        state = world.at(minute)
        taker = rng.choice([who for who in people if who != state.thing])
        if state.rooms[taker] != state.rooms[state.thing]:
            world.do(minute, "go", taker, state.rooms[state.thing])
        minute += rng.randint(6, 11)
        world.do(minute, "give", state.thing, taker)
        minute += 1
    return world


def _tellers(rng: Random, world: World, given: Sequence[Action]) -> list[str]:
    """Who tells of each hand-over: somebody who was there, and not of two in a row."""
    tellers = [""]
    for action in given:
        there = world.present(world.at(action.minute).rooms[action.who], action.minute)
        tellers.append(rng.choice([who for who in there if who != tellers[-1]]))
    return tellers[1:]


def _shared_out(
    rng: Random, world: World, tellers: Sequence[str], fast: Mapping[str, int], needed: str
) -> dict[str, list[Statement]]:
    """Who says what, each by their own watch.

    What is said of watches and clothes is said by others than the one whose account is needed.
    """
    people = sorted(world.start.rooms)
    told: dict[str, list[Statement]] = {who: [] for who in rng.sample(people, len(people))}
    garments = dict(zip(people, rng.sample(GARMENTS, len(people)), strict=True))
    told[world.start.thing].append(("had", world.start.thing))
    given = [one for one in world.actions if one.deed == "give"]
    vague: list[str] = []
    for action, who in zip(given, tellers, strict=True):
        giver = action.who
        # A stranger's clothes are remembered where there are watches to mistrust as well.
        if any(fast.values()) and who != giver and action is not given[0] and rng.random() < 0.6:
            vague.append(giver)
            giver = garments[giver]
        told[who].append(("gave", action.minute + fast[who], giver, action.target))
    others = [who for who in people if who != needed]
    for who in dict.fromkeys(vague):
        told[rng.choice(others)].append(("wore", who, garments[who]))
    for who, minutes in fast.items():
        if minutes:
            told[rng.choice(others)].append(("watch", who, minutes))
    return told


def _text(rng: Random, witness: str, says: Sequence[Statement], thing: str) -> str:
    sentences = []
    for one in says:
        if one[0] == "watch":
            sentences.append(about_watch(rng, witness, one[1], one[2]))
        elif one[0] == "had":
            sentences.append(rng.choice(_FIRST).format(thing=thing))
        elif one[0] == "wore":
            text = rng.choice(_WORE).format(who=one[1], garment=one[2])
            sentences.append(f"I wore {one[2]}." if one[1] == witness else text)
        else:
            sentences.append(_handed(rng, witness, one, thing))
    return " ".join(sentences) or rng.choice(_NOTHING)


def _handed(rng: Random, witness: str, one: Statement, thing: str) -> str:
    _, minute, giver, taker = one
    role = {giver: "giver", taker: "receiver"}.get(witness, "onlooker")
    name = f"someone in {giver}" if giver in GARMENTS else giver
    words = {"a": name, "A": name[0].upper() + name[1:], "b": taker}
    return rng.choice(_GIVEN[role]).format(t=clock(minute), thing=thing, **words)


class _Link(NamedTuple):
    """One hand-over at the right time."""

    minute: int
    giver: str
    taker: str


def _answers_holders(item: Item) -> set[str]:
    minute, people = item.facts["minute"], item.facts["people"]
    said = list(statements(item))
    fast = offsets(item)
    wearers = {one[2]: (one[1],) for _, one in said if one[0] == "wore"}
    worn = sorted({one[2] for _, one in said if one[0] == "gave" and one[2] in GARMENTS})
    begin = [one[1] for _, one in said if one[0] == "had"] or people
    found: set[str] = set()
    for first, *clothed in product(begin, *(wearers.get(one, people) for one in worn)):
        named: dict[str, str] = dict(zip(worn, clothed, strict=True))
        links = [_Link(0, "", first)]
        links += sorted(
            _Link(one[1] - fast.get(who, 0), named.get(one[2], str(one[2])), one[3])
            for who, one in said if one[0] == "gave"
        )  # fmt: skip
        links.append(_Link(24 * 60, links[-1].taker, ""))
        found |= {
            holder
            for before, after in pairwise(links)
            if before.minute <= minute < after.minute
            for holder in (before.taker, after.giver)
        }
    return found


event_holders = Generator(
    name="event_holders", title="who had a thing at a time, from accounts of single hand-overs",
    gives="choice", make=_make_holders, answers=_answers_holders, withhold=without_needed,
    kinds=("multi-step",),
)  # fmt: skip
