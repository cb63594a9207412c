"""The language of tools: what it can say, what it refuses, and that it always ends."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from envhub.tools.evaluation import Evaluation
from envhub.tools.expressions import ExpressionError, compile_expression, compile_statement

NAMES = {
    "n": 7, "x": 2.5, "city": "Oslo", "yes": True, "nothing": None,
    "rows": [{"city": "Oslo", "price": 3}, {"city": "Rome", "price": 9}],
    "table": {"Oslo": {"rain": 4}},
}  # fmt: skip


def value(source: str, **names):
    return Evaluation({**NAMES, **names}).value(source)


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("n * 2 + 1", 15),
        ("-n // 2", -4),
        ("n ** 2 % 10", 9),
        ("1 < x <= 2.5 and not yes", False),
        ("nothing or 'none'", "none"),
        ("'a' + city", "aOslo"),
        ("city in table", True),
        ("table[city]['rain']", 4),
        ("get(table, 'Rome', 0)", 0),
        ("rows[-1]['city'][:2]", "Ro"),
        ("[row['city'] for row in rows if row['price'] > 3]", ["Rome"]),
        ("sum([row['price'] for row in rows])", 12),
        ("max([row['price'] for row in rows])", 9),
        ("'cheap' if rows[0]['price'] < 5 else 'dear'", "cheap"),
        ("f'{city}: {x:.2f} and {n}'", "Oslo: 2.50 and 7"),
        ("{'city': city, 'all': [n, (x, null)]}", {"city": "Oslo", "all": [7, [2.5, None]]}),
        ("join(sorted(keys(table)), ', ') + upper('!')", "Oslo!"),
        ("round(2.345, 2)", 2.35),
        ("round(2.5)", 2),
        ("nothing is None", True),
        ("len(items(table))", 1),
    ],
)
def test_an_expression_has_a_value(source, wanted):
    assert value(source) == wanted


@pytest.mark.parametrize(
    "source",
    [
        "__import__('os')", "().__class__", "open('x')", "city.upper()", "lambda: 1", "x := 1",
        "[a for a in rows for b in rows]", "{a: 1 for a in rows}", "{1, 2}", "*rows", "print(1)",
        "f'{n:1000000000d}'", "f'{n!r}'", "f'{n:{x}}'", "1 @ 2", "1 << 9", "b'x'", "...", "1j",
        "[(a, b) for a, b in rows]", "max(rows, key=len)", "max(*rows)", "await n", "n; n", "",
        "x" * 3_000, "(" * 300 + ")" * 300, "-" * 1_900 + "1", "+".join("1" * 400),
    ],
)  # fmt: skip
def test_what_the_language_has_not_is_refused(source):
    with pytest.raises(ExpressionError):
        compile_expression(source)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("unknown + 1", "`unknown` is no name here"),
        ("table['Rome']", "there is no 'Rome'"),
        ("rows[9]", "out of range"),
        ("n + city", "a number and a text do not go together"),
        ("city * 3", "do not go together"),
        ("1 / 0", "division by zero"),
        ("(-8) ** 0.5", "a value of type complex"),
        ("10 ** 400 * 1.0", "too many digits"),
        ("1e308 * 10", "a number without end"),
        ("int('x')", "invalid literal"),
        ("float('nan')", "a number without end"),
        ("{n: 1}", "a key of an object is a text"),
        ("rows < n", "not supported"),
        ("round(1, -1000000000)", "at most 20 digits"),
        ("join(city, 'x')", "takes a list"),
        ("[1 for a in city]", "runs over a list"),
        ("rows[::2]", "without a step"),
        ("get(rows, 1)", "no attribute"),
    ],
)
def test_what_has_no_value_says_why(source, said):
    with pytest.raises(ExpressionError, match=said):
        value(source)


@pytest.mark.parametrize(
    "source",
    [
        "9 ** 9 ** 9 ** 9", "[[a for a in big] for b in big]", "text + text + text",
        "f'{text}{text}{text}{text}{text}{text}{text}{text}{text}{text}{text}{text}'",
        "join(big, text)", "split(text)", "sum([len(str(big)) for a in big])",
        "[a for a in big if big == big]", "sorted(big) == sorted(big) and str(big) == str(big)",
        "[text for a in big]",
    ],
)  # fmt: skip
def test_a_bomb_costs_little(source):
    start = time.perf_counter()
    with suppress(ExpressionError):
        value(source, big=list(range(50_000)), text="ab " * 30_000)
    assert time.perf_counter() - start < 2


def test_statements_change_the_state_and_nothing_else():
    state = {"orders": {"o1": {"status": "new", "total": 3}}, "log": [], "held": {"o1": 1}}
    work = Evaluation({"state": state, "order_id": "o1"})
    for statement in (
        "order = state['orders'][order_id]",
        "state['orders'][order_id]['status'] = 'paid' if order['total'] > 2 else 'open'",
        "state['log'] += [f'{order_id} paid']",
        "state['orders'][order_id]['total'] -= 1",
        "del state['held'][order_id]",
        "state['copy'] = order",
    ):
        work.run(statement)
    assert state == {
        "orders": {"o1": {"status": "paid", "total": 2}}, "log": ["o1 paid"], "held": {},
        "copy": {"status": "paid", "total": 2},
    }  # fmt: skip
    assert state["copy"] is not state["orders"]["o1"]


@pytest.mark.parametrize(
    "source",
    [
        "state = {}", "metadata['x'] = 1", "del state", "x = y = 1", "state['a'], x = 1, 2",
        "import os", "for a in state: pass", "state.update({})", "state['a'][1:2] = []", "n += 1",
        "x: int = 3", "state['a'] = 1; state['b'] = 2", "get(state, 'a')['b'] = 1", "pass", "n",
    ],
)  # fmt: skip
def test_what_is_no_change_of_the_state_is_refused(source):
    with pytest.raises(ExpressionError):
        compile_statement(source)


def test_a_state_does_not_grow_deeper_without_end():
    deep: list = []
    for _ in range(60):
        deep = [deep]
    with pytest.raises(ExpressionError, match="nested too deeply"):
        Evaluation({"state": {"a": deep}}).run("state['a'] = [state['a']]")


def test_a_key_of_the_state_is_a_text():
    with pytest.raises(ExpressionError, match="a key of the state is a text"):
        Evaluation({"state": {}}).run("state[3] = 1")


def test_a_name_of_a_comprehension_ends_with_it():
    assert value("[n for n in [1, 2]] + [n]") == [1, 2, 7]
