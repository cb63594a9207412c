"""Word problems about money, of two to four steps: shopping, savings.

The intermediate results stand in `steps`, for partial credit. `answers` counts the story out unit
by unit, where `make` multiplies.
"""

from __future__ import annotations

from random import Random

from ...items import Generator, Item
from ..gaps import Facts, hiding, solved
from .stories import LEAST, story

_CHANGE_OF_ONE = (
    (
        "{who} buys {n} {a} at ${p} each and pays with ${paid}. How many dollars of change does "
        "{who} get?"
    ),
    (
        "One of the {a} on a stall costs ${p}. {who} takes {n} of them and hands over ${paid}. "
        "How many dollars does {who} get back?"
    ),
    (
        "{who} has ${paid} and spends part of it on {n} {a} that cost ${p} each. How many "
        "dollars does {who} have left?"
    ),
    "At ${p} apiece, {who} pays for {n} {a} out of ${paid}. How many dollars remain?",
    (
        "The price of {a} is ${p} each. After buying {n} of them, how many dollars are left of "
        "the ${paid} that {who} had?"
    ),
)
_SUM_OF_TWO = (
    (
        "{who} buys {n} {a} at ${p} each and {m} {b} at ${q} each. How many dollars does {who} "
        "pay in all?"
    ),
    (
        "A stall sells {a} for ${p} each and {b} for ${q} each. What do {n} {a} and {m} {b} cost "
        "together, in dollars?"
    ),
    (
        "{who} orders {n} {a} and {m} {b}. The {a} cost ${p} each, the {b} ${q} each. What is "
        "the bill in dollars?"
    ),
    (
        "For a fair, {who} needs {m} {b} at ${q} each and {n} {a} at ${p} each. How many dollars "
        "will that cost altogether?"
    ),
    (
        "The {a} are ${p} each and the {b} are ${q} each. {who} puts {n} {a} and {m} {b} into "
        "the cart. How many dollars is that in total?"
    ),
)
_CHANGE_OF_TWO = (
    (
        "{who} buys {n} {a} at ${p} each and {m} {b} at ${q} each, and pays with ${paid}. How "
        "many dollars of change does {who} get?"
    ),
    (
        "A stall sells {a} for ${p} each and {b} for ${q} each. {who} takes {n} {a} and {m} {b} "
        "and hands over ${paid}. How many dollars does {who} get back?"
    ),
    (
        "{who} has ${paid}. After buying {n} {a} for ${p} each and {m} {b} for ${q} each, how "
        "many dollars does {who} have left?"
    ),
    (
        "Out of ${paid}, {who} pays for {m} {b} at ${q} apiece and {n} {a} at ${p} apiece. How "
        "many dollars remain?"
    ),
    (
        "The {a} cost ${p} each and the {b} ${q} each. {who} had ${paid} before buying {n} {a} "
        "and {m} {b}. How many dollars are left?"
    ),
)
_GOODS = (
    "notebooks", "lamps", "mugs", "scarves", "puzzles", "plants", "candles", "maps", "towels",
    "baskets", "posters", "cushions",
)  # fmt: skip


def _make_shopping(rng: Random, difficulty: int) -> Item:
    a, b = rng.sample(_GOODS, 2)
    most, dearest = (6, 12) if difficulty == 1 else (10, 25)
    (n, m), (p, q) = rng.sample(range(2, most), 2), rng.sample(range(5, dearest), 2)
    facts = {"n": n, "p": p}
    steps = [n * p]
    if difficulty > 1:
        facts |= {"m": m, "q": q}
        steps += [m * q, n * p + m * q]
    if difficulty != 2:
        facts["paid"] = steps[-1] + rng.randint(LEAST, 95)
        steps.append(facts["paid"] - steps[-1])
    wordings = (_CHANGE_OF_ONE, _SUM_OF_TWO, _CHANGE_OF_TWO)[difficulty - 1]
    return story(rng, difficulty, wordings, {"a": a, "b": b}, steps, facts)


def _pay(facts: Facts) -> str | None:
    """None where the money would not do."""
    prices = [facts["p"]] * facts["n"] + [facts.get("q", 0)] * facts.get("m", 0)
    left = facts["paid"] - sum(prices) if "paid" in facts else sum(prices)
    return str(left) if left > 0 else None


