"""Arithmetic with whole numbers: sums, products, the order of operations, linear equations.

Every answer is a whole number of at least two digits, so that no guess of a small number pays.
"""

from __future__ import annotations

import operator
from fractions import Fraction
from random import Random
from typing import Any

from ...items import Generator, Item, say

_COMPUTE = (
    "What is {e}?",
    "Compute {e}.",
    "Work out the value of {e}.",
    "What number does {e} come to?",
    "Evaluate the expression {e}.",
    "Find the result of {e}.",
)
_SOLVE = (
    "Solve for x: {e}",
    "What value of x satisfies {e}?",
    "Find the number x for which {e}.",
    "If {e}, what is x?",
    "For which value of x does {e} hold?",
)
_SMALLEST = 11


def _make_sums(rng: Random, difficulty: int) -> Item:
    low, high = ((5, 40), (35, 480), (210, 4800))[difficulty - 1]
    terms = [rng.randint(max(low, 12), high)]
    running = [terms[0]]
    while len(terms) < difficulty + 1:
        size = rng.randint(low, high)
        # A difference must stay positive and be worth subtracting.
        sign = -1 if rng.random() < 0.5 and running[-1] - size >= _SMALLEST else 1
        terms.append(sign * size)
        running.append(running[-1] + terms[-1])
    text = str(terms[0]) + "".join(f" {'+' if t > 0 else '-'} {abs(t)}" for t in terms[1:])
    phrasing, question = say(rng, _COMPUTE, {"e": text})
    return Item(
        question=question, answer=str(running[-1]), steps=tuple(map(str, running[1:-1])),
        difficulty=difficulty, phrasing=phrasing, key=text, facts={"terms": terms, "text": text},
    )  # fmt: skip


def _verify_sums(item: Item) -> bool:
    terms = item.facts["terms"]
    gains, losses = [t for t in terms if t > 0], [-t for t in terms if t < 0]
    partial = [sum(terms[: n + 1]) for n in range(1, len(terms) - 1)]
    return (
        item.answer == str(sum(gains) - sum(losses))
        and item.steps == tuple(map(str, partial))
        and item.facts["text"] in item.question
    )


def _make_products(rng: Random, difficulty: int) -> Item:
    left, right = (((4, 15), (3, 9)), ((12, 98), (12, 39)), ((112, 489), (12, 79)))[difficulty - 1]
    a, b = rng.randint(*left), rng.randint(*right)
    tens, ones = b - b % 10, b % 10
    steps = (str(a * tens), str(a * ones)) if tens and ones else ()
    text = f"{a} × {b}" if rng.random() < 0.5 else f"{b} × {a}"
    phrasing, question = say(rng, _COMPUTE, {"e": text})
    return Item(
        question=question, answer=str(a * b), steps=steps, difficulty=difficulty,
        phrasing=phrasing, key=f"{a}*{b}", facts={"a": a, "b": b},
    )  # fmt: skip


def _verify_products(item: Item) -> bool:
    a, b, product = item.facts["a"], item.facts["b"], int(item.answer)
    parts = [int(step) for step in item.steps]
    return divmod(product, a) == (b, 0) and (not parts or sum(parts) == product)


Tree = int | tuple["Tree", str, "Tree"]


_APPLY = {"+": operator.add, "-": operator.sub, "×": operator.mul, "÷": operator.floordiv}


def _value(tree: Tree, steps: list[int]) -> int:
    """Evaluate a tree from the inside out; each inner result is a step."""
    if isinstance(tree, int):
        return tree
    left, right = _value(tree[0], steps), _value(tree[2], steps)
    steps.append(_APPLY[tree[1]](left, right))
    return steps[-1]


def _tokens(tree: Tree, above: str = "") -> list[str]:
    """Write a tree with the brackets that it needs; `above` is the sign and side it hangs on."""
    if isinstance(tree, int):
        return [str(tree)]
    inner = [*_tokens(tree[0], tree[1] + "l"), tree[1], *_tokens(tree[2], tree[1] + "r")]
    bracket = above == "-r" or above[:1] in ("×", "÷") if tree[1] in "+-" else above in ("×r", "÷r")
    return ["(", *inner, ")"] if bracket else inner


