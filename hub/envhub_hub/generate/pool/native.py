"""Plans for records that hold a question and its answer already, or a text and its label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from .card import DatasetCard, FieldCard
from .facts import key_of
from .plans import Operation, TransformPlan, operation
from .wordings import attribute_name, worded

LABELS = 5
"""Different answers up to which they are labels, all of which a card shows."""
SHORT, LONG = 40, 60
"""Characters, in the mean: of a label at most, of a summary at least."""
EXACT = 160
"""Characters up to which, in the mean, an answer that is no sentence is compared exactly."""
_CODE = frozenset({"entry_point", "test", "test_list", "tests", "unit_tests"})


def native_plans(card: DatasetCard) -> Iterator[TransformPlan]:
    """Propose what a card's own questions can become."""
    question = next(card.with_role("question"), None)
    answer = next(card.with_role("answer"), None)
    if _CODE & {one.name.casefold() for one in card.fields}:
        return  # a program is judged by running it, and its tests stand in no closed form
    if question is not None and answer is not None:
        plan = _asked(card, question, answer)
        if plan is not None:
            yield plan
    elif answer is not None and (answer.chars[1] >= LONG or _is_list(answer)):
        yield from _summaries(card, answer)
    if key_of(card) is not None:
        return  # its texts say something of what its rows name
    text = question or next(card.with_role("text"), None)
    for label in card.with_role("label"):
        if text is not None and answer is None and _closed(label):
            yield _classified(text, label)


def _is_list(field: FieldCard) -> bool:
    return field.types[:1] == ("list",)


def _sentences(field: FieldCard) -> bool:
    """Whether a field holds answers that can be worded in many ways."""
    ended = sum(one.rstrip().endswith((".", "!")) or ". " in one for one in field.samples)
    return field.chars[1] > EXACT or 3 * ended > len(field.samples)


def _closed(field: FieldCard) -> bool:
    """Whether a field has a few short values, which are its samples then."""
    if field.types[:1] not in (("text",), ("boolean",)) or field.chars[2] > SHORT:
        return False
    return 2 <= field.distinct <= LABELS and field.distinct == len(field.samples)


def _asked(card: DatasetCard, question: FieldCard, answer: FieldCard) -> TransformPlan | None:
    fields = {"question": question.name, "answer": answer.name}
    stem = f"original.{question.name}"
    gold = f"original.{answer.name}"
    options = list(card.with_role("options"))
    context = next(card.with_role("context"), None)
    before: list[Operation] = []
    if context is not None:
        fields["context"] = context.name
        before = [operation("flatten", [f"original.{context.name}"], ["final.context"])]
    copied = operation("copy_field", [stem], ["final.question"])
    chosen = operation("map_answer", ["interim.gold", "interim.options"],
                       ["final.answer", "final.distractors"])  # fmt: skip
    as_text = operation("copy_field", [gold], ["interim.gold"])
    if question.lettered >= 0.5:
        fields["options"] = question.name
        split = operation("split_options", [stem], ["interim.stem", "interim.options"])
        asks = operation("copy_field", ["interim.stem"], ["final.question"])
        return _plan(card, "choice", [*before, split, as_text, chosen, asks], fields)
    if options:
        return _with_options(card, answer, options, ([*before, copied], as_text, chosen, fields))
    if _closed(answer):
        fields["labels"] = answer.name
        labels = operation("set_value", [], ["interim.options"], {"value": list(answer.samples)})
        return _plan(card, "choice", [*before, labels, as_text, chosen, copied], fields)
    if answer.numeric >= 0.8:
        number = operation("parse_number", [gold], ["final.answer", "final.steps"])
        return _plan(card, "number", [*before, copied, number], fields)
    if answer.types[0] == "text" and not _sentences(answer):
        text = operation("copy_field", [gold], ["final.answer"], {"as_text": True})
        return _plan(card, "text", [*before, copied, text], fields)
    return _plan(card, "reference", [*before, copied, *_referred(answer)], fields)


def _with_options(
    card: DatasetCard, answer: FieldCard, options: Sequence[FieldCard],
    parts: tuple[list[Operation], Operation, Operation, dict[str, str]],
) -> TransformPlan | None:  # fmt: skip
    before, as_text, chosen, fields = parts
    fields["options"] = options[0].name
    paths = [f"original.{one.name}" for one in options]
    wrong = {"incorrect", "wrong", "distractor", "distractors"}
    if set(options[0].name.casefold().replace("_", " ").split()) & wrong:
        gold = operation("copy_field", [f"original.{answer.name}"], ["final.answer"])
        others = [one for one in card.with_role("answer") if one is not answer]
        reads = ["final.answer", paths[0], *(f"original.{one.name}" for one in others)]
        taken = operation("take_wrong", reads, ["final.distractors"])
        return _plan(card, "choice", [*before, gold, taken], fields)
    listed = operation("list_options", paths, ["interim.options"])
    return _plan(card, "choice", [*before, listed, as_text, chosen], fields)


def _referred(answer: FieldCard) -> list[Operation]:
    gold = operation("flatten", [f"original.{answer.name}"], ["final.answer", "final.references"],
                     {"alternatives": True})  # fmt: skip
    other = operation("other_values", ["final.answer"], ["final.wrong"], {"field": answer.name})
    return [gold, other]


def _summaries(card: DatasetCard, answer: FieldCard) -> Iterator[TransformPlan]:
    context = next(card.with_role("context"), None) or next(card.with_role("text"), None)
    if context is None:
        return
    asked: dict[str, Any] = {"wordings": worded("reference", "reference", {})}
    yield TransformPlan(
        id="summary", recipe="reference", title=f"summaries as {card.name} has them",
        gives="reference", subtype=card.id,
        operations=(
            operation("flatten", [f"original.{context.name}"], ["final.context"]),
            operation("compose", [], ["final.question", "final.phrasing"], asked),
            *_referred(answer),
        ),
        fields={"answer": answer.name, "context": context.name},
    )  # fmt: skip


def _classified(text: FieldCard, label: FieldCard) -> TransformPlan:
    name = attribute_name(label.name)
    asked = {"wordings": worded("classify", "choice", {"attr": name}), "names": ["text"]}
    labels = [one.lower() if label.types[0] == "boolean" else one for one in label.samples]
    return TransformPlan(
        id=f"classify-{label.name}".casefold(), recipe="classify",
        title=f"which {name} a text has", gives="choice", subtype=name,
        operations=(
            operation("compose", [f"original.{text.name}"], ["final.question", "final.phrasing"],
                      asked),
            operation("set_value", [], ["interim.options"], {"value": labels}),
            operation("copy_field", [f"original.{label.name}"], ["interim.gold"],
                      {"as_text": True}),
            operation("map_answer", ["interim.gold", "interim.options"],
                      ["final.answer", "final.distractors"], {"form": "text"}),
        ),
        fields={"question": text.name, "answer": label.name},
    )  # fmt: skip


def _plan(
    card: DatasetCard, gives: Any, operations: Sequence[Operation], fields: dict[str, str]
) -> TransformPlan:
    return TransformPlan(
        id="native", recipe="native", title=f"{card.name}, as its records ask it", gives=gives,
        subtype=card.id, operations=tuple(operations), fields=fields,
    )  # fmt: skip
