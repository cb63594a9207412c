"""Facts about the chemical elements, as sentences to be finished.

`make` reads periodictable from number to name; `answers` asks it by symbol or by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from ...items import Generator, Item, say
from ..gaps import Facts, judged, solved
from .tables import Element, element_table, elements

_COMMON = (1, 2, 3, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 22, 26, 28, 29, 30, 47,
           50, 53, 78, 79, 80, 82, 86, 92)  # fmt: skip
"""Atomic numbers of the elements that school teaches first."""
_PERIOD_FIVE = 56


def elements_of(difficulty: int) -> list[Element]:
    """Return the elements of one difficulty: common ones, the others up to barium, the rest."""
    common = [e for e in elements() if e.number in _COMMON]
    light = [e for e in elements() if e.number <= _PERIOD_FIVE and e not in common]
    rest = [e for e in elements() if e not in common and e not in light]
    return (common, light, rest)[difficulty - 1]


def _ending(
    rng: Random, difficulty: int, wordings: Sequence[str], element: Element,
    answer: str, wrong: Sequence[str],
) -> Item:  # fmt: skip
    fields = {"name": element.name, "symbol": element.symbol, "number": element.number}
    phrasing, question = say(rng, wordings, fields)
    return Item(
        question=question, answer=answer, distractors=tuple(wrong), difficulty=difficulty,
        phrasing=phrasing, key=str(element.number),
        facts={"number": element.number, "name": element.name, "symbol": element.symbol},
    )  # fmt: skip


def _alike(element: Element) -> list[Element]:
    """Elements that one might confuse it with: those that begin alike, then neighbours."""
    first = {element.name[0], element.symbol[0].lower()}
    begins = [e for e in elements() if {e.name[0], e.symbol[0].lower()} & first]
    near = [e for e in elements() if abs(e.number - element.number) <= 3]
    return [e for e in dict.fromkeys((*begins, *near)) if e.number != element.number]


_SYMBOL = (
    "The chemical symbol for {name} is",
    "In the periodic table, {name} has the symbol",
    "In chemical formulas, the element {name} is written as",
    "The symbol of the element {name} is",
    "On the periodic table, the abbreviation for {name} is",
)


def _make_symbols(rng: Random, difficulty: int) -> Item:
    element = rng.choice(elements_of(difficulty))
    wrong = [e.symbol for e in rng.sample(_alike(element), 3)]
    return _ending(rng, difficulty, _SYMBOL, element, element.symbol, wrong)


def _is_symbol(facts: Facts, symbol: str) -> bool:
    return bool(element_table().symbol(symbol).name == facts["name"])


_NAME = (
    "The chemical symbol {symbol} stands for the element",
    "In the periodic table, {symbol} is the symbol of",
    "In a chemical formula, the letters {symbol} mean the element",
    "The element whose symbol is {symbol} is called",
    "On the periodic table, the box marked {symbol} belongs to",
)


def _make_names(rng: Random, difficulty: int) -> Item:
    element = rng.choice([e for e in elements_of(difficulty) if len(e.symbol) == 2])
    wrong = [e.name for e in rng.sample(_alike(element), 3)]
    return _ending(rng, difficulty, _NAME, element, element.name, wrong)


def _is_name(facts: Facts, name: str) -> bool:
    return bool(element_table().name(name).symbol == facts["symbol"])


_NUMBER = (
    "The atomic number of {name} is",
    "In the periodic table, {name} has the atomic number",
    "The number of protons in the nucleus of {name} is",
    "Counted by its protons, {name} is element number",
    "The element {name} stands in the periodic table at number",
)


def _make_numbers(rng: Random, difficulty: int) -> Item:
    element = rng.choice([e for e in elements_of(difficulty) if 10 <= e.number <= 99])
    # As many digits as the answer has: a number must not be told by its length.
    near = [n for n in range(element.number - 6, element.number + 7) if 10 <= n <= 99]
    near.remove(element.number)
    wrong = [str(n) for n in rng.sample(near, 3)]
    return _ending(rng, difficulty, _NUMBER, element, str(element.number), wrong)


def _number_of(facts: Facts) -> str:
    return str(element_table().name(facts["name"]).number)


_NEXT = (
    "In the periodic table, the element that comes right after {name} is",
    "Ordered by atomic number, {name} is followed by",
    "The element with exactly one proton more than {name} is",
    "Going through the elements by atomic number, right after {name} comes",
    "The right-hand neighbour of {name} in the list of elements by atomic number is",
)


def _make_neighbours(rng: Random, difficulty: int) -> Item:
    element = rng.choice([e for e in elements_of(difficulty) if e.number < elements()[-1].number])
    right = elements()[element.number]
    wrong = [e.name for e in _alike(right) if e.number != element.number]
    return _ending(rng, difficulty, _NEXT, element, right.name, rng.sample(wrong, 3))


def _is_next(facts: Facts, name: str) -> bool:
    table = element_table()
    return bool(table.name(name).number == table.symbol(facts["symbol"]).number + 1)


atomic_numbers = Generator(
    name="atomic_numbers", title="atomic numbers of the elements", gives="continuation",
    make=_make_numbers, answers=solved(_number_of), package="periodictable",
)  # fmt: skip
element_names = Generator(
    name="element_names", title="elements by their chemical symbol", gives="continuation",
    make=_make_names, answers=judged(_is_name), package="periodictable",
)  # fmt: skip
element_neighbours = Generator(
    name="element_neighbours", title="the next element of the periodic table",
    gives="continuation", make=_make_neighbours, answers=judged(_is_next),
    package="periodictable",
)  # fmt: skip
element_symbols = Generator(
    name="element_symbols", title="chemical symbols of the elements", gives="continuation",
    make=_make_symbols, answers=judged(_is_symbol), package="periodictable",
)  # fmt: skip
