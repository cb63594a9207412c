"""Questions about a small table that stands in the context: which row, how much, how many.

`make` reads its own rows; the checker reads the table as it is printed, and tries every value that
a cell without one can have.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any, NamedTuple

from ...items import Generator, Item

HIDDEN = "?"
"""A cell whose value is not told."""


class _Kind(NamedTuple):
    """A kind of table: what its rows are, a column of words, two columns of numbers."""

    row: str
    names: tuple[str, ...]
    group: str
    groups: tuple[str, ...]
    columns: tuple[str, str]


_KINDS = (
    _Kind("product", ("lamp", "sofa", "desk", "vase", "sink", "oven", "rug", "bed", "mug", "pan"),
          "room", ("hall", "bath", "attic"), ("pieces", "orders")),
    _Kind("player", ("Ana", "Ben", "Cal", "Eva", "Gus", "Ivy", "Kai", "Max", "Noa", "Zoe"),
          "team", ("Foxes", "Hawks", "Bears"), ("points", "games")),
    _Kind("village", ("Alton", "Ashby", "Calne", "Derby", "Fowey", "Hythe", "Otley", "Poole",
                      "Ripon", "Truro"),
          "valley", ("north", "south", "west"), ("houses", "farms")),
    _Kind("bus", ("B11", "B12", "B24", "B25", "B31", "B38", "B42", "B47", "B53", "B59"),
          "depot", ("east", "centre", "docks"), ("seats", "trips")),
    _Kind("ship", ("Aurora", "Boreas", "Castor", "Dorado", "Hermes", "Icarus", "Medusa", "Nereid",
                   "Pallas", "Triton"),
          "port", ("Cadiz", "Malmo", "Turku"), ("sailors", "crates")),
)  # fmt: skip
Row = tuple[str, str, int | None, int | None]
"""Name, group, and a number of each column; None: hidden."""

_ROW_ASKS = {
    "most": (
        "Which {row} has the {most} {column}?",
        "Look at the table. Which {row} is the one with the {most} {column}?",
        "According to the table, what is the {row} with the {most} {column}?",
        "In the column `{column}`, whose value is the {highest}?",
        "Name the {row} with the {most} {column}.",
    ),
    "most in": (
        "Of the rows whose {group} is {value}, which {row} has the {most} {column}?",
        "Look only at rows with {group} {value}. Which {row} has the {most} {column}?",
        "Which {row} has the {most} {column} among those whose {group} is {value}?",
        ("Take the rows of the table with {value} as their {group}. Which {row} there has the "
         "{most} {column}?"),
        "Among all with the {group} {value}, name the {row} with the {most} {column}.",
    ),
    "most over": (
        "Among the rows with more than {limit} {other}, which {row} has the {most} {column}?",
        "Only rows with over {limit} {other} count. Which {row} then has the {most} {column}?",
        ("Leave out every {row} with {limit} {other} or fewer. Which one of the rest has the "
         "{most} {column}?"),
        ("Which {row} has the {most} {column}, if only those with more than {limit} {other} are "
         "looked at?"),
        "Of those that have more than {limit} {other}, name the {row} with the {most} {column}.",
    ),
}  # fmt: skip
_SUM_ASKS = {
    "total": (
        "What is the sum of the column `{column}`?",
        "Add up all {column} in the table. What is the total?",
        "How many {column} are there in total, over all rows?",
        "What do the numbers under `{column}` come to together?",
        "Take the {column} of every {row}. What is their sum?",
    ),
    "total in": (
        "What is the total of `{column}` over the rows whose {group} is {value}?",
        "Add up the {column} of every {row} whose {group} is {value}. What is the result?",
        "Look only at rows with {group} {value}. What is the sum of their {column}?",
        "What do the {column} come to where the {group} is {value}?",
        "Taking only rows with {value} as {group}, what is the sum of the column `{column}`?",
    ),
    "gap": (
        "The highest total of `{column}` that any {group} has is how much above the lowest one?",
        "Add up `{column}` for each {group}. By how much does the highest sum exceed the lowest?",
        ("For each {group}, total the {column}. What is the difference between the largest and "
         "the smallest total?"),
        "Compare the sums of `{column}` by {group}. How far apart are the highest and the lowest?",
        ("Between the {group} with the largest total of `{column}` and the one with the "
         "smallest, what is the difference?"),
    ),
}  # fmt: skip


def _table(rng: Random, kind: _Kind, size: int) -> list[Row]:
    names = rng.sample(kind.names, size)
    groups = [kind.groups[n % 3] for n in range(size)]
    rng.shuffle(groups)
    first, second = rng.sample(range(11, 99), size), rng.sample(range(3, 60), size)
    return list(zip(names, groups, first, second, strict=True))


def _printed(kind: _Kind, rows: Sequence[Row]) -> str:
    lines = [[kind.row, kind.group, *kind.columns], ["---"] * 4]
    lines += [[HIDDEN if cell is None else str(cell) for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _make_rows(rng: Random, difficulty: int) -> Item:
    kind = rng.choice(_KINDS)
    way = tuple(_ROW_ASKS)[difficulty - 1]
    while True:
        rows = _table(rng, kind, 4 + 2 * difficulty)
        column, highest = rng.randrange(2), rng.random() < 0.5
        value, limit = rng.choice(kind.groups), rng.randint(10, 60)
        ranked = sorted(rows, key=lambda row: _number(row, column), reverse=highest)
        left = [row for row in ranked if _counts(row, way, value, (1 - column, limit))]
        # The condition matters: it rules out the row that is first without it.
        if len(left) >= 3 and (way == "most" or left[0] != ranked[0]):
            break
    facts = {"way": way, "column": column, "highest": highest, "value": value, "limit": limit,
             "kind": _KINDS.index(kind), "rows": rows}  # fmt: skip
    wrong = [row[0] for row in ranked if row != left[0]]
    phrasing = rng.randrange(5)
    return Item(
        question=_ROW_ASKS[way][phrasing].format(**_words(facts)), context=_printed(kind, rows),
        answer=left[0][0], distractors=(wrong[0], *rng.sample(wrong[1:], 2)),
        difficulty=difficulty, phrasing=phrasing, facts=facts,
        key=f"{sorted(rows)} {way} {column} {highest} {value} {limit}",
    )  # fmt: skip


def _number(row: Row, column: int) -> int:
    return (row[2], row[3])[column] or 0


def _counts(row: Row, way: str, value: str, limit: tuple[int, int]) -> bool:
    """Whether a row meets the condition: its group, or more than a limit in a column."""
    if way == "most in":
        return row[1] == value
    return way == "most" or _number(row, limit[0]) > limit[1]


def _words(facts: Mapping[str, Any]) -> dict[str, object]:
    kind = _KINDS[facts["kind"]]
    return {
        "row": kind.row, "group": kind.group, "value": facts["value"], "limit": facts["limit"],
        "column": kind.columns[facts["column"]], "other": kind.columns[1 - facts["column"]],
        "most": "most" if facts["highest"] else "fewest",
        "highest": "highest" if facts["highest"] else "lowest",
    }  # fmt: skip


def _make_sums(rng: Random, difficulty: int) -> Item:
    kind = rng.choice(_KINDS)
    way = tuple(_SUM_ASKS)[difficulty - 1]
    rows = _table(rng, kind, 4 + 2 * difficulty)
    column, value = rng.randrange(2), rng.choice(kind.groups)
    sums = {group: sum(_number(row, column) for row in rows if row[1] == group)
            for group in kind.groups}  # fmt: skip
    answer = sum(sums.values()) if way == "total" else sums[value]
    if way == "gap":
        answer = max(sums.values()) - min(sums.values())
    if answer < 11:
        return _make_sums(rng, difficulty)
    cells = [_number(row, column) for row in rows]
    slips = {answer + step for step in (-10, -2, -1, 1, 2, 10)}
    slips |= {answer + sign * cell for cell in cells for sign in (1, -1)}
    wrong = {n for n in slips if n > 0 and len(str(n)) == len(str(answer))} - {answer}
    facts = {"way": way, "column": column, "highest": True, "value": value, "limit": 0,
             "kind": _KINDS.index(kind), "rows": rows}  # fmt: skip
    phrasing = rng.randrange(5)
    return Item(
        question=_SUM_ASKS[way][phrasing].format(**_words(facts)), context=_printed(kind, rows),
        answer=str(answer), distractors=tuple(map(str, rng.sample(sorted(wrong), 3))),
        difficulty=difficulty, phrasing=phrasing, facts=facts,
        key=f"{sorted(rows)} {way} {column} {value}",
    )  # fmt: skip


def _answers(item: Item) -> set[str]:
    assert item.context is not None
    _, _, *lines = item.context.splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    column = 2 + item.facts["column"]
    gap = any(row[column] == HIDDEN for row in cells)
    found = set()
    for guess in (1, 50, 99) if gap else (0,):
        read = [[guess if cell == HIDDEN else cell for cell in row] for row in cells]
        found.add(_read_off(item.facts, read, column))
    return found


def _read_off(facts: Mapping[str, Any], cells: Sequence[Sequence[Any]], column: int) -> str:
    """Answer from cells, a row at a time."""
    totals: dict[str, int] = {}
    best: tuple[int, str] | None = None
    sign = 1 if facts["highest"] else -1
    for row in cells:
        number, other = int(row[column]), int(row[5 - column])
        totals[row[1]] = totals.get(row[1], 0) + number
        if facts["way"] == "most in" and row[1] != facts["value"]:
            continue
        if facts["way"] == "most over" and other <= facts["limit"]:
            continue
        if best is None or sign * number > best[0]:
            best = (sign * number, row[0])
    if facts["way"] == "gap":
        low, *_, high = sorted(totals.values())
        return str(high - low)
    if facts["way"] == "total in":
        return str(totals[facts["value"]])
    if facts["way"] == "total":
        return str(sum(totals.values()))
    assert best is not None
    return best[1]


def _withhold(item: Item) -> Item:
    """Leave out the number that decides: of the right row, or of one in the largest sum."""
    facts = item.facts
    place = 2 + facts["column"]
    rows = [list(row) for row in facts["rows"]]
    if facts["way"] == "total in":
        chosen = next(row for row in rows if row[1] == facts["value"])
    elif facts["way"] in ("total", "gap"):
        chosen = max(rows, key=lambda row: sum(one[place] for one in rows if one[1] == row[1]))
    else:
        chosen = next(row for row in rows if row[0] == item.answer)
    chosen[place] = None
    hidden = [(name, group, first, second) for name, group, first, second in rows]
    return item.model_copy(update={"context": _printed(_KINDS[facts["kind"]], hidden)})


table_rows = Generator(
    name="table_rows", title="which row of a table has the most or the least", gives="choice",
    make=_make_rows, answers=_answers, withhold=_withhold,
)  # fmt: skip
table_sums = Generator(
    name="table_sums", title="sums over the rows of a table", gives="choice", make=_make_sums,
    answers=_answers, withhold=_withhold, kinds=("multi-step",),
)  # fmt: skip
