"""Tools that look at other records of the same table: wrong answers, comparisons, a sheet of rows.

A wrong answer comes from the same column as the right one, and is wrong by what the table says:
the key stands in one row only, and that row holds another value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice
from typing import Any, Literal, TypeGuard

from pydantic import Field

from envhub.values import Frozen

from .fields import plain_number_or_unfit
from .tool import Given, Record, Table, Tool, Unfit

LOOKED_AT = 60
"""Records among which wrong answers are sought."""
ENOUGH = 8
"""Candidates for each wrong answer, after which no more are sought."""
MARGINS = {1: 4.0, 2: 2.0, 3: 1.15}
"""By difficulty: how many times as large the largest of several numbers is as the next."""
_WORDS = re.compile(r"\w+")
NOTHING = frozenset({"n/a", "none", "not applicable", "not available", "null", "unknown"})
"""What stands in a cell instead of a value."""
_SIDE_NOTE = re.compile(r"[?;()\[\]{}<>|/\n,:]|\s[-–—]\s")


def is_plain(value: Any) -> TypeGuard[str]:
    """Whether a value is one short name, without remarks, lists and alternatives."""
    return (
        isinstance(value, str)
        and 0 < len(value.strip()) <= 50
        and len(value.split()) <= 6
        and not _SIDE_NOTE.search(value)
        and any(sign.isalnum() for sign in value)
        and value.strip().casefold() not in NOTHING
    )


def folded(text: str) -> str:
    """Return a text as cells are compared: without case and needless spaces."""
    return " ".join(text.split()).casefold()


@lru_cache(maxsize=1 << 14)
def _spaced(text: str) -> str:
    """A name as its words with a space on each side; one without words as itself."""
    bare = folded(text)
    return f" {' '.join(_WORDS.findall(bare)) or bare} "


def overlaps(one: str, other: str) -> bool:
    """Whether two names are so alike that one may pass for the other: one stands in the other."""
    first, second = _spaced(one), _spaced(other)
    return first in second or second in first


def the_row(table: Table, field: str, value: str) -> Record:
    """Return the only record whose field holds a text.

    Raises:
        Unfit: none does, or several do, so that what it says is ambiguous.
    """
    rows = table.rows(field, value)
    if len(rows) != 1:
        raise Unfit(f"a name stands in {'several rows' if rows else 'no row'} of `{field}`")
    return table.record(rows[0])


def _cell(record: Record, field: str) -> str | None:
    value = record.get(field)
    return value.strip() if is_plain(value) else None


def _no_giveaway(entity: str, value: str) -> None:
    if not is_plain(entity) or not is_plain(value):
        raise Unfit("the value is a list, or has a remark")
    if overlaps(entity, value):
        raise Unfit("one name stands in the other")


class ColumnParams(Frozen):
    """Which column wrong answers come from."""

    key: str
    field: str
    count: int = Field(default=3, ge=1)
    near: str | None = None
    """A field with categories: hard wrong answers share the record's own, easy ones do not."""


def _ordered(
    given: Given, found: Iterable[tuple[str, Any]], own: Any, count: int
) -> tuple[list[str], int]:
    """Take the candidates that suit the difficulty, and say which difficulty they make."""
    same = [value for value, category in found if category == own and own is not None]
    other = [value for value, category in found if category != own or own is None]
    if given.level == 3:
        chosen = [*same, *other]
    elif given.level == 1:
        chosen = [*other, *same]
    else:
        chosen = [value for value, _ in found]
    chosen = chosen[:count]
    if len(chosen) < count:
        raise Unfit("too few values of the column are proved wrong")
    shared = sum(value in same for value in chosen)
    return chosen, 3 if shared == count else 1 if shared == 0 and same else 2