def _tree(rng: Random, difficulty: int) -> Tree:
    def small() -> int:
        return rng.randint(2, 7) if difficulty == 1 else rng.randint(3, 12)

    def large() -> int:
        return rng.randint(11, 30) if difficulty == 1 else rng.randint(15, 60)

    if difficulty == 1:
        shapes: list[Tree] = [(large(), "+", (small(), "×", small())),
                              ((small(), "×", small()), "+", large()),
                              ((small() + 3, "×", small() + 2), "-", small())]  # fmt: skip
        return rng.choice(shapes)
    divisor, quotient = small(), small()
    exact: Tree = (divisor * quotient, "÷", divisor)
    if difficulty == 2:
        shapes = [(((large(), "+", small()), "×", small()), "-", large()),
                  ((large(), "+", (small(), "×", small())), "+", exact),
                  ((large(), "-", small()), "×", (small(), "+", small()))]  # fmt: skip
        return rng.choice(shapes)
    bracket: Tree = (large(), "+", (small(), "×", small()))
    shapes = [((bracket, "×", small()), "-", (large(), "+", exact)),
              ((((large(), "+", small()), "×", small()), "-", exact), "+", (small(), "×", large())),
              ((bracket, "-", small()), "×", (exact, "+", small()))]  # fmt: skip
    return rng.choice(shapes)


def _make_order_of_operations(rng: Random, difficulty: int) -> Item:
    steps: list[int] = [0]
    # A zero or a negative number on the way would be a trap rather than a step.
    while min(steps) < 1 or steps[-1] < _SMALLEST:
        tree = _tree(rng, difficulty)
        steps = []
        _value(tree, steps)
    tokens = _tokens(tree)
    text = " ".join(tokens).replace("( ", "(").replace(" )", ")")
    phrasing, question = say(rng, _COMPUTE, {"e": text})
    return Item(
        question=question, answer=str(steps[-1]), steps=tuple(map(str, steps[:-1])),
        difficulty=difficulty, phrasing=phrasing, key=text,
        facts={"tokens": tokens, "text": text},
    )  # fmt: skip


_BINDS = {"+": 1, "-": 1, "×": 2, "÷": 2}


def _verify_order_of_operations(item: Item) -> bool:
    """Evaluate what was printed, by precedence, with fractions."""
    values: list[Fraction] = []
    waiting: list[str] = []

    def apply() -> None:
        right, left, sign = values.pop(), values.pop(), waiting.pop()
        if sign in "+-":
            values.append(left + (right if sign == "+" else -right))
        else:
            values.append(left * (right if sign == "×" else 1 / right))

    for token in item.facts["tokens"]:
        if token == "(":
            waiting.append(token)
        elif token == ")":
            while waiting[-1] != "(":
                apply()
            waiting.pop()
        elif token in _BINDS:
            while waiting and waiting[-1] != "(" and _BINDS[waiting[-1]] >= _BINDS[token]:
                apply()
            waiting.append(token)
        else:
            values.append(Fraction(token))
    while waiting:
        apply()
    return values == [Fraction(item.answer)] and item.facts["text"] in item.question


def _make_linear_equations(rng: Random, difficulty: int) -> Item:
    x, a, b = rng.randint(12, 99), rng.randint(3, 9), rng.randint(4, 60)
    if difficulty == 1:
        x, a = rng.randint(11, 60), rng.randint(2, 5)
        left, right, steps = (a, b), (0, a * x + b), [a * x]
        text = f"{a}x + {b} = {a * x + b}"
    elif difficulty == 2:
        total = a * (x + b)
        left, right, steps = (a, a * b), (0, total), [x + b]
        text = f"{a}(x + {b}) = {total}"
    else:
        c = a + rng.randint(2, 7)
        d = rng.randint(3, 30)
        constant = (c - a) * x + d
        left, right, steps = (c, d), (a, constant), [c - a, (c - a) * x]
        text = f"{c}x + {d} = {a}x + {constant}"
    phrasing, question = say(rng, _SOLVE, {"e": text})
    return Item(
        question=question, answer=str(x), steps=tuple(map(str, steps)), difficulty=difficulty,
        phrasing=phrasing, key=text, facts={"left": left, "right": right, "text": text},
    )  # fmt: skip


def _verify_linear_equations(item: Item) -> bool:
    (a, b), (c, d) = _pair(item.facts["left"]), _pair(item.facts["right"])
    return (
        a != c
        and Fraction(d - b, a - c) == Fraction(item.answer)
        and item.facts["text"] in item.question
    )


def _pair(value: Any) -> tuple[int, int]:
    first, second = value
    return int(first), int(second)


linear_equations = Generator(
    name="linear_equations", title="linear equations in one unknown", gives="number",
    make=_make_linear_equations, verify=_verify_linear_equations,
)  # fmt: skip
order_of_operations = Generator(
    name="order_of_operations", title="expressions with brackets and precedence", gives="number",
    make=_make_order_of_operations, verify=_verify_order_of_operations, kinds=("multi-step",),
)  # fmt: skip
products = Generator(
    name="products", title="products of whole numbers", gives="number",
    make=_make_products, verify=_verify_products,
)  # fmt: skip
sums = Generator(
    name="sums", title="sums and differences of whole numbers", gives="number",
    make=_make_sums, verify=_verify_sums,
)  # fmt: skip
