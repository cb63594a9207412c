"""Arithmetic with whole numbers: sums, products, the order of operations, linear equations.

Every answer is a whole number of at least two digits, so that no guess of a small number pays.
"""

from __future__ import annotations

import operator
from collections.abc import Sequence
from fractions import Fraction
from random import Random

from ...items import Generator, Item
from ..gaps import Facts, hiding, solved, tell

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


def _with(wordings: Sequence[str], expression: str) -> list[str]:
    """Put an expression with fields of its own into the wordings."""
    return [wording.replace("{e}", expression) for wording in wordings]


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
    *others, last = terms
    operation, n = ("+" if last > 0 else "-"), abs(last)
    shown = str(terms[0]) + "".join(f" {'+' if t > 0 else '-'} {abs(t)}" for t in others[1:])
    told = tell(rng, _with(_COMPUTE, f"{shown} {operation} {{n}}"), {"n": n})
    return Item(
        question=told.question, answer=str(running[-1]), steps=tuple(map(str, running[1:-1])),
        difficulty=difficulty, phrasing=told.phrasing, key=f"{shown} {operation} {n}",
        facts={"others": others, "operation": operation, "n": n, **told.facts},
    )  # fmt: skip


def _add_up(facts: Facts) -> str:
    """Gains and losses apart."""
    gains = sum(term for term in facts["others"] if term > 0)
    losses = -sum(term for term in facts["others"] if term < 0)
    if facts["operation"] == "+":
        gains += facts["n"]
    else:
        losses += facts["n"]
    return str(gains - losses)


def _make_products(rng: Random, difficulty: int) -> Item:
    left, right = (((4, 15), (3, 9)), ((12, 98), (12, 39)), ((112, 489), (12, 79)))[difficulty - 1]
    a, b = rng.randint(*left), rng.randint(*right)
    tens, ones = b - b % 10, b % 10
    steps = (str(a * tens), str(a * ones)) if tens and ones else ()
    text = "{a} × {b}" if rng.random() < 0.5 else "{b} × {a}"
    told = tell(rng, _with(_COMPUTE, text), {"a": a, "b": b})
    return Item(
        question=told.question, answer=str(a * b), steps=steps, difficulty=difficulty,
        phrasing=told.phrasing, key=f"{a}*{b}", facts={"a": a, "b": b, **told.facts},
    )  # fmt: skip


def _add_again(facts: Facts) -> str:
    return str(sum([facts["a"]] * facts["b"]))


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
    key = " ".join(tokens)
    first = next(place for place, token in enumerate(tokens) if token.isdecimal())
    n = int(tokens[first])
    tokens[first] = "n"
    pieces = ["{n}" if token == "n" else token for token in tokens]
    text = " ".join(pieces).replace("( ", "(").replace(" )", ")")
    told = tell(rng, _with(_COMPUTE, text), {"n": n})
    return Item(
        question=told.question, answer=str(steps[-1]), steps=tuple(map(str, steps[:-1])),
        difficulty=difficulty, phrasing=told.phrasing, key=key,
        facts={"tokens": tokens, "n": n, **told.facts},
    )  # fmt: skip


_BINDS = {"+": 1, "-": 1, "×": 2, "÷": 2}


def _evaluate(facts: Facts) -> str | None:
    """Evaluate what was printed, by precedence, with fractions; None where it is not whole."""
    values: list[Fraction] = []
    waiting: list[str] = []

    def apply() -> None:
        right, left, sign = values.pop(), values.pop(), waiting.pop()
        if sign in "+-":
            values.append(left + (right if sign == "+" else -right))
        else:
            values.append(left * (right if sign == "×" else 1 / right))

    for token in facts["tokens"]:
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
            values.append(Fraction(facts["n"] if token == "n" else token))
    while waiting:
        apply()
    (value,) = values
    return str(value) if value.denominator == 1 else None


def _make_linear_equations(rng: Random, difficulty: int) -> Item:
    x, a, n = rng.randint(12, 99), rng.randint(3, 9), rng.randint(4, 60)
    d, times = 0, 1
    if difficulty == 1:
        x, a = rng.randint(11, 60), rng.randint(2, 5)
        c, steps, text = a * x + n, [a * x], "{a}x + {n} = {c}"
    elif difficulty == 2:
        c, steps, text, times = a * (x + n), [x + n], "{a}(x + {n}) = {c}", a
    else:
        d, a = a, a + rng.randint(2, 7)
        n = rng.randint(3, 30)
        c = (a - d) * x + n
        steps, text = [a - d, (a - d) * x], "{a}x + {n} = {d}x + {c}"
    fields = {"a": a, "n": n, "c": c, "d": d}
    told = tell(rng, _with(_SOLVE, text), fields)
    return Item(
        question=told.question, answer=str(x), steps=tuple(map(str, steps)), difficulty=difficulty,
        phrasing=told.phrasing, key=text.format_map(fields),
        facts={**fields, "times": times, **told.facts},
    )  # fmt: skip


def _solve_linear(facts: Facts) -> str | None:
    """Gather x on the left and the rest on the right; None where x is not whole."""
    x = Fraction(facts["c"] - facts["times"] * facts["n"], facts["a"] - facts["d"])
    return str(x) if x.denominator == 1 else None


linear_equations = Generator(
    name="linear_equations", title="linear equations in one unknown", gives="number",
    make=_make_linear_equations, answers=solved(_solve_linear, {"n": range(2, 90)}),
    withhold=hiding("n", "n"),
)  # fmt: skip
order_of_operations = Generator(
    name="order_of_operations", title="expressions with brackets and precedence", gives="number",
    make=_make_order_of_operations, answers=solved(_evaluate, {"n": range(2, 90)}),
    withhold=hiding("n", "n"), kinds=("multi-step",),
)  # fmt: skip
products = Generator(
    name="products", title="products of whole numbers", gives="number",
    make=_make_products, answers=solved(_add_again, {"b": range(2, 9)}),
    withhold=hiding("b", "n"),
)  # fmt: skip
sums = Generator(
    name="sums", title="sums and differences of whole numbers", gives="number",
    make=_make_sums, answers=solved(_add_up, {"n": range(12, 19)}),
    withhold=hiding("n", "n"),
)  # fmt: skip