def _column_options(given: Given, params: ColumnParams) -> tuple[Any, ...]:
    entity, answer = given.texts()
    table = given.the_table()
    own = the_row(table, params.key, entity)
    _no_giveaway(entity, answer)
    found: dict[str, tuple[str, Any]] = {}
    for record in table.some(given.rng, LOOKED_AT):
        value = _cell(record, params.field)
        if value is None or any(overlaps(value, one) for one in (answer, entity)):
            continue
        if not any(overlaps(value, kept) for kept, _ in found.values()):
            found[folded(value)] = value, record.get(params.near) if params.near else None
        if len(found) == ENOUGH * params.count:
            break
    category = own.get(params.near) if params.near else None
    return _ordered(given, list(found.values()), category, params.count)


def _holders(given: Given, params: ColumnParams) -> tuple[Any, ...]:
    entity, value = given.texts()
    table = given.the_table()
    own = the_row(table, params.field, value)
    _no_giveaway(entity, value)
    found: dict[str, tuple[str, Any]] = {}
    for record in table.some(given.rng, LOOKED_AT):
        name, held = _cell(record, params.key), _cell(record, params.field)
        if name is None or held is None or overlaps(held, value):
            continue
        alike = any(overlaps(name, one) for one in (entity, value, *(n for n, _ in found.values())))
        if not alike and len(table.rows(params.key, name)) == 1:
            found[folded(name)] = name, record.get(params.near) if params.near else None
        if len(found) == ENOUGH * params.count:
            break
    category = own.get(params.near) if params.near else None
    return _ordered(given, list(found.values()), category, params.count)


class ContrastParams(Frozen):
    """Which numbers are compared."""

    key: str
    field: str
    count: int = Field(default=3, ge=1)


def number(record: Record, field: str) -> float | None:
    """Return a number of a record that is greater than zero, or None."""
    value = record.get(field)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if value > 0 else None


def _contrast(given: Given, params: ContrastParams) -> tuple[Any, ...]:
    entity, _ = given.values
    table = given.the_table()
    own = number(the_row(table, params.key, entity), params.field)
    if own is None:
        raise Unfit("the number is not greater than zero")
    records = table.some(given.rng, LOOKED_AT)
    for word in given.rng.sample(("largest", "smallest"), 2):
        found: dict[str, float] = {}
        for record in records:
            name, other = _cell(record, params.key), number(record, params.field)
            if name is None or other is None or any(overlaps(name, n) for n in (entity, *found)):
                continue
            ratio = own / other if word == "largest" else other / own
            if ratio >= MARGINS[given.level]:
                found[name] = ratio
        ordered = sorted(found, key=lambda name: (found[name], name))
        once = (name for name in ordered if len(table.rows(params.key, name)) == 1)
        nearest = list(islice(once, params.count))
        if len(nearest) == params.count:
            ratio = found[nearest[0]]
            level = min(level for level, margin in MARGINS.items() if ratio >= margin)
            listing = given.rng.sample([entity, *nearest], params.count + 1)
            return word, nearest, level, f"{', '.join(listing[:-1])} or {listing[-1]}"
    raise Unfit("the number is neither clearly larger nor clearly smaller than others")


class SheetParams(Frozen):
    """Which fields a sheet shows."""

    key: str
    fields: tuple[str, ...] = Field(min_length=1)
    rows: tuple[int, int, int] = (5, 8, 12)
    """By difficulty."""


def _sheet(given: Given, params: SheetParams) -> tuple[Any, ...]:
    (entity,) = given.texts()
    table, wanted = given.the_table(), params.rows[given.level - 1]
    own = the_row(table, params.key, entity)
    chosen: dict[str, Record] = {}
    for record in (own, *table.some(given.rng, LOOKED_AT)):
        name = _cell(record, params.key)
        whole = all(_shows(record.get(field)) for field in params.fields)
        free = name is not None and whole and not any(overlaps(name, one) for one in chosen)
        if name is not None and free and len(table.rows(params.key, name)) == 1:
            chosen[name] = record
        if not chosen:
            raise Unfit("the record has empty fields")
        if len(chosen) == wanted:
            break
    if len(chosen) < wanted:
        raise Unfit("too few records are whole")
    shown = [
        {params.key: name, **{field: shown_cell(record[field]) for field in params.fields}}
        for name, record in chosen.items()
    ]
    return given.rng.sample(shown, wanted), given.level


