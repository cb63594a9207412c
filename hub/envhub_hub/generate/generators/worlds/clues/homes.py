"""Who lives where with which animal: facts to be joined across languages.

`make` sifts all worlds of four people, four countries and four animals by what the clues mean;
`answers` strikes out of a table, for each world that is left row by row.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import permutations, product
from random import Random

from ....items import Generator, Item, say
from ...names import NAMES
from ..events.accounts import listed
from .puzzle import Clue, Says, bits, context_of, narrowed, without_needed
from .words import ANIMALS, COUNTRIES, LANGUAGES, TONGUES, country, in_country, tell

_SIZE = 4
_ASK = {
    "home": (
        "In which country does the owner of the {animal} live?",
        "Where does the person with the {animal} live?",
        "One of the four has a {animal}. In which country is that person at home?",
        "Put the notes together: in which country is the {animal}?",
        "Which country is home to whoever has the {animal}?",
    ),
    "animal": (
        "Which animal does the person in {country} have?",
        "What kind of animal does the one who lives in {country} own?",
        "One of the four lives in {country}. With which animal?",
        "Put the notes together: which animal is in {country}?",
        "Whoever lives in {country} has an animal. Which one?",
    ),
    "owner": (
        "Who has the {animal}?",
        "To whom does the {animal} belong?",
        "Which of the four is the owner of the {animal}?",
        "Put the notes together: whose animal is the {animal}?",
        "Who is it that keeps a {animal}?",
    ),
}
_INTRO = (
    (
        "{names} live in {countries}, one in each country. Each has one animal: {animals}. People "
        "of different tongues describe them:"
    ),
    (
        "Four pen friends, {names}, are at home in {countries}, each in a different country. Their "
        "animals are {animals}, one for each of them. From their letters:"
    ),
    (
        "Of {names}, one lives in each of {countries}, and each keeps a different animal: "
        "{animals}. This is what is known:"
    ),
)
_FEWEST = {1: 3, 2: 4, 3: 6}
"""Clues by difficulty, all of them needed."""


def _make_homes(rng: Random, difficulty: int) -> Item:
    people = rng.sample(NAMES, _SIZE)
    codes, animals = rng.sample(COUNTRIES, _SIZE), rng.sample(ANIMALS, _SIZE)
    form = rng.choice(sorted(_ASK))
    lives, has = rng.sample(range(_SIZE), _SIZE), rng.sample(range(_SIZE), _SIZE)
    who = rng.randrange(_SIZE)
    others = range(_SIZE)
    asked: list[Says] = {
        "home": [("there has", one, has[who]) for one in others],
        "animal": [("there has", lives[who], one) for one in others],
        "owner": [("has", one, has[who]) for one in others],
    }[form]
    while True:
        candidates = _true_clues(rng, lives, has, difficulty)
        told = narrowed(rng, candidates, _mask, [_mask(one) for one in asked])
        if not set(told) & set(asked) and _FEWEST[difficulty] <= len(told) <= len(LANGUAGES):
            break
    rng.shuffle(told)
    words = (people, codes, animals)
    clues = tuple(
        _clue(rng, language, says, words)
        for says, language in zip(told, rng.sample(LANGUAGES, len(told)), strict=True)
    )
    names = {"home": [country(code) for code in codes], "animal": animals, "owner": people}[form]
    intro = rng.choice(_INTRO).format(
        names=listed(people), countries=listed([country(code) for code in codes]),
        animals=listed([f"a {one}" for one in animals]),
    )  # fmt: skip
    fields = {"animal": animals[has[who]], "country": country(codes[lives[who]])}
    phrasing, question = say(rng, _ASK[form], fields)
    answer = names[{"home": lives[who], "animal": has[who], "owner": who}[form]]
    wrong = [name for name in names if name != answer]
    return Item(
        question=question, context=context_of(intro, clues), answer=answer,
        distractors=tuple(wrong), difficulty=difficulty,
        phrasing=phrasing + 5 * sorted(_ASK).index(form),
        key=f"{sorted(clue.text for clue in clues)} {question}",
        facts={"clues": clues, "people": people, "codes": codes, "animals": animals, "form": form,
               "given": fields, "intro": intro, "needed": clues[0].language},
    )  # fmt: skip


def _true_clues(
    rng: Random, lives: Sequence[int], has: Sequence[int], difficulty: int
) -> list[Says]:
    """What can be said of a world; the harder, the less of it is said outright."""
    every = range(_SIZE)
    plain: list[Says] = [("lives", one, lives[one]) for one in every]
    plain += [("has", one, has[one]) for one in every]
    plain += [("there has", lives[one], has[one]) for one in every]
    denied: list[Says] = [(f"not {kind}", one, value) for kind, held in (("lives", lives),
                          ("has", has)) for one in every for value in every
                          if value != held[one]]  # fmt: skip
    denied += [("there not has", lives[a], has[b]) for a in every for b in every if a != b]
    rng.shuffle(plain)
    rng.shuffle(denied)
    if difficulty == 1:
        return plain
    few = plain[: 4 - difficulty]
    return [*few, *denied[: 6 + 2 * difficulty], *plain[len(few) :]]


@cache
def _worlds() -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """For each person the place of a country and of an animal."""
    orders = list(permutations(range(_SIZE)))
    return [(lives, has) for lives in orders for has in orders]


@cache
def _mask(clue: Says) -> int:
    """The worlds in which a clue is true."""
    return bits(_holds(clue, lives, has) for lives, has in _worlds())


def _holds(clue: Says, lives: Sequence[int], has: Sequence[int]) -> bool:
    kind, a, b = clue
    if kind.startswith("there"):
        return (has[lives.index(a)] == b) is (kind == "there has")
    held = lives if kind.endswith("lives") else has
    return (held[a] == b) is not kind.startswith("not")


def _clue(
    rng: Random, language: str, says: Says, words: Sequence[Sequence[str]]
) -> Clue:  # fmt: skip
    """Tell a clue; `words` are the names, codes and animals, with which what it says is kept."""
    people, codes, animals = words
    kind, a, b = says
    first = codes[a] if kind.startswith("there") else people[a]
    second = codes[b] if kind.endswith("lives") else animals[b]
    fields = {"a": first}
    if kind.startswith("there") or kind.endswith("lives"):
        fields["place"] = in_country(language, codes[a] if kind.startswith("there") else codes[b])
    if kind.endswith("has"):
        place = ANIMALS.index(animals[b])
        fields["animal"] = TONGUES[language].animals[place]
        fields["no_animal"] = TONGUES[language].no_animals[place]
    return Clue((kind, first, second), language, tell(rng, language, kind, fields))


def _answers_homes(item: Item) -> set[str]:
    people, codes, animals = (item.facts[name] for name in ("people", "codes", "animals"))
    clues = [clue.says for clue in item.facts["clues"]]
    given, form = item.facts["given"], item.facts["form"]
    rows = [
        [(code, animal) for code in codes for animal in animals
         if all(_allows(clue, who, code, animal) for clue in clues)]
        for who in people
    ]  # fmt: skip
    found: set[str] = set()
    for table in product(*rows):
        if len({code for code, _ in table}) < _SIZE or len({one for _, one in table}) < _SIZE:
            continue
        for who, (code, animal) in zip(people, table, strict=True):
            if form == "animal" and country(code) == given["country"]:
                found.add(animal)
            elif form != "animal" and animal == given["animal"]:
                found.add(country(code) if form == "home" else who)
    return found


def _allows(clue: Says, who: str, code: str, animal: str) -> bool:
    """Whether a person with a country and an animal fits a clue, taken alone."""
    kind, first, second = clue
    if kind.startswith("there"):
        fits = bool(first == code) == bool(second == animal)
        return fits if kind == "there has" else not (first == code and second == animal)
    held = code if kind.endswith("lives") else animal
    if kind.startswith("not"):
        return not (first == who and second == held)
    return bool(first == who) == bool(second == held)


clue_homes = Generator(
    name="clue_homes", title="who lives where with which animal, from clues in several languages",
    gives="choice", make=_make_homes, answers=_answers_homes, withhold=without_needed,
    kinds=("multi-step",), package="babel",
)  # fmt: skip
