"""Number sequences: which number comes next.

A sequence is kept only if every rule of the library below that fits the terms shown names the same
next number, and no rule that fits names a distractor.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from fractions import Fraction
from random import Random

from ...items import Generator, Item
from ..gaps import Facts, retold, solved, tell, without

_NEXT = (
    "Which number comes next in the sequence {s}?",
    "What is the next number of this sequence: {s}?",
    "A sequence follows one rule: {s}. Which number continues it?",
    "The numbers {s} follow a pattern. What is the next number?",
    "Continue the sequence {s} by one number. Which number is it?",
    "Find the number that comes right after {s} in this sequence.",
)


def _steady(rng: Random) -> list[int]:
    first, step = rng.randint(3, 60), rng.choice((1, -1)) * rng.randint(3, 19)
    first = first if step > 0 else first + 130
    return [first + step * n for n in range(6)]


def _growing(rng: Random) -> list[int]:
    terms, step, more = [rng.randint(2, 30)], rng.randint(2, 9), rng.randint(2, 6)
    for n in range(6):
        terms.append(terms[-1] + step + more * n)
    return terms


def _multiplied(rng: Random) -> list[int]:
    first, factor = rng.randint(2, 7), rng.choice((2, 3))
    return [first * factor**n for n in range(6)]


def _alternating(rng: Random) -> list[int]:
    up, down = rng.randint(6, 18), rng.randint(2, 5)
    terms = [rng.randint(5, 40)]
    for n in range(7):
        terms.append(terms[-1] + (up if n % 2 == 0 else -down))
    return terms


def _interleaved(rng: Random) -> list[int]:
    starts, steps = rng.sample(range(5, 80), 2), rng.sample(range(2, 12), 2)
    return [starts[n % 2] + steps[n % 2] * (n // 2) for n in range(9)]


def _summed(rng: Random) -> list[int]:
    terms = [rng.randint(1, 9), rng.randint(2, 12)]
    while len(terms) < 8:
        terms.append(terms[-1] + terms[-2])
    return terms


def _multiplied_and_moved(rng: Random) -> list[int]:
    factor, more = rng.choice((2, 3)), rng.choice((-2, -1, 1, 2, 3, 4, 5))
    terms = [rng.randint(3, 9)]
    for _ in range(5):
        terms.append(terms[-1] * factor + more)
    return terms


_MAKERS: tuple[tuple[Callable[[Random], list[int]], ...], ...] = (
    (_steady,),
    (_growing, _multiplied, _alternating),
    (_interleaved, _summed, _multiplied_and_moved),
)


def _make_sequences(rng: Random, difficulty: int) -> Item:
    *shown, answer = rng.choice(_MAKERS[difficulty - 1])(rng)
    last = shown[-1] - shown[-2]
    near = {answer + d for d in (-10, -3, -2, -1, 1, 2, 3, 10)}
    tempting = {shown[-1] + last, shown[-1] + shown[-2], shown[-1] * 2, shown[-1] + last + 1,
                answer + last, answer - last}  # fmt: skip
    reach = max(20, answer // 3)
    wrong = {n for n in near | tempting if n > 0 and abs(n - answer) <= reach}
    wrong -= {answer, *shown} | predictions(shown)
    distractors = rng.sample(sorted(wrong), 3)
    text = ", ".join(map(str, shown))
    told = tell(rng, _NEXT, {"s": text})
    return Item(
        question=told.question, answer=str(answer), distractors=tuple(map(str, distractors)),
        difficulty=difficulty, phrasing=told.phrasing, key=text,
        facts={"shown": shown, **told.facts},
    )  # fmt: skip


def _constant(values: Sequence[int]) -> bool:
    return len(set(values)) == 1


def _gaps(values: Sequence[int]) -> list[int]:
    return [b - a for a, b in itertools.pairwise(values)]


def predictions(shown: Sequence[int]) -> set[int]:
    """Return what every rule that fits the terms gives as the next one."""
    found: set[int] = set()
    gaps = _gaps(shown)
    if _constant(gaps):
        found.add(shown[-1] + gaps[-1])
    bends = _gaps(gaps)
    if len(bends) > 1 and _constant(bends):
        found.add(shown[-1] + gaps[-1] + bends[-1])
    if _constant(gaps[::2]) and _constant(gaps[1::2]):
        found.add(shown[-1] + gaps[-2])
    odd = _gaps(shown[-1::-2][::-1]), _gaps(shown[-2::-2][::-1])
    if all(len(part) > 1 and _constant(part) for part in odd):
        found.add(shown[-2] + odd[1][-1])
    if all(c == a + b for a, b, c in zip(shown, shown[1:], shown[2:], strict=False)):
        found.add(shown[-1] + shown[-2])
    linear = _linear_rule(shown)
    if linear is not None:
        factor, more = linear
        following = factor * shown[-1] + more
        if following.denominator == 1:
            found.add(int(following))
    return found


def _linear_rule(shown: Sequence[int]) -> tuple[Fraction, Fraction] | None:
    """Find the factor and the addend that lead from every term to the next one, if any do.

    Of two terms, a factor alone.
    """
    if shown[0] == shown[1]:
        return None
    if len(shown) == 2:
        return Fraction(shown[1], shown[0]), Fraction(0)
    factor = Fraction(shown[2] - shown[1], shown[1] - shown[0])
    more = shown[1] - factor * shown[0]
    fits = all(factor * a + more == b for a, b in itertools.pairwise(shown))
    return (factor, more) if fits else None


def _continued(facts: Facts) -> list[str]:
    """The terms alone decide: which rule made them is not looked at."""
    return [str(number) for number in sorted(predictions(facts["shown"]))]


def _withhold_sequences(item: Item) -> Item:
    """Leave two terms: too few to tell one rule from another."""
    shown = item.facts["shown"][:2]
    facts = {**without(item, "shown"), "shown": shown}
    return retold(item, {"s": ", ".join(map(str, shown))}, facts)


sequences = Generator(
    name="sequences", title="the next number of a sequence", gives="choice",
    make=_make_sequences, answers=solved(_continued),
    withhold=_withhold_sequences, kinds=("multi-step",),
)  # fmt: skip
