"""Operations one after the other on a string, on a list of numbers, on a list of words.

Every operation stands in a table with two implementations: `do` slices and sorts whole lists, as
`make` uses it; `again` goes item by item with places and numbers, as the checker does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any

from envhub.scorers.extract import normalise, stands_in

from ...items import Generator, Item
from .vocabulary import WORDS

Values = list[Any]
Change = Callable[[Values, Any], Values]
Done = tuple[str, Any]
"""An operation by its name, and its number or letters."""


@dataclass(frozen=True)
class Step:
    """An operation."""

    told: str
    """As a clause, `{n}` its number."""
    choices: tuple[Any, ...]
    """The numbers that it can have; one None where it has none."""
    do: Change
    again: Change


@dataclass(frozen=True)
class Room:
    """What is changed: how it starts, what can be done to it, how it is written."""

    steps: Mapping[str, Step]
    start: Callable[[Random, int], Values]
    write: Callable[[Values], str]
    least: int
    """A shorter result is not asked for."""
    wordings: tuple[str, ...]
    also: Callable[[str], tuple[str, ...]] = lambda _: ()
    """Other ways to write an answer that are as right."""


def _kept(keep: Callable[[int, Any, Any], bool]) -> Change:
    """Keep items by their place and value, one after the other."""

    def change(values: Values, n: Any) -> Values:
        found = []
        for place, value in enumerate(values):
            if keep(place, value, n):
                found.append(value)
        return found

    return change


def _placed(source: Callable[[int, int, Any], int]) -> Change:
    """Fill each place of the result from one place of the old list."""

    def change(values: Values, n: Any) -> Values:
        return [values[source(place, len(values), n)] for place in range(len(values))]

    return change


def _inserted(before: Callable[[Any, Any], bool]) -> Change:
    """Put each item before the first one that it belongs before."""

    def change(values: Values, _: Any) -> Values:
        found: Values = []
        for value in values:
            place = 0
            while place < len(found) and not before(value, found[place]):
                place += 1
            found.insert(place, value)
        return found

    return change


def _without_repeats(values: Values, _: Any) -> Values:
    return [value for place, value in enumerate(values) if value not in values[:place]]


def _running(values: Values, _: Any) -> Values:
    total, found = 0, []
    for value in values:
        total += value
        found.append(total)
    return found


_SHARED = {
    "reverse": Step("reverse the order of the {things}", (None,), lambda v, _: v[::-1],
                    _placed(lambda place, size, _: size - 1 - place)),
    "left": Step("move the first {n} {things} to the end", (2, 3), lambda v, n: v[n:] + v[:n],
                 _placed(lambda place, size, n: (place + n) % size)),
    "right": Step("move the last {n} {things} to the front", (2, 3), lambda v, n: v[-n:] + v[:-n],
                  _placed(lambda place, size, n: (place - n) % size)),
    "ends": Step("swap the first and the last of the {things}", (None,),
                 lambda v, _: [v[-1], *v[1:-1], v[0]],
                 _placed(lambda place, size, _: {0: size - 1, size - 1: 0}.get(place, place))),
    "drop": Step("remove the first {n} {things}", (2, 3), lambda v, n: v[n:],
                 _kept(lambda place, _, n: place >= n)),
    "odd": Step("keep only the {things} at odd places (first, third, and so on)", (None,),
                lambda v, _: v[::2], _kept(lambda place, _, __: place % 2 == 0)),
}  # fmt: skip


def _of(things: str, *names: str) -> dict[str, Step]:
    """The shared operations with the word for what they change."""
    found = {}
    for name in names:
        one = _SHARED[name]
        told = one.told.replace("{things}", things)
        found[name] = Step(told, one.choices, one.do, one.again)
    return found


_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_STRING_STEPS = _of("letters", "reverse", "left", "right", "ends", "drop", "odd") | {
    "shift": Step(
        "replace each letter by the one {n} places later in the alphabet (a follows z)", (1, 2, 3),
        lambda v, n: [(_LETTERS * 2)[_LETTERS.index(one) + n] for one in v],
        lambda v, n: [chr((ord(one) - 97 + n) % 26 + 97) for one in v],
    ),
    "double": Step("write each letter twice", (None,), lambda v, _: [x for x in v for _ in "ab"],
                   lambda v, _: [v[place // 2] for place in range(2 * len(v))]),
    "sort": Step("sort the letters alphabetically", (None,), lambda v, _: sorted(v),
                 _inserted(lambda a, b: ord(a) < ord(b))),
    "vowels": Step("remove the vowels a, e, i, o and u", (None,),
                   lambda v, _: [one for one in v if one not in "aeiou"],
                   _kept(lambda _, one, __: one not in ("a", "e", "i", "o", "u"))),
}  # fmt: skip
_NUMBERS = _of("numbers", "reverse", "left", "right", "ends", "drop", "odd")
LIST_STEPS: Mapping[str, Step] = _NUMBERS | {
    "rising": Step("sort the numbers from the smallest to the largest", (None,),
                   lambda v, _: sorted(v), _inserted(lambda a, b: a < b)),
    "falling": Step("sort the numbers from the largest to the smallest", (None,),
                    lambda v, _: sorted(v, reverse=True), _inserted(lambda a, b: a > b)),
    "once": Step("remove repeated numbers, keeping the first of each", (None,),
                 lambda v, _: list(dict.fromkeys(v)), _without_repeats),
    "even": Step("keep only the even numbers", (None,), lambda v, _: [x for x in v if x % 2 == 0],
                 _kept(lambda _, one, __: str(one)[-1] in "02468")),
    "over": Step("keep only the numbers greater than {n}", (4, 6, 8),
                 lambda v, n: [x for x in v if x > n], _kept(lambda _, one, n: one - n >= 1)),
    "add": Step("add {n} to each number", (3, 4, 5, 7), lambda v, n: [x + n for x in v],
                lambda v, n: [sum((one, n)) for one in v]),
    "times": Step("multiply each number by {n}", (2, 3), lambda v, n: [x * n for x in v],
                  lambda v, n: [sum([one] * n) for one in v]),
    "sums": Step("replace each number by the sum of all numbers up to and including it", (None,),
                 lambda v, _: [sum(v[: n + 1]) for n in range(len(v))], _running),
}  # fmt: skip
_WORD_STEPS = _of("words", "reverse", "left", "right", "ends", "drop", "odd") | {
    "sort": Step("put the words in alphabetical order", (None,), lambda v, _: sorted(v),
                 _inserted(lambda a, b: list(map(ord, a)) < list(map(ord, b)))),
    "long": Step("remove the words with more than {n} letters", (4, 5, 6),
                 lambda v, n: [one for one in v if len(one) <= n],
                 _kept(lambda _, one, n: not one[n:])),
    "back": Step("spell each word backwards", (None,), lambda v, _: [one[::-1] for one in v],
                 lambda v, _: ["".join(reversed(one)) for one in v]),
    "tails": Step("remove the first letter of each word", (None,), lambda v, _: [w[1:] for w in v],
                  lambda v, _: ["".join(one for n, one in enumerate(word) if n) for word in v]),
}  # fmt: skip


def _letters(rng: Random, difficulty: int) -> Values:
    return rng.sample("abcdefghiklmnoprstuvwy", 4 + difficulty)


def _numbers(rng: Random, difficulty: int) -> Values:
    values = [rng.randint(1, 15) for _ in range(4 + difficulty)]
    values.insert(rng.randrange(len(values)), rng.choice(values))
    return values


def _words(rng: Random, difficulty: int) -> Values:
    return rng.sample(WORDS, 3 + difficulty)


_STRINGS = Room(
    steps=_STRING_STEPS, start=_letters, write="".join, least=3,
    wordings=(
        'Start with the string "{start}". {steps} What is the result?',
        'Take the letters "{start}". {steps} Which string do you get?',
        'A program is given "{start}". {steps} What string does it return?',
        'Here is a string: "{start}". {steps} Write the string that comes out.',
        'The text "{start}" is changed. {steps} What does it read in the end?',
    ),
)  # fmt: skip
_LISTS = Room(
    steps=LIST_STEPS, start=_numbers, write=lambda values: ", ".join(map(str, values)), least=2,
    wordings=(
        "Start with the list {start}. {steps} What is the result? Separate the numbers by commas.",
        ("Take the numbers {start}, in this order. {steps} Which list do you get? Write its "
         "numbers with commas between them."),
        ("A program is given the list {start}. {steps} What does it return? Put commas between "
         "the numbers."),
        ("Here is a list: {start}. {steps} Write the list that comes out, with commas between "
         "the numbers."),
        ("The list {start} is changed. {steps} Which numbers does it hold in the end? Give them "
         "in order, separated by commas."),
    ),
    also=lambda answer: (answer.replace(" ", ""), f"[{answer}]", answer.replace(",", "")),
)  # fmt: skip
_SENTENCES = Room(
    steps=_WORD_STEPS, start=_words, write=" ".join, least=2,
    wordings=(
        'Start with the words "{start}". {steps} What is left? Separate the words by spaces.',
        ('Take the words "{start}", in this order. {steps} What do you get, with spaces between '
         'the words?'),
        'A program is given the line "{start}". {steps} What line does it return?',
        'Here is a row of words: "{start}". {steps} Write the row that comes out.',
        'The row of words "{start}" is changed. {steps} What does it read in the end?',
    ),
    also=lambda answer: (answer.replace(" ", ", "),),
)  # fmt: skip


def _make(room: Room, rng: Random, difficulty: int) -> Item:
    while True:
        start = room.start(rng, difficulty)
        done: list[Done] = []
        values = start
        for name in rng.sample(tuple(room.steps), difficulty):
            done.append((name, rng.choice(room.steps[name].choices)))
            before, values = values, room.steps[name].do(values, done[-1][1])
            if values == before or len(values) < room.least:
                break
        else:
            facts = {"start": start, "done": done}
            phrasing = rng.randrange(len(room.wordings))
            question, answer = _question(room, facts, phrasing), room.write(values)
            if not given_away(answer, question):
                break
    return Item(
        question=question, answer=answer, references=room.also(answer), difficulty=difficulty,
        phrasing=phrasing, key=f"{start} {done}", facts=facts,
    )  # fmt: skip


def given_away(answer: str, question: str) -> bool:
    """Whether an answer stands in its question already, by chance."""
    word, asked = (normalise(text, ("case", "space", "punctuation")) for text in (answer, question))
    return stands_in(word, asked)


def _question(room: Room, facts: Mapping[str, Any], phrasing: int) -> str:
    told = []
    for place, one in enumerate(facts["done"]):
        clause = "change it in a way that is not told"
        if one is not None:
            clause = room.steps[one[0]].told.format(n=one[1])
        told.append(f"Then {clause}." if place else f"{clause[0].upper()}{clause[1:]}.")
    start = room.write(facts["start"])
    return room.wordings[phrasing].format(start=start, steps=" ".join(told))


def _answers(room: Room, item: Item) -> list[str]:
    """What comes out; for an operation that is not told, of each that it can be, the first few."""
    found: dict[str, None] = {}
    last = item.facts["done"][-1]
    every = [(name, n) for name, step in room.steps.items() for n in step.choices]
    for end in every if last is None else [last]:
        values = list(item.facts["start"])
        for name, n in [*item.facts["done"][:-1], end]:
            values = room.steps[name].again(values, n)
        found[room.write(values)] = None
        if len(found) > 2:
            break
    return list(found)


def _withhold(room: Room, item: Item) -> Item:
    """Leave out the last operation."""
    facts = item.facts | {"done": [*item.facts["done"][:-1], None]}
    question = _question(room, facts, item.phrasing)
    return item.model_copy(update={"facts": facts, "question": question})


def _generator(name: str, title: str, room: Room) -> Generator:
    make: Callable[[Random, int], Item] = partial(_make, room)
    answers: Callable[[Item], Sequence[str]] = partial(_answers, room)
    return Generator(
        name=name, title=title, gives="text", make=make, answers=answers,
        withhold=partial(_withhold, room), kinds=("multi-step",),
    )  # fmt: skip


string_edits = _generator("string_edits", "a string after one to three operations", _STRINGS)
list_edits = _generator("list_edits", "a list of numbers after one to three operations", _LISTS)
word_edits = _generator("word_edits", "a row of words after one to three operations", _SENTENCES)
