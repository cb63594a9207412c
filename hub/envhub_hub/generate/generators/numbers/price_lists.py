"""Word problems over a price list: what is bought stands in the question, the prices in a table.

`make` multiplies; `answers` puts one piece after the other into the basket.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from ...items import Generator, Item
from ..gaps import Facts, hiding, solved, tell
from ..names import NAMES
from .stories import LEAST

_GOODS = (
    "baskets", "brushes", "candles", "cushions", "kettles", "lamps", "mugs", "plates", "posters",
    "puzzles", "scarves", "spoons", "towels", "trays", "vases",
)  # fmt: skip
_BILL = (
    "{who} buys {n} {a} and {m} {b}. How many dollars does that cost at these prices?",
    "By this price list, what do {n} {a} and {m} {b} cost together, in dollars?",
    "How many dollars does {who} pay for {m} {b} and {n} {a}?",
    "{who} puts {n} {a} and {m} {b} into the basket. What is the bill in dollars?",
    "At this shop, how many dollars are {m} {b} and {n} {a} in all?",
)
_CHANGE = (
    (
        "{who} buys {n} {a}, {m} {b} and {k} {c}, and pays with ${paid}. How many dollars of "
        "change does {who} get?"
    ),
    "Out of ${paid}, {who} pays for {n} {a}, {m} {b} and {k} {c}. How many dollars are left?",
    "{who} has ${paid} and takes {k} {c}, {n} {a} and {m} {b}. How many dollars does {who} keep?",
    (
        "After paying for {m} {b}, {n} {a} and {k} {c} with ${paid}, how many dollars does {who} "
        "get back?"
    ),
    (
        "By this price list, how many of {who}'s ${paid} remain, in dollars, when {n} {a}, {m} {b} "
        "and {k} {c} are paid for?"
    ),
)
_TWO_SHOPS = (
    (
        "{who} needs {n} {a}, {m} {b} and {k} {c}. How many dollars more does all of that cost in "
        "the {dear} shop than in the {cheap} shop?"
    ),
    (
        "By how many dollars is the {cheap} shop cheaper than the {dear} shop for someone who buys "
        "{n} {a}, {m} {b} and {k} {c}?"
    ),
    (
        "{who} bought {k} {c}, {n} {a} and {m} {b} in the {dear} shop. How many dollars would "
        "{who} have saved in the {cheap} shop?"
    ),
    (
        "What is the difference in dollars between the {dear} shop and the {cheap} shop for {n} "
        "{a}, {m} {b} and {k} {c} together?"
    ),
    (
        "For {m} {b}, {k} {c} and {n} {a}, how many dollars more than the {cheap} shop does the "
        "{dear} shop charge?"
    ),
)
_HEADS = {
    1: "| Item | Price of one, in dollars |",
    2: "| Item | Old shop, in dollars | New shop, in dollars |",
}


def _table(prices: Mapping[str, Sequence[int]], first: str) -> str:
    """Write the list, with a field for the first price of what is bought first."""
    cells = {good: list(map(str, held)) for good, held in prices.items()}
    cells[first][0] = "{price}"
    shops = len(cells[first])
    lines = [_HEADS[shops], "|" + " --- |" * (shops + 1)]
    return "\n".join([*lines, *(f"| {good} | {' | '.join(row)} |" for good, row in cells.items())])


def _make_price_lists(rng: Random, difficulty: int) -> Item:
    shops = 2 if difficulty == 3 else 1
    rows = rng.sample(_GOODS, 3 + difficulty)
    prices = {good: [rng.randint(3, 30) for _ in range(shops)] for good in rows}
    bought = rng.sample(rows, 2 if difficulty == 1 else 3)
    counts = rng.sample(range(2, 8 if difficulty == 1 else 12), len(bought))
    parts = [
        [count * price for price in prices[good]]
        for good, count in zip(bought, counts, strict=True)
    ]
    bills = [sum(part[shop] for part in parts) for shop in range(shops)]
    fields: dict[str, object] = dict(zip("abc", bought, strict=False))
    fields |= dict(zip("nmk", counts, strict=False)) | {"who": rng.choice(NAMES)}
    steps, answer, paid = [part[0] for part in parts], bills[0], 0
    if difficulty == 2:
        paid = bills[0] + rng.randint(LEAST, 90)
        steps, answer = [*steps, bills[0]], paid - bills[0]
    elif difficulty == 3:
        steps, answer = bills, abs(bills[0] - bills[1])
    first = prices[bought[0]][0]
    if answer < LEAST or len({answer, *steps}) <= len(steps):
        return _make_price_lists(rng, difficulty)
    dear = max(range(shops), key=bills.__getitem__)
    fields |= {
        "paid": paid,
        "price": first,
        "dear": ("old", "new")[dear],
        "cheap": ("new", "old")[dear],
    }
    told = tell(rng, (_BILL, _CHANGE, _TWO_SHOPS)[difficulty - 1], fields)
    setting = _table(prices, bought[0])
    others = {good: held for good, held in prices.items() if good != bought[0]}
    return Item(
        question=told.question, context=setting.format(price=first), answer=str(answer),
        steps=tuple(map(str, steps)), difficulty=difficulty, phrasing=told.phrasing,
        key=f"{sorted(zip(bought, counts, strict=True))}:{paid}:{sorted(prices.items())}",
        facts={"price": first, "beside": prices[bought[0]][1:], "others": others, "paid": paid,
               "dear": dear, "basket": list(zip(bought, counts, strict=True)), "setting": setting,
               **told.facts},
    )  # fmt: skip


def _fill_the_basket(facts: Facts) -> str | None:
    """Pay piece by piece in every shop.

    None where the money would not do, or where the shop that is said to be cheaper is not.
    """
    first = facts["basket"][0][0]
    prices = {**facts["others"], first: [facts["price"], *facts["beside"]]}
    bills = [0] * len(prices[first])
    for good, count in facts["basket"]:
        for _ in range(count):
            bills = [bill + price for bill, price in zip(bills, prices[good], strict=True)]
    if facts["paid"]:
        return str(facts["paid"] - bills[0]) if facts["paid"] > bills[0] else None
    if len(bills) == 1:
        return str(bills[0])
    more = bills[facts["dear"]] - bills[1 - facts["dear"]]
    return str(more) if more > 0 else None


price_lists = Generator(
    name="price_lists", title="bills, change and savings by a price list", gives="number",
    make=_make_price_lists, answers=solved(_fill_the_basket, {"price": range(1, 40)}),
    withhold=hiding("price", "smudged"), kinds=("multi-step",),
)  # fmt: skip
