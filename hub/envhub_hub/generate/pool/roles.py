"""The role of a field: by its name where that says it, else by what it holds."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .card import FieldCard, Role

_NAMES: Mapping[Role, str] = {
    "id": "id uid uuid idx index key fips row qid doc_id",
    "question": "question query prompt input problem instruction goal stem q utterance ask",
    "context": "context passage document article paragraph story source evidence abstract body "
    "background premise dialogue conversation",
    "answer": "answer target output gold response completion solution correct reply summary "
    "best_answer correct_answer answer_text label_text",
    "options": "option choice candidate ending distractor incorrect wrong alternative",
    "rationale": "rationale explanation reasoning cot chain_of_thought justification hint working",
    "date": "date day datetime timestamp time birthday",
    "label": "label sentiment class is_correct verdict gold_label stance polarity",
    "category": "category topic subject type domain region series block genre group kind section "
    "field pos continent split difficulty level language",
    "entity": "name title country city person company word lemma product species element team "
    "player film movie book author artist capital symbol",
    "text": "text content sentence comment review description note definition",
}
"""Words by which names are known, in the singular. Earlier roles go first."""
_BY_NAME: Mapping[str, Role] = {
    word: role for role, names in reversed(tuple(_NAMES.items())) for word in names.split()
}
_OPTION = re.compile(r"(?:(?:option|choice|answer|ending|opt|distractor)[_ ]?)?([a-h]|[0-9])",
                     re.IGNORECASE)  # fmt: skip
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ].*)?|\d{1,2}[./]\d{1,2}[./]\d{4}")
SHORT_CONTEXT = 80
"""Characters below which, in the mean, a text is no evidence to answer from."""
_WORDY = ("question", "context", "rationale", "text")


def role_of(field: FieldCard) -> Role:
    """Return what a field is for."""
    kind = field.types[0] if field.types else None
    named = _named(field.name)
    if kind is None or kind == "object":
        return "options" if named == "options" and kind else "other"
    if kind == "list":
        return named if named in ("options", "context", "answer") else "other"
    if kind == "boolean":
        return "label"
    if kind in ("integer", "float"):
        return _of_numbers(field, named)
    if any(one.startswith(("http://", "https://")) for one in field.samples):
        return "other"
    if named == "context" and field.chars[1] < SHORT_CONTEXT:
        named = None
    if field.samples and all(_DATE.fullmatch(one) for one in field.samples):
        return "date"
    if named in (*_WORDY, "answer", "options", "id", "date"):
        return named
    return _of_texts(field, named)


def _named(name: str) -> Role | None:
    """What a name says: as a whole, else by its last word that is known, else by the others."""
    if _OPTION.fullmatch(name):
        return "options"
    parts = [one for one in re.split(r"[\W_]+|(?<=[a-z])(?=[A-Z])", name) if one]
    lowered = [one.casefold() for one in parts]
    single = [one[:-1] if one.endswith("s") and len(one) > 3 else one for one in lowered]
    if set(single) & {"incorrect", "wrong", "distractor"}:
        return "options"
    for word in ("_".join(lowered), *lowered[::-1], *single[::-1]):
        if word in _BY_NAME:
            return _BY_NAME[word]
    return None


def _of_numbers(field: FieldCard, named: Role | None) -> Role:
    if named in ("answer", "label", "id", "options"):
        return named
    if named == "category" and field.distinct <= 20:
        return "category"
    return "number"


def _of_texts(field: FieldCard, named: Role | None) -> Role:
    """Of texts whose name does not say for sure what they are: by length and repetition."""
    if field.plain < 0.3:
        return "text"
    repeated = field.unique <= 0.34
    if named == "label" and field.distinct <= 20:
        return "label"
    if named == "category" or (named is None and repeated):
        return "category"
    return "entity"


def unnamed(fields: tuple[FieldCard, ...]) -> tuple[FieldCard, ...]:
    """Return the fields of a file without names: of two columns, a text and what answers it."""
    if [one.name for one in fields] != ["column_1", "column_2"] or fields[0].role != "text":
        return fields
    question, answer = fields
    return (question.model_copy(update={"role": "question"}),
            answer.model_copy(update={"role": "answer"}))  # fmt: skip
