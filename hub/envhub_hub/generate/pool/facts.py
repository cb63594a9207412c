"""Plans for tables of facts: a column that names things, and columns that say something of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from ..items import Gives
from .card import DatasetCard, FieldCard
from .plans import Operation, Recipe, TransformPlan, operation
from .wordings import attribute_name, noun_of, plural, worded

VALUES = 8
"""Different values that a column needs, so that wrong answers can be drawn from it."""
_KEYS = ("name", "title", "country", "lemma", "word", "entity", "person", "city", "company",
         "species", "product")  # fmt: skip
_RELATIONS = ("predicate", "property", "rel", "relation")
_NO_QUANTITY = ("year", "lat", "latitude", "lon", "longitude", "code", "zip", "phone", "rank")
_LEVELS = (1, 2, 3)


@dataclass(frozen=True)
class _Facts:
    """A table of facts, as its plans see it."""

    key: FieldCard
    noun: str
    near: FieldCard | None
    guards: Mapping[str, str]
    """By field: the truth value that says whether it can be relied on, as `capital_single`."""

    def names(self, field: FieldCard) -> dict[str, str]:
        return {"attr": attribute_name(field.name), "noun": self.noun, "nouns": plural(self.noun)}

    def guarded(self, field: FieldCard) -> list[Operation]:
        guard = self.guards.get(field.name)
        if guard is None:
            return []
        return [operation("guard", [f"original.{guard}"], [], {"equals": True})]


def fact_plans(card: DatasetCard) -> Iterator[TransformPlan]:
    """Propose what a table can be asked, by recipe and field."""
    key = key_of(card)
    if key is None:
        return
    near = next((one for one in card.with_role("category")
                 if one.types[0] == "text" and one.plain >= 0.8 and 2 <= one.distinct <= 40
                 and one.filled >= 0.8), None)  # fmt: skip
    facts = _Facts(key, noun_of(card.name, key.name), near, _guards(card))
    for field in card.fields:
        if field is key or field.filled < 0.4:
            continue
        if field.role in ("entity", "category") and field.plain >= 0.5 and "text" in field.types:
            yield from _named(facts, field)
        elif field.role == "number" and field.distinct >= VALUES and _quantity(field):
            yield _compare(facts, field)
            yield _count(facts, field, "larger")
            yield _count(facts, field, "smaller")


def key_of(card: DatasetCard) -> FieldCard | None:
    """Return the field that names what the rows of a table are about; None of other data."""
    able = [one for one in card.with_role("entity")
            if one.plain >= 0.5 and one.unique >= 0.6 and one.filled >= 0.9
            and one.distinct >= VALUES]  # fmt: skip
    asked = any(True for _ in card.with_role("question"))
    # A relation in each row makes it a list of sentences, not a table of columns.
    asked = asked or any(one.name.casefold() in _RELATIONS for one in card.fields)
    if asked or not able or len(card.fields) < 2:
        return None
    preferred = [one for name in _KEYS for one in able if one.name.casefold() == name]
    return (preferred or able)[0]


def _guards(card: DatasetCard) -> dict[str, str]:
    flags = [one.name for one in card.fields if one.types[:1] == ("boolean",)]
    ends = ("_single", "_unique", "_valid", "_verified", "_sure")
    return {flag[: -len(end)]: flag for flag in flags for end in ends if flag.endswith(end)}


def _quantity(field: FieldCard) -> bool:
    return len(field.name) > 1 and not set(field.name.casefold().split("_")) & set(_NO_QUANTITY)


def _named(facts: _Facts, field: FieldCard) -> Iterator[TransformPlan]:
    kinds: tuple[Gives, ...] = ("choice", "continuation")
    if field.distinct >= VALUES:
        yield from (_attribute(facts, field, gives) for gives in kinds)
        if field.unique >= 0.6:
            yield from (_holder(facts, field, gives) for gives in kinds)
        yield _lookup(facts, field)
    if 2 <= field.distinct <= 20 and field.plain >= 0.8:
        yield _count(facts, field, "same")


def _plan(
    facts: _Facts, field: FieldCard, recipe: Recipe, gives: Gives,
    said: tuple[str, list[Operation]],
) -> TransformPlan:  # fmt: skip
    name, operations = said
    return TransformPlan(
        id=f"{name}-{field.name}-{gives}".casefold(), recipe=recipe,
        title=_TITLES[name].format(**facts.names(field)), gives=gives,
        subtype=attribute_name(field.name), levels=_LEVELS,
        fields={"key": facts.key.name, "field": field.name},
        operations=(*facts.guarded(field), *operations),
    )  # fmt: skip


_TITLES = {
    "attribute": "the {attr} of {nouns}",
    "compare": "which of several {nouns} has the largest or smallest {attr}",
    "holder": "which {noun} has a given {attr}",
    "larger": "how many {nouns} of a table have a larger {attr} than one of them",
    "lookup": "the {attr} of {nouns} in a table that is shown",
    "same": "how many {nouns} of a table share the {attr} of one of them",
    "smaller": "how many {nouns} of a table have a smaller {attr} than one of them",
}


def _composed(
    facts: _Facts, field: FieldCard, wordings: tuple[str, str], inputs: Mapping[str, str]
) -> Operation:
    """The operation that words a question: from which paths, by the names of the wordings."""
    params = {"wordings": worded(*wordings, facts.names(field)), "names": list(inputs)}
    return operation("compose", list(inputs.values()), ["final.question", "final.phrasing"], params)


def _near(facts: _Facts, field: FieldCard) -> str | None:
    return facts.near.name if facts.near is not None and facts.near is not field else None


def _attribute(facts: _Facts, field: FieldCard, gives: Gives) -> TransformPlan:
    key, value = f"original.{facts.key.name}", f"original.{field.name}"
    params = {"key": facts.key.name, "field": field.name, "near": _near(facts, field)}
    return _plan(facts, field, "attribute", gives, ("attribute", [
        operation("copy_field", [value], ["final.answer"]),
        operation("column_options", [key, "final.answer"],
                  ["final.distractors", "final.difficulty"], params),
        _composed(facts, field, ("attribute", gives), {"entity": key}),
    ]))  # fmt: skip


def _holder(facts: _Facts, field: FieldCard, gives: Gives) -> TransformPlan:
    key, value = f"original.{facts.key.name}", f"original.{field.name}"
    params = {"key": facts.key.name, "field": field.name, "near": _near(facts, field)}
    return _plan(facts, field, "holder", gives, ("holder", [
        operation("copy_field", [key], ["final.answer"]),
        operation("holders", ["final.answer", value],
                  ["final.distractors", "final.difficulty"], params),
        _composed(facts, field, ("holder", gives), {"value": value}),
    ]))  # fmt: skip


def _compare(facts: _Facts, field: FieldCard) -> TransformPlan:
    key, value = f"original.{facts.key.name}", f"original.{field.name}"
    return _plan(facts, field, "compare", "choice", ("compare", [
        operation("copy_field", [key], ["final.answer"]),
        operation("contrast", ["final.answer", value],
                  ["interim.word", "final.distractors", "final.difficulty", "interim.listing"],
                  {"key": facts.key.name, "field": field.name}),
        _composed(facts, field, ("compare", "choice"),
                  {"word": "interim.word", "listing": "interim.listing"}),
    ]))  # fmt: skip


def _shown(facts: _Facts, field: FieldCard) -> list[Operation]:
    """A sheet of the records with the field, as rows and as text."""
    heads = ((facts.key.name, facts.noun), (field.name, attribute_name(field.name)))
    return [
        operation("copy_field", [f"original.{facts.key.name}"], ["interim.entity"]),
        operation("sheet", ["interim.entity"], ["interim.rows", "final.difficulty"],
                  {"key": facts.key.name, "fields": [field.name]}),
        operation("render", ["interim.rows"], ["final.context"], {"heads": heads}),
    ]  # fmt: skip


def _count(
    facts: _Facts, field: FieldCard, how: Literal["larger", "same", "smaller"]
) -> TransformPlan:
    params = {"key": facts.key.name, "field": field.name, "how": how}
    return _plan(facts, field, "count", "number", (how, [
        *_shown(facts, field),
        operation("count_rows", ["interim.rows", "interim.entity"], ["final.answer"], params),
        _composed(facts, field, ("count", how), {"entity": "interim.entity"}),
    ]))  # fmt: skip


def _lookup(facts: _Facts, field: FieldCard) -> TransformPlan:
    params = {"key": facts.key.name, "field": field.name}
    return _plan(facts, field, "lookup", "choice", ("lookup", [
        *_shown(facts, field),
        operation("sheet_options", ["interim.rows", "interim.entity"],
                  ["final.answer", "final.distractors"], params),
        _composed(facts, field, ("lookup", "choice"), {"entity": "interim.entity"}),
    ]))  # fmt: skip
