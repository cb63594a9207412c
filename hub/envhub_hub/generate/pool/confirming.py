"""Derive the gold of an item again, from the file, the other way round than its plan did.

A plan goes from a record to its values; here a name or a value is looked up in the column, what
stands there is compared, and what a context says is read from its text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from ..items import Item
from ..tools.options import LETTERS, listed
from ..tools.tables import folded
from .columns import cell_text
from .plans import Recipe, TransformPlan
from .pool import PoolTable

_SAME = 100
"""Records of one question that are compared."""
Check = Callable[[Item, TransformPlan, PoolTable], bool]


def confirms(item: Item, plan: TransformPlan, table: PoolTable) -> bool:
    """Whether the file gives an item's answer, and gives none of its wrong ones."""
    if item.origin is None or not 0 <= item.origin.index < len(table):
        return False
    wrong = {folded(one) for one in item.distractors}
    if len(wrong) != len(item.distractors) or folded(item.answer) in wrong:
        return False
    return _CHECKS[plan.recipe](item, plan, table)


def _row(item: Item) -> int:
    assert item.origin is not None
    return item.origin.index


def _attribute(item: Item, plan: TransformPlan, table: PoolTable) -> bool:
    entity, field = str(item.facts["entity"]), plan.fields["field"]
    found = table.rows(plan.fields["key"], entity)
    if entity not in item.question or found != [_row(item)]:
        return False
    held = cell_text(table.record(found[0]).get(field))
    wrong = [folded(one) for one in item.distractors]
    return held == folded(item.answer) and held not in wrong


def _holder(item: Item, plan: TransformPlan, table: PoolTable) -> bool:
    value, key, field = str(item.facts["value"]), plan.fields["key"], plan.fields["field"]
    if value not in item.question or table.rows(field, value) != table.rows(key, item.answer):
        return False
    if table.rows(field, value) != [_row(item)]:
        return False
    for wrong in item.distractors:
        rows = table.rows(key, wrong)
        held = [cell_text(table.record(row).get(field)) for row in rows]
        if len(held) != 1 or held[0] in (None, folded(value)):
            return False
    return True


def _compare(item: Item, plan: TransformPlan, table: PoolTable) -> bool:
    numbers: dict[str, Decimal] = {}
    for name in (item.answer, *item.distractors):
        number = _number(table, plan, name)
        if number is None or name not in item.question:
            return False
        numbers[name] = number
    words = set(item.question.replace("?", " ").replace(":", " ").split())
    if len(words & {"largest", "smallest"}) != 1:
        return False
    ranked = sorted(numbers, key=lambda name: numbers[name], reverse="largest" in words)
    return ranked[0] == item.answer and numbers[ranked[0]] != numbers[ranked[1]]


def _number(table: PoolTable, plan: TransformPlan, name: str) -> Decimal | None:
    """The number of the only record of a name."""
    rows = table.rows(plan.fields["key"], name)
    value = table.record(rows[0]).get(plan.fields["field"]) if len(rows) == 1 else None
    return _decimal(value)


def _decimal(value: Any) -> Decimal | None:
    try:
        return Decimal(str(value).replace(",", "").strip(" $€£"))
    except InvalidOperation:
        return None


def shown_rows(context: str | None) -> dict[str, str]:
    """Return what a table in a context says of each of its entities, by their folded names."""
    lines = [line.split(" | ") for line in (context or "").splitlines()[1:]]
    return {folded(cells[0]): cells[1] for cells in lines if len(cells) == 2}


def _sheet_is_true(rows: Mapping[str, str], plan: TransformPlan, table: PoolTable) -> bool:
    for name, value in rows.items():
        found = table.rows(plan.fields["key"], name)
        held = table.record(found[0]).get(plan.fields["field"]) if found else None
        number = _decimal(held) if isinstance(held, int | float) else None
        if number is not None and number != _decimal(value):
            return False
        if number is None and cell_text(held) != folded(value):
            return False
    return bool(rows)


def _count(item: Item, plan: TransformPlan, table: PoolTable) -> bool:
    rows, entity = shown_rows(item.context), folded(str(item.facts["entity"]))
    if entity not in rows or not _sheet_is_true(rows, plan, table):
        return False
    if plan.id.startswith("same-"):
        return item.answer == str(
            [folded(one) for one in rows.values()].count(folded(rows[entity]))
        )
    ordered = sorted(Decimal(one) for one in rows.values())
    own = Decimal(rows[entity])
    below = ordered.index(own)
    above = len(ordered) - below - ordered.count(own)
    return item.answer == str(above if plan.id.startswith("larger-") else below)


