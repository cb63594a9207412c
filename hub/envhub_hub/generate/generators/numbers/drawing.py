"""Probabilities of drawing balls and cards without putting them back, as fractions.

`make` counts combinations; `answers` follows every row of colours, draw by draw, or goes through
the whole pack.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import permutations, product
from math import comb, prod
from random import Random
from typing import NamedTuple

from ...items import Generator, Item
from ..gaps import Facts, hiding, solved, tell
from ..names import NAMES
from .chances import as_fractions, worth_asking

_ONE_BALL = as_fractions(
    (
        (
            "An urn holds {balls}. One ball is drawn at random. What is the probability that it is "
            "{event}?"
        ),
        (
            "There are {balls} in a bag. {who} takes one of them without looking. How likely is it "
            "to be {event}?"
        ),
        (
            "One ball is taken at random from a box with {balls}. Find the probability that it is "
            "{event}."
        ),
        (
            "{who} has {balls} in a sack and pulls out one at random. What is the chance that it "
            "is {event}?"
        ),
        "A jar contains {balls}. With what probability is a ball that is drawn at random {event}?",
    )
)
_BALLS = as_fractions(
    (
        (
            "An urn holds {balls}. {Count} balls are drawn at random, one after the other, without "
            "putting any back. What is the probability that {event}?"
        ),
        (
            "There are {balls} in a bag. {who} takes {count} of them at once without looking. How "
            "likely is it that {event}?"
        ),
        (
            "{Count} balls are taken at random from a box with {balls}, and none is put back. Find "
            "the probability that {event}."
        ),
        (
            "{who} has {balls} in a sack and pulls out {count} at random, all at once. What is the "
            "chance that {event}?"
        ),
        (
            "A jar contains {balls}. {Count} of the balls are drawn at random without replacement. "
            "With what probability is it true that {event}?"
        ),
    )
)
_COUNT = {2: "two", 3: "three"}
_COLOURS = ("red", "blue", "green", "white", "black", "yellow", "purple", "orange")
_BALL_EVENTS = (
    {"one": "{a}", "not": "not {a}", "either": "{a} or {b}"},
    {
        "all": "both are {a}",
        "none": "neither of them is {a}",
        "pair": "one of them is {a} and the other one is {b}",
        "exactly one": "exactly one of them is {a}",
    },
    {
        "all": "all three are {a}",
        "none": "none of them is {a}",
        "at least one": "at least one of them is {a}",
        "exactly one": "exactly one of them is {a}",
        "exactly two": "exactly two of them are {a}",
        "alike": "all three have the same colour",
    },
)


def _ways(event: str, held: Mapping[str, int], ab: Sequence[str], draws: int) -> int:
    """Count the sets of balls that an event is made of, by combinations."""
    a, b, whole = held[ab[0]], held[ab[1]], sum(held.values())
    rest = whole - a
    return {
        "one": a,
        "not": rest,
        "either": a + b,
        "all": comb(a, draws),
        "none": comb(rest, draws),
        "pair": a * b,
        "exactly one": a * comb(rest, draws - 1),
        "exactly two": comb(a, 2) * comb(rest, draws - 2) if draws > 2 else 0,
        "at least one": comb(whole, draws) - comb(rest, draws),
        "alike": sum(comb(count, draws) for count in held.values()),
    }[event]


def _happens(event: str, ab: Sequence[str], drawn: Sequence[str]) -> bool:
    """Whether a row of colours is what an event speaks of."""
    a, b = (drawn.count(colour) for colour in ab)
    return {
        "one": a == 1,
        "not": a == 0,
        "either": a + b == 1,
        "all": a == len(drawn),
        "none": a == 0,
        "pair": a == b == 1,
        "exactly one": a == 1,
        "exactly two": a == 2,
        "at least one": a > 0,
        "alike": len(set(drawn)) == 1,
    }[event]


def _make_urns(rng: Random, difficulty: int) -> Item:
    colours = rng.sample(_COLOURS, 3)
    held = {colour: rng.randint(3, 9) for colour in colours}
    events = _BALL_EVENTS[difficulty - 1]
    event, ab = rng.choice(tuple(events)), rng.sample(colours, 2)
    ways, whole = _ways(event, held, ab, difficulty), comb(sum(held.values()), difficulty)
    chance = Fraction(ways, whole)
    if not worth_asking(chance):
        return _make_urns(rng, difficulty)
    last, others = colours[-1], colours[:-1]
    balls = ", ".join(f"{held[colour]} {colour}" for colour in others)
    said = events[event].format(a=ab[0], b=ab[1])
    count = _COUNT.get(difficulty, "")
    fields = {"event": said, "who": rng.choice(NAMES), "first": held[colours[0]],
              "rest": f"{held[colours[1]]} {colours[1]} and {held[last]} {last} balls",
              "count": count, "Count": count.capitalize()}  # fmt: skip
    wordings = [one.replace("{balls}", f"{{first}} {colours[0]}, {{rest}}")
                for one in (_ONE_BALL if difficulty == 1 else _BALLS)]  # fmt: skip
    told = tell(rng, wordings, fields)
    steps = [] if difficulty == 1 else [whole, ways]
    return Item(
        question=told.question, answer=str(chance), difficulty=difficulty, phrasing=told.phrasing,
        steps=tuple(str(step) for step in steps if step not in held.values()),
        key=f"{balls}, {held[last]} {last}: {said}",
        facts={"first": held[colours[0]], "colour": colours[0], "event": event, "ab": ab,
               "others": {colour: held[colour] for colour in colours[1:]}, "draws": difficulty,
               **told.facts},
    )  # fmt: skip


def _draw_in_turn(facts: Facts) -> str:
    """Multiply along every row of colours, with one ball less at each draw."""
    held = {facts["colour"]: facts["first"], **facts["others"]}
    whole, draws, chance = sum(held.values()), facts["draws"], Fraction(0)
    for drawn in product(held, repeat=draws):
        if _happens(facts["event"], facts["ab"], drawn):
            left = [held[colour] - drawn[:n].count(colour) for n, colour in enumerate(drawn)]
            chance += Fraction(prod(left), prod(range(whole - draws + 1, whole + 1)))
    return str(chance)


class Kind(NamedTuple):
    """A kind of card: some suits, some ranks."""

    name: str
    suits: str
    ranks: range | tuple[int, ...]


_SUITS = "♣♦♥♠"
_EVERY = range(1, 14)
_ACE, _JACK, _QUEEN, _KING = 1, 11, 12, 13
_OF_SUIT = (
    Kind("a club", "♣", _EVERY),
    Kind("a diamond", "♦", _EVERY),
    Kind("a heart", "♥", _EVERY),
    Kind("a spade", "♠", _EVERY),
    Kind("a red card", "♦♥", _EVERY),
    Kind("a black card", "♣♠", _EVERY),
)
_OF_RANK = (
    Kind("an ace", _SUITS, (_ACE,)),
    Kind("a jack", _SUITS, (_JACK,)),
    Kind("a queen", _SUITS, (_QUEEN,)),
    Kind("a king", _SUITS, (_KING,)),
    Kind("a face card (a jack, queen or king)", _SUITS, (_JACK, _QUEEN, _KING)),
    *(Kind(f"{'an' if n == 8 else 'a'} {n}", _SUITS, (n,)) for n in range(2, 11)),
    *(Kind(f"a number from 2 to {n}", _SUITS, range(2, n + 1)) for n in range(4, 10)),
)
_ONE_CARD = as_fractions(
    (
        (
            "One card is drawn from a full pack of 52 playing cards. What is the probability that "
            "it is {a}?"
        ),
        "{who} draws a card at random from a standard pack of 52. How likely is it to be {a}?",
        "Find the probability that a card taken at random from an ordinary pack of 52 is {a}.",
        (
            "From a shuffled pack of 52 playing cards {who} takes the top card. What is the chance "
            "that it is {a}?"
        ),
        (
            "The bottom card of a well-shuffled pack of 52 playing cards is looked at. With what "
            "probability is it {a}?"
        ),
    )
)
_TWO_CARDS = as_fractions(
    (
        (
            "Two cards are drawn one after the other from a full pack of 52 playing cards, and the "
            "first is not put back. What is the probability that {event}?"
        ),
        (
            "{who} draws two cards in turn from a standard pack of 52 without replacement. How "
            "likely is it that {event}?"
        ),
        (
            "Two cards are dealt in turn from an ordinary pack of 52. Find the probability that "
            "{event}."
        ),
        (
            "From a shuffled pack of 52 playing cards {who} takes the first card and then the "
            "second card from the top. What is the chance that {event}?"
        ),
        (
            "Two cards of a well-shuffled pack of 52 playing cards are turned over, first one and "
            "then the other. With what probability is it true that {event}?"
        ),
    )
)
_OF_ONE_CARD = {"or": "{a} or {b}", "and": "both {a} and {b}", "but not": "{a} but not {b}"}
_OF_TWO_CARDS = {
    "in turn": "the first card is {a} and the second card is {b}",
    "at least one": "at least one of them is {a} or {b}",
    "both": "each of them is {a} or {b}",
    "exactly one": "exactly one of them is {a} or {b}",
}


def _size(*kinds: Kind) -> int:
    """How many cards belong to each of the kinds at once."""
    suits = [suit for suit in _SUITS if all(suit in kind.suits for kind in kinds)]
    ranks = [rank for rank in _EVERY if all(rank in kind.ranks for kind in kinds)]
    return len(suits) * len(ranks)


def _chance_of_cards(event: str, a: Kind, b: Kind) -> Fraction:
    both = _size(a, b)
    either = _size(a) + _size(b) - both
    if event in _OF_ONE_CARD:
        return Fraction({"or": either, "and": both, "but not": _size(a) - both}[event], 52)
    if event == "in turn":
        return Fraction(_size(a) * _size(b) - both, 52 * 51)
    pairs = {"both": comb(either, 2), "exactly one": either * (52 - either)}
    pairs["at least one"] = pairs["both"] + pairs["exactly one"]
    return Fraction(pairs[event], comb(52, 2))


def _make_cards(rng: Random, difficulty: int) -> Item:
    a, b = rng.choice(_OF_SUIT), rng.choice(_OF_RANK)
    event = rng.choice((*_OF_ONE_CARD,) if difficulty == 1 else (*_OF_TWO_CARDS,)[1:])
    if difficulty == 2:
        event, (a, b) = "in turn", rng.choices((*_OF_SUIT, *_OF_RANK), k=2)
    chance = _chance_of_cards(event, a, b)
    if not worth_asking(chance):
        return _make_cards(rng, difficulty)
    said = (_OF_ONE_CARD | _OF_TWO_CARDS)[event].format(a=a.name, b="{b}")
    wordings = _ONE_CARD if difficulty == 1 else _TWO_CARDS
    told = tell(
        rng,
        [one.replace("{a}", said).replace("{event}", said) for one in wordings],
        {"b": b.name, "who": rng.choice(NAMES)},
    )
    return Item(
        question=told.question, answer=str(chance), difficulty=difficulty, phrasing=told.phrasing,
        key=f"{event}:{a.name}:{b.name}", facts={"event": event, "a": a, "b": b, **told.facts},
    )  # fmt: skip


def _go_through_the_pack(facts: Facts) -> str | None:
    """Look at every card, or at every pair; None where the event can't happen or can't fail to."""
    a, b, event = facts["a"], facts["b"], facts["event"]
    pack = [(suit in a.suits and rank in a.ranks, suit in b.suits and rank in b.ranks)
            for suit in _SUITS for rank in _EVERY]  # fmt: skip
    if event in _OF_ONE_CARD:
        found = [{"or": x or y, "and": x and y, "but not": x and not y}[event] for x, y in pack]
    elif event == "in turn":
        found = [first[0] and second[1] for first, second in permutations(pack, 2)]
    else:
        least, most = {"at least one": (1, 2), "both": (2, 2), "exactly one": (1, 1)}[event]
        either = [x or y for x, y in pack]
        found = [least <= sum(pair) <= most for pair in permutations(either, 2)]
    chance = Fraction(sum(found), len(found))
    return str(chance) if 0 < chance < 1 else None


cards = Generator(
    name="cards", title="probabilities of playing cards", gives="number",
    make=_make_cards, answers=solved(_go_through_the_pack, {"b": _OF_RANK[::4]}),
    withhold=hiding("b", "a certain kind of card"), kinds=("multi-step",),
)  # fmt: skip
urns = Generator(
    name="urns", title="probabilities of drawing coloured balls", gives="number",
    make=_make_urns, answers=solved(_draw_in_turn, {"first": range(1, 9)}),
    withhold=hiding("first", "some"), kinds=("multi-step",),
)  # fmt: skip
