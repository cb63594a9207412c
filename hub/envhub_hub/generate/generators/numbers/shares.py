"""Parts of a whole: percentages, ratios, averages. Every answer is a whole number."""

from __future__ import annotations

from fractions import Fraction
from math import gcd
from random import Random

from ...items import Generator, Item
from ..gaps import Facts, hiding, solved, tell
from ..names import NAMES

_PERCENT_OF = (
    "What is {p} of {n}?",
    "Work out {p} of {n}.",
    "A hall has {n} seats, and {p} of them are taken. How many seats are taken?",
    "A farm has {n} sheep. {p} of the sheep are white. How many sheep are white?",
    "{n} people answered a survey, and {p} of them said yes. How many people said yes?",
    "Find {p} of {n}.",
)
_ONE_CHANGE = (
    "A coat costs ${n}. Its price is {verb} by {p}. What is the new price in dollars?",
    (
        "The rent for a stall is ${n} a week. It {rises} by {p}. How many dollars a week is the "
        "rent after that?"
    ),
    (
        "A village has {n} inhabitants. Within ten years that number {rises} by {p}. How many "
        "inhabitants does the village have then?"
    ),
    (
        "A factory makes {n} lamps a day. Its output {rises} by {p}. How many lamps a day does "
        "it make after that?"
    ),
    (
        "A season ticket costs {n} euros, and the price is {verb} by {p}. How many euros does "
        "it cost after that?"
    ),
)
_TWO_CHANGES = (
    (
        "A bicycle costs ${n}. Its price is first {verb} by {p}, and then the new price is "
        "{verb2} by {q}%. What does the bicycle cost in the end, in dollars?"
    ),
    (
        "A pond holds {n} fish. In spring their number {rises} by {p}, and in autumn the number "
        "reached in spring {rises2} by {q}%. How many fish are there then?"
    ),
    (
        "A club has {n} members. In the first year the number of members {rises} by {p}; in the "
        "second year the new number {rises2} by {q}%. How many members does the club have then?"
    ),
    (
        "A bakery sells {n} loaves a week. Its sales are {verb} by {p}, and after that the new "
        "sales are {verb2} by {q}%. How many loaves a week does the bakery sell in the end?"
    ),
    (
        "A fund holds {n} euros. The amount is {verb} by {p}, and the new amount is {verb2} by "
        "{q}%. How many euros does the fund hold at the end?"
    ),
)
_EASY_PERCENTS = (10, 20, 25, 50)
_PERCENTS = (5, 10, 15, 20, 25, 30, 35, 40, 45, 60, 75)
_VERBS = {1: ("increased", "rises"), -1: ("reduced", "falls")}
_LEAST = 11