def _lookup(item: Item, plan: TransformPlan, table: PoolTable) -> bool:
    rows, entity = shown_rows(item.context), folded(str(item.facts["entity"]))
    others = {folded(value) for name, value in rows.items() if name != entity}
    return (
        rows.get(entity) == item.answer
        and _sheet_is_true(rows, plan, table)
        and all(folded(wrong) in others for wrong in item.distractors)
    )


def _native(item: Item, plan: TransformPlan, table: PoolTable) -> bool:
    record = table.record(_row(item))
    question, gold = record[plan.fields["question"]], record[plan.fields["answer"]]
    if not plan.rewords and item.question not in str(question):
        return False
    if not _agreed(plan, table, str(question)):
        return False
    if plan.gives == "number":
        last = gold.rpartition("####")[2] if isinstance(gold, str) else gold
        return _decimal(last) == Decimal(item.answer)
    if plan.gives == "choice":
        return _option(item, plan, record, gold)
    if plan.gives == "reference":
        return _listed_answers(gold) == [item.answer, *item.references]
    return folded(str(gold)) == folded(item.answer)


def _agreed(plan: TransformPlan, table: PoolTable, question: str) -> bool:
    """Whether every record that asks the same of the same gives the same answer."""
    named = [plan.fields[one] for one in ("answer", "context", "options") if one in plan.fields]
    rows = table.rows(plan.fields["question"], question, _SAME)
    records = [table.record(row) for row in rows]
    contexts = plan.fields.get("context")
    mine = records[0].get(contexts) if contexts and records else None
    same = [one for one in records if contexts is None or one.get(contexts) == mine]
    return len({str([one.get(name) for name in named]) for one in same}) == 1


def _option(item: Item, plan: TransformPlan, record: Mapping[str, Any], gold: Any) -> bool:
    shown = {item.answer, *item.distractors}
    where = plan.fields.get("options")
    if where is None or where == plan.fields["question"]:
        return _of_block(item, str(record[plan.fields["question"]]), str(gold).strip(), shown,
                         "labels" in plan.fields)  # fmt: skip
    value = record[where]
    options = listed(value) if not isinstance(value, str) or ";" in value else None
    if options is None:  # one column for each option
        columns = [str(held).strip() for held in record.values() if not isinstance(held, list)]
        return shown <= set(columns) and _names(gold, item.answer, columns)
    if str(gold).strip() == item.answer:
        return shown - {item.answer} <= set(options)
    return shown == set(options) and _names(gold, item.answer, options)


def _names(gold: Any, answer: str, options: list[str]) -> bool:
    """Whether gold is the answer, or its number or letter among the options."""
    text = str(gold).strip().strip("().")
    if text.casefold() == answer.casefold():
        return True
    if text.isdecimal():
        return answer in options
    return len(text) == 1 and text.upper() in LETTERS and answer in options


def _of_block(item: Item, question: str, gold: str, shown: set[str], labels: bool) -> bool:
    if labels:
        return gold == item.answer
    lines = {line.strip() for line in question.splitlines()}
    told = f"{gold} {item.answer}" in lines or (gold == item.answer and f"- {gold}" in lines)
    return told and all(any(line.endswith(one) for line in lines) for one in shown)


def _listed_answers(gold: Any) -> list[str]:
    parts = gold if isinstance(gold, list) else [gold]
    kept = [part.strip() for part in parts if part.strip()]
    return list(dict.fromkeys(kept))


def _classify(item: Item, plan: TransformPlan, table: PoolTable) -> bool:
    text = str(table.record(_row(item))[plan.fields["question"]])
    records = [table.record(row) for row in table.rows(plan.fields["question"], text, _SAME)]
    labels = {folded(str(one.get(plan.fields["answer"]))) for one in records}
    return text in item.question and labels == {folded(item.answer)}


def _reference(item: Item, plan: TransformPlan, table: PoolTable) -> bool:
    record = table.record(_row(item))
    text = record[plan.fields["context"]]
    whole = " ".join(one.strip() for one in ([text] if isinstance(text, str) else text))
    return (
        item.context == whole.strip()
        and _listed_answers(record[plan.fields["answer"]]) == [item.answer, *item.references]
        and item.answer not in item.wrong
    )


_CHECKS: Mapping[Recipe, Check] = {
    "attribute": _attribute,
    "classify": _classify,
    "compare": _compare,
    "count": _count,
    "holder": _holder,
    "lookup": _lookup,
    "native": _native,
    "reference": _reference,
}