_SAVED = (
    "{who} has ${start} and saves ${s} a week. How many dollars does {who} have after {w} weeks?",
    (
        "There are ${start} in a jar. Each week {who} adds ${s}. How many dollars are in the jar "
        "after {w} weeks?"
    ),
    (
        "A club starts with ${start} and collects ${s} every week. How many dollars does it hold "
        "after {w} weeks?"
    ),
    (
        "For {w} weeks {who} puts ${s} a week on an account that held ${start} before. How many "
        "dollars are on the account then?"
    ),
    (
        "If {who} owns ${start} today and puts ${s} aside each week, how many dollars will it be "
        "in {w} weeks?"
    ),
)
_SAVED_AND_SPENT = (
    (
        "{who} has ${start} and saves ${s} a week. After {w} weeks {who} spends ${out} on a "
        "present. How many dollars are left?"
    ),
    (
        "There are ${start} in a jar. Each week {who} adds ${s}, and after {w} weeks takes "
        "${out} out. How many dollars are in the jar then?"
    ),
    (
        "A club starts with ${start} and collects ${s} every week. After {w} weeks it pays a "
        "bill of ${out}. How many dollars does it still hold?"
    ),
    (
        "For {w} weeks {who} puts ${s} a week on an account that held ${start} before; then "
        "${out} are drawn from it. How many dollars are on the account after that?"
    ),
    (
        "{who} owns ${start}, puts ${s} aside each week for {w} weeks, and then pays ${out} for "
        "a trip. How many dollars does {who} have after the trip is paid?"
    ),
)
_EARNED = (
    (
        "{who} has ${start}, works {h} hours a week at ${s} an hour and spends ${out} a week. "
        "How many dollars does {who} have after {w} weeks?"
    ),
    (
        "At ${s} an hour, {who} works {h} hours each week, and ${out} a week go on rent. {who} "
        "began with ${start}. How many dollars does {who} have after {w} weeks?"
    ),
    (
        "A helper is paid ${s} an hour for {h} hours a week and spends ${out} of it every week. "
        "Starting from ${start}, how many dollars does the helper have after {w} weeks?"
    ),
    (
        "Each week {who} earns ${s} an hour for {h} hours and gives ${out} away. The savings "
        "were ${start} at first. How many dollars are they after {w} weeks?"
    ),
    (
        "With ${start} to begin with, {who} works {h} hours a week for ${s} an hour and pays "
        "${out} a week for meals. How many dollars are there after {w} weeks?"
    ),
)


def _make_savings(rng: Random, difficulty: int) -> Item:
    s, w, start = rng.randint(12, 35), rng.randint(3, 9), rng.randint(20, 240)
    if difficulty == 1:
        s, w, start = rng.randint(5, 15), rng.randint(2, 6), rng.randint(20, 90)
    facts = {"start": start, "s": s, "w": w}
    if difficulty < 3:
        steps = [s * w, start + s * w]
        if difficulty == 2:
            facts["out"] = rng.randint(15, steps[-1] - LEAST)
            steps.append(steps[-1] - facts["out"])
    else:
        facts |= {"h": rng.randint(6, 20)}
        earned = s * facts["h"]
        facts["out"] = rng.randint(25, earned - LEAST)
        kept = earned - facts["out"]
        steps = [earned, kept, kept * w, start + kept * w]
    wordings = (_SAVED, _SAVED_AND_SPENT, _EARNED)[difficulty - 1]
    return story(rng, difficulty, wordings, {}, steps, facts)


def _save(facts: Facts) -> str | None:
    """None where more is spent than there is."""
    held = facts["start"]
    for _ in range(facts["w"]):
        held += sum([facts["s"]] * facts.get("h", 1))
        held -= facts["out"] if "h" in facts else 0
    held -= 0 if "h" in facts else facts.get("out", 0)
    return str(held) if held > 0 else None


savings = Generator(
    name="savings", title="money saved, earned and spent", gives="number",
    make=_make_savings, answers=solved(_save, {"w": range(1, 20)}), withhold=hiding("w", "some"),
    kinds=("multi-step",),
)  # fmt: skip
shopping = Generator(
    name="shopping", title="prices, bills and change", gives="number",
    make=_make_shopping, answers=solved(_pay, {"n": range(1, 10)}), withhold=hiding("n", "some"),
    kinds=("multi-step",),
)  # fmt: skip