def _shows(value: Any) -> bool:
    """Whether a value fits a cell of a sheet and can be asked for."""
    return is_plain(value) if isinstance(value, str) else isinstance(value, int | float)


def shown_cell(value: Any) -> str:
    """Return a single value as a sheet shows it."""
    if isinstance(value, bool):
        return str(value).lower()
    return value.strip() if isinstance(value, str) else plain_number_or_unfit(value)


class RenderParams(Frozen):
    """The heads of the columns, by field."""

    heads: tuple[tuple[str, str], ...]


def _render(given: Given, params: RenderParams) -> tuple[Any, ...]:
    (rows,) = given.values
    lines = [
        " | ".join(head for _, head in params.heads),
        *(" | ".join(row[field] for field, _ in params.heads) for row in rows),
    ]
    return ("\n".join(lines),)


class CountParams(Frozen):
    """What is counted: rows that hold the same, or a larger number than the record's own."""

    key: str
    field: str
    how: Literal["same", "larger", "smaller"]


def _count(given: Given, params: CountParams) -> tuple[Any, ...]:
    rows, entity = given.values
    own = next(row[params.field] for row in rows if row[params.key] == entity)
    if params.how == "same":
        return (str(sum(folded(row[params.field]) == folded(own) for row in rows)),)
    sign = 1 if params.how == "larger" else -1
    values = [float(row[params.field]) * sign for row in rows]
    if values.count(float(own) * sign) > 1:
        raise Unfit("two rows of the sheet are equal")
    return (str(sum(value > float(own) * sign for value in values)),)


class SheetOptionsParams(Frozen):
    """Which column of a sheet options come from."""

    key: str
    field: str
    count: int = Field(default=3, ge=1)


def _sheet_options(given: Given, params: SheetOptionsParams) -> tuple[Any, ...]:
    rows, entity = given.values
    answer = next(row[params.field] for row in rows if row[params.key] == entity)
    _no_giveaway(entity, answer)
    found: list[str] = []
    for row in rows:
        value = row[params.field]
        if not any(overlaps(value, one) for one in (answer, *found)):
            found.append(value)
    if len(found) < params.count:
        raise Unfit("the sheet holds too few different values")
    return answer, given.rng.sample(found, params.count)


class OtherParams(Frozen):
    """Which field of other records is taken."""

    field: str


def _other_values(given: Given, params: OtherParams) -> tuple[Any, ...]:
    (own,) = given.values
    for record in given.the_table().some(given.rng, 8):
        value = record.get(params.field)
        text = value[0] if isinstance(value, list) and value else value
        if isinstance(text, str) and text.strip() and folded(text) != folded(str(own)):
            return ([text.strip()],)
    raise Unfit("every other record holds the same")


column_options = Tool(
    "column_options", "takes wrong answers from the column of the right one", ColumnParams,
    _column_options, seeded=True,
)  # fmt: skip
contrast = Tool(
    "contrast", "finds records whose number is clearly larger or smaller", ContrastParams,
    _contrast, seeded=True,
)  # fmt: skip
count_rows = Tool("count_rows", "counts the rows of a sheet that fit", CountParams, _count)
holders = Tool(
    "holders", "takes wrong entities of which the table says another value", ColumnParams,
    _holders, seeded=True,
)  # fmt: skip
other_values = Tool(
    "other_values", "takes what another record holds in a field", OtherParams, _other_values,
    seeded=True,
)  # fmt: skip
render = Tool("render", "writes a sheet as text", RenderParams, _render)
sheet = Tool("sheet", "puts a record among others", SheetParams, _sheet, seeded=True)
sheet_options = Tool(
    "sheet_options", "takes the right and wrong answers from a sheet", SheetOptionsParams,
    _sheet_options, seeded=True,
)  # fmt: skip