def _make_percentages(rng: Random, difficulty: int) -> Item:
    signs = [rng.choice((1, -1)) for _ in range(difficulty - 1)]
    choices = _EASY_PERCENTS if difficulty == 1 else _PERCENTS
    percents = [rng.choice(choices) for _ in range(max(1, difficulty - 1))]
    # Multiples of 20 stay whole after one change by a multiple of 5%, of 400 after two.
    start = 400 * rng.randint(1, 9) if difficulty == 3 else 20 * rng.randint(4, 20 * difficulty)
    steps = [start * percents[0] // 100] if difficulty == 1 else []
    amount = start
    for percent, sign in zip(percents, signs, strict=False):
        part = amount * percent // 100
        amount += sign * part
        steps += [part, amount]
    if steps[-1] < _LEAST:
        return _make_percentages(rng, difficulty)
    fields: dict[str, object] = {"n": start, "p": f"{percents[0]}%", "q": percents[-1]}
    if signs:
        fields["verb"], fields["rises"] = _VERBS[signs[0]]
        fields["verb2"], fields["rises2"] = _VERBS[signs[-1]]
    wordings = (_PERCENT_OF, _ONE_CHANGE, _TWO_CHANGES)[difficulty - 1]
    told = tell(rng, wordings, fields)
    return Item(
        question=told.question, answer=str(steps[-1]), steps=tuple(map(str, steps[:-1])),
        difficulty=difficulty, phrasing=told.phrasing, key=f"{start}:{percents}:{signs}",
        facts={"start": start, "p": percents[0], "q": percents[-1], "signs": signs, **told.facts},
    )  # fmt: skip


def _after_changes(facts: Facts) -> str | None:
    """Multiply by one fraction a change; None where the amount is not whole."""
    amount = Fraction(facts["start"])
    if not facts["signs"]:
        amount *= Fraction(facts["p"], 100)
    for percent, sign in zip((facts["p"], facts["q"]), facts["signs"], strict=False):
        amount *= 1 + sign * Fraction(percent, 100)
    return str(amount) if amount.denominator == 1 else None


_TWO_SHARES = (
    "{a} and {b} share {known} {things} in the ratio {r}. How many {things} does {who} get?",
    (
        "{known} {things} are divided between {a} and {b} in the ratio {r}. How many {things} "
        "are there for {who}?"
    ),
    (
        "The ratio of {a}'s {things} to {b}'s {things} is {r}, and together they have {known}. "
        "How many {things} does {who} have?"
    ),
    (
        "{a} and {b} split {known} {things} so that their shares are in the ratio {r}. What is "
        "the number of {things} in {who}'s share?"
    ),
    (
        "Between them, {a} and {b} own {known} {things}, in the ratio {r}. How many {things} "
        "does {who} own?"
    ),
)
_THREE_SHARES = (
    "{a}, {b} and {c} share {known} {things} in the ratio {r}. How many {things} does {who} get?",
    (
        "{known} {things} are divided among {a}, {b} and {c} in the ratio {r}. How many {things} "
        "are there for {who}?"
    ),
    (
        "{a}, {b} and {c} together have {known} {things}, in the ratio {r}. How many {things} "
        "does {who} have?"
    ),
    (
        "A box of {known} {things} is shared out to {a}, {b} and {c} in the ratio {r}. What is "
        "the number of {things} in {who}'s share?"
    ),
    "{a}, {b} and {c} split {known} {things} in the ratio {r}. How many of them go to {who}?",
)
_KNOWN_SHARE = (
    (
        "{a}, {b} and {c} share some {things} in the ratio {r}. {other} gets {known} {things}. "
        "How many {things} does {who} get?"
    ),
    (
        "Some {things} are divided among {a}, {b} and {c} in the ratio {r}, and {other} receives "
        "{known} of them. How many {things} does {who} receive?"
    ),
    (
        "{a}, {b} and {c} own {things} in the ratio {r}. {other} owns {known} {things}. How many "
        "{things} does {who} own?"
    ),
    (
        "The {things} of {a}, {b} and {c} are in the ratio {r}. If {other} has {known} {things}, "
        "how many {things} does {who} have?"
    ),
    (
        "A collection of {things} is split among {a}, {b} and {c} in the ratio {r}. {other}'s "
        "share is {known} {things}. What is the number of {things} in {who}'s share?"
    ),
)
_THINGS = ("marbles", "stickers", "coins", "cards", "stamps", "shells", "tickets", "beads")


def _make_ratios(rng: Random, difficulty: int) -> Item:
    people = rng.sample(NAMES, 2 if difficulty == 1 else 3)
    sizes = range(1, 6) if difficulty == 1 else range(2, 10)
    parts = rng.sample(sizes, len(people))
    while gcd(*parts) > 1:
        parts = rng.sample(sizes, len(people))
    unit = rng.randint(11, 25) if difficulty == 1 else rng.randint(12, 40)
    who, other = rng.sample(range(len(people)), 2)
    fields: dict[str, object] = dict(zip("abc", people, strict=False))
    fields |= {"r": ":".join(map(str, parts)), "things": rng.choice(_THINGS), "who": people[who]}
    known = unit * (parts[other] if difficulty == 3 else sum(parts))
    fields |= {"known": known, "other": people[other]}
    wordings = (_TWO_SHARES, _THREE_SHARES, _KNOWN_SHARE)[difficulty - 1]
    told = tell(rng, wordings, fields)
    steps = [unit] if difficulty == 3 else [sum(parts), unit]
    if parts[who] == 1:
        # One part is the answer itself.
        steps.remove(unit)
    return Item(
        question=told.question, answer=str(unit * parts[who]), steps=tuple(map(str, steps)),
        difficulty=difficulty, phrasing=told.phrasing, key=f"{parts}:{known}:{who}",
        facts={"mine": parts[who], "known": known, **told.facts,
               "whole": parts[other] if difficulty == 3 else sum(parts)},
    )  # fmt: skip


def _share(facts: Facts) -> str | None:
    """Multiply what is known by a fraction of it; None where the share is not whole."""
    share = facts["known"] * Fraction(facts["mine"], facts["whole"])
    return str(share) if share.denominator == 1 else None


_AVERAGE = (
    "What is the average (arithmetic mean) of {list}?",
    "Find the mean of the numbers {list}.",
    "{N} numbers are given: {list}. What is their average?",
    "On {n} days a stall sold {list} pies. What was the average number of pies sold a day?",
    "{N} parcels weigh {list} kilograms. What is their average weight in kilograms?",
)
_MISSING = (
    (
        "The average of {n} numbers is {mean}. All but one of them are {list}. What is the "
        "remaining number?"
    ),
    (
        "{N} parcels weigh {mean} kilograms on average. The weights of all but the last are "
        "{list} kilograms. How many kilograms does the last parcel weigh?"
    ),
    (
        "Over {n} days a stall sold {mean} pies a day on average. On all days but the last it "
        "sold {list} pies. How many pies did it sell on the last day?"
    ),
    (
        "The mean of {n} scores is {mean}. The scores known so far are {list}. What is the one "
        "score that is missing?"
    ),
    (
        "A class read {mean} books a week on average over {n} weeks. In the weeks before the "
        "last it read {list} books. How many books did it read in the last week?"
    ),
)
_COUNT = {3: "three", 4: "four", 5: "five"}
_BELOW_MEAN = 15


def _make_averages(rng: Random, difficulty: int) -> Item:
    count, mean = difficulty + 2, rng.randint(26, 60 if difficulty == 1 else 240)
    numbers = [mean + rng.randint(-_BELOW_MEAN + 1, _BELOW_MEAN) for _ in range(count - 1)]
    numbers.append(mean * count - sum(numbers))
    if min(numbers) < 11 or len(set(numbers)) < count:
        return _make_averages(rng, difficulty)
    total = mean * count
    shown, wordings, answer = numbers, _AVERAGE, mean
    steps = [total]
    if difficulty == 3:
        shown, wordings, answer = numbers[:-1], _MISSING, numbers[-1]
        steps = [total, sum(shown)]
    *others, last = shown
    named = _COUNT[count]
    fields = {"others": ", ".join(map(str, others)), "last": last, "mean": mean,
              "n": named, "N": named.capitalize()}  # fmt: skip
    told = tell(rng, [one.replace("{list}", "{others} and {last}") for one in wordings], fields)
    facts = {"others": others, "last": last} | ({"mean": mean} if difficulty == 3 else {})
    return Item(
        question=told.question, answer=str(answer), steps=tuple(map(str, steps)),
        difficulty=difficulty, phrasing=told.phrasing, key=f"{numbers}",
        facts={**facts, **told.facts},
    )  # fmt: skip


def _balance(facts: Facts) -> str | None:
    """Find what makes the distances from the mean cancel out; None where nothing whole does."""
    numbers = [*facts["others"], facts["last"]]
    if "mean" in facts:
        mean = facts["mean"]
        return str(mean - sum(number - mean for number in numbers))
    for mean in range(min(numbers), max(numbers) + 1):
        if sum(number - mean for number in numbers) == 0:
            return str(mean)
    return None


averages = Generator(
    name="averages", title="averages, and the number missing from one", gives="number",
    make=_make_averages, answers=solved(_balance, {"last": range(12, 60)}),
    withhold=hiding("last", "n"), kinds=("multi-step",),
)  # fmt: skip
percentages = Generator(
    name="percentages", title="percentages and changes by a percentage", gives="number",
    make=_make_percentages, answers=solved(_after_changes, {"p": range(5, 100, 5)}),
    withhold=hiding("p", "a certain percentage"),
)  # fmt: skip
ratios = Generator(
    name="ratios", title="sharing in a ratio", gives="number",
    make=_make_ratios, answers=solved(_share, {"known": range(12, 400)}),
    withhold=hiding("known", "some"), kinds=("multi-step",),
)  # fmt: skip
