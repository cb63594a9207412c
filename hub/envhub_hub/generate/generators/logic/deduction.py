"""Categorical logic and truth values: which conclusion must be true, which expression is true.

The nouns of the syllogisms mean nothing, so that only the form can decide. `answers` proves
validity over every possible world, where `make` uses the classical table of valid forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import combinations, permutations, product
from random import Random
from typing import Any

from ...items import Generator, Item
from ..gaps import Facts, first_open, judged, retold, tell, without

Claim = tuple[str, str, str]
"""Quantifier (all, no, some, some-not), subject, predicate."""

_NOUNS = (
    "blims", "crads", "daxes", "fleps", "glorks", "jomps", "kribs", "lorps", "mivs", "nalts",
    "plons", "quabs", "rints", "sneds", "toves", "vorks", "wugs", "yebs", "zants",
)  # fmt: skip
_FORMS = {
    "all": "All {s} are {p}.", "no": "No {s} are {p}.",
    "some": "Some {s} are {p}.", "some-not": "Some {s} are not {p}.",
}  # fmt: skip
_WHICH_FOLLOWS = (
    "{premises} Which of these statements must be true?",
    "Suppose the following is true. {premises} Which conclusion follows?",
    "{premises} Which of the following can be concluded with certainty?",
    "Given: {premises} Which statement has to be true as well?",
    "Take these statements as true. {premises} Which one of the options follows from them?",
)
# Premises over S, M, P, the conclusion that follows, as in the classical moods, and claims with the
# same quantifier that do not follow: the right option must not be told by its form.
_MOODS: tuple[tuple[str, tuple[Claim, Claim], Claim, tuple[Claim, ...]], ...] = (
    ("barbara", (("all", "M", "P"), ("all", "S", "M")), ("all", "S", "P"),
     (("all", "P", "S"), ("all", "P", "M"), ("all", "M", "S"))),
    ("celarent", (("no", "M", "P"), ("all", "S", "M")), ("no", "S", "P"), (("no", "S", "M"),)),
    ("darii", (("all", "M", "P"), ("some", "S", "M")), ("some", "S", "P"), ()),
    ("ferio", (("no", "M", "P"), ("some", "S", "M")), ("some-not", "S", "P"),
     (("some-not", "P", "S"), ("some-not", "S", "M"))),
    ("camestres", (("all", "P", "M"), ("no", "S", "M")), ("no", "S", "P"), (("no", "P", "M"),)),
    ("cesare", (("no", "P", "M"), ("all", "S", "M")), ("no", "S", "P"), (("no", "S", "M"),)),
    ("baroco", (("all", "P", "M"), ("some-not", "S", "M")), ("some-not", "S", "P"),
     (("some-not", "P", "S"), ("some-not", "M", "P"))),
    ("disamis", (("some", "M", "P"), ("all", "M", "S")), ("some", "S", "P"), ()),
    ("datisi", (("all", "M", "P"), ("some", "M", "S")), ("some", "S", "P"), ()),
)  # fmt: skip
_EASY = ("barbara", "celarent")
# Those with M as predicate of one premise only: it can be reached by way of a fourth noun.
_LENGTHENED = ("barbara", "celarent", "darii", "ferio")
# Claims with other quantifiers that do not follow, whichever of the terms have members.
_WRONG: dict[str, tuple[Claim, ...]] = {
    "all": (("no", "S", "P"), ("some-not", "S", "P"), ("some-not", "P", "S")),
    "no": (("all", "S", "P"), ("some", "S", "P"), ("all", "P", "S")),
    "some": (("all", "S", "P"), ("no", "S", "P"), ("all", "P", "S"), ("some-not", "S", "P"),
             ("some-not", "P", "S")),
    "some-not": (("all", "S", "P"), ("no", "S", "P"), ("some", "S", "P"), ("all", "P", "S")),
}  # fmt: skip


def _make_syllogisms(rng: Random, difficulty: int) -> Item:
    moods = [mood for mood in _MOODS if (mood[0] in _EASY) == (difficulty == 1)]
    if difficulty == 3:
        moods = [mood for mood in _MOODS if mood[0] in _LENGTHENED]
    _, premises, conclusion, alike = rng.choice(moods)
    nouns = dict(zip("SMPN", rng.sample(_NOUNS, 4), strict=True))
    chain = list(_through(premises)) if difficulty == 3 else list(premises)
    rng.shuffle(chain)
    named = [_named(claim, nouns) for claim in chain]
    right = _named(conclusion, nouns)
    claims = rng.sample(alike, min(1, len(alike)))
    claims += rng.sample(_WRONG[conclusion[0]], 3 - len(claims))
    wrong = [_named(claim, nouns) for claim in claims]
    text = _spelled(named)
    told = tell(rng, _WHICH_FOLLOWS, {"premises": text})
    return Item(
        question=told.question, answer=sentence(right), distractors=tuple(map(sentence, wrong)),
        difficulty=difficulty, phrasing=told.phrasing, key=text,
        facts={"premises": named[1:], "first": named[0], "claims": [right, *wrong], **told.facts},
    )  # fmt: skip


def _through(premises: Iterable[Claim]) -> Iterable[Claim]:
    """Replace the premise with M as predicate by two that say the same by way of N."""
    for claim in premises:
        quantifier, subject, predicate = claim
        if predicate != "M":
            yield claim
        else:
            yield (quantifier, subject, "N")
            yield ("all", "N", "M") if quantifier in ("all", "some") else ("all", "M", "N")


def _named(claim: Claim, nouns: dict[str, str]) -> Claim:
    return (claim[0], nouns[claim[1]], nouns[claim[2]])


def sentence(claim: Claim) -> str:
    """Write a claim as an English sentence."""
    return _FORMS[claim[0]].format(s=claim[1], p=claim[2])


def _spelled(claims: Iterable[Claim]) -> str:
    return " ".join(map(sentence, claims))


_DENIES = {"all": "some-not", "some-not": "all", "no": "some", "some": "no"}


def _denial(claim: Claim) -> Claim:
    return (_DENIES[claim[0]], claim[1], claim[2])


def follows(premises: Iterable[Claim], conclusion: Claim, *, members: bool = True) -> bool:
    """Decide validity: no world makes the premises true and the conclusion false.

    Args:
        premises: claims taken as true.
        conclusion: the claim in question.
        members: only worlds in which every noun has members are looked at.
    """
    claims = [*premises, _denial(conclusion)]
    nouns = sorted({noun for claim in claims for noun in claim[1:]})
    # A kind of thing is the set of nouns that it falls under; a world is a set of kinds.
    kinds = [frozenset(n for n, has in zip(nouns, bits, strict=True) if has)
             for bits in product((False, True), repeat=len(nouns))]  # fmt: skip
    for quantifier, s, p in claims:
        if quantifier == "all":
            kinds = [kind for kind in kinds if s not in kind or p in kind]
        elif quantifier == "no":
            kinds = [kind for kind in kinds if s not in kind or p not in kind]
    needed = [(s, p, quantifier == "some") for quantifier, s, p in claims if "some" in quantifier]
    possible = all(any(s in k and (p in k) == inside for k in kinds) for s, p, inside in needed)
    if members:
        possible = possible and all(any(noun in kind for kind in kinds) for noun in nouns)
    return not possible


_SENTENCE = re.compile(r"(All|No|Some) (\w+) are (not )?(\w+)\.")


def _read(text: str) -> Claim:
    """Read a sentence as the claim that it is.

    Raises:
        ValueError: it has none of the four forms.
    """
    found = _SENTENCE.fullmatch(text)
    if found is None:
        raise ValueError(f"`{text}` is no claim")
    quantifier, s, negated, p = found.groups()
    return (quantifier.lower() + ("-not" if negated else ""), s, p)


def _may_follow(facts: Facts, option: str) -> bool:
    """Whether a shown conclusion follows, also if every noun has members.

    Without the first premise: whether it follows for some first premise that agrees with the rest.
    """
    claim, others = _read(option), facts["premises"]
    if "first" in facts:
        return follows((facts["first"], *others), claim)
    nouns = sorted({noun for one in (claim, *others) for noun in one[1:]})
    firsts = [(q, s, p) for q in _FORMS for s, p in permutations(nouns, 2)]
    return any(
        follows((first, *others), claim) for first in firsts if not follows(others, _denial(first))
    )


def _withhold_syllogisms(item: Item) -> Item:
    """Leave out the first premise: any other might have stood there."""
    left = _spelled(item.facts["premises"])
    return retold(item, {"premises": left}, without(item, "first"))


_WHICH_IS_TRUE = (
    "Suppose that {given}. Which of these expressions is true?",
    "If {given}, which of these expressions is true?",
    "You know that {given}. Which of the expressions below has the value true?",
    "Given that {given}, which one of the following is true?",
    "Assume that {given}. Exactly one of the options is true. Which one?",
)
_LETTERS = "pqrstuvw"
Expression = Any
"""A letter, ("not", x), ("and", x, y) or ("or", x, y)."""


def _make_truth_values(rng: Random, difficulty: int) -> Item:
    letters = sorted(rng.sample(_LETTERS, difficulty + 1))
    values = {name: rng.random() < 0.5 for name in letters}
    true: list[Expression] = []
    false: list[Expression] = []
    while not true or len(false) < 3:
        # One skeleton for all options, so that none can be told by its `and` and `or`.
        options = _variants(_skeleton(rng, letters))
        true = [option for option in options if _holds(option, values)]
        false = [option for option in options if not _holds(option, values)]
    chosen = {write(option): option for option in (rng.choice(true), *rng.sample(false, 3))}
    answer, *wrong = chosen
    given = _given(values)
    told = tell(rng, _WHICH_IS_TRUE, {"given": given})
    return Item(
        question=told.question, answer=answer, distractors=tuple(wrong), difficulty=difficulty,
        phrasing=told.phrasing, key=f"{given} {sorted(chosen)}",
        facts={"letters": letters, "values": values, **told.facts},
    )  # fmt: skip


def _given(values: Mapping[str, bool]) -> str:
    said = [f"{name} is {str(value).lower()}" for name, value in values.items()]
    return " and ".join(filter(None, (", ".join(said[:-1]), said[-1])))


def _skeleton(rng: Random, letters: list[str]) -> Expression:
    """Join all letters, in some order, by `and` and `or`."""
    names = rng.sample(letters, len(letters))
    tree: Expression = names[0]
    for name in names[1:]:
        sign = rng.choice(("and", "or"))
        tree = (sign, tree, name) if rng.random() < 0.5 else (sign, name, tree)
    return tree


def _variants(tree: Expression) -> list[Expression]:
    """The same expression with every choice of negated letters."""
    if isinstance(tree, str):
        return [tree, ("not", tree)]
    sign, left, right = tree
    return [(sign, a, b) for a in _variants(left) for b in _variants(right)]


def _holds(expression: Expression, values: dict[str, bool]) -> bool:
    if isinstance(expression, str):
        return values[expression]
    if expression[0] == "not":
        return not _holds(expression[1], values)
    parts = [_holds(part, values) for part in expression[1:]]
    return all(parts) if expression[0] == "and" else any(parts)


def write(expression: Expression, *, inner: bool = False) -> str:
    """Write an expression; a pair inside another one stands in brackets."""
    if isinstance(expression, str):
        return expression
    if expression[0] == "not":
        return f"not {write(expression[1], inner=True)}"
    left, right = (write(part, inner=True) for part in expression[1:])
    return f"({left} {expression[0]} {right})" if inner else f"{left} {expression[0]} {right}"


def _degree(expression: Expression, values: dict[str, bool]) -> int:
    """The value as a number: `and` is the least, `or` the greatest, `not` the rest to one."""
    if isinstance(expression, str):
        return int(values[expression])
    degrees = [_degree(part, values) for part in expression[1:]]
    if expression[0] == "not":
        return 1 - degrees[0]
    return min(degrees) if expression[0] == "and" else max(degrees)


def _parse(text: str) -> Expression:
    """Read an expression as it is shown; every pair in another one stands in brackets."""
    waiting: list[list[Any]] = [[]]
    for token in re.findall(r"[()]|\w+", text):
        if token == "(":
            waiting.append([])
        elif token == ")":
            inner = waiting.pop()
            waiting[-1].append(_joined(inner))
        else:
            waiting[-1].append(token)
    return _joined(waiting[0])


def _joined(parts: list[Any]) -> Expression:
    """Bind `not` to what comes after it, then the two sides of `and` or `or`."""
    for sign in ("and", "or"):
        if sign in parts:
            place = parts.index(sign)
            return (sign, _joined(parts[:place]), _joined(parts[place + 1 :]))
    return ("not", _joined(parts[1:])) if parts[0] == "not" else parts[0]


def _may_be_true(facts: Facts, option: str) -> bool:
    """Whether a shown expression is true for some values of the letters that have none."""
    known, expression = facts["values"], _parse(option)
    free = [name for name in facts["letters"] if name not in known]
    return any(
        _degree(expression, {**known, **dict(zip(free, bits, strict=True))}) == 1
        for bits in product((True, False), repeat=len(free))
    )


_possibly_true = judged(_may_be_true)


def _withhold_truth_values(item: Item) -> Item:
    """Leave out the value of a letter, or of as many as it takes."""
    values, facts = item.facts["values"], without(item, "values")
    sizes = reversed(range(1, len(values)))
    cuts = (dict(cut) for size in sizes for cut in combinations(values.items(), size))
    return first_open(
        (retold(item, {"given": _given(cut)}, {**facts, "values": cut}) for cut in cuts),
        _possibly_true,
    )


syllogisms = Generator(
    name="syllogisms", title="conclusions from all, no and some", gives="choice",
    make=_make_syllogisms, answers=judged(_may_follow),
    withhold=_withhold_syllogisms, kinds=("multi-step",),
)  # fmt: skip
truth_values = Generator(
    name="truth_values", title="truth values of and, or, not", gives="choice",
    make=_make_truth_values, answers=_possibly_true,
    withhold=_withhold_truth_values, kinds=("multi-step",),
)  # fmt: skip
